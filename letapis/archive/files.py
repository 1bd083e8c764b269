"""The files of an archive by their path in it, whether they lie on the disk plainly or sealed.

Everything that reads or writes below an archive goes through it, so that sealing is one choice made in one place.
Names are paths with `/`, relative to the archive: `custody.jsonl`, `originals/ab/…`, `derived/documents/ab/….jsonl`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Protocol

PIECE = 1 << 20  # bytes of a file that are held at a time
ONE_BY_ONE = 16  # from so many files on, one sync of the system is cheaper than one for each file
ORIGINALS = "originals/"
ERASING = "erasing.json"  # there while an erasure is under way


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


class Copy(Protocol):
    """A copy on its way in, whose name is known when all of it is there."""

    def write(self, data: memoryview) -> None:
        """Add bytes. Raises OSError."""

    def keep(self, name: str) -> None:
        """It is whole, and waits for its place under that name."""

    def drop(self) -> None:
        """It is not wanted."""


class Files(Protocol):
    """The files of one archive. Instances go to other processes."""

    @property
    def root(self) -> Path:
        """The folder of the archive."""

    @property
    def sealed(self) -> bool:
        """Whether nothing of them can be read without a key."""

    def at(self, root: Path) -> Files:
        """Files of the same kind, under the same key, in another folder."""

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
        """Give it another name, in place of what has that name. Raises FileNotFoundError."""

    def remove(self, name: str) -> None:
        """Take it away; nothing happens where there is none."""

    def names(self, under: str = "") -> Iterator[str]:
        """The names below a folder, sorted; without databases, copies that wait, and what killed runs left."""

    def log(self, name: str) -> Log:
        """A file that only grows."""

    def rewrite_log(self, name: str, data: Iterable[bytes]) -> None:
        """Write such a file anew, whole or not at all; only to take words out of it. Raises OSError."""

    def database(self, name: str) -> tuple[Path, bytes | None]:
        """Where a database file lies on the disk, and the raw key (32 bytes) that opens it; None where it is plain.

        The key is random and of that file alone, so that what was in it is lost with it.
        """

    def remove_database(self, name: str) -> None:
        """Take a database away, its key first, with what its engine keeps beside it."""

    def server_key(self, name: str) -> bytes | None:
        """The key of the values that a database server has; None where it may read them."""

    # Originals come in by way of a folder of copies that wait: `has`, `size`, `read` and `blocks` find them there too.

    def begun(self) -> bool:
        """Make the folders of a new archive; False where the place holds what no archive begins with."""

    def stage(self, name: str, data: bytes) -> None:
        """Copy bytes in; they wait under that name. Raises OSError."""

    def copying(self) -> Copy:
        """Begin a copy whose name is told later. Raises OSError."""

    def sync(self, names: Iterable[str]) -> None:
        """Wait until copies that wait are on the disk."""

    def place(self, names: Iterable[str]) -> None:
        """Move copies that wait to their place."""

    def waiting(self) -> Iterator[str]:
        """The names of copies that wait; what killed runs left is named as a file of `incoming/`."""

    def drop(self, name: str) -> None:
        """Take away what `waiting` named, or a copy that waits under that name."""

    def faults(self, known: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
        """Name, place and problem of every file that is not as it was written. Plain files cannot tell: none."""
