"""A log that is sealed: what its blocks hold as one stream of bytes that only grows.

Where a block does not hold, the bytes around it are still read; which line suffers the chain tells.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from letapis.archive.sealed_blocks import FILLING, READ, START, End, OpenLog
from letapis.archive.sealed_object import HEADER, LOG, NotSealedError, opened_header

if TYPE_CHECKING:
    from letapis.archive.sealed_files import SealedFiles


class SealedLog:
    """The log `name` among sealed files. One process writes to it at a time."""

    def __init__(self, files: SealedFiles, name: str, path: Path | None = None) -> None:
        self.files = files
        self.name = name
        self.path = path or Path(files.path(name))
        self._known: End | None = None

    def append(self, data: bytes) -> None:
        """Add bytes and wait until they are on the disk; all of them or none (OSError)."""
        if data:
            self._written(None, data)

    def blocks(self) -> Iterator[bytes]:
        """All bytes from the first; where a block does not hold, a byte that is in no line."""
        opened = self._opened()
        if opened is not None:
            with opened as file:
                yield from file.content(0, file.end().block)

    def last(self, size: int) -> bytes:
        """At most so many bytes from the end."""
        opened = self._opened()
        if opened is None:
            return b""
        with opened as file:
            start, found = file.end(self._known).block, b""
            while start and len(found) < size:
                before = max(0, start - READ // 8)
                found = b"".join(file.content(before, start)) + found
                start = before
        return found[max(0, len(found) - size) :]

    def size(self) -> int:
        """How many bytes it holds."""
        opened = self._opened()
        if opened is None:
            return 0
        with opened as file:
            return file.end(self._known).size

    def truncate(self, size: int) -> None:
        """Take away what is behind so many bytes."""
        opened = self._opened()
        if opened is None:
            return
        with opened as file:
            end = file.end()
            place, kept = end.block, end.size
            while place and kept > size:
                place -= 1
                found = file.block(place)
                if found is not None and found.kind != FILLING and not found.number:
                    kept = found.size
            left = b"".join(file.content(place, end.block))[: size - kept]
        self._written(End(place, kept, end.block), left)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Place and problem of every block that does not hold."""
        opened = self._opened()
        if opened is None:
            return
        with opened as file:
            end, size, lost = file.end(), 0, False
            for number, found in file.classified(0, file.room):
                if number < end.block:
                    if found is None or found.kind == FILLING or (found.size != size and not lost):
                        yield f"block {number + 1}, behind byte {size}", "the block was changed"
                    lost = found is None or found.kind == FILLING
                    if found is not None and not lost:
                        size = found.size + len(found.data)
                elif found is None:
                    yield f"block {number + 1}", "the room behind the end was changed; nothing rests on it"
            if not file.margin():
                yield f"bytes {HEADER} to {START}", "the margin of the header was changed"
            if file.odd:
                yield "the end", "the file was cut off or something was put behind it"

    def _opened(self) -> OpenLog | None:
        try:
            return OpenLog(self.path, os.O_RDONLY, self.cipher_of)
        except FileNotFoundError:
            return None

    def _written(self, at: End | None, data: bytes) -> None:
        if not self.path.exists():
            self.files.write_log_header(self.name)
        with OpenLog(self.path, os.O_RDWR, self.cipher_of) as file:
            self._known = file.write(at or file.end(self._known), data)

    def cipher_of(self, data: bytes) -> AESGCM:
        """The cipher of the blocks, from the header. Raises ArchiveError where it was changed."""
        try:
            header = opened_header(self.files.wrapping, data)
        except NotSealedError:
            raise self.files.broken(self.name, f"bytes 0 to {HEADER}") from None
        if header.name != self.name or header.kind != LOG:
            raise self.files.other(self.name, header.name)
        return AESGCM(header.key)
