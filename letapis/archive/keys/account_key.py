"""The key pair of an account, to which zone keys are sealed: X25519 and ML-KEM-768 together, by HPKE (RFC 9180).

Both must be broken to open what is sealed today: files that are taken now are kept for the machines of later years.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite

X25519_SIZE = 32
SEED_SIZE = 64
PUBLIC_SIZE = X25519_SIZE + 1184
SEAL = 1136  # bytes that sealing adds: what the two carry over (1120), and the tag


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What others seal to."""

    raw: bytes

    def seal(self, text: bytes, context: bytes) -> bytes:
        """The text, readable by the holder of the private key alone. `context` must be the same at opening."""
        return _suite().encrypt(text, self._key(), context)

    def _key(self) -> MLKEM768X25519PublicKey:
        from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
        from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey

        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.raw[X25519_SIZE:]),
            X25519PublicKey.from_public_bytes(self.raw[:X25519_SIZE]),
        )


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The private half: 32 bytes of X25519 and the 64 of the seed of ML-KEM. No repr shows it."""

    raw: bytes = field(repr=False)

    @classmethod
    def new(cls) -> PrivateKey:
        """A fresh one."""
        return cls(secrets.token_bytes(X25519_SIZE + SEED_SIZE))

    def public(self) -> PublicKey:
        """The half for others."""
        from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        x25519 = X25519PrivateKey.from_private_bytes(self.raw[:X25519_SIZE])
        lattice = MLKEM768PrivateKey.from_seed_bytes(self.raw[X25519_SIZE:])
        return PublicKey(x25519.public_key().public_bytes_raw() + lattice.public_key().public_bytes_raw())

    def opener(self) -> Opener:
        """For many openings: the key is put together once."""
        from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

        return Opener(
            MLKEM768X25519PrivateKey(
                MLKEM768PrivateKey.from_seed_bytes(self.raw[X25519_SIZE:]),
                X25519PrivateKey.from_private_bytes(self.raw[:X25519_SIZE]),
            )
        )


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens what was sealed to one account."""

    key: MLKEM768X25519PrivateKey = field(repr=False)

    def open_(self, sealed: bytes, context: bytes) -> bytes | None:
        """The text; None where it was not sealed to this account, or was changed."""
        from cryptography.exceptions import InvalidTag

        try:
            return _suite().decrypt(sealed, self.key, context)
        except (InvalidTag, ValueError):
            return None


@cache
def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
