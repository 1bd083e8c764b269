"""Headers of Bitcoin's blocks as a user's file has them: number, time, Merkle root, and whether work went into them.

The file is the user's to get, from a node or from two sources that agree. It has one block a line: number, and the 80
bytes of the header in hexadecimal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from letapis.archive.proofs.errors import ProofError

SIZE = 80
# A header above this target costs little to forge. Blocks since 2015 are far below it.
EASIEST = 1 << 190


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one block."""

    number: int
    raw: bytes

    @property
    def root(self) -> bytes:
        """The Merkle root of its transactions, in the order of the bytes."""
        return self.raw[36:68]

    @property
    def time(self) -> datetime:
        """The time that the block states; it may be off by two hours."""
        return datetime.fromtimestamp(int.from_bytes(self.raw[68:72], "little"), UTC)

    @property
    def target(self) -> int:
        """The number that its hash has to stay below."""
        bits = int.from_bytes(self.raw[72:76], "little")
        exponent, digits = bits >> 24, bits & 0x7FFFFF
        return digits << 8 * (exponent - 3) if exponent >= 3 else digits >> 8 * (3 - exponent)

    def worked(self, easiest: int = EASIEST) -> bool:
        """Whether its hash shows the work that it states, and that is enough to believe."""
        hashed = int.from_bytes(sha256(sha256(self.raw).digest()).digest(), "little")
        return hashed <= self.target <= easiest


def read_headers(text: str, easiest: int = EASIEST) -> list[Header]:
    """The headers of a file. Raises ProofError that names the line."""
    found: dict[int, Header] = {}
    for line, words in enumerate(text.splitlines(), start=1):
        if not words.strip() or words.startswith("#"):
            continue
        header = _header(words, line)
        if not header.worked(easiest):
            raise ProofError(f"line {line}: the header of block {header.number} shows too little work")
        if found.setdefault(header.number, header) != header:
            raise ProofError(f"line {line}: block {header.number} has two headers")
    return list(found.values())


def agreed(sources: Iterable[Iterable[Header]]) -> list[Header]:
    """The headers that at least two sources give alike, for those who have no node of their own."""
    seen: dict[Header, int] = {}
    for source in sources:
        for header in set(source):
            seen[header] = seen.get(header, 0) + 1
    return sorted((one for one, times in seen.items() if times >= 2), key=lambda one: one.number)


def _header(words: str, line: int) -> Header:
    number, _, digits = words.strip().partition(" ")
    try:
        header = Header(int(number), bytes.fromhex(digits))
    except ValueError as error:
        raise ProofError(f"line {line}: a block is a number and its header in hexadecimal") from error
    if len(header.raw) != SIZE:
        raise ProofError(f"line {line}: a header has {SIZE} bytes, not {len(header.raw)}")
    return header
