"""Starts commands for the tests: each is a fork of one process that has loaded what commands load.

To start Python and load the word lists costs most of a short command. It speaks by two pipes: one line of JSON asks,
one answers. It runs commands of Letapis and knows nothing of them.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAID = ("out", "err")
STREAMS = (("in", os.O_RDONLY), ("out", os.O_WRONLY), ("err", os.O_WRONLY))


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


class Starter:
    """The process that starts commands. Close it at the end."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        asks, self._ask = os.pipe()
        self._told, tells = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", "tests.security.starting", str(asks), str(tells)],
            cwd=Path(__file__).parents[2], env=dict(environment), pass_fds=(asks, tells), stdin=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(asks)
        os.close(tells)
        self._answers = os.fdopen(self._told, encoding="utf-8")

    def run(
        self,
        words: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str],
        typed: str = "",
        most: int | None = None,
        after: float | None = None,
    ) -> Done:
        """Run one command to its end; with `after` it is killed then, with all that it has started.

        `most`: no file may grow beyond so many bytes. What it says lies outside of the laptop.
        """
        with tempfile.TemporaryDirectory(prefix="letapis-said-") as said, ThreadPoolExecutor(2) as readers:
            place = Path(said)
            (place / "in").write_text(typed, encoding="utf-8")
            for name in SAID:
                os.mkfifo(place / name)  # a file would fall under the limit of files
            asked = {
                "words": list(words), "folder": str(folder), "environment": dict(environment), "said": said,
                "most": most, "after": after,
            }  # fmt: skip
            os.write(self._ask, json.dumps(asked).encode() + b"\n")
            told = [readers.submit((place / name).read_text, encoding="utf-8", errors="replace") for name in SAID]
            return Done(json.loads(self._answers.readline()), told[0].result(), told[1].result())

    def close(self) -> None:
        """End it."""
        os.close(self._ask)
        self.process.wait()
        self._answers.close()


# What it costs to stretch a passphrase is held by tests of keys; here it would be a third of the time.
CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1, "most": {"memory_kib": 65536, "passes": 3, "lanes": 4}}


def loaded() -> None:
    """Load what commands load: modules, and words of the package. No archive is touched."""
    from letapis.archive.keys import stretching
    from letapis.cli.main import run
    from letapis.store.engine import configure

    stretching.chosen = lambda: CHEAP
    configure()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        run(["explain", "On Sunday, 11 October 2020, over 620 people were detained in Minsk."])
        run(["places", "find", "Minsk"])
    import letapis.store.opening
    import letapis.workflow.accounts
    import letapis.workflow.code
    import letapis.workflow.keeping
    import letapis.workflow.people
    import letapis.workflow.reconcile
    import letapis.workflow.searching
    import letapis.workflow.unlocking
    import letapis.workflow.vault
    import letapis.workflow.verify  # noqa: F401


def become(asked: Mapping[str, Any], streams: Sequence[int]) -> None:
    """Become the command: its folder, its surroundings, its limits, its three streams."""
    os.setsid()
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    tempfile.tempdir = None
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # Those that were know of other files; as `python -m` opens them.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  open to the end of the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  as above
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  as above
    if asked["most"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["most"], asked["most"]))


def run(words: Sequence[str]) -> int:
    """Run the command, and what was to be done at its end. To take the word lists apart would cost a second."""
    from letapis.cli.main import run as run_command

    try:
        return run_command(words)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        atexit._run_exitfuncs()


def ended(child: int, after: float | None) -> int:
    """Wait for a command, or kill it after some time; its code as a shell tells it."""
    if after is not None:
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def serve(asks: int, tells: int) -> None:
    """Start one command after the other."""
    requests = os.fdopen(asks, "rb", buffering=0)
    while line := requests.readline():
        asked = json.loads(line)
        streams = [os.open(Path(asked["said"], name), how) for name, how in STREAMS]
        child = os.fork()
        if child == 0:
            code = 70
            try:
                requests.close()
                os.close(tells)
                become(asked, streams)
                code = run(asked["words"])
            except BaseException:  # noqa: BLE001  the last place where it can be told
                traceback.print_exc()
                sys.stderr.flush()
            finally:
                os._exit(code)
        for stream in streams:
            os.close(stream)
        os.write(tells, json.dumps(ended(child, asked["after"])).encode() + b"\n")


if __name__ == "__main__":
    loaded()
    gc.collect()
    gc.freeze()
    serve(*map(int, sys.argv[1:]))
