"""Vectors that others wrote: RFC 6962 proofs, signed notes, Wycheproof, the edge cases of Ed25519."""

import base64
import json
from contextlib import suppress

import pytest

from letapis.archive.proofs import merkle
from letapis.archive.proofs.checkpoint import Checkpoint
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.note import ED25519, VerifierKey, check_signature, parse_note, verify_note


def raw(text):
    return base64.b64decode(text or "")


def holds(check, *arguments):
    try:
        check(*arguments)
    except ProofError:
        return False
    return True


def inclusion(one, proof):
    leaf, root = raw(one["leafHash"]), raw(one["root"])
    return holds(merkle.check_inclusion, leaf, one["leafIdx"], one["treeSize"], proof, root)


def consistency(one, proof):
    roots = raw(one["root1"]), raw(one["root2"])
    return holds(merkle.check_consistency, one["size1"], one["size2"], proof, *roots)


def subtree_inclusion(one, proof):
    leaf, root = raw(one["leafHash"]), raw(one["root"])
    return holds(merkle.check_subtree_inclusion, leaf, one["leafIdx"], one["start"], one["end"], proof, root)


def subtree_consistency(one, proof):
    roots = raw(one["root1"]), raw(one["root2"])
    return holds(merkle.check_subtree_consistency, one["start"], one["end"], one["size"], proof, *roots)


@pytest.mark.parametrize(
    ("name", "check", "count"),
    [
        ("inclusion", inclusion, 98),
        ("consistency", consistency, 98),
        ("subtreeinclusion", subtree_inclusion, 204),
        ("subtreeconsistency", subtree_consistency, 118),
    ],
)
def test_proofs_of_rfc_6962(vectors, passed, name, check, count):
    lines = (vectors / "merkle" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(one, check(one, [raw(part) for part in one["proof"] or []])) for one in map(json.loads, lines)]
    wrong = [one["file"] for one, holding in found if holding == one["wantErr"]]
    passed(f"merkle/{name}", len(lines) - len(wrong), len(lines))
    assert wrong == []
    assert len(lines) == count


def test_signed_notes_of_others(vectors, passed):
    sets = json.loads((vectors / "merkle" / "signed_notes.json").read_text(encoding="utf-8"))
    for one in sets["good"]:
        key = VerifierKey.parse(one["vkey"])
        assert verify_note(parse_note(one["note"]), [key]) == (key,)
    for text in sets["bad_keys"]:
        with pytest.raises(ProofError):
            VerifierKey.parse(text)
    passed("signed notes and keys", 4, len(sets["good"]) + len(sets["bad_keys"]))


def test_the_checkpoint_of_a_great_public_log_is_read(vectors):
    sets = json.loads((vectors / "merkle" / "signed_notes.json").read_text(encoding="utf-8"))
    found = Checkpoint.parse(parse_note(sets["good"][1]["note"]).text)
    assert (found.origin, found.size) == ("go.sum database tree", 6476701)


def test_ed25519_of_wycheproof(vectors, passed):
    sets = json.loads((vectors / "wycheproof" / "ed25519_test.json").read_text(encoding="utf-8"))
    wrong = []
    for group in sets["testGroups"]:
        key = VerifierKey("a", ED25519, bytes.fromhex(group["publicKey"]["pk"]))
        for one in group["tests"]:
            found = holds(check_signature, key, bytes.fromhex(one["sig"]), bytes.fromhex(one["msg"]))
            if found != (one["result"] == "valid"):
                wrong.append(one["tcId"])
    passed("wycheproof/ed25519", sets["numberOfTests"] - len(wrong), sets["numberOfTests"])
    assert wrong == []


def test_edge_cases_of_ed25519_are_taken_by_one_rule(vectors, passed):
    """Verification is cofactorless and compares R byte by byte; a key of small order is refused when it is read.

    The set has no right answers: it shows by flags what an implementation does. Ours is the strictest that makes no
    honest signature fail.
    """
    cases = json.loads((vectors / "ed25519" / "ed25519vectors.json").read_text(encoding="utf-8"))
    agreed = 0
    for one in cases:
        key = VerifierKey("a", ED25519, bytes.fromhex(one["key"]))
        taken = False
        with suppress(ProofError):
            check_signature(VerifierKey.parse(key.text()), bytes.fromhex(one["sig"]), one["msg"].encode())
            taken = True
        flags = set(one["flags"] or ())
        agreed += taken == (not flags & {"low_order_A", "low_order_residue", "non_canonical_R"})
    passed("ed25519 edge cases", agreed, len(cases))
    assert agreed == len(cases)
