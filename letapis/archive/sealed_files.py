"""The files of an archive sealed on the disk: version 2 of the format. Without the key of the zone nothing can be told
but that there is an archive, how much about is in it, and how many files it has.

One flat folder holds objects with names and lengths that say nothing; each has a key of its own, wrapped by that of the
zone. Nothing is written plainly anywhere, not for a moment.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from letapis.archive.files import ORIGINALS
from letapis.archive.sealed_blocks import new_log
from letapis.archive.sealed_databases import SealedDatabases
from letapis.archive.sealed_faults import Fault, faults
from letapis.archive.sealed_log import SealedLog
from letapis.archive.sealed_object import (
    AT_A_TIME,
    CHUNK,
    HEADER,
    LOG,
    OBJECT,
    SEALED,
    BrokenChunkError,
    chunks,
    opened,
)
from letapis.archive.syncing import sync
from letapis.archive.times import quieten
from letapis.archive.zone_key import ZoneKey


class SealedFiles(SealedDatabases):
    """The sealed files below `root`, under the key of one zone."""

    def __reduce__(self) -> tuple[type[SealedFiles], tuple[Path, ZoneKey]]:
        return SealedFiles, (self._root, self.key)

    @property
    def sealed(self) -> bool:
        """They are."""
        return True

    def at(self, root: Path) -> SealedFiles:
        """Files of the same kind, under the same key, in another folder."""
        files = SealedFiles(root, self.key)
        files.make_folders()
        return files

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        try:
            os.close(self.handle_of(name))
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Its bytes as they were written. Raises FileNotFoundError, ArchiveError."""
        handle = self.handle_of(name)
        try:
            header = self.header_of(name, os.read(handle, HEADER))
        finally:
            os.close(handle)
        return header.size if header.kind == OBJECT else self.log(name).size()

    def read(self, name: str) -> bytes:
        """All of it. Raises FileNotFoundError, and ArchiveError where it was changed."""
        with os.fdopen(self.handle_of(name), "rb", buffering=0) as file:
            data = memoryview(file.readall())
        header = self.header_of(name, data[:HEADER])
        if header.kind == LOG:
            return b"".join(self.log(name).blocks())
        try:
            return opened(header, data[HEADER:])
        except BrokenChunkError as error:
            raise self.broken(name, error.place) from None

    def begin(self, name: str, size: int) -> bytes:
        """At most so many bytes from its beginning; no more of it is read than that needs."""
        with os.fdopen(self.handle_of(name), "rb", buffering=0) as file:
            wanted = HEADER + (max(0, size - 1) // CHUNK + 1) * SEALED
            data = memoryview(file.read(wanted))
            length = os.fstat(file.fileno()).st_size - HEADER
        header = self.header_of(name, data[:HEADER])
        if header.kind == LOG:
            return b"".join(self.log(name).blocks())[:size]
        try:
            return b"".join(chunks(header, data[HEADER:], 0, length))[:size]
        except BrokenChunkError as error:
            raise self.broken(name, error.place) from None

    def blocks(self, name: str) -> Iterator[bytes]:
        """All of it in pieces, so that memory stays flat."""
        with os.fdopen(self.handle_of(name), "rb", buffering=0) as file:
            header = self.header_of(name, file.read(HEADER))
            if header.kind == LOG:
                yield from self.log(name).blocks()
                return
            length, number = os.fstat(file.fileno()).st_size - HEADER, 0
            try:
                while (data := file.read(AT_A_TIME * SEALED)) or not number:
                    for found in chunks(header, data, number, length):
                        number += 1
                        if found:
                            yield found
            except BrokenChunkError as error:
                raise self.broken(name, error.place) from None

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write it whole or not at all. Raises OSError that names the file."""
        part = f"{self.incoming}/{secrets.token_hex(16)}.{os.getpid():x}"
        try:
            self.put(part, name, data)
            os.replace(part, self.path(name))  # noqa: PTH105  a Path for each of thousands of files costs more
        except OSError as error:
            with suppress(OSError):
                os.unlink(part)  # noqa: PTH108
            error.filename = str(self._root / name)
            raise
        quieten(self.store, self.incoming)

    def move(self, name: str, to: str) -> None:
        """Give it another name: a copy with a header of its own takes it. Raises FileNotFoundError."""
        if not self.has(name):
            raise FileNotFoundError(2, "there is no such file", name)
        if name != to:
            self.write(to, self.blocks(name))
            self.remove(name)

    def remove(self, name: str) -> None:
        """Take it away for good: its wrapped key is overwritten first, on the disk."""
        self._shred(self.path(name))
        if name.startswith(ORIGINALS):
            self._shred(str(self.waiting_place(name)))
        quieten(self.store, self.incoming)

    def names(self, under: str = "") -> Iterator[str]:
        """The names below a folder, sorted. Only headers are read."""
        beginning = f"{under}/" if under else ""
        found = (header.name for _, header in self.headers() if header)
        return iter(sorted(name for name in found if name.startswith(beginning)))

    def log(self, name: str) -> SealedLog:
        """A file that only grows."""
        return SealedLog(self, name)

    def write_log_header(self, name: str) -> None:
        """Begin a log, durably."""
        self._take_place(self._new_log(name), name)

    def rewrite_log(self, name: str, data: Iterable[bytes]) -> None:
        """Write it anew under another key; that of the old one is overwritten, so that nobody reads it again."""
        part = self._new_log(name)
        try:
            SealedLog(self, name, Path(part)).append(b"".join(data))
            with open(self.path(name), "r+b", buffering=0) as old:  # noqa: PTH123
                self._take_place(part, name)
                old.write(secrets.token_bytes(HEADER))
                os.fsync(old.fileno())
        except OSError:
            with suppress(OSError):
                os.unlink(part)  # noqa: PTH108
            raise

    def _new_log(self, name: str) -> str:
        part = f"{self.incoming}/{secrets.token_hex(16)}.{os.getpid():x}"
        handle = self.created(part)
        try:
            os.write(handle, new_log(self.wrapping, name))
            os.fsync(handle)
        finally:
            os.close(handle)
        return part

    def _take_place(self, part: str, name: str) -> None:
        os.replace(part, self.path(name))  # noqa: PTH105
        quieten(self.path(name), self.store, self.incoming)
        sync(Path(self.store))

    def server_key(self, name: str) -> bytes:
        """The key of values in a database of a server, whose rows may outlive every file here but the keys."""
        return self.key.derive(f"database {name}")

    def faults(self, known: Collection[str] = ()) -> Iterator[Fault]:
        """Name, place and problem of every file that is not as it was written."""
        return faults(self, known)
