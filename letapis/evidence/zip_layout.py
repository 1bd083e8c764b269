"""A zip of stored entries, written in one pass as a pure function of their names and bytes, and read no other way.

Nothing is compressed and every field has one value: the same package is the same file everywhere, and no entry can lie
about its size, hide behind another or beside the list. A zip that differs from what we write in one byte is refused.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from letapis.evidence.errors import EvidenceError

LARGE = 0xFFFFFFFF  # from here on a size or a place takes eight bytes (zip64)
MANY = 0xFFFF
MOST_ENTRIES = 500_000
DATE = (1 << 5) | 1  # 1 January 1980
BLOCK = 1 << 20
READABLE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its name in the zip, its size, the CRC-32 of its bytes, and the bytes in pieces."""

    name: str
    size: int
    crc: int
    blocks: Callable[[], Iterator[bytes]]


def zip_blocks(entries: Sequence[Entry]) -> Iterator[bytes]:
    """The whole zip in pieces. Raises EvidenceError where an entry gives other bytes than it was measured with."""
    for part in _layout(entries):
        if isinstance(part, bytes):
            yield part
        else:
            yield from _counted(part)


def read_zip(path: Path) -> dict[str, Entry]:
    """The entries of a zip that is, outside their bytes, exactly as `zip_blocks` writes it. Raises EvidenceError.

    Of the bytes the size is certain; whether they are the right ones the manifests of the bag say.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = sorted(archive.infolist(), key=lambda one: one.header_offset)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error, OSError) as error:
        raise EvidenceError(str(path), f"is no zip that can be read ({error})", "Ask for the package again") from error
    if len(found) > MOST_ENTRIES:
        raise EvidenceError(str(path), f"has more than {MOST_ENTRIES} entries", "Ask for the package in parts")
    entries = [Entry(one.filename, one.file_size, one.CRC, _nothing) for one in found]
    _refuse_twins(path, entries)
    with path.open("rb") as file:
        return {one.name: one for one in _placed(path, file, entries)}


def _layout(entries: Sequence[Entry]) -> Iterator[bytes | Entry]:
    """The zip with an entry standing for its bytes."""
    at, listed = 0, []
    for one in entries:
        head = _head(one)
        listed.append(_listed(one, at))
        at += len(head) + one.size
        yield head
        yield one
    yield from listed
    yield _end(len(listed), at, sum(map(len, listed)))


def _head(one: Entry) -> bytes:
    name, large = one.name.encode(), one.size >= LARGE
    extra = struct.pack("<HHQQ", 1, 16, one.size, one.size) if large else b""
    sizes = (LARGE, LARGE) if large else (one.size, one.size)
    fields = (0x04034B50, 45 if large else 20, 0, 0, 0, DATE, one.crc, *sizes, len(name), len(extra))
    return struct.pack("<IHHHHHIIIHH", *fields) + name + extra


def _listed(one: Entry, at: int) -> bytes:
    name = one.name.encode()
    sizes = [one.size, one.size] if one.size >= LARGE else []
    numbers = sizes + ([at] if at >= LARGE else [])
    extra = struct.pack(f"<HH{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""
    version = 45 if numbers else 20
    size = min(one.size, LARGE)
    fields = (0x02014B50, 3 << 8 | version, version, 0, 0, 0, DATE, one.crc, size, size, len(name), len(extra))
    return struct.pack("<IHHHHHHIIIHHHHHII", *fields, 0, 0, 0, READABLE, min(at, LARGE)) + name + extra


def _end(count: int, at: int, size: int) -> bytes:
    long = b""
    if count >= MANY or at >= LARGE or size >= LARGE:
        fields = (0x06064B50, 44, 3 << 8 | 45, 45, 0, 0, count, count, size, at)
        long = struct.pack("<IQHHIIQQQQ", *fields) + struct.pack("<IIQI", 0x07064B50, 0, at + size, 1)
    few = min(count, MANY)
    return long + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, few, few, min(size, LARGE), min(at, LARGE), 0)


def _counted(one: Entry) -> Iterator[bytes]:
    left = one.size
    for block in one.blocks():
        left -= len(block)
        yield block
    if left:
        raise EvidenceError(one.name, "changed while it was packed", "Run again")


def _refuse_twins(path: Path, entries: Iterable[Entry]) -> None:
    seen: set[str] = set()
    for one in entries:
        if one.name.casefold() in seen:
            raise EvidenceError(str(path), "has two entries of one name", "Ask for the package again", one.name)
        seen.add(one.name.casefold())


def _placed(path: Path, file: IO[bytes], entries: Sequence[Entry]) -> Iterator[Entry]:
    """Each entry with its place in the file, while everything between them is compared."""
    whole, last = file.seek(0, 2), "its beginning"
    file.seek(0)
    for part in _layout(entries):
        at = file.tell()
        if isinstance(part, Entry):
            last = part.name
            file.seek(part.size, 1)
            yield Entry(part.name, part.size, part.crc, _slice(path, at, part))
        elif file.read(len(part)) != part:
            raise EvidenceError(str(path), "is not laid out as Letapis lays it out", "Unpack it yourself", f"by {last}")
    if file.tell() != whole:
        raise EvidenceError(str(path), "goes on behind its end", "Ask for the package again")


def _slice(path: Path, at: int, of: Entry) -> Callable[[], Iterator[bytes]]:
    def blocks() -> Iterator[bytes]:
        with path.open("rb") as file:
            file.seek(at)
            left, crc = of.size, 0
            while left and (block := file.read(min(BLOCK, left))):
                left, crc = left - len(block), zlib.crc32(block, crc)
                yield block
        if left or crc != of.crc:
            raise EvidenceError(str(path), "was changed", "Ask for the package again", of.name)

    return blocks


def _nothing() -> Iterator[bytes]:
    return iter(())
