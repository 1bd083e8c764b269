"""A log that lies on the disk as it is: its bytes, one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from letapis.archive.files import PIECE


@dataclass(frozen=True, slots=True)
class PlainLog:
    """The file at `path`."""

    path: Path

    def append(self, data: bytes) -> None:
        """Add bytes and wait until they are on the disk; all of them or none, as the disk may have no room."""
        if not data:
            return
        rest = memoryview(data)
        self.path.parent.mkdir(exist_ok=True)
        with self.path.open("ab", buffering=0) as file:
            before = file.seek(0, os.SEEK_END)
            try:
                while rest:
                    rest = rest[file.write(rest) :]
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    file.truncate(before)
                raise

    def blocks(self) -> Iterator[bytes]:
        """All bytes from the first."""
        if not self.path.exists():
            return
        with self.path.open("rb", buffering=0) as file:
            while block := file.read(PIECE):
                yield block

    def last(self, size: int) -> bytes:
        """At most so many bytes from the end."""
        if not self.path.exists():
            return b""
        with self.path.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - size))
            return file.read(size)

    def size(self) -> int:
        """How many bytes it holds."""
        return self.path.stat().st_size if self.path.exists() else 0

    def truncate(self, size: int) -> None:
        """Take away what is behind so many bytes."""
        with self.path.open("r+b") as file:
            file.truncate(size)
            os.fsync(file.fileno())
