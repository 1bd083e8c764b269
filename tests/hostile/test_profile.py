"""Adding files to an archive goes through cells, in many processes too; in high-risk nothing is read by halves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.verification import verify
from letapis.sandbox.layers import FULL, Layer
from letapis.workflow.ingest import add
from letapis.workflow.reading import documents_of
from letapis.workflow.reports import code_reports

PAGE = "<html><body><h1>Yard {0}</h1><p>Four workers were detained in Hrodna, report {0}.</p></body></html>"


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:02}.html").write_text(PAGE.format(number), encoding="utf-8")
    return folder


@pytest.fixture
def weak(monkeypatch):
    monkeypatch.setattr("letapis.sandbox.cell.FULL", FULL & ~Layer.LANDLOCK)  # as a system without it would be


@pytest.mark.parametrize("processes", ["1", "2"])
def test_many_files_are_read_in_cells(processes, pages, tmp_path, monkeypatch):
    monkeypatch.setenv("LETAPIS_PROCESSES", processes)
    archive = Archive.create(tmp_path / "archive", "anna")
    added = add(archive, [pages], "anna")
    assert (len(added.sealed), added.documents, added.refused) == (70, 70, [])
    assert verify(archive).intact


def test_nothing_is_left_running_behind_a_command(pages):
    code = (
        "from pathlib import Path; from letapis.sources.confined import read_confined; import sys, os\n"
        f"read_confined('a.html', Path({str(pages / '01.html')!r}).read_bytes())\n"
        "from letapis.sandbox import starting; print(starting.warden().process)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not Path(f"/proc/{int(told)}").exists()


def high_risk(archive):
    settings = archive.root / "archive.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[safety]\nprofile = "high-risk"\n', encoding="utf-8")


@pytest.mark.usefixtures("weak")
def test_in_high_risk_a_weak_system_reads_nothing(pages, tmp_path):
    archive = Archive.create(tmp_path / "archive", "anna")
    high_risk(archive)
    (tmp_path / "a.txt").write_text("Four were fined.", encoding="utf-8")
    added = add(archive, [pages / "01.html", tmp_path / "a.txt"], "anna")
    assert (added.sealed, added.documents) == ([], 0)
    assert all("this system lacks landlock" in one.problem for one in added.refused)
    assert len(added.refused) == 2


def test_what_could_not_be_read_for_now_is_not_taken_for_empty(pages, tmp_path, monkeypatch):
    archive = Archive.create(tmp_path / "archive", "anna")
    (sealed,) = add(archive, [pages / "01.html"], "anna").sealed
    for name in list(archive.files.names("derived")):
        archive.files.remove(name)
    high_risk(archive)
    with monkeypatch.context() as weak_for_now:
        weak_for_now.setattr("letapis.sandbox.cell.FULL", FULL & ~Layer.LANDLOCK)
        with pytest.raises(ArchiveError, match="landlock"):
            documents_of(archive, sealed)
    assert len(documents_of(archive, sealed).documents) == 1


@pytest.mark.parametrize("word", ["highrisk", "off", ""])
def test_a_profile_that_nobody_knows_stops_the_run(word, pages, tmp_path):
    archive = Archive.create(tmp_path / "archive", "anna")
    settings = archive.root / "archive.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + f'\n[safety]\nprofile = "{word}"\n', encoding="utf-8")
    with pytest.raises(ArchiveError, match="normal or high-risk"):
        add(archive, [pages / "01.html"], "anna")


@pytest.mark.usefixtures("weak")
def test_reports_without_an_archive_hold_to_the_environment(pages, monkeypatch):
    monkeypatch.setenv("LETAPIS_PROFILE", "high-risk")
    reports = code_reports([pages / "01.html"])
    assert reports.documents == {}
    assert "landlock" in reports.refused[0].problem
