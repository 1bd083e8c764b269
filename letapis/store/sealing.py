"""Seals single values for a database whose files somebody else keeps: what is text there reads as noise.

A value is bound to its table and column, so that it opens nowhere else. What rows are found by is sealed so that the
same comes out the same: who has the database sees which rows are alike, and not in what. Empty stays empty.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from functools import lru_cache
from hashlib import blake2b

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_ROUNDS = 4
_ANY = ("utf-8", "surrogatepass")  # out of a file with broken escapes
_HALF = (1 << 32) - 1


class SealError(Exception):
    """A value that was changed, comes from elsewhere, or was sealed with another key."""


class Sealing:
    """The ways in which one key seals. Its repr shows nothing of it."""

    __slots__ = ("_alike", "_key", "_random")

    def __init__(self, key: bytes) -> None:
        self._random = AESGCM(_derived(key, "values", 32))
        self._alike = AESSIV(_derived(key, "values that are looked up", 64))
        self._key = _derived(key, "numbers", 32)

    def seal_bytes(self, place: str, value: bytes) -> bytes:
        """Bytes, differently each time; `place` is the table and the column."""
        nonce = os.urandom(_NONCE)
        return nonce + self._random.encrypt(nonce, bytes(value), place.encode())

    def open_bytes(self, place: str, sealed: bytes) -> bytes:
        """The bytes back. Raises SealError."""
        held = bytes(sealed)
        try:
            return self._random.decrypt(held[:_NONCE], held[_NONCE:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise _foreign(place) from error

    def seal_text(self, place: str, text: str) -> str:
        """Text, differently each time."""
        return b64encode(self.seal_bytes(place, text.encode(*_ANY))).decode() if text else ""

    def open_text(self, place: str, sealed: str) -> str:
        """The text back. Raises SealError."""
        return self.open_bytes(place, _decoded(place, sealed)).decode(*_ANY) if sealed else ""

    def seal_token(self, place: str, text: str) -> str:
        """Text by which rows are found: the same text comes out the same in one column."""
        return b64encode(self._alike.encrypt(text.encode(*_ANY), [place.encode()])).decode() if text else ""

    def open_token(self, place: str, sealed: str) -> str:
        """The text back. Raises SealError."""
        if not sealed:
            return ""
        try:
            return self._alike.decrypt(_decoded(place, sealed), [place.encode()]).decode(*_ANY)
        except (InvalidTag, ValueError) as error:
            raise _foreign(place) from error

    def seal_number(self, place: str, number: int) -> int:
        """A number of 64 bits with a sign for another one: a Feistel network under the key."""
        left, right = number >> 32 & _HALF, number & _HALF
        for turn in range(_ROUNDS):
            left, right = right, left ^ self._mixed(place, turn, right)
        return _signed(left << 32 | right)

    def open_number(self, place: str, sealed: int) -> int:
        """The number back. Nothing tells whether it was changed."""
        left, right = sealed >> 32 & _HALF, sealed & _HALF
        for turn in reversed(range(_ROUNDS)):
            left, right = right ^ self._mixed(place, turn, left), left
        return _signed(left << 32 | right)

    def _mixed(self, place: str, turn: int, half: int) -> int:
        told = f"{place} {turn} {half}".encode()
        return int.from_bytes(blake2b(told, digest_size=4, key=self._key).digest(), "big")


@lru_cache(maxsize=8)
def sealing(key: bytes) -> Sealing:
    """The ways in which a key seals, made once."""
    return Sealing(key)


def _derived(key: bytes, purpose: str, size: int) -> bytes:
    return HKDF(SHA256(), size, salt=None, info=f"letapis 1 store {purpose}".encode()).derive(key)


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def _decoded(place: str, sealed: str) -> bytes:
    try:
        return b64decode(sealed, validate=True)
    except ValueError as error:
        raise _foreign(place) from error


def _foreign(place: str) -> SealError:
    return SealError(f"a value of {place} was changed or is under another key")
