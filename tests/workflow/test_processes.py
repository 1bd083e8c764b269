import itertools
import os
import subprocess
import sys

import pytest

from letapis.archive.errors import ArchiveError
from letapis.archive.lock import writing
from letapis.workflow.processes import AHEAD, CHUNK, mapped, processes


def double(number):
    return 2 * number


def fail_at_40(number):
    if number == 40:
        raise ValueError("forty")
    return number


@pytest.mark.parametrize("count", ["1", "2"])
def test_results_come_in_the_order_of_the_items(monkeypatch, count):
    monkeypatch.setenv("LETAPIS_PROCESSES", count)
    assert list(mapped(double, range(200), many=True)) == [2 * number for number in range(200)]


def test_few_items_stay_in_this_process(monkeypatch):
    monkeypatch.setenv("LETAPIS_PROCESSES", "2")
    assert list(mapped(lambda one: one, [1, 2], many=False)) == [1, 2]  # a lambda cannot go to another process


def test_only_some_items_are_taken_ahead(monkeypatch):
    monkeypatch.setenv("LETAPIS_PROCESSES", "2")
    taken = []

    def endless():
        for number in itertools.count():
            taken.append(number)
            yield number

    results = mapped(double, endless(), many=True)
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    results.close()
    assert len(taken) <= 2 * AHEAD * CHUNK


def test_a_fault_in_another_process_comes_here(monkeypatch):
    monkeypatch.setenv("LETAPIS_PROCESSES", "2")
    with pytest.raises(ValueError, match="forty"):
        list(mapped(fail_at_40, range(100), many=True))


@pytest.mark.parametrize(("asked", "least"), [("3", 3), ("0", 1), ("many", 1), ("", 1)])
def test_how_many_processes(monkeypatch, asked, least):
    monkeypatch.setenv("LETAPIS_PROCESSES", asked)
    assert processes() >= least
    assert asked != "3" or processes() == 3


KILLED = """
import sys, time
from pathlib import Path
from letapis.archive.lock import writing
from letapis.workflow.processes import mapped
with writing(Path(sys.argv[1])):
    for number in mapped(abs, range(1000), many=True):
        print(number, flush=True)
        time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only forked processes inherit a lock")
def test_a_killed_run_takes_its_processes_and_its_lock_along(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, tmp_path / "lock"],
        env={**os.environ, "LETAPIS_PROCESSES": "2"},
        stdout=subprocess.PIPE,
    ) as run:
        assert run.stdout.readline() == b"0\n"
        with pytest.raises(ArchiveError, match="another run"), writing(tmp_path / "lock"):
            pass
        run.kill()
        run.stdout.read()  # ends when the last process that may write has ended
    with writing(tmp_path / "lock"):
        pass
