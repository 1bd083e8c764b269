"""`letapis learn`: few judgements, enough, nothing new, undone, taken away and made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from letapis.archive.plain_files import PlainFiles
from letapis.claims.learning.weights import from_bytes, shipped
from letapis.workflow import learning
from letapis.workflow.opened import open_archive

ARCHIVE = "letapis-archive"
WEIGHTS = Path(ARCHIVE, "derived", "weights.jsonl")


@pytest.fixture(autouse=True)
def few_texts_and_judgements(monkeypatch):
    """Ten annotated texts and two judged claims are enough here, so that the tests take seconds."""
    lessons = learning.shipped_lessons()[:10]
    monkeypatch.setattr(learning, "shipped_lessons", lambda: lessons)
    monkeypatch.setattr(learning, "LEAST", 2)
    monkeypatch.setattr(learning, "better", lambda _: True)
    learning._shipped_examples.cache_clear()
    yield
    learning._shipped_examples.cache_clear()


@pytest.fixture
def judged(letapis, archive):  # noqa: ARG001  it must be there
    """Two claims of the archive, one accepted and one rejected."""
    claims = [claim.id for claim in open_archive(ARCHIVE).reconcile().record.claims]
    assert letapis("judge", "accept", claims[0]).code == 0
    assert letapis("judge", "reject", claims[1]).code == 0
    return claims


def record_of():
    return open_archive(ARCHIVE).reconcile().record


@pytest.mark.usefixtures("archive")
def test_too_few_judgements_are_refused_with_the_way_out(letapis, monkeypatch):
    monkeypatch.setattr(learning, "LEAST", 40)
    result = letapis("learn")
    assert result.code == 1
    assert "0 claim(s) are judged, and 40 are needed" in result.err
    assert "letapis judge" in result.err
    assert not WEIGHTS.exists()


def test_without_an_archive_the_call_is_wrong(letapis):
    assert letapis("learn").code == 2


def test_what_was_learned_codes_anew_and_an_accepted_claim_stays(letapis, judged):
    before = {claim.id: claim.coder for claim in record_of().claims}
    told = letapis("learn", "--by", "anna", "--json").json
    assert (told["judged"], told["judgement"]) == (2, "j3")
    assert {"claim"} <= {change["of"] for change in told["changes"]}
    after = {claim.id: claim.coder for claim in record_of().claims}
    assert judged[0] in after
    assert set(after.values()).isdisjoint(before.values())
    assert all(coder.endswith(told["weights"]) for coder in after.values())


@pytest.mark.usefixtures("judged")
def test_the_second_time_nothing_new_was_judged(letapis):
    assert letapis("learn").code == 0
    result = letapis("learn")
    assert result.code == 1
    assert "nothing was judged since j3" in result.err
    assert [one["kind"] for one in letapis("judge", "list", "--json").json] == ["accept", "reject", "learn"]


@pytest.mark.usefixtures("judged")
def test_undo_brings_the_coder_back(letapis):
    before = record_of().claims
    assert letapis("learn").code == 0
    assert record_of().claims != before
    assert letapis("judge", "undo", "j3").code == 0
    assert record_of().claims == before


@pytest.mark.parametrize("left", [None, b"", b"half of a line"])
@pytest.mark.usefixtures("judged")
def test_weights_taken_away_or_cut_off_come_back_the_same(letapis, left):
    assert letapis("learn").code == 0
    content, record = WEIGHTS.read_bytes(), record_of()
    if left is None:
        WEIGHTS.unlink()
    else:
        WEIGHTS.write_bytes(left)
    Path(ARCHIVE, "derived", "store.sqlite3").unlink()
    assert record_of() == record
    assert WEIGHTS.read_bytes() == content


@pytest.mark.usefixtures("judged")
def test_judgements_made_later_change_nothing_until_learned(letapis):
    assert letapis("learn").code == 0
    content = WEIGHTS.read_bytes()
    assert letapis("judge", "undo", "j1").code == 0
    record_of()
    assert WEIGHTS.read_bytes() == content


@pytest.mark.usefixtures("judged")
def test_where_it_would_read_no_better_nothing_is_changed(letapis, monkeypatch):
    monkeypatch.setattr(learning, "better", lambda _: False)
    result = letapis("learn")
    assert result.code == 1
    assert "nothing was changed" in result.out
    assert len(letapis("judge", "list", "--json").json) == 2


@pytest.mark.usefixtures("judged")
def test_a_folder_that_cannot_be_written_is_named(letapis, monkeypatch):
    write = PlainFiles.write

    def full(files, name, data):
        if name.endswith(WEIGHTS.name):
            raise OSError(28, "No space left on device", str(WEIGHTS))
        write(files, name, data)

    monkeypatch.setattr(PlainFiles, "write", full)
    result = letapis("learn")
    assert result.code == 1
    assert "weights.jsonl: No space left on device" in result.err


def test_weights_that_ship_are_of_this_version():
    weights = shipped()
    assert weights is None or weights.digest
    with pytest.raises(ValueError, match="another version"):
        from_bytes(b'{"format":0}')


def test_claims_of_a_report_that_came_with_an_id_of_its_own_can_be_judged(letapis, tmp_path):
    line = '{"id": "note-7", "lang": "en", "published": "2021-05-09", "text": "12 people were detained in Brest."}\n'
    (tmp_path / "notes.jsonl").write_text(line, encoding="utf-8")
    assert letapis("init", "--plain").code == 0
    assert letapis("add", "notes.jsonl").code == 0
    (claim,) = record_of().claims
    assert claim.id.startswith("note-7:")
    assert letapis("judge", "accept", claim.id).code == 0
    assert letapis("judge", "accept", "note-8:0-5:detention").code == 1
