"""The sealed originals: files named by the SHA-256 of their bytes, written once.

A file comes in by way of copies that wait: it is copied and hashed in one pass, the custody log then names it, and only
then it is moved to its place. Whatever moment a run is killed at, the log and the two places tell what was meant.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from letapis.archive.canonical import digest
from letapis.archive.errors import ArchiveError
from letapis.archive.files import ORIGINALS, PIECE, Files

SMALL = 4 << 20  # a file up to this size is read in one go, and not written at all where its bytes are known


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy that waits, or only its hash where the bytes are in the archive already."""

    sha256: str
    size: int
    new: bool  # whether a copy was made
    data: bytes | None  # the bytes, where they were small enough to keep


class Originals:
    """The originals among the files of an archive, and the copies that wait to become some."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def has(self, sha256: str) -> bool:
        """Whether the original is there: in its place, or waiting where a run was killed before the move."""
        return self.files.has(name_of(sha256))

    def read(self, sha256: str) -> bytes:
        """The bytes of one original. Raises ArchiveError where it is missing."""
        try:
            return self.files.read(name_of(sha256))
        except FileNotFoundError:
            raise self.missing(sha256) from None

    def blocks(self, sha256: str) -> Iterator[bytes]:
        """The same in pieces."""
        try:
            yield from self.files.blocks(name_of(sha256))
        except FileNotFoundError:
            raise self.missing(sha256) from None

    def missing(self, sha256: str) -> ArchiveError:
        """What is said of an original that is not there."""
        return ArchiveError(name_of(sha256), "the original is missing", "Put it back from a backup")

    def read_staged(self, staged: Staged) -> bytes:
        """The bytes of a copy, or of the original that has the same."""
        return staged.data if staged.data is not None else self.read(staged.sha256)

    def stage(self, source: Path, known: Container[str] = ()) -> Staged:
        """Copy a file in and hash it while copying. Raises OSError where it cannot be read."""
        with source.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size > SMALL:
                return self._copy(file, known)
            return self.stage_bytes(file.readall(), known)

    def stage_bytes(self, data: bytes, known: Container[str] = ()) -> Staged:
        """The same for bytes that are in memory. Until the log names it, a copy that was not finished harms nobody."""
        sha256 = digest(data)
        if sha256 in known:
            return Staged(sha256, len(data), new=False, data=data)
        try:
            self.files.stage(name_of(sha256), data)
        except OSError as error:
            raise self._unwritable(error) from error
        return Staged(sha256, len(data), new=True, data=data)

    def _copy(self, file: FileIO, known: Container[str]) -> Staged:
        hashed = hashlib.sha256()
        block = memoryview(bytearray(PIECE))
        size = 0
        try:
            copy = self.files.copying()
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            while count := file.readinto(block):
                hashed.update(block[:count])
                size += count
                try:
                    copy.write(block[:count])
                except OSError as error:
                    raise self._unwritable(error) from error
            new = hashed.hexdigest() not in known
            if new:
                copy.keep(name_of(hashed.hexdigest()))
            return Staged(hashed.hexdigest(), size, new, None)
        finally:
            copy.drop()  # nothing is left to drop of what was kept

    def _unwritable(self, error: OSError) -> ArchiveError:
        problem = f"cannot be written ({error.strerror})"
        return ArchiveError(str(self.files.root), problem, "Make room or look at the rights, then run again")

    def drop(self, staged: Staged) -> None:
        """Take back a copy that the log does not name."""
        if staged.new:
            self.files.drop(name_of(staged.sha256))

    def flush(self, copies: Iterable[Staged]) -> None:
        """Wait until the copies are on the disk."""
        self.files.sync([name_of(staged.sha256) for staged in copies if staged.new])

    def place(self, sha256s: Iterable[str]) -> None:
        """Move copies that the log names to their place."""
        self.files.place(map(name_of, sha256s))

    def waiting(self) -> Iterator[tuple[str, str]]:
        """Every copy that a run did not bring to an end: its name, and its SHA-256 if it tells one."""
        for name in self.files.waiting():
            yield name, name.rpartition("/")[2] if name.startswith(ORIGINALS) else ""

    def all(self) -> Iterator[str]:
        """The name of every file below `originals/`, in the order of their names."""
        return self.files.names(ORIGINALS.rstrip("/"))


def name_of(sha256: str) -> str:
    """The name of an original among the files of its archive."""
    return f"{ORIGINALS}{sha256[:2]}/{sha256}"
