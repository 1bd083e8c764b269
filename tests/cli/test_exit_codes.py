import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest


@pytest.mark.usefixtures("archive")
def test_0_where_all_is_well(letapis):
    assert letapis("verify").code == 0
    assert letapis("code").code == 0


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["add"],
        ["chronicle", "reports"],
        ["figure", "detained", "--on", "yesterday"],
        ["figure", "unknown-measure", "--on", "2020-10-11"],
        ["read", "colours", "docs.jsonl", "-o", "out.jsonl"],
        ["code", "docs.jsonl"],
        ["verify"],
        ["add", "reports", "--published", "soon"],
    ],
)
def test_2_where_the_call_is_wrong(letapis, arguments):
    result = letapis(*arguments)
    assert result.code == 2
    assert "Error: " in result.err
    assert "Traceback" not in result.err


def test_1_where_something_was_set_aside(letapis, reports):
    letapis("init", "--plain")
    (reports / "bad.pdf").write_bytes(b"%PDF-1.7\ncut")
    result = letapis("add", reports)
    assert result.code == 1
    [line] = [line for line in result.err.splitlines() if "bad.pdf" in line]
    assert line.startswith("Set aside: bad.pdf")
    assert "3 file(s) sealed" in result.out


@pytest.mark.usefixtures("archive")
def test_1_where_nothing_is_found(letapis):
    assert letapis("show", "no-such-id").code == 1
    missing = letapis("figure", "detained", "--on", "1999-01-01")
    assert missing.code == 1
    assert "No source gives a number" in missing.err


def test_1_where_verify_finds_a_broken_link(letapis, archive):
    original = next(path for path in (archive / "originals").rglob("*") if path.is_file())
    original.chmod(0o644)
    original.write_bytes(b"changed")
    result = letapis("verify")
    assert result.code == 1
    assert result.out.startswith("Broken: originals/")


def test_an_unreadable_input_is_one_line(letapis, tmp_path):
    result = letapis("code", tmp_path / "missing.jsonl", "-o", tmp_path / "out.jsonl")
    assert result.code == 1
    assert len(result.err.splitlines()) == 1
    assert "missing.jsonl: cannot be opened" in result.err


def test_a_place_that_is_taken_is_one_line(letapis, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine", encoding="utf-8")
    (tmp_path / "r.txt").write_text("On 11 October 2020 in Minsk 7 people were arrested.", encoding="utf-8")
    result = letapis("chronicle", tmp_path / "r.txt", "-o", tmp_path / "mine")
    assert result.code == 1
    assert (tmp_path / "mine" / "index.html").read_text(encoding="utf-8") == "mine"
    assert len(result.err.splitlines()) == 1


@pytest.mark.usefixtures("archive")
def test_a_fault_of_ours_is_one_line_too(letapis, monkeypatch):
    def broken(*_):
        raise RuntimeError("out of order \x1b[31m")

    monkeypatch.setattr("letapis.workflow.verify.verify", broken)
    result = letapis("verify")
    assert result.code == 70
    assert "\x1b" not in result.err
    assert "a fault of Letapis: RuntimeError: out of order" in result.err


@contextmanager
def _heard(number):
    before = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(number, before)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_130_where_interrupted_and_the_next_run_goes_on(tmp_path, letapis):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6000):
        (folder / f"{number}.txt").write_text(f"On 11 October 2020 {number} people were detained.", encoding="utf-8")
    letapis("init", "--plain")
    command = [sys.executable, "-m", "letapis.cli.main", "add", str(folder)]
    # A shell that runs the tests in the background has them ignore the signal, and that is handed on to children.
    with _heard(signal.SIGINT):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    originals = tmp_path / "letapis-archive" / "originals"
    while not any(originals.glob("*/*")) and process.poll() is None:  # the first batch is sealed
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert err.strip().splitlines() == ["Interrupted. What was done is kept; the same command goes on from there."]
    assert letapis("verify").code == 0
    again = letapis("add", folder, "--json")
    assert again.code == 0
    assert again.json["known"]
    assert len(again.json["sealed"]) + len(again.json["known"]) == 6000


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
@pytest.mark.parametrize("wait", [0.0, 0.02, 0.05, 0.1, 0.2])
def test_a_killed_add_leaves_a_verifiable_archive(tmp_path, letapis, wait):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(800):
        (folder / f"{number}.txt").write_text(f"On 11 October 2020 {number} people were detained.", encoding="utf-8")
    letapis("init", "--plain")
    command = [sys.executable, "-m", "letapis.cli.main", "add", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    incoming = tmp_path / "letapis-archive" / "incoming"
    while not incoming.exists() and process.poll() is None:
        time.sleep(0.005)
    time.sleep(wait)
    process.kill()
    process.wait()
    assert letapis("verify").code == 0
    assert letapis("add", folder).code == 0
    assert letapis("verify", "--json").json["originals"] == 800
