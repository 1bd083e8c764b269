"""The sealed originals: files named by the SHA-256 of their bytes, written once, then read-only.

A file comes in by way of `incoming/`: it is copied and hashed in one pass, the custody log then names it, and only
then it is moved to its place. Whatever moment a run is killed at, the log and the two folders tell what was meant.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Container, Iterable, Iterator
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

    def stage(self, source: Path, known: Container[str] = ()) -> Staged:
        """Copy a file into `incoming/` and hash it while copying. Raises OSError where it cannot be read."""
        with source.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size > SMALL:
                return self._copy(file, known)
            return self.stage_bytes(file.readall(), known)

    def stage_bytes(self, data: bytes, known: Container[str] = ()) -> Staged:
        """The same for bytes that are in memory. Until the log names it, a copy that was not finished harms nobody."""
        sha256 = digest(data)
        if sha256 in known:
            return Staged(sha256, len(data), None, data)
        path = self.incoming / sha256
        with self._created(path) as copy:
            self._write(copy, memoryview(data))
        return Staged(sha256, len(data), path, data)

    def _copy(self, file: FileIO, known: Container[str]) -> Staged:
        part = self.incoming / f"{os.getpid()}.part"
        hashed = hashlib.sha256()
        block = memoryview(bytearray(BLOCK))
        size = 0
        with self._created(part) as copy:
            while count := file.readinto(block):
                hashed.update(block[:count])
                self._write(copy, block[:count])
                size += count
        sha256 = hashed.hexdigest()
        if sha256 in known:
            part.unlink()
            return Staged(sha256, size, None, None)
        return Staged(sha256, size, part.replace(self.incoming / sha256), None)

    def _created(self, path: Path) -> FileIO:
        """A new file, read-only from the beginning for everybody but this handle."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            try:
                return FileIO(os.open(path, flags, 0o444), "wb")
            except FileNotFoundError:
                self.incoming.mkdir()
            except FileExistsError:  # two files of one run with the same bytes
                path.unlink()
            return FileIO(os.open(path, flags, 0o444), "wb")
        except OSError as error:
            raise self._unwritable(error) from error

    def _write(self, copy: FileIO, data: memoryview) -> None:
        """Write all of it; one call may take only a part."""
        try:
            while data:
                data = data[copy.write(data) :]
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> ArchiveError:
        problem = f"cannot be written ({error.strerror})"
        return ArchiveError(str(self.folder.parent), problem, "Make room or look at the rights, then run again")

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
        incoming, folder = str(self.incoming), str(self.folder)  # for thousands of files a Path costs more than a move
        for sha256 in sha256s:
            copy, target = os.path.join(incoming, sha256), os.path.join(folder, sha256[:2], sha256)  # noqa: PTH118
            try:
                os.replace(copy, target)  # noqa: PTH105
            except FileNotFoundError:
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                os.replace(copy, target)  # noqa: PTH105

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
