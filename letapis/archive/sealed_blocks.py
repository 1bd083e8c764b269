"""The blocks of a sealed log on the disk: 1 KiB each, sealed for themselves, written once and never again.

The room behind the end is filled with blocks that hold nothing; without the key they look alike. An append is whole
when its last block is there: what a killed write left is not seen, and gone with the next one.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from letapis.archive.padding import padded
from letapis.archive.sealed_object import HEADER, LOG, NONCE, TAG, Header, sealed_header
from letapis.archive.times import quieten

BLOCK = 1024
START = BLOCK  # the header takes the room of a block, with a margin behind it
MARGIN = b"margin"
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


def new_log(wrapping: AESGCM, name: str) -> bytes:
    """The first bytes of a log without a block."""
    key = AESGCM.generate_key(256)
    header = sealed_header(wrapping, Header(LOG, name, 0, key))
    room = (padded(START + BLOCK) - START) // BLOCK
    cipher = AESGCM(key)
    nonce = os.urandom(NONCE)
    margin = nonce + cipher.encrypt(nonce, bytes(START - HEADER - NONCE - TAG), MARGIN)
    return header + margin + b"".join(_filling(cipher, place, 0, 0) for place in range(room))


def _filling(cipher: AESGCM, place: int, block: int, size: int) -> bytes:
    """A block that holds nothing but where the end is."""
    inside = _INSIDE.pack(size, 8, FILLING) + block.to_bytes(8, "big")
    return _sealed(cipher, place, os.urandom(NONCE), inside)


def _sealed(cipher: AESGCM, place: int, nonce: bytes, inside: bytes) -> bytes:
    return nonce + cipher.encrypt(nonce, inside.ljust(ROOM + _INSIDE.size, b"\0"), place.to_bytes(8, "big"))


def _room_for(blocks: int) -> int:
    """How many blocks a file has that holds so many, and one behind them."""
    return -(-(padded(START + (blocks + 1) * BLOCK) - START) // BLOCK)


class OpenLog:
    """The open file of a log; it is closed with the block."""

    def __init__(self, path: Path, flags: int, cipher_of: Callable[[bytes], AESGCM]) -> None:
        self.path = path
        self.handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
        try:
            self.cipher = cipher_of(os.read(self.handle, HEADER))
        except BaseException:
            os.close(self.handle)
            raise
        self.length = os.fstat(self.handle).st_size
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

    def margin(self) -> bool:
        """Whether what fills the room between the header and the first block holds."""
        data = self._read(START - HEADER, HEADER)
        try:
            self.cipher.decrypt(bytes(data[:NONCE]), data[NONCE:], MARGIN)
        except (InvalidTag, ValueError):
            return False
        return True

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
            if here is not None and here.kind == FILLING and told(here) == known.block:
                return known
        low, high = 0, self.room
        while low < high:
            middle = (low + high) // 2
            found = self.block(middle)
            if found is None:
                return self._searched()
            low, high = (low, middle) if found.kind == FILLING else (middle + 1, high)
        behind = self.block(low + 1) if low + 1 < self.room else None
        if behind is not None and behind.kind != FILLING:
            return self._searched()  # an older block was put in place of a newer one
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
            if found is not None and found.kind == FILLING:
                if told(found) == place:
                    end = End(place, found.size)
                continue
            behind = place + 1
            if found is not None and found.kind == LAST:
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
            quieten(self.path)
            os.fsync(self.handle)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self.handle, self.length)
            raise


def told(filling: Block) -> int:
    """The block at which the log ended when this filling was written."""
    return int.from_bytes(filling.data, "big")
