"""A laptop for one test: its own home, temporary and runtime folder and desk, and commands run on it as a user does.

What a person types in or brings on a stick lies in `outside`, which is not taken along; all else is.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .starting import Done, Starter

SHARED_MEMORY = Path("/dev/shm")
KEPT = ("PATH", "LANG", "PYTHONPATH", "COVERAGE_FILE")


def bare() -> dict[str, str]:
    """Of the surroundings of the machine that runs the test only where programs lie."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONFAULTHANDLER": "1",
    }  # fmt: skip


class Laptop:
    """Folders below `root`, and the commands of the people who work on it."""

    def __init__(self, root: Path, passphrase: str, starter: Starter) -> None:
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
        self.starter = starter

    def surroundings(self, by: str, passphrase: Path | None) -> dict[str, str]:
        """The environment of a command."""
        home, temporary, runtime, _ = map(str, self.seized)
        told = {
            **bare(), "HOME": home, "TMPDIR": temporary, "XDG_RUNTIME_DIR": runtime, "LETAPIS_ARCHIVE": "archive",
            "LETAPIS_PROCESSES": "1",
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
        passphrase: Path | None = None,
        more: Mapping[str, str] | None = None,
        most: int | None = None,
    ) -> Done:
        """Run a command to its end; it must end with one of the codes, if any are told.

        `locked`: it gets no passphrase. `most`: no file may grow beyond so many bytes, as on a disk without room.
        """
        environment = {**self.surroundings(by, None if locked else passphrase or self.file), **(more or {})}
        done = self.starter.run(
            [str(one) for one in words], folder=self.desk, environment=environment, typed=typed, most=most
        )
        assert not codes or done.returncode in codes, (words, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return done

    def killed(self, *words: object, after: float, by: str = "wren", typed: str = "") -> Done:
        """Start a command and kill it with all it has started; what it had said by then."""
        return self.starter.run(
            [str(one) for one in words], folder=self.desk, environment=self.surroundings(by, self.file), typed=typed,
            after=after,
        )  # fmt: skip

    def taken(self) -> list[Path]:
        """What somebody who switches the laptop off and takes it has, and what lies in the shared memory meanwhile."""
        return [*self.seized, *sorted(self._shared() - self.before)]

    def _shared(self) -> set[Path]:
        return set(SHARED_MEMORY.iterdir()) if SHARED_MEMORY.is_dir() else set()
