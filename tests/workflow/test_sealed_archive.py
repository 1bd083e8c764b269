"""The whole way on a sealed archive: the same record as on a plain one, and nothing readable anywhere."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.verification import verify
from letapis.archive.zone_key import ZoneKey
from letapis.registry.exchange import record_to_json
from letapis.workflow.elsewhere import readable
from letapis.workflow.moving import export_all, import_all
from letapis.workflow.opened import OpenArchive

CANARIES = ("Minsk", "Mінск", "arrested", "Vydumanka", "a.txt", "people.csv", "letapis 1", "Ivanou")


@pytest.fixture
def key():
    return ZoneKey("team", os.urandom(32))


@pytest.fixture
def sealed(tmp_path, key):
    return OpenArchive(Archive.create(tmp_path / "sealed", "anna", key), "anna")


def used(opened, reports):
    """Everything that can be done with an archive."""
    opened.add([reports])
    people = reports.parent / "people.csv"
    people.write_text("name,born\nIvanou Ivan,1990\nIvanova Vydumanka,1991\nIvanou Ivan,1990\n", encoding="utf-8")
    opened.link_people([people])
    first = opened.reconcile().record.claims[0].id
    opened.judge("accept", [first], reason="Minsk arrested")
    return opened.reconcile()


def readable_files(*folders):
    """Files below the folders in which a canary stands, or in the name of which one does."""
    for folder in folders:
        for path in folder.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            if any(one in path.name or one.encode() in data for one in CANARIES):
                yield path


def test_the_record_is_that_of_a_plain_archive_and_nothing_can_be_read(sealed, opened, reports, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    there, here = used(sealed, reports), used(opened, reports)
    assert record_to_json(there.record) == record_to_json(here.record)
    assert sealed.people().people.persons == opened.people().people.persons
    assert sealed.verify().problems == ()
    assert list(readable_files(sealed.archive.root, temporary)) == []
    assert list(readable_files(opened.archive.root)), "the same looking finds what lies plainly"


def test_what_is_derived_comes_back_when_it_is_deleted(sealed, reports):
    before = used(sealed, reports)
    files = sealed.archive.files
    names = list(files.names("derived"))
    assert len(names) > 8
    for name in names:
        files.remove(name)
    files.remove_database("derived/store.sqlite3")
    assert sealed.reconcile().record == before.record
    sealed.people().proposals  # noqa: B018  proposals are made when they are asked for
    assert list(files.names("derived")) == names


def test_a_changed_file_of_what_is_derived_is_made_again(sealed, reports):
    before = used(sealed, reports)
    files = sealed.archive.files
    names = [name for name in files.names("derived") if name.endswith(".jsonl")]
    for name in names:
        with Path(files.path(name)).open("r+b") as file:
            file.seek(600)
            file.write(b"changed")
    files.remove_database("derived/store.sqlite3")
    assert {problem.file for problem in sealed.verify().problems} >= {name for name in names if "documents" in name}
    assert sealed.reconcile().record == before.record
    sealed.people().proposals  # noqa: B018
    assert sealed.verify().problems == ()


def test_a_sealed_archive_goes_out_plainly_and_comes_in_sealed_or_plain(sealed, reports, key, tree, tmp_path):
    used(sealed, reports)
    export_all(sealed.archive, tmp_path / "out")
    assert verify(Archive.open_(tmp_path / "out")).intact
    import_all(tmp_path / "out", tmp_path / "plain")
    import_all(tmp_path / "out", tmp_path / "again", begin=lambda _side: key)
    with pytest.raises(ArchiveError, match="locked"):
        Archive.open_(tmp_path / "again")
    for name, opening in (("plain", None), ("again", key)):
        archive = Archive.open_(tmp_path / name, opening)
        assert verify(archive).intact
        export_all(archive, tmp_path / f"out of {name}")
        assert tree(tmp_path / f"out of {name}") == tree(tmp_path / "out")
    assert list(readable_files(tmp_path / "again")) == []


def test_the_settings_travel_too(sealed, key, tmp_path):
    sealed.archive.files.write("settings.toml", b"[people]\nfour_eyes = true\n")
    export_all(sealed.archive, tmp_path / "out")
    assert Archive.open_(tmp_path / "out").settings("people") == {"four_eyes": True}
    import_all(tmp_path / "out", tmp_path / "again", begin=lambda _side: key)
    assert Archive.open_(tmp_path / "again", key).settings("people") == {"four_eyes": True}
    assert (tmp_path / "again" / "archive.toml").read_text() == 'format = "letapis-archive"\nversion = 2\n'


def test_what_is_derived_of_one_that_cannot_be_written_is_sealed_too(sealed, reports, key, tree, tmp_path, monkeypatch):
    before = used(sealed, reports)
    for name in list(sealed.archive.files.names("derived")):
        if "claims" in name:
            sealed.archive.files.remove(name)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr("letapis.workflow.elsewhere._writable", lambda _root: False)
    root, there = sealed.archive.root, tree(sealed.archive.root)
    archive = readable(Archive.open_(root, key))
    assert OpenArchive(archive).reconcile().record == before.record
    assert tree(root) == there
    assert any(temporary.rglob("*"))
    assert list(readable_files(temporary)) == []


def test_many_reports_go_in_over_processes(tmp_path, key, monkeypatch):
    monkeypatch.setenv("LETAPIS_PROCESSES", "2")
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:02}.txt").write_text(f"In Minsk {number + 5} people were arrested.", encoding="utf-8")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\ncut")
    opened = OpenArchive(Archive.create(tmp_path / "sealed", "anna", key))
    added = opened.add([folder])
    assert (len(added.sealed), [one.file for one in added.refused]) == (70, ["bad.pdf"])
    assert opened.code().documents == 70
    told = opened.verify()
    assert (told.problems, told.notices) == ((), ())
    assert list(readable_files(opened.archive.root)) == []


def test_no_tool_of_the_system_finds_a_word(sealed, reports):
    used(sealed, reports)
    grep = shutil.which("grep")
    if grep is None:
        pytest.skip("needs grep")
    done = subprocess.run(
        [grep, "-raEil", "minsk|arrested|ivanou", str(sealed.archive.root)], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
