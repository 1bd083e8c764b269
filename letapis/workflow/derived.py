"""What is derived from the sealed originals, as plain files that can be deleted and made again byte for byte.

One file holds the documents of one original, another its claims by one coder. A file names what it was made from, so
that work is done again only where that has changed. Nothing here depends on the clock, the machine or the order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from letapis.archive.canonical import digest

Json = dict[str, Any]


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


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file whole or not at all: it takes its name when the block ends well.

    Raises OSError that names the file, also where the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        part.unlink(missing_ok=True)


class Shelf:
    """Files of one kind, one for each original: a first line that says what it was made from, then its values."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the file of an original stands."""
        return self.folder / sha256[:2] / f"{sha256}.jsonl"

    def write(self, sha256: str, header: Json, values: Iterable[Json]) -> str:
        """Write the file of one original; gives the digest by which others can name it."""
        content = b"".join([encode(header), *(encode(value) for value in values)])
        with replacing(self.path(sha256)) as file:
            file.write(content)
        return digest(content)

    def header(self, sha256: str) -> Json | None:
        """What the file was made from; None where there is no such file, or none that can be read."""
        try:
            with self.path(sha256).open("rb") as file:
                return decode(file.readline())
        except (OSError, ValueError):
            return None

    def look(self, sha256: str) -> tuple[str, Json] | None:
        """Digest and header, without the values; None where there is no such file, or none that can be read."""
        try:
            content = self.path(sha256).read_bytes()
            return digest(content), decode(content[: content.index(b"\n")])
        except (OSError, ValueError):
            return None

    def read(self, sha256: str) -> tuple[str, Json, list[Json]] | None:
        """Digest, header and values; None where there is no such file, or none that can be read."""
        try:
            content = self.path(sha256).read_bytes()
            header, *values = [decode(line) for line in content.splitlines()]
        except (OSError, ValueError):
            return None
        return digest(content), header, values


def fingerprint(parts: Sequence[str]) -> str:
    """One digest for many."""
    return digest("\n".join(parts).encode())
