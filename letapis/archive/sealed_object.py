"""One sealed file as bytes: a header with its own key, wrapped, and chunks of 64 KiB sealed in their order.

AES-256-GCM in the STREAM construction (Hoang et al. 2015): the nonce of a chunk is its number and whether it is
the last, so that none can be changed, moved, left out or added. Zeros behind the bytes make the length say little.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from letapis.archive.padding import padded

MAGIC = b"letapis\x02"
HEADER = 512  # bytes of a header on the disk
CHUNK = 1 << 16
TAG = 16
NONCE = 12
SEALED = CHUNK + TAG
AT_A_TIME = 16  # chunks
OBJECT, LOG = 0, 1
_INSIDE = struct.Struct(">B32sQH")  # kind, key, size, length of the name
_ROOM = HEADER - len(MAGIC) - NONCE - TAG
LONGEST_NAME = _ROOM - _INSIDE.size


class NotSealedError(ValueError):
    """Bytes that the key does not open: changed, cut off, or of another archive."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a sealed file is, by its header alone."""

    kind: int
    name: str
    size: int  # bytes as they were written
    key: bytes = field(repr=False)


def sealed_header(wrapping: AESGCM, header: Header) -> bytes:
    """The bytes of a header. Raises ValueError for a name that has no room."""
    name = header.name.encode()
    if len(name) > LONGEST_NAME:
        raise ValueError(f"the name is longer than {LONGEST_NAME} bytes: {header.name}")
    inside = _INSIDE.pack(header.kind, header.key, header.size, len(name)) + name
    nonce = os.urandom(NONCE)
    return MAGIC + nonce + wrapping.encrypt(nonce, inside.ljust(_ROOM, b"\0"), MAGIC)


def opened_header(wrapping: AESGCM, data: bytes) -> Header:
    """The header at the beginning of a file. Raises NotSealedError."""
    start = len(MAGIC) + NONCE
    if len(data) < HEADER or not data.startswith(MAGIC):
        raise NotSealedError
    try:
        inside = wrapping.decrypt(data[len(MAGIC) : start], data[start:HEADER], MAGIC)
    except InvalidTag:
        raise NotSealedError from None
    kind, key, size, length = _INSIDE.unpack_from(inside)
    return Header(kind, inside[_INSIDE.size : _INSIDE.size + length].decode(), size, key)


def nonce_of(number: int, *, last: bool) -> bytes:
    """The nonce of a chunk; no other chunk under its key has the same."""
    return (number << 8 | last).to_bytes(NONCE, "big")


def with_padding(size: int) -> int:
    """So many bytes are sealed for a file of `size`: the most for which the file keeps its padded length."""
    body = padded(HEADER + size + TAG * chunks_of(size)) - HEADER
    count, left = divmod(body, SEALED)
    return count * CHUNK + max(0, left - TAG)


def chunks_of(size: int) -> int:
    """How many chunks hold so many bytes."""
    return max(1, -(-size // CHUNK))


def sealed(wrapping: AESGCM, name: str, data: bytes) -> bytes:
    """The whole file of bytes that one chunk holds."""
    key = AESGCM.generate_key(256)
    header = sealed_header(wrapping, Header(OBJECT, name, len(data), key))
    inside = data.ljust(with_padding(len(data)), b"\0")
    return header + AESGCM(key).encrypt(nonce_of(0, last=True), inside, None)


class Sealing:
    """Chunks onto an open file, as the bytes come; the header is written when all are there."""

    def __init__(self, handle: int, wrapping: AESGCM) -> None:
        self.handle = handle
        self.wrapping = wrapping
        self.key = AESGCM.generate_key(256)
        self.cipher = AESGCM(self.key)
        self.number = self.size = 0
        self.left = bytearray()
        self.room = bytearray(AT_A_TIME * SEALED)
        os.lseek(handle, HEADER, os.SEEK_SET)

    def write(self, data: bytes | memoryview) -> None:
        """Add bytes. The last whole chunk is held back: it may be the last of all. Raises OSError."""
        self.size += len(data)
        self._add(data)

    def end(self, name: str) -> None:
        """Pad, seal the last chunk and write the header. Raises OSError."""
        zeros = with_padding(self.size) - self.size
        while zeros:
            step = min(zeros, 1 << 20)
            self._add(bytes(step))
            zeros -= step
        _write(self.handle, self.cipher.encrypt(nonce_of(self.number, last=True), self.left, None))
        header = sealed_header(self.wrapping, Header(OBJECT, name, self.size, self.key))
        os.lseek(self.handle, 0, os.SEEK_SET)
        _write(self.handle, header)

    def _add(self, data: bytes | memoryview) -> None:
        rest = memoryview(data)
        if self.left:
            missing = CHUNK - len(self.left)
            self.left += rest[:missing]
            rest = rest[missing:]
            if not rest:
                return
            self._flush(memoryview(bytes(self.left)))
            self.left.clear()
        whole = max(0, len(rest) - 1) // CHUNK
        for start in range(0, whole, AT_A_TIME):
            self._flush(rest[start * CHUNK : min(start + AT_A_TIME, whole) * CHUNK])
        self.left += rest[whole * CHUNK :]

    def _flush(self, data: memoryview) -> None:
        """Seal some whole chunks in one write."""
        with memoryview(self.room) as room:
            filled = 0
            for place in range(0, len(data), CHUNK):
                nonce = nonce_of(self.number, last=False)
                chunk = data[place : place + CHUNK]
                filled += self.cipher.encrypt_into(nonce, chunk, None, room[filled : filled + SEALED])
                self.number += 1
            _write(self.handle, room[:filled])


def opened(header: Header, body: bytes | memoryview) -> bytes:
    """All bytes of a file that was read whole, without its header. Raises BrokenChunkError."""
    if len(body) <= SEALED:
        return _chunk(AESGCM(header.key), header, 0, body, last=True)
    return b"".join(chunks(header, memoryview(body), 0, len(body)))


def chunks(header: Header, body: bytes | memoryview, first: int, length: int) -> Iterator[bytes]:
    """The bytes of the chunks in `body`, the first of which has the number `first`; `length` is that of all chunks.

    Raises BrokenChunkError.
    """
    cipher = AESGCM(header.key)
    final = max(0, (length - 1) // SEALED)
    for number, place in enumerate(range(0, max(1, len(body)), SEALED), start=first):
        yield _chunk(cipher, header, number, body[place : place + SEALED], last=number == final)


class BrokenChunkError(ValueError):
    """A chunk that does not hold, by the bytes of the file that stand in it."""

    def __init__(self, first: int, behind: int) -> None:
        super().__init__(f"bytes {first} to {behind}")
        self.place = f"bytes {first} to {behind}"


def _chunk(cipher: AESGCM, header: Header, number: int, data: bytes | memoryview, *, last: bool) -> bytes:
    start = number * CHUNK
    try:
        found = cipher.decrypt(nonce_of(number, last=last), data, None)
    except InvalidTag:
        raise BrokenChunkError(min(start, header.size), min(start + CHUNK, header.size)) from None
    if last and start + len(found) < header.size:
        raise BrokenChunkError(start, header.size)
    return found if start + len(found) <= header.size else found[: max(0, header.size - start)]


def _write(handle: int, data: bytes | memoryview) -> None:
    """All of it; one call may take only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
