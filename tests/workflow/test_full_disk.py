"""A disk without room: one line names the file, nothing of the archive is harmed, and the same command goes on."""

import os
import re
import resource
import subprocess
import sys

import pytest

from letapis.workflow import open_archive

LETAPIS = [sys.executable, "-m", "letapis.cli.main"]


def call(*words, most=None):
    """One command in a process of its own; no file of it may grow beyond `most` bytes."""

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*LETAPIS, *map(str, words)]
    limit = limited if most is not None else None
    return subprocess.run(command, preexec_fn=limit, env=surroundings, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("most", [0, 300, 1500, 20_000, 60_000, 150_000, 200_000])
def test_reconciling_without_room_names_the_file_and_goes_on(opened, reports, tree, tmp_path, most):
    opened.add([reports])
    root = opened.archive.root
    before = {name: value for name, value in tree(root).items() if not name.startswith("derived/")}
    done = call("reconcile", "--archive", root, most=most)
    told = done.stderr.strip()
    assert done.returncode == 1, told
    assert re.fullmatch(rf"Error: {re.escape(str(root))}/\S+: [^\n]+\.", told)
    assert {name: value for name, value in tree(root).items() if not name.startswith("derived/")} == before
    assert open_archive(root).verify().intact
    again = call("reconcile", "--archive", root)
    assert (again.returncode, again.stderr) == (0, "")
    assert call("chronicle", "--archive", root, "-o", tmp_path / "one").returncode == 0
    assert call("chronicle", reports, "-o", tmp_path / "two").returncode == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_publishing_without_room_names_the_folder_and_leaves_what_is_there(reports, tree, tmp_path):
    assert call("chronicle", reports, "-o", tmp_path / "pages").returncode == 0
    before = tree(tmp_path / "pages")
    done = call("chronicle", reports / "a.txt", "-o", tmp_path / "pages", most=1000)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: {tmp_path}")
    assert tree(tmp_path / "pages") == before


@pytest.mark.parametrize("most", [0, 100, 500])
def test_sealing_and_judging_without_room_leave_the_logs_as_they_were(opened, reports, most):
    opened.add([reports])
    claim = opened.reconcile().record.claims[0].id
    root = opened.archive.root
    logs = {path: path.read_bytes() for path in root.glob("*.jsonl")}
    (reports / "d.txt").write_text("October 15, 2020\n\nIn Brest 12 people were arrested.\n" * 20, encoding="utf-8")
    for words in (("add", reports / "d.txt"), ("judge", "reject", claim)):
        done = call(*words, "--archive", root, most=most)
        assert done.returncode == 1
        assert re.fullmatch(rf"Error: {re.escape(str(root))}[^\n]+\.", done.stderr.strip())
        assert open_archive(root).verify().intact
    assert {path: path.read_bytes() for path in logs} == logs
