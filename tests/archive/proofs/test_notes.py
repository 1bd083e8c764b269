import random

import pytest

from letapis.archive.proofs.checkpoint import (
    Checkpoint,
    check_cosignatures,
    cosigned,
    signed_checkpoint,
    verify_checkpoint,
)
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.merkle import Tree, leaf_hash
from letapis.archive.proofs.note import (
    COSIGNATURE,
    ED25519,
    ML_DSA_44,
    Note,
    SigningKey,
    VerifierKey,
    parse_note,
    signed,
    verify_note,
)
from letapis.archive.proofs.proof import Proof, verify_leaf, verify_proof

LOG = SigningKey("log.invalid/17", ED25519, bytes(range(32)))
LATER = SigningKey("log.invalid/17", ML_DSA_44, bytes(range(32)))
WITNESS = SigningKey("witness.example/1", COSIGNATURE, bytes(range(1, 33)))
FUTURE = SigningKey("witness.example/2", ML_DSA_44, bytes(range(2, 34)))
LINES = [b'{"act":"collected","seq":%d}' % number for number in range(1, 12)]

# From the specification of signed notes (c2sp.org/signed-note).
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYN"
    "ZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)


def tree():
    made = Tree()
    made.extend(map(leaf_hash, LINES))
    return made


def checkpoint():
    return Checkpoint(LOG.name, len(LINES), tree().root())


def note(*keys):
    return signed_checkpoint(checkpoint(), *(keys or (LOG,)))


def proof_text():
    return Proof(4, tuple(tree().inclusion(4)), note().full(), LINES[4]).text()


def test_the_example_of_the_specification():
    key = VerifierKey.parse(EXAMPLE_KEY)
    assert key.text() == EXAMPLE_KEY
    assert verify_note(parse_note(EXAMPLE), [key]) == (key,)
    assert parse_note(EXAMPLE).full() == EXAMPLE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (EXAMPLE.replace("\n\n", "\n"), "no signed note"),
        (EXAMPLE.rstrip("\n"), "no signed note"),
        (EXAMPLE.replace("This", "This\t"), "control"),
        (EXAMPLE.replace("This", "This\r"), "control"),
        (EXAMPLE.replace("— ", "- "), "no signature"),
        (EXAMPLE.replace("aQM=", "aQN="), "another form"),
        (EXAMPLE.replace("aQM=", "aQM"), "base64"),
        (EXAMPLE.replace("example.com/foo", "example.com foo"), "base64"),
        ("text\n\n— a+b AAAAAAA=\n", "without spaces"),
        ("text\n\n— a AAAAAA==\n", "too short"),
        ("text\n\n" + "— a AAAAAAA=\n" * 65, "more than 64"),
    ],
)
def test_a_note_in_another_form_is_refused(text, words):
    with pytest.raises(ProofError, match=words):
        parse_note(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("log+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "mistyped"),
        (EXAMPLE_KEY.replace("foo", "fou"), "mistyped"),
        (EXAMPLE_KEY + "AAAA", "type or length"),
        (EXAMPLE_KEY.replace("+", " "), "word without"),
        ("", "word without|base64|type"),
        (VerifierKey("log", ED25519, bytes(32)).text(), "weak"),
        (VerifierKey("log", COSIGNATURE, bytes([1] + [0] * 30 + [128])).text(), "weak"),
    ],
)
def test_a_key_that_proves_nothing_is_refused(text, words):
    with pytest.raises(ProofError, match=words):
        VerifierKey.parse(text)


def test_signatures_of_strangers_are_passed_over_and_those_of_known_keys_must_hold():
    stranger = SigningKey.new("elsewhere.example/log")
    text = checkpoint().text()
    both = Note(text, (signed(text, stranger), *note().signatures))
    assert verify_note(both, [LOG.public()]) == (LOG.public(),)
    with pytest.raises(ProofError, match="none of the keys"):
        verify_note(Note(text, both.signatures[:1]), [LOG.public()])
    wrong = Note(text.replace("11", "12"), both.signatures)
    with pytest.raises(ProofError, match="does not hold"):
        verify_note(wrong, [LOG.public()])


def test_a_checkpoint_with_two_keys_of_the_log_and_two_witnesses():
    made = note(LOG, LATER)
    made = Note(made.text, (*made.signatures, cosigned(checkpoint(), WITNESS, 1_700_000_000)))
    made = Note(made.text, (*made.signatures, cosigned(checkpoint(), FUTURE, 1_700_000_001)))
    found = verify_checkpoint(made.full(), [LOG.public(), LATER.public()], [WITNESS.public(), FUTURE.public()])
    assert found.checkpoint == checkpoint()
    assert [(one.witness.name, one.time) for one in found.cosigned] == [
        ("witness.example/1", 1_700_000_000),
        ("witness.example/2", 1_700_000_001),
    ]


def test_the_example_of_a_cosignature_names_its_time():
    """The message of the specification, byte for byte."""
    one = cosigned(Checkpoint("example.com/behind-the-sofa", 20852163, bytes(32)), WITNESS, 1679315147)
    text = "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n" + "A" * 43 + "=\n"
    assert one.data == (1679315147).to_bytes(8, "big") + WITNESS.sign(text.encode())


# A cosignature of type 0x04 does not bind the name of the witness: the id of its key does.
@pytest.mark.parametrize(
    ("change", "key"),
    [(change, key) for change in ("time", "size", "root") for key in (WITNESS, FUTURE)] + [("name", FUTURE)],
)
def test_a_cosignature_is_of_one_time_and_one_checkpoint(change, key):
    line = cosigned(checkpoint(), key, 1_700_000_000)
    text, public = checkpoint().text(), key.public()
    if change == "time":
        line = type(line)(line.name, line.key_id, (1).to_bytes(8, "big") + line.data[8:])
    elif change == "name":
        public = VerifierKey("witness.example/9", key.algorithm, public.public)
        line = type(line)("witness.example/9", public.key_id, line.data)
    elif change == "size":
        text = text.replace("\n11\n", "\n12\n")
    else:
        text = Checkpoint(LOG.name, len(LINES), bytes(32)).text()
    with pytest.raises(ProofError, match="does not hold"):
        check_cosignatures(Note(text, (line,)), public)


def test_a_checkpoint_of_another_log_or_without_the_second_key_is_refused():
    with pytest.raises(ProofError, match="another log"):
        verify_checkpoint(note().full(), [SigningKey.new("log.invalid/18").public()])
    with pytest.raises(ProofError, match="second key"):
        verify_checkpoint(note().full(), [LOG.public(), LATER.public()])
    with pytest.raises(ProofError, match="no key of the log"):
        verify_checkpoint(note().full(), [])


@pytest.mark.parametrize(
    "text",
    [
        "log\n11\n",
        "log\n011\n" + "A" * 43 + "=\n",
        "log\n-1\n" + "A" * 43 + "=\n",
        "log\n١\n" + "A" * 43 + "=\n",
        "log\n11\nAAAA\n",
        "\n11\n" + "A" * 43 + "=\n",
        "log\n11\n" + "A" * 43 + "=",
    ],
)
def test_what_is_no_checkpoint(text):
    with pytest.raises(ProofError):
        Checkpoint.parse(text)


def test_a_proof_is_checked_with_nothing_but_the_key():
    proof = Proof.parse(proof_text())
    assert proof.extra == LINES[4]
    assert verify_proof(proof, [LOG.public()]).checkpoint.size == 11
    assert verify_leaf(proof, leaf_hash(LINES[4]), [LOG.public()]).cosigned == ()


def test_a_proof_of_another_line_or_place_is_refused():
    proof = Proof.parse(proof_text())
    with pytest.raises(ProofError, match="another line"):
        verify_proof(proof, [LOG.public()], line=LINES[5])
    with pytest.raises(ProofError, match="does not lead"):
        verify_proof(Proof(5, proof.hashes, proof.checkpoint, proof.extra), [LOG.public()])
    with pytest.raises(ProofError, match="missing"):
        verify_proof(Proof(4, proof.hashes, proof.checkpoint), [LOG.public()])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("@v1", "@v2"),
        lambda text: text.replace("index 4", "index 04"),
        lambda text: text.replace("index 4\n", ""),
        lambda text: text.replace("\n\n", "\n", 1),
        lambda text: text.replace("index 4\n", "index 4\nAAAA\n"),
        lambda text: text.replace("index 4\n", "index 4\n" + ("A" * 43 + "=\n") * 60),
        lambda text: text.replace("extra ", "extra  "),
    ],
)
def test_a_proof_in_another_form_is_refused(change):
    with pytest.raises(ProofError):
        Proof.parse(change(proof_text()))


def test_no_changed_bit_is_accepted():
    """3,000 single bits, chosen by a fixed seed, in every part of the file."""
    whole, key, chosen = proof_text().encode(), LOG.public(), random.Random(6)
    accepted = []
    for _ in range(3000):
        changed = bytearray(whole)
        at = chosen.randrange(len(whole) * 8)
        changed[at // 8] ^= 1 << at % 8
        try:
            verify_proof(Proof.parse(changed.decode()), [key])
        except (ProofError, UnicodeDecodeError):
            continue
        accepted.append(at)
    assert accepted == []


def test_secret_bytes_are_never_shown():
    assert "seed" not in repr(LOG)
    assert bytes(range(32)).hex() not in repr(LOG)
