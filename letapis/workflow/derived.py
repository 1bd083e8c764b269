"""What is derived from the sealed originals, as plain files that can be deleted and made again byte for byte.

One file holds the documents of one original, another its claims by one coder. A file names what it was made from, so
that work is done again only where that has changed. Nothing here depends on the clock, the machine or the order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from letapis.archive.canonical import digest
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files

Json = dict[str, Any]

FIRST = 1 << 14  # bytes in which most first lines end


def encode(value: Json) -> bytes:
    """One line of JSON with the keys in their own order, and its newline."""
    try:
        return msgspec.json.encode(value) + b"\n"
    except UnicodeEncodeError:  # half of a surrogate pair, out of a JSON file with broken escapes
        return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> Json:
    """One line of a file that we wrote. Raises ValueError where it is no JSON object."""
    try:
        value = msgspec.json.decode(line)
    except msgspec.DecodeError:  # a half surrogate, which msgspec refuses
        value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  a fault of the data, not of the caller
    return value


class Shelf:
    """Files of one kind, one for each original: a first line that says what it was made from, then its values."""

    def __init__(self, files: Files, folder: str) -> None:
        self.files = files
        self.folder = folder

    def name(self, sha256: str) -> str:
        """The name of the file of an original."""
        return f"{self.folder}/{sha256[:2]}/{sha256}.jsonl"

    def write(self, sha256: str, header: Json, values: Iterable[Json]) -> str:
        """Write the file of one original; gives the digest by which others can name it."""
        content = b"".join([encode(header), *(encode(value) for value in values)])
        self.files.write(self.name(sha256), content)
        return digest(content)

    def header(self, sha256: str) -> Json | None:
        """What the file was made from; None where there is no such file, or none that can be read."""
        try:
            return decode(first_line(self.files, self.name(sha256)))
        except (OSError, ValueError, ArchiveError):
            return None

    def look(self, sha256: str) -> tuple[str, Json] | None:
        """Digest and header, without the values; None where there is no such file, or none that can be read."""
        try:
            content = self.files.read(self.name(sha256))
            return digest(content), decode(content[: content.index(b"\n")])
        except (OSError, ValueError, ArchiveError):
            return None

    def read(self, sha256: str) -> tuple[str, Json, list[Json]] | None:
        """Digest, header and values; None where there is no such file, or none that can be read."""
        try:
            content = self.files.read(self.name(sha256))
            header, *values = [decode(line) for line in content.splitlines()]
        except (OSError, ValueError, ArchiveError):
            return None
        return digest(content), header, values


def first_line(files: Files, name: str) -> bytes:
    """The first line of a file, or all of it where it has no second. Raises OSError, ArchiveError."""
    size = FIRST
    while True:
        found = files.begin(name, size)
        if b"\n" in found or len(found) < size:
            return found.partition(b"\n")[0]
        size *= 8


def fingerprint(parts: Sequence[str]) -> str:
    """One digest for many."""
    return digest("\n".join(parts).encode())
