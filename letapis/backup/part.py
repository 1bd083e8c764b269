"""One part of a backup: so many bytes of the archive, made to one fixed size and sealed to recipients.

Every part has the same length, and says inside to which backup it belongs and which number it has: so a thief counts
parts and learns nothing else, and a part that was swapped, copied from elsewhere or forged is named.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from letapis.backup.errors import BackupError
from letapis.evidence.age import open_sealed, sealed

SIZE = 4 << 20  # bytes of a part before it is sealed
HEAD = 256  # bytes of its first line
CHUNK = 1 << 20  # a file is told apart in pieces of this size; a piece that is known already is not written again
AGAIN = "Take this part from another copy of the backup"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of a file lies: the number of the part, and from where to where in it."""

    part: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part as the signed list knows it."""

    backup: str
    number: int
    sha256: str

    @property
    def name(self) -> str:
        """Its file below the folder of the backup."""
        return part_name(self.number)


def part_name(number: int) -> str:
    """The file of a part."""
    return f"parts/{number:08}.age"


def sealed_part(
    backup: str, number: int, content: bytes | bytearray, recipients: Sequence[Any], size: int = SIZE
) -> bytes:
    """The bytes of the file of a part. Raises ValueError where the content is too long for one."""
    if len(content) > size - HEAD:
        raise ValueError(len(content))
    head = json.dumps({"backup": backup, "part": number, "bytes": len(content)}).encode()
    return sealed(b"".join([head.ljust(HEAD - 1), b"\n", content, bytes(size - HEAD - len(content))]), recipients)


def opened_part(data: bytes, wanted: Wanted, identities: Sequence[Any]) -> bytes:
    """The content of a part. Raises BackupError that says what it is instead."""
    plain = open_sealed(data, identities, wanted.name)
    told = _told(plain, wanted)
    if told.get("backup") != wanted.backup:
        raise BackupError(wanted.name, "is a part of another backup", AGAIN)
    if told.get("part") != wanted.number:
        raise BackupError(wanted.name, f"is part {told.get('part')}, put in the place of part {wanted.number}", AGAIN)
    if sha256(data).hexdigest() != wanted.sha256:
        raise BackupError(wanted.name, "was written anew by somebody else: the signed list has another hash", AGAIN)
    return plain[HEAD : HEAD + int(told["bytes"])]


def _told(plain: bytes, wanted: Wanted) -> dict[str, Any]:
    try:
        told = json.loads(plain[:HEAD])
    except ValueError:
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("bytes"), int):
        raise BackupError(wanted.name, "is no part of a backup", AGAIN)
    return told
