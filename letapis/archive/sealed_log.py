"""A log that is sealed: blocks of 1 KiB, each for itself, that are written once behind the last and never again.

The room behind the end is filled with blocks that hold nothing; without the key they look alike. An append is whole
when its last block is there: what a killed write left is not seen, and gone with the next one.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from letapis.archive.padding import padded
from letapis.archive.sealed_object import HEADER, LOG, NONCE, TAG, Header, NotSealedError, opened_header, sealed_header
from letapis.archive.times import quieten

if TYPE_CHECKING:
    from letapis.archive.sealed_files import SealedFiles

BLOCK = 1024
START = BLOCK  # the header takes the room of a block
_INSIDE = struct.Struct(">QHB")  # where its bytes stand in the log, how many, which kind
ROOM = BLOCK - NONCE - TAG - _INSIDE.size
MORE, LAST, FILLING = 0, 1, 2
READ = 1024  # blocks at a time
LOST = b"\x00"  # what is read of a block that does not hold: no line with it is JSON


class Block(NamedTuple):
    """One block that holds. Of filling, `size` is where the end of the log was when it was written."""

    kind: int
    number: int  # in its append
    size: int  # bytes of the log before it
    data: bytes


@dataclass(frozen=True, slots=True)
class End:
    """Where the next append goes: block and byte; and up to which block the rest of a killed write stands there."""

    block: int
    size: int
    torn: int = 0


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
            end, size = file.end(), 0
            for number, found in file.classified(0, file.room):
                if number < end.block:
                    if found is None or found.kind == FILLING or found.size != size:
                        yield f"block {number + 1}, behind byte {size}", "the block was changed"
                    if found is not None and found.kind != FILLING:
                        size = found.size + len(found.data)
                elif found is None:
                    yield f"block {number + 1}", "the room behind the end was changed; nothing rests on it"
            if file.odd:
                yield "the end", "the file was cut off or something was put behind it"

    def _opened(self) -> _Open | None:
        try:
            return _Open(os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0)), self)
        except FileNotFoundError:
            return None

    def _written(self, at: End | None, data: bytes) -> None:
        if not self.path.exists():
            self.files.write_log_header(self.name)
        with _Open(os.open(self.path, os.O_RDWR | getattr(os, "O_BINARY", 0)), self) as file:
            self._known = file.write(at or file.end(self._known), data)

    def key_of(self, data: bytes) -> AESGCM:
        """The cipher of the blocks, from the header. Raises ArchiveError where it was changed."""
        try:
            header = opened_header(self.files.wrapping, data)
        except NotSealedError:
            raise self.files.broken(self.name, "the header") from None
        if header.name != self.name or header.kind != LOG:
            raise self.files.other(self.name, header.name)
        return AESGCM(header.key)


def new_log(wrapping: AESGCM, name: str) -> bytes:
    """The first bytes of a log without a block."""
    key = AESGCM.generate_key(256)
    header = sealed_header(wrapping, Header(LOG, name, 0, key)) + os.urandom(START - HEADER)
    room = (padded(START + BLOCK) - START) // BLOCK
    cipher = AESGCM(key)
    return header + b"".join(_filling(cipher, place, 0, 0) for place in range(room))


def _filling(cipher: AESGCM, place: int, block: int, size: int) -> bytes:
    """A block that holds nothing but where the end is."""
    inside = _INSIDE.pack(size, 8, FILLING) + block.to_bytes(8, "big")
    return _sealed(cipher, place, os.urandom(NONCE), inside)


def _sealed(cipher: AESGCM, place: int, nonce: bytes, inside: bytes) -> bytes:
    return nonce + cipher.encrypt(nonce, inside.ljust(ROOM + _INSIDE.size, b"\0"), place.to_bytes(8, "big"))


def _room_for(blocks: int) -> int:
    """How many blocks a file has that holds so many, and one behind them."""
    return -(-(padded(START + (blocks + 1) * BLOCK) - START) // BLOCK)


class _Open:
    """The open file of a log."""

    def __init__(self, handle: int, log: SealedLog) -> None:
        self.handle = handle
        self.log = log
        try:
            self.cipher = log.key_of(os.read(handle, HEADER))
        except BaseException:
            os.close(handle)
            raise
        self.length = os.fstat(handle).st_size
        self.room, self.odd = divmod(self.length - START, BLOCK)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)

    def block(self, place: int) -> Block | None:
        """One block; None where it does not hold."""
        return self._block(place, self._read(BLOCK, START + place * BLOCK))

    def _read(self, size: int, place: int) -> memoryview:
        os.lseek(self.handle, place, os.SEEK_SET)
        return memoryview(os.read(self.handle, size))

    def _block(self, place: int, data: memoryview) -> Block | None:
        nonce = bytes(data[:NONCE])
        try:
            inside = self.cipher.decrypt(nonce, data[NONCE:], place.to_bytes(8, "big"))
        except (InvalidTag, ValueError):
            return None
        size, length, kind = _INSIDE.unpack_from(inside)
        number = int.from_bytes(nonce[-4:], "big")
        return Block(kind, number, size, inside[_INSIDE.size : _INSIDE.size + length])

    def classified(self, first: int, behind: int) -> Iterator[tuple[int, Block | None]]:
        """The blocks from the first to the one before `behind`, with their place."""
        for start in range(first, behind, READ):
            count = min(READ, behind - start)
            data = self._read(count * BLOCK, START + start * BLOCK)
            for each in range(count):
                yield start + each, self._block(start + each, data[each * BLOCK : (each + 1) * BLOCK])

    def content(self, first: int, behind: int) -> Iterator[bytes]:
        """What these blocks hold, in large pieces; behind one that was lost at the end of its append a line ends."""
        lost = False
        for start in range(first, behind, READ):
            count = min(READ, behind - start)
            data = self._read(count * BLOCK, START + start * BLOCK)
            pieces: list[bytes] = []
            for each in range(count):
                found = self._block(start + each, data[each * BLOCK : (each + 1) * BLOCK])
                if found is None or found.kind == FILLING:
                    lost = True
                    continue
                if lost:
                    pieces.append(LOST if found.number else LOST + b"\n")
                    lost = False
                pieces.append(found.data)
            yield b"".join(pieces)
        if lost:
            yield LOST + b"\n"

    def end(self, known: End | None = None) -> End:
        """Where the log ends: behind the last block, at the first that is filling and says so."""
        if known is not None and known.block < self.room:
            here = self.block(known.block)
            if here is not None and here.kind == FILLING and _told(here) == known.block:
                return known
        low, high = 0, self.room
        while low < high:
            middle = (low + high) // 2
            found = self.block(middle)
            if found is None:
                return self._searched()
            low, high = (low, middle) if found.kind == FILLING else (middle + 1, high)
        before = self.block(low - 1) if low else None
        if before is None:
            return End(0, 0)
        if before.kind == LAST:
            return End(low, before.size + len(before.data))
        return End(low - 1 - before.number, before.size - before.number * ROOM, low)

    def _searched(self) -> End:
        """The same in a file that was changed: behind the last append of which the last block holds."""
        end = End(0, 0)
        behind = 0
        for place, found in self.classified(0, self.room):
            if found is None:
                continue
            if found.kind == FILLING:
                if _told(found) == place:
                    end = End(place, found.size)
            else:
                behind = place + 1
                if found.kind == LAST:
                    end = End(place + 1, found.size + len(found.data))
        return End(end.block, end.size, behind)

    def write(self, end: End, data: bytes) -> End:
        """Put data at the end with what tells of it, and wait for the disk. Raises OSError: it is then as it was."""
        blocks, append = [], os.urandom(NONCE - 4)
        for number, start in enumerate(range(0, len(data), ROOM)):
            piece = data[start : start + ROOM]
            kind = LAST if start + ROOM >= len(data) else MORE
            inside = _INSIDE.pack(end.size + start, len(piece), kind) + piece
            blocks.append(_sealed(self.cipher, end.block + number, append + number.to_bytes(4, "big"), inside))
        new = End(end.block + len(blocks), end.size + len(data))
        behind = self.room if new.block < self.room else _room_for(new.block)
        filled = max(new.block + 1, min(end.torn, behind), behind if behind > self.room else 0)
        blocks += [_filling(self.cipher, place, new.block, new.size) for place in range(new.block, filled)]
        self._put(START + end.block * BLOCK, b"".join(blocks))
        return new

    def _put(self, place: int, data: bytes) -> None:
        rest = memoryview(data)
        os.lseek(self.handle, place, os.SEEK_SET)
        try:
            while rest:
                rest = rest[os.write(self.handle, rest) :]
            quieten(self.log.path)
            os.fsync(self.handle)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self.handle, self.length)
            raise


def _told(filling: Block) -> int:
    """The block at which the log ended when this filling was written."""
    return int.from_bytes(filling.data, "big")
