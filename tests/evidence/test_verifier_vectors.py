"""The outsider's verifier against vectors that others wrote, and against bits turned over."""

import json
import random
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from letapis.archive.proofs.checkpoint import Checkpoint, signed_checkpoint
from letapis.archive.proofs.merkle import Tree, leaf_hash
from letapis.archive.proofs.note import SigningKey
from letapis.archive.proofs.proof import Proof
from letapis.evidence import verify_record

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "security"
outside = pytest.mark.skipif(not SHARED.is_dir(), reason="the outside corpora are not beside the checkout")
FLIPS = 3000


def accepts(key, message, signature):
    try:
        return verify_record.signed(key, message, signature)
    except (ValueError, LookupError):
        return False


@outside
def test_wycheproof_ed25519():
    found = json.loads((SHARED / "wycheproof" / "ed25519_test.json").read_text(encoding="utf-8"))
    told = Counter()
    for group in found["testGroups"]:
        key = bytes.fromhex(group["publicKey"]["pk"])
        for test in group["tests"]:
            taken = accepts(key, bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"]))
            told[test["result"], taken] += 1
    print("Wycheproof Ed25519:", dict(told))  # noqa: T201  a count for the table of the corpora
    assert told["invalid", True] == 0
    assert told["valid", False] == 0
    assert sum(told.values()) >= 150


@outside
def test_edge_cases_of_ed25519_are_refused_where_one_signature_could_fit_two_texts():
    """CCTV: a key of small order and what is not canonical is refused; the equation is the one without a cofactor."""
    vectors = json.loads((SHARED / "ed25519" / "ed25519vectors.json").read_text(encoding="utf-8"))
    told = Counter()
    for one in vectors[::3]:
        flags = set(one["flags"] or ())
        taken = accepts(bytes.fromhex(one["key"]), one["msg"].encode(), bytes.fromhex(one["sig"]))
        told[taken] += 1
        if flags & {"low_order_A", "non_canonical_A", "non_canonical_R", "low_order_residue"}:
            assert not taken, one["number"]
        elif not flags:
            assert taken, one["number"]
    print("CCTV Ed25519:", dict(told))  # noqa: T201


@outside
def test_the_notes_of_others():
    notes = json.loads((SHARED / "merkle" / "signed_notes.json").read_text(encoding="utf-8"))
    for one in notes["good"]:
        key = verify_record.plain(one["vkey"].split("+", 2)[2])[1:]
        text, below = one["note"].rsplit("\n\n", 1)
        assert verify_record.signed(key, (text + "\n").encode(), verify_record.plain(below.split()[2])[4:])
        # Its origin is not the name of its key ("SHOULD match"): our logs have one name, and the verifier asks for it.
        for key in (one["vkey"], *notes["bad_keys"]):
            with pytest.raises(ValueError, match=r".+"):
                verify_record.opened(one["note"], key)


@pytest.mark.parametrize("text", ["AB==", "QUI", "QUI=\n", " QUI=", "QUI=x", "-_8="])
def test_only_the_one_spelling_of_base64(text):
    with pytest.raises(ValueError, match=r".+"):
        verify_record.plain(text)


@pytest.fixture(scope="module")
def proven():
    """A log of 1,000 lines, its key, and the proof of line 739."""
    tree, key = Tree(), SigningKey.new("letapis.example/test")
    lines = [b'{"seq":%d}' % number for number in range(1, 1001)]
    tree.extend(leaf_hash(line) for line in lines)
    note = signed_checkpoint(Checkpoint(key.name, tree.size, tree.root()), key).full()
    return key.public().text(), lines[738], Proof(738, tuple(tree.inclusion(738)), note, lines[738]).text()


def test_a_proof_holds_for_its_line_and_no_other(proven):
    vkey, line, proof = proven
    assert verify_record.place(proof, line, vkey, {}) == 739
    with pytest.raises(ValueError, match="does not stand"):
        verify_record.place(proof, b'{"seq":740}', vkey, {})
    with pytest.raises(ValueError, match="not one that the key"):
        verify_record.place(proof, line, SigningKey.new("letapis.example/test").public().text(), {})


def test_no_bit_can_be_turned_over(proven):
    vkey, line, proof = proven
    chance, known = random.Random(6), {}
    verify_record.place(proof, line, vkey, known)
    whole = proof.encode()
    accepted = 0
    for _ in range(FLIPS):
        turned = bytearray(whole)
        at = chance.randrange(len(whole) * 8)
        turned[at // 8] ^= 1 << at % 8
        with suppress(ValueError, LookupError):
            accepted += verify_record.place(turned.decode(), line, vkey, dict(known)) == 739
    assert accepted == 0
