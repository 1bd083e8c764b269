"""The files of an archive by their path in it, whether they lie on the disk plainly or sealed.

Everything that reads or writes below an archive goes through it, so that sealing is one choice made in one place.
Names are paths with `/`, relative to the archive: `custody.jsonl`, `originals/ab/…`, `derived/documents/ab/….jsonl`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol


class Log(Protocol):
    """A file of bytes that only grows at its end, but for what a killed write left there."""

    def append(self, data: bytes) -> None:
        """Add bytes and wait until they are on the disk; all of them or none (OSError)."""

    def blocks(self) -> Iterator[bytes]:
        """All bytes from the first, in pieces of any size. Empty where there is no such file."""

    def last(self, size: int) -> bytes:
        """At most so many bytes from the end."""

    def size(self) -> int:
        """How many bytes it holds."""

    def truncate(self, size: int) -> None:
        """Take away what is behind so many bytes; only for the rest of a write that was killed."""


class Files(Protocol):
    """The files of one archive. Instances go to other processes."""

    root: Path

    def has(self, name: str) -> bool:
        """Whether there is such a file."""

    def size(self, name: str) -> int:
        """Its bytes as they were written. Raises FileNotFoundError."""

    def read(self, name: str) -> bytes:
        """All of it. Raises FileNotFoundError, and ArchiveError where it was changed (sealed files only)."""

    def begin(self, name: str, size: int) -> bytes:
        """At most so many bytes from its beginning."""

    def blocks(self, name: str) -> Iterator[bytes]:
        """All of it in pieces, so that memory stays flat."""

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write it whole or not at all; it takes its name when all is written. Raises OSError that names the file."""

    def move(self, name: str, to: str) -> None:
        """Give it another name, in place of what has that name."""

    def remove(self, name: str) -> None:
        """Take it away; nothing happens where there is none."""

    def names(self, under: str = "") -> Iterator[str]:
        """The names below a folder, sorted."""

    def log(self, name: str) -> Log:
        """A file that only grows."""

    def database(self, name: str) -> tuple[Path, bytes | None]:
        """Where a database file lies on the disk, and the raw key (32 bytes) that opens it; None where it is plain."""
