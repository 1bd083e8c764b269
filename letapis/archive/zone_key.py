"""The key of one zone of an archive, and keys for single purposes derived from it. It is written nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIZE = 32  # bytes


@dataclass(frozen=True, slots=True)
class ZoneKey:
    """A zone (`team`, `vault`, a compartment) and its key of 32 random bytes, which no repr shows."""

    zone: str
    key: bytes = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """The 32 bytes for one purpose (HKDF-SHA256, RFC 5869), so that no key serves two."""
        return HKDF(SHA256(), SIZE, salt=None, info=f"letapis 1 {self.zone} {purpose}".encode()).derive(self.key)
