"""The sealed originals: files named by the SHA-256 of their bytes, written once, then read-only.

A file comes in by way of `incoming/`: it is copied and hashed in one pass, the custody log then names it, and only
then it is moved to its place. Whatever moment a run is killed at, the log and the two folders tell what was meant.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from letapis.archive.canonical import digest
from letapis.archive.errors import ArchiveError

BLOCK = 1 << 20
SMALL = 4 << 20  # a file up to this size is read in one go, and not written at all where its bytes are known
ONE_BY_ONE = 16  # from so many files on, one sync of the system is cheaper than one for each file


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy in `incoming/`, or only its hash where the bytes are in the archive already."""

    sha256: str
    size: int
    path: Path | None
    data: bytes | None  # the bytes, where they were small enough to keep

    def read(self) -> bytes:
        """The bytes. Raises ValueError for a copy that was not made."""
        if self.data is not None:
            return self.data
        if self.path is None:
            raise ValueError(self.sha256)
        return self.path.read_bytes()


class Originals:
    """The folders `originals/` and `incoming/` below `root`."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "originals"
        self.incoming = root / "incoming"

    def path(self, sha256: str) -> Path:
        """Where the original stands, or would stand."""
        return self.folder / sha256[:2] / sha256

    def find(self, sha256: str) -> Path | None:
        """Where the original is: in its place, or still in `incoming/` where a run was killed before the move."""
        for path in (self.path(sha256), self.incoming / sha256):
            if path.is_file():
                return path
        return None

    def read(self, sha256: str) -> bytes:
        """The bytes of one original. Raises ArchiveError where it is missing."""
        path = self.find(sha256)
        if path is None:
            raise ArchiveError(
                f"originals/{sha256[:2]}/{sha256}", "the original is missing", "Put it back from a backup"
            )
        return path.read_bytes()

    def stage(self, source: Path, known: Iterable[str] = ()) -> Staged:
        """Copy a file into `incoming/` and hash it while copying. Raises OSError where it cannot be read."""
        with source.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size <= SMALL:
                data = file.read()
                return self.stage_bytes(data, known)
            return self._copy(file, known)

    def stage_bytes(self, data: bytes, known: Iterable[str] = ()) -> Staged:
        """The same for bytes that are in memory."""
        sha256 = digest(data)
        if sha256 in known:
            return Staged(sha256, len(data), None, data)
        path = self._fresh(sha256)
        with path.open("wb", buffering=0) as copy:
            copy.write(data)
        return Staged(sha256, len(data), self._named(path, sha256), data)

    def _copy(self, file: FileIO, known: Iterable[str]) -> Staged:
        part = self._fresh("part")
        hashed = hashlib.sha256()
        block = memoryview(bytearray(BLOCK))
        size = 0
        with part.open("wb", buffering=0) as copy:
            while count := file.readinto(block):
                hashed.update(block[:count])
                copy.write(block[:count])
                size += count
        sha256 = hashed.hexdigest()
        if sha256 in known:
            part.unlink()
            return Staged(sha256, size, None, None)
        return Staged(sha256, size, self._named(part, sha256), None)

    def _fresh(self, name: str) -> Path:
        self.incoming.mkdir(exist_ok=True)
        return self.incoming / f"{name}.{os.getpid()}.part"

    def _named(self, part: Path, sha256: str) -> Path:
        """Give the finished copy its name; from now on it may not be written."""
        part.chmod(0o444)
        return part.replace(self.incoming / sha256)

    def drop(self, staged: Staged) -> None:
        """Take back a copy that the log does not name."""
        if staged.path is not None:
            staged.path.unlink(missing_ok=True)

    def flush(self, copies: Iterable[Staged]) -> None:
        """Wait until the copies are on the disk: one system-wide sync for many, one each for a few."""
        paths = [staged.path for staged in copies if staged.path is not None]
        if len(paths) >= ONE_BY_ONE and sys.platform == "linux":
            os.sync()  # returns on Linux when all is written
            return
        for path in paths:
            sync(path)
        if paths:
            sync(self.incoming)

    def place(self, sha256s: Iterable[str]) -> None:
        """Move copies that the log names from `incoming/` to their place."""
        for sha256 in sha256s:
            copy, place = self.incoming / sha256, self.path(sha256)
            place.parent.mkdir(parents=True, exist_ok=True)
            if copy.exists():
                copy.replace(place)

    def waiting(self) -> Iterator[Path]:
        """What lies in `incoming/`: copies a run did not bring to an end."""
        if self.incoming.is_dir():
            yield from sorted(self.incoming.iterdir())

    def all(self) -> Iterator[Path]:
        """Every file below `originals/`, in the order of their names."""
        if self.folder.is_dir():
            for shelf in sorted(self.folder.iterdir()):
                yield from sorted(shelf.iterdir()) if shelf.is_dir() else [shelf]


def sync(path: Path) -> None:
    """Wait until a file, or the list of names in a folder, is on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps no handle on folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
