"""Checkpoints of an archive: made by every command that writes; what `verify` says where the log does not fit them."""

import itertools
import json
import stat
import sys

import pytest

from letapis.archive.archive import Archive
from letapis.archive.canonical import canonical, digest
from letapis.archive.chain import FIRST
from letapis.archive.errors import ArchiveError
from letapis.archive.proofs.checkpoint import cosigned, verify_checkpoint
from letapis.archive.proofs.leaves import leaf_of
from letapis.archive.proofs.ledger import CHECKPOINTS, COSIGNATURES, TREE
from letapis.archive.proofs.log_keys import NAME, read_keys
from letapis.archive.proofs.merkle import check_consistency, check_inclusion
from letapis.archive.proofs.note import COSIGNATURE, SigningKey
from letapis.archive.verification import verify
from letapis.archive.zone_key import ZoneKey

KEY = ZoneKey("team", bytes(range(32)))
WITNESS = SigningKey("witness.example/1", COSIGNATURE, bytes(range(1, 33)))


def note(archive, text):
    """One act, as one command would log it."""
    with archive.locked():
        archive.log([{"act": "transferred", "to": text}], "anna")


@pytest.fixture(params=["plain", "sealed"])
def archive(request, tmp_path):
    made = Archive.create(tmp_path / "archive", "anna", KEY if request.param == "sealed" else None)
    for text in ("court", "lawyer", "press", "court"):
        note(made, text)
    return made


def lines(archive):
    return [line.raw for line in archive.custody.lines()]


def rewrite(archive, new):
    archive.files.rewrite_log(archive.custody.name, [line + b"\n" for line in new])


def chained_anew(raw):
    """The lines with hashes of their own, as one who can compute them would put them back."""
    before, made = FIRST, []
    for number, line in enumerate(raw, start=1):
        entry = {key: value for key, value in json.loads(line).items() if key != "hash"}
        entry |= {"prev": before, "seq": number}
        before = digest(canonical(entry))
        made.append(canonical({**entry, "hash": before}))
    return made


def test_every_writing_leaves_a_checkpoint_that_continues_the_one_before(archive):
    kept = list(archive.ledger.all())
    assert [one.checkpoint.size for one in kept] == [1, 2, 3, 4, 5]
    tree = archive.ledger.computed()
    for before, after in itertools.pairwise(kept):
        sizes = before.checkpoint.size, after.checkpoint.size
        check_consistency(*sizes, tree.consistency(*sizes), before.checkpoint.root, after.checkpoint.root)
    keys = read_keys(archive.files).public()
    assert verify_checkpoint(kept[-1].note, keys[:1]).checkpoint == kept[-1].checkpoint
    for number, line in enumerate(lines(archive)):
        check_inclusion(leaf_of(line), number, 5, tree.inclusion(number), kept[-1].checkpoint.root)


def test_nothing_new_makes_no_checkpoint(archive):
    with archive.locked():
        pass
    assert len(list(archive.ledger.all())) == 5


def test_an_archive_as_it_should_be_is_intact_and_has_no_notice(archive):
    told = verify(archive)
    assert (told.problems, told.notices) == ((), ())


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are another matter there")
def test_the_key_of_the_log_of_a_plain_archive_is_for_its_owner_only_and_says_what_it_is(tmp_path):
    archive = Archive.create(tmp_path / "archive", "anna")
    path = archive.root / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "can sign for this log" in path.read_text()


def test_a_sealed_archive_shows_no_key_and_no_origin(tmp_path):
    archive = Archive.create(tmp_path / "archive", "anna", KEY)
    secret = [read_keys(archive.files).first.seed.hex(), read_keys(archive.files).origin, "log.invalid"]
    for path in (tmp_path / "archive").rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not any(one.encode() in data or bytes(one, "utf-16-le") in data for one in secret), path


def test_the_second_key_signs_what_goes_out(archive):
    with archive.locked():
        kept = archive.ledger.sign("2026-01-02T03:04:05Z", published=True)
    assert len(kept.keys) == 2
    assert verify_checkpoint(kept.note, read_keys(archive.files).public()).checkpoint.size == 5
    assert kept.published


HARMS = {
    "cut off": (lambda raw: raw[:3], "line 4", "the log was cut off"),
    "emptied": (lambda raw: raw[:0], "line 1", "the log was cut off"),
    "rewritten": (
        lambda raw: chained_anew([*raw[:2], raw[2].replace(b"lawyer", b"police"), *raw[3:]]),
        "line 3",
        "rewritten",
    ),
    "one taken out, one put in": (lambda raw: chained_anew([*raw[:1], *raw[2:], raw[4]]), "line 2", "rewritten"),
    "two exchanged": (lambda raw: chained_anew([raw[0], raw[2], raw[1], *raw[3:]]), "line 2", "rewritten"),
    "one taken out": (lambda raw: chained_anew([*raw[:1], *raw[2:]]), "line 2", "rewritten"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_log_that_was_chained_anew_fails_against_its_checkpoint_at_the_line(archive, harm):
    change, place, words = HARMS[harm]
    rewrite(archive, change(lines(archive)))
    found = [one for one in verify(archive).problems if words in one.problem]
    assert [(one.file, one.place) for one in found] == [("custody.jsonl", place)]


def test_without_the_kept_tree_the_lines_between_two_checkpoints_are_named(archive):
    with archive.locked():
        archive.log([{"act": "transferred", "to": one} for one in ("a", "b", "c")], "anna")
    raw = lines(archive)
    rewrite(archive, chained_anew([*raw[:6], raw[6].replace(b'"b"', b'"x"'), raw[7]]))
    archive.files.remove(TREE)
    found = [one for one in verify(archive).problems if "rewritten" in one.problem]
    assert [one.place for one in found] == ["lines 6 to 8"]


def test_a_log_that_was_rewritten_is_not_signed_again(archive):
    rewrite(archive, lines(archive)[:3])
    note(archive, "nobody")
    assert [one.checkpoint.size for one in archive.ledger.all()] == [1, 2, 3, 4, 5]
    with archive.locked(), pytest.raises(ArchiveError, match="does not continue its checkpoint of line 5"):
        archive.ledger.sign(archive.now())
    assert not verify(archive).intact


@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_checkpoint_that_was_changed_is_named(archive, at):
    ledger = archive.ledger
    raw = [json.loads(line.raw) for line in ledger.chain.lines()]
    head, size, root, *rest = raw[at]["checkpoint"].split("\n")
    raw[at]["checkpoint"] = "\n".join([head, str(int(size) + 1), root, *rest])
    archive.files.rewrite_log(CHECKPOINTS, [line + b"\n" for line in chained_anew([canonical(one) for one in raw])])
    problems = [str(one) for one in verify(archive).problems]
    assert any(one.startswith(f"{CHECKPOINTS}, line {at + 1}: the signature of log.invalid/") for one in problems)


def test_checkpoints_that_were_taken_away_are_missed(archive):
    archive.files.remove(CHECKPOINTS)
    assert [str(one) for one in verify(archive).problems] == [
        f"{CHECKPOINTS}: the checkpoints are gone, and the keys that signed them are there"
    ]


def test_an_archive_from_before_there_were_checkpoints_is_intact_with_a_notice(tmp_path):
    archive = Archive.create(tmp_path / "archive", "anna")
    for name in (CHECKPOINTS, TREE, NAME):
        archive.files.remove(name)
    told = verify(archive)
    assert told.intact
    assert [one for one in told.notices if "no checkpoint yet" in one]
    note(archive, "court")
    assert verify(archive).notices == ()


def test_the_tree_can_be_deleted_at_any_time(archive):
    before = archive.ledger.kept_tree().nodes
    archive.files.remove(TREE)
    assert verify(archive).intact
    note(archive, "press")
    assert archive.ledger.kept_tree().nodes[: len(before)] == before
    assert verify(archive).intact


def test_a_tree_that_was_changed_is_not_signed(archive):
    nodes = archive.ledger.kept_tree().nodes
    nodes[3] ^= 1
    archive.files.rewrite_log(TREE, [bytes(nodes)])
    note(archive, "press")
    assert verify(archive).intact
    assert len(list(archive.ledger.all())) == 6


def test_lines_that_no_command_came_to_sign_are_told(archive):
    archive.log([{"act": "transferred", "to": "press"}], "anna")  # as a killed run leaves it
    assert [one for one in verify(archive).notices if "1 line(s) of custody are not signed yet" in one]


def test_a_cosignature_is_kept_and_checked(archive):
    ledger, last = archive.ledger, archive.ledger.last()
    good = cosigned(last.checkpoint, WITNESS, 1_700_000_000).line()
    with archive.locked():
        ledger.cosign(5, good, WITNESS.public(), archive.now())
    assert verify(archive).intact
    found = verify_checkpoint(ledger.full_note(last).full(), last.keys, [WITNESS.public()])
    assert [one.time for one in found.cosigned] == [1_700_000_000]
    wrong = cosigned(list(ledger.all())[1].checkpoint, WITNESS, 1_700_000_000).line()
    with archive.locked():
        ledger.cosign(5, wrong, WITNESS.public(), archive.now())
        ledger.cosign(77, good, WITNESS.public(), archive.now())
    assert [str(one) for one in verify(archive).problems] == [
        f"{COSIGNATURES}, line 2: no signature of a witness (the signature of witness.example/1 does not hold)",
        f"{COSIGNATURES}, line 3: witness.example/1 signed a checkpoint of line 77, which is gone",
    ]


def test_the_words_of_lines_can_be_erased_and_every_proof_goes_on(archive):
    raw, before = lines(archive), archive.ledger.last()
    tree = archive.ledger.computed()
    proofs = [tree.inclusion(number, 5) for number in range(5)]
    with archive.locked():
        archive.log([{"act": "erased", "lines": [3]}], "anna")
        archive.custody.erase([3])
    told = verify(archive)
    assert (told.problems, told.notices) == ((), ())
    assert b"lawyer" not in b"".join(lines(archive))
    for number, proof in enumerate(proofs):
        check_inclusion(leaf_of(raw[number]), number, 5, proof, before.checkpoint.root)
        check_inclusion(leaf_of(lines(archive)[number]), number, 5, proof, before.checkpoint.root)
    note(archive, "press")
    assert [one["seq"] for one in archive.custody.entries()] == [1, 2, 3, 4, 5, 6, 7]
    assert verify(archive).intact


def test_words_taken_away_without_an_act_are_named(archive):
    archive.custody.erase([2, 4])
    assert [str(one) for one in verify(archive).problems] == [
        f"custody.jsonl, line {number}: the words of the line were taken away, and no act says so" for number in (2, 4)
    ]


def test_a_stub_with_another_leaf_does_not_fit_the_tree(archive):
    with archive.locked():
        archive.log([{"act": "erased", "lines": [3]}], "anna")
        archive.custody.erase([3])
    raw = lines(archive)
    stub = json.loads(raw[2])
    raw[2] = canonical({**stub, "leaf": "0" * 64})
    rewrite(archive, raw)
    assert [str(one).split(": ")[0] for one in verify(archive).problems] == ["custody.jsonl, line 3"]


def test_an_erasing_that_finds_no_room_leaves_the_log_as_it_was(archive, monkeypatch):
    raw = lines(archive)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace" if archive.files.sealed else "pathlib.Path.replace", full)
    with pytest.raises(ArchiveError, match="No space left"):
        archive.custody.erase([3])
    assert lines(archive) == raw
    assert verify(archive).intact


@pytest.mark.parametrize("name", [CHECKPOINTS, TREE, NAME])
def test_any_sealed_file_of_the_proofs_that_was_changed_is_named_and_the_rest_is_still_checked(tmp_path, name):
    archive = Archive.create(tmp_path / "archive", "anna", KEY)
    note(archive, "court")
    path = next(one for one in (tmp_path / "archive").rglob(archive.files.physical(name)))
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)
    told = verify(Archive.open_(tmp_path / "archive", KEY))
    assert any(one.file == name for one in told.problems)
    assert told.lines == 2
