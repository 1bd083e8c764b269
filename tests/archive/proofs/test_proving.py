import json
from datetime import UTC, datetime

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.note import SigningKey
from letapis.archive.verification import verify
from letapis.workflow import proving

TEXT = "Ten people were detained in Minsk on 11 October 2020."


class Clock:
    def __init__(self):
        self.day = 1

    def __call__(self):
        return datetime(2026, 3, self.day, 12, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path):
    made = Archive.create(tmp_path / "archive", "anna")
    made.clock = Clock()
    for name, text in (("a.txt", TEXT), ("b.txt", TEXT + " It rained.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with made.sealing("anna") as sealing:
            sealing.keep(sealing.stage(tmp_path / name), name)
    return made


def sizes(archive):
    return [one.checkpoint.size for one in archive.ledger.all() if one.scheduled]


def test_the_checkpoint_of_the_day_grows_by_steps_whatever_was_done(archive):
    clock = archive.clock
    for day in (1, 2, 3):
        clock.day = day
        proving.publish(archive, 64)
        if day == 2:
            with archive.locked():
                archive.log([{"act": "transferred", "to": "court"}] * 20, "anna")
    assert sizes(archive) == [64, 128, 192]
    assert verify(archive).intact


def test_more_than_a_step_shows_as_several(archive):
    proving.publish(archive, 64)
    with archive.locked():
        archive.log([{"act": "transferred", "to": "court"}] * 100, "anna")
    archive.clock.day = 2
    assert proving.publish(archive, 64).checkpoint.size == 192


def test_a_day_has_one_checkpoint(archive):
    first = proving.publish(archive, 64)
    with archive.locked():
        archive.log([{"act": "transferred", "to": "court"}] * 100, "anna")
    assert proving.publish(archive, 64) == first
    assert sizes(archive) == [64]


def test_every_line_has_a_proof_that_holds_and_none_holds_for_another(archive):
    keys = proving.keys_of_log(archive)
    made = proving.proofs_of(archive, [1, 2, 3])
    for number, text in made.items():
        shown = proving.check_proof(text, keys[:1])
        assert (shown.number, shown.entry["seq"], shown.act.name) == (number, number, shown.entry["act"])
    with pytest.raises(ProofError, match="does not lead"):
        proving.check_proof(made[2].replace("index 1\n", "index 0\n"), keys[:1])
    with pytest.raises(ProofError, match="another log"):
        proving.check_proof(made[2], [SigningKey.new("log.invalid/1").public()])
    with pytest.raises(ProofError, match="0 of the known witnesses"):
        proving.check_proof(made[2], keys[:1], need=1)


def test_the_lines_of_a_source(archive):
    (first,) = [one.sha256 for one in archive.sealed().values() if one.name == "a.txt"]
    assert proving.lines_of_source(archive, "a.txt") == [2]
    assert proving.lines_of_source(archive, first[:10]) == [2]
    with pytest.raises(ArchiveError, match="no line speaks of"):
        proving.lines_of_source(archive, "c.txt")
    with pytest.raises(ArchiveError, match="there is no line 9"):
        proving.proofs_of(archive, [1, 9])


def test_a_proof_made_before_a_line_was_erased_goes_on_and_the_stub_has_one_too(archive):
    keys = proving.keys_of_log(archive)[:1]
    with archive.locked():
        archive.log([{"act": "transferred", "to": "somebody"}], "anna")
    before = proving.proofs_of(archive, [4])[4]
    proving.erase_lines(archive, {4}, "anna", "a consent was withdrawn")
    assert verify(archive).intact
    assert proving.check_proof(before, keys).entry["to"] == "somebody"
    shown = proving.check_proof(proving.proofs_of(archive, [4])[4], keys)
    assert (shown.entry["erased"], shown.act) == (True, None)
    assert "somebody" not in "".join(json.dumps(entry) for entry in archive.custody.entries())


@pytest.mark.parametrize(
    ("number", "words"), [(1, "others rest"), (2, "original that is still there"), (99, "no words to erase")]
)
def test_what_cannot_be_erased(archive, number, words):
    with pytest.raises(ArchiveError, match=words):
        proving.erase_lines(archive, {number}, "anna", "a consent was withdrawn")


def test_a_checkpoint_kept_elsewhere_shows_what_was_changed_since(archive, tmp_path):
    kept = proving.sign(archive).note
    with archive.locked():
        archive.log([{"act": "transferred", "to": "court"}], "anna")
    assert proving.compare(archive, kept) == 3
    # Somebody rewrites everything, checkpoints and keys included: only what stands elsewhere tells.
    lines = [line.raw for line in archive.custody.lines()]
    archive.files.rewrite_log("custody.jsonl", [line + b"\n" for line in lines[:2]])
    with pytest.raises(ArchiveError, match="cut off: the checkpoint knows 3 lines, 2 are there"):
        proving.compare(archive, kept)
    with pytest.raises(ArchiveError, match=r"none of the keys|no key of the log"):
        proving.compare(archive, proving.sign(Archive.create(tmp_path / "other")).note)


def test_a_broken_log_is_neither_signed_nor_published(archive):
    lines = [line.raw for line in archive.custody.lines()]
    archive.files.rewrite_log("custody.jsonl", [line + b"\n" for line in lines[:2]])
    for do in (proving.sign, proving.publish):
        with pytest.raises(ArchiveError, match="cut off"):
            do(archive)
