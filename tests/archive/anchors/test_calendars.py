from contextlib import suppress
from hashlib import sha256

import pytest
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpPrepend, OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import Timestamp

from letapis.archive.anchors.blocks import Header, agreed, read_headers
from letapis.archive.anchors.calendars import LARGEST, add_answer, begin, check, state
from letapis.archive.proofs.errors import ProofError

EASY = 1 << 256
ALICE = "https://alice.btc.calendar.opentimestamps.org"
BOB = "https://bob.btc.calendar.opentimestamps.org"
GENESIS = (
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3"
    "888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"
)
DIGESTS = [sha256(b"checkpoint %d" % number).digest() for number in range(5)]


def header(number, root, time=1_700_000_000):
    """A block on a chain of our own, where work costs nothing."""
    for nonce in range(1000):
        raw = bytes(36) + root + time.to_bytes(4, "little") + bytes.fromhex("ffff7f20") + nonce.to_bytes(4, "little")
        made = Header(number, raw)
        if made.worked(EASY):
            return made
    raise AssertionError


def written(stamp):
    context = BytesSerializationContext()
    stamp.serialize(context)
    return context.getbytes()


def promise(digest, calendar=ALICE):
    """What a calendar answers at first: it puts something before and after, and promises the rest."""
    stamp = Timestamp(digest)
    later = stamp.ops.add(OpPrepend(b"before")).ops.add(OpSHA256()).ops.add(OpAppend(b"after")).ops.add(OpSHA256())
    later.attestations.add(PendingAttestation(calendar))
    return written(stamp), later.msg


def way_to_a_block(commitment, number):
    stamp = Timestamp(commitment)
    end = stamp.ops.add(OpSHA256())
    end.attestations.add(BitcoinBlockHeaderAttestation(number))
    return written(stamp), end.msg


def test_one_digest_leaves_the_machine_for_many_and_none_of_them_shows_in_it():
    proofs, tip = begin(DIGESTS)
    assert len(proofs) == 5
    assert tip not in DIGESTS
    assert {state(proof).name for proof in proofs} == {"nothing"}
    assert begin(DIGESTS)[1] != tip  # a nonce is in it


def test_a_proof_goes_from_nothing_to_pending_to_a_block():
    proofs, tip = begin(DIGESTS)
    answer, commitment = promise(tip)
    pending = [add_answer(proof, tip, answer) for proof in proofs]
    assert [one.calendar for one in state(pending[3]).waiting] == [ALICE]
    assert state(pending[3]).waiting[0].commitment == commitment
    with pytest.raises(ProofError, match="not in a block yet"):
        check(pending[3], DIGESTS[3], [])
    more, root = way_to_a_block(commitment, 800_000)
    whole = [add_answer(proof, commitment, more) for proof in pending]
    assert state(whole[3]).name == "claimed"
    block = header(800_000, root)
    assert [check(proof, digest, [block]) for proof, digest in zip(whole, DIGESTS, strict=True)] == [block] * 5
    assert block.time.isoformat() == "2023-11-14T22:13:20+00:00"


def test_a_claim_on_a_block_is_never_verified_without_its_header():
    """The weakness of others: an attestation of a block that stands in the file proves nothing by standing there."""
    (proof,), tip = begin(DIGESTS[:1])
    answer, root = way_to_a_block(tip, 800_000)
    claimed = add_answer(proof, tip, answer)
    with pytest.raises(ProofError, match="header of block 800000 is missing"):
        check(claimed, DIGESTS[0], [])
    with pytest.raises(ProofError, match="header of block 800000 is missing"):
        check(claimed, DIGESTS[0], [header(800_001, root)])
    with pytest.raises(ProofError, match="another root"):
        check(claimed, DIGESTS[0], [header(800_000, sha256(b"x").digest())])
    with pytest.raises(ProofError, match="other bytes"):
        check(claimed, DIGESTS[1], [header(800_000, root)])


def test_two_calendars_in_one_proof():
    (proof,), tip = begin(DIGESTS[:1])
    first = add_answer(proof, tip, promise(tip, ALICE)[0])
    both = add_answer(first, tip, promise(tip, BOB)[0])
    assert {one.calendar for one in state(both).waiting} == {ALICE, BOB}


@pytest.mark.parametrize("answer", [b"", b"<html>busy</html>", b"\xff" * 9000, bytes(10_001)])
def test_an_answer_that_is_none(answer):
    (proof,), tip = begin(DIGESTS[:1])
    with pytest.raises(ProofError, match="answer"):
        add_answer(proof, tip, answer)


def test_an_answer_to_another_proof():
    (proof,), _ = begin(DIGESTS[:1])
    with pytest.raises(ProofError, match="another proof"):
        add_answer(proof, DIGESTS[1], promise(DIGESTS[1])[0])


EXAMPLES = [
    ("hello-world.txt", "claimed", [358391], []),
    ("bad-stamp.txt", "claimed", [358391], []),
    ("bitcoin.pdf", "claimed", [465751], []),
    (
        "different-blockchains.txt",
        "claimed",
        [455605],
        ["https://eth.ots.eternitywall.com", "https://ots.eternitywall.it"],
    ),
    ("empty", "claimed", [129405], []),
    ("gdp2q25-2nd.pdf", "claimed", [912095], []),
    ("incomplete.txt", "pending", [], [ALICE]),
    ("known-and-unknown-notary.txt", "pending", [], [BOB]),
    ("merkle1.txt", "pending", [], [ALICE, BOB]),
    ("merkle2.txt", "pending", [], [ALICE, BOB]),
    ("merkle3.txt", "pending", [], [ALICE, BOB]),
    ("sha1/a-or-b", "claimed", [466906], [ALICE, BOB, "https://finney.calendar.eternitywall.com"]),
    ("two-calendars.txt", "pending", [], [ALICE, BOB]),
    ("unknown-notary.txt", "nothing", [], []),
    ("invalid/bad-major-version", None, [], []),
    ("invalid/exceeds-max-msg-length", None, [], []),
    ("invalid/invalid-file-digest-type", None, [], []),
]


@pytest.fixture
def examples(recorded):
    return recorded / "ots" / "examples"


def test_every_example_is_judged(examples, passed):
    found = {path.relative_to(examples).with_suffix("").as_posix() for path in examples.rglob("*.ots")}
    assert found == {name for name, *_ in EXAMPLES}
    agreed = 0
    for name, is_, *_ in EXAMPLES:
        with suppress(ProofError):
            agreed += state((examples / f"{name}.ots").read_bytes()).name == is_
            continue
        agreed += is_ is None
    passed("opentimestamps/examples", agreed, len(EXAMPLES))
    assert agreed == len(EXAMPLES)


@pytest.mark.parametrize(("name", "is_", "blocks", "calendars"), EXAMPLES)
def test_the_examples_of_opentimestamps(examples, name, is_, blocks, calendars):
    proof = (examples / f"{name}.ots").read_bytes()
    if is_ is None:
        with pytest.raises(ProofError, match="can be read"):
            state(proof)
        return
    found = state(proof)
    assert found.name == is_
    assert [one.block for one in found.claims] == blocks
    assert [one.calendar for one in found.waiting] == calendars
    file = examples / name
    if file.is_file():
        assert found.digest == sha256(file.read_bytes()).digest()
    with pytest.raises(ProofError):
        check(proof, found.digest, [])


def test_the_bad_stamp_contradicts_the_block_that_holds_the_good_one(examples):
    good, bad = ((examples / f"{name}.txt.ots").read_bytes() for name in ("hello-world", "bad-stamp"))
    block = header(358391, state(good).claims[0].root, 1_432_827_678)
    assert check(good, state(good).digest, [block]) == block
    with pytest.raises(ProofError, match="another root"):
        check(bad, state(bad).digest, [block])


def test_a_proof_too_long_is_not_read():
    with pytest.raises(ProofError, match="too long"):
        state(bytes(LARGEST + 1))


def test_headers_are_read_from_a_file_and_their_work_is_looked_at():
    (first,) = read_headers(f"# number, header\n\n0 {GENESIS}\n", 1 << 230)
    assert first.time.isoformat() == "2009-01-03T18:15:05+00:00"
    assert first.root[::-1].hex() == "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"
    with pytest.raises(ProofError, match="line 1: the header of block 0 shows too little work"):
        read_headers(f"0 {GENESIS}")
    with pytest.raises(ProofError, match="too little work"):
        read_headers(f"0 {GENESIS[:-1]}d", 1 << 230)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0", "line 1: a header has 80"),
        ("x 00", "line 1: a block is"),
        ("0 00", "line 1: a header has 80"),
        (f"0 {GENESIS}\n\n0 {header(0, bytes(32)).raw.hex()}", "line 3: block 0 has two headers"),
    ],
)
def test_a_file_of_headers_that_is_wrong(text, words):
    with pytest.raises(ProofError, match=words):
        read_headers(text, EASY)


def test_a_header_counts_when_two_sources_agree():
    one, two, three = header(7, bytes(32)), header(7, b"x" * 32), header(8, bytes(32))
    assert agreed([[one, three], [one], [two]]) == [one]
    assert agreed([[one, one]]) == []
