"""A laptop for one test: its own home, temporary and runtime folder and desk, and commands run on it as a user does.

What a person types in or brings on a stick lies in `outside`, which is not taken along; all else is.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

LETAPIS = (sys.executable, "-X", "faulthandler", "-m", "letapis.cli.main")
SHARED_MEMORY = Path("/dev/shm")
PASSPHRASES = ("LETAPIS_PASSPHRASE", "LETAPIS_PASSPHRASE_FILE", "LETAPIS_NEW_PASSPHRASE_FILE")


class Laptop:
    """Folders below `root`, and the commands of one person on it."""

    def __init__(self, root: Path, passphrase: str) -> None:
        self.outside = root / "outside"
        # The path of a socket has 107 bytes at most, and a folder of pytest is long already.
        runtime = Path(tempfile.mkdtemp(prefix="letapis-test-"))
        self.seized = [root / "home", root / "temporary", runtime, root / "desk"]
        for folder in (self.outside, *self.seized):
            folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        self.desk = root / "desk"
        self.archive = self.desk / "archive"
        self.file = self.outside / "passphrase"
        self.file.write_text(passphrase, encoding="utf-8")
        self.before = self._shared()

    def surroundings(self, *, by: str = "", passphrase: Path | None = None) -> dict[str, str]:
        """The environment of a command: nothing of the machine that runs the test but where programs lie."""
        home, temporary, runtime, _ = map(str, self.seized)
        kept = {
            name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH", "COVERAGE_FILE") if name in os.environ
        }
        told = {
            **kept, "HOME": home, "TMPDIR": temporary, "XDG_RUNTIME_DIR": runtime, "PYTHONDONTWRITEBYTECODE": "1",
            "LETAPIS_ARCHIVE": "archive", "LETAPIS_PROCESSES": "1", "PYTHONFAULTHANDLER": "1",
        }  # fmt: skip
        if by:
            told["LETAPIS_BY"] = by
        if passphrase is not None:
            told["LETAPIS_PASSPHRASE_FILE"] = str(passphrase)
        return told

    def run(
        self,
        *words: object,
        by: str = "wren",
        typed: str = "",
        codes: tuple[int, ...] = (0,),
        locked: bool = False,
        more: Mapping[str, str] | None = None,
        limit: Callable[[], None] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; it must end with one of the codes."""
        environment = {**self.surroundings(by=by, passphrase=None if locked else self.file), **(more or {})}
        done = subprocess.run(
            [*LETAPIS, *map(str, words)], cwd=self.desk, env=environment, input=typed, capture_output=True,
            text=True, check=False, preexec_fn=limit,
        )  # fmt: skip
        assert done.returncode in codes, (words, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return done

    def killed(self, *words: object, after: float) -> None:
        """Start a command and kill it with all it has started."""
        process = subprocess.Popen(
            [*LETAPIS, *map(str, words)], cwd=self.desk, env=self.surroundings(by="wren", passphrase=self.file),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(after)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def taken(self) -> list[Path]:
        """What somebody who switches the laptop off and takes it has, and what lies in the shared memory meanwhile."""
        return [*self.seized, *sorted(self._shared() - self.before)]

    def _shared(self) -> set[Path]:
        return set(SHARED_MEMORY.iterdir()) if SHARED_MEMORY.is_dir() else set()


def small_files(most: int) -> Callable[[], None]:
    """No file may grow beyond so many bytes: a disk without room."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
