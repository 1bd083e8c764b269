"""The store of an encrypted archive: its rows, the index of words and that of names show nothing beside it."""

from pathlib import Path

import pytest

from letapis.archive.archive import Archive
from letapis.archive.zone_key import ZoneKey
from letapis.registry.search.query import PEOPLE, Query
from letapis.workflow import keeping
from letapis.workflow.ingest import add
from letapis.workflow.judge import judge
from letapis.workflow.keeping import kept
from letapis.workflow.reconcile import reconcile
from letapis.workflow.searching import search

KEY = ZoneKey("team", bytes(range(32)))
TEXT = (
    "Zinaida Kanarovich was detained in Minsk on 11 October 2020. "
    "Quibbleworth was told of it by Viasna on 12 October 2020.\n"
)
SEEN = (b"Kanarovich", b"kanarovich", b"Quibbleworth", b"quibbleworth", b"SQLite format", b"letapis_claim")
WAYS = ["file", pytest.param("server", marks=pytest.mark.postgres)]


@pytest.fixture
def place(request, database_place, monkeypatch):
    """Where the rows of the archives of a test stand."""
    if request.param == "server":
        monkeypatch.setenv(keeping.VARIABLE, database_place("postgresql"))
    return request.param


def worked(tmp_path, key):
    """An archive that was used: reports, a judgement, the record, answers."""
    (tmp_path / "in").mkdir(exist_ok=True)
    (tmp_path / "in" / "report.txt").write_text(TEXT, encoding="utf-8")
    archive = Archive.create(tmp_path / "archive", "anna", key)
    add(archive, [tmp_path / "in"], "anna")
    record = reconcile(archive).record
    assert record.claims
    judge(archive, "accept", [record.claims[0].id], "anna", reason="Quibbleworth said so")
    found = search(archive, Query("Kanarovich")), search(archive, Query("Зинаида Канарович", kinds=(PEOPLE,)))
    assert found[0].total > 0
    assert [one.text for one in found[1].names] == ["Zinaida Kanarovich"]
    return archive


def on_disk(root):
    return {path: path.read_bytes() for path in Path(root).rglob("*") if path.is_file()}


@pytest.mark.parametrize(("key", "shown"), [(None, True), (KEY, False)])
def test_nothing_of_it_stands_below_the_archive(tmp_path, key, shown):
    worked(tmp_path, key)
    files = on_disk(tmp_path / "archive")
    assert any(word in data for word in SEEN for data in files.values()) == shown


@pytest.mark.parametrize("place", WAYS, indirect=True)
def test_what_is_derived_comes_back_after_it_was_lost(tmp_path, place):
    archive = worked(tmp_path, KEY)
    with kept(archive) as store:
        assert store.sealed == (place == "server")
    before = reconcile(archive).record, search(archive, Query("Kanarovich"))
    for name in (keeping.FILE, keeping.INDEX, "derived/names.sqlite3"):
        archive.files.remove_database(name)
    again = Archive.open_(tmp_path / "archive", KEY)
    assert (reconcile(again).record, search(again, Query("Kanarovich"))) == before


def test_a_damaged_store_and_damaged_names_are_made_anew(tmp_path):
    archive = worked(tmp_path, KEY)
    before = search(archive, Query("Зинаида Канарович", kinds=(PEOPLE,)))
    keeping.discard(archive)
    path, _ = archive.files.database("derived/names.sqlite3")
    path.write_bytes(b"\0" * path.stat().st_size)
    assert search(archive, Query("Зинаида Канарович", kinds=(PEOPLE,))) == before
