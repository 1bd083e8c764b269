"""An archive that cannot be written is read all the same, and nothing below it changes."""

import os
import shutil
import subprocess
import sys

import pytest

from letapis.archive.archive import Archive
from letapis.workflow import open_archive
from letapis.workflow.elsewhere import readable
from letapis.workflow.reconcile import reconcile

CHRONICLE = [sys.executable, "-m", "letapis.cli.main", "chronicle"]
# The rights of a folder bind everybody but the owner of the machine, who has to put that power down first.
BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"]


@pytest.fixture
def sealed_off(opened, reports):
    """An archive in which nobody may write."""
    opened.add([reports])

    def seal():
        for path in (opened.archive.root, *opened.archive.root.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        return opened.archive.root

    yield seal
    for path in (opened.archive.root, *opened.archive.root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(os.name == "nt" or (os.getuid() == 0 and not shutil.which("setpriv")), reason="needs setpriv")
@pytest.mark.parametrize("derived", [True, False], ids=["with what was derived", "with the originals alone"])
def test_a_chronicle_comes_from_a_medium_that_cannot_be_written(sealed_off, opened, tree, tmp_path, derived):
    expected = opened.chronicle(tmp_path / "here").index.parent
    if not derived:
        shutil.rmtree(opened.archive.root / "derived")
    root = sealed_off()
    before = tree(root)
    (tmp_path / "out").mkdir()
    bound = BOUND if os.getuid() == 0 else []
    call = [*bound, *CHRONICLE, "--archive", str(root), "-o", str(tmp_path / "out" / "pages")]
    surroundings = {**os.environ, "TMPDIR": str(tmp_path / "out"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(call, env=surroundings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(tmp_path / "out" / "pages") == tree(expected)
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["pages"], "the temporary folder is left behind"
    assert tree(root) == before


def test_what_is_derived_goes_elsewhere(opened, reports, simple_coder, tree, monkeypatch):
    opened.add([reports])
    first = reconcile(opened.archive, simple_coder())
    before = tree(opened.archive.root)
    monkeypatch.setattr("letapis.workflow.elsewhere._writable", lambda _root: False)
    archive = readable(Archive.open_(opened.archive.root))
    folder = archive.files.database("derived/store.sqlite3")[0].parent
    assert folder != opened.archive.root / "derived"
    assert folder.parent.stat().st_mode & 0o077 == 0
    assert reconcile(archive, simple_coder()).record == first.record
    assert tree(opened.archive.root) == before


def test_an_archive_that_can_be_written_stays_as_it_is(opened):
    assert open_archive(opened.archive.root).archive.files == opened.archive.files
