"""Sealing what the vault holds: AES-256-GCM with a key for each entry, padded so that its length tells little."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from letapis.archive.errors import ArchiveError

KEY = 32
NONCE = 12
LEAST = 1024  # bytes


def new_key() -> bytes:
    """A key for one entry."""
    return secrets.token_bytes(KEY)


def sealed(key: bytes, told: Mapping[str, Any], bound: str) -> bytes:
    """A value as bytes for the holder of the key. `bound` says what it is: it opens as nothing else."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return nonce + AESGCM(key).encrypt(nonce, text.ljust(padded(len(text)), b" "), bound.encode())


def opened(key: bytes, data: bytes, bound: str, name: str) -> dict[str, Any]:
    """The value again. Raises ArchiveError where it was changed, or is another."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        text = AESGCM(key).decrypt(data[:NONCE], data[NONCE:], bound.encode())
        told: dict[str, Any] = json.loads(text.decode("utf-8", "surrogatepass"))
    except (InvalidTag, ValueError) as error:
        raise ArchiveError(name, "was changed, or is sealed with another key", "Put it back from a backup") from error
    return told


def padded(size: int) -> int:
    """The length that it gets: 1 KiB, and from there on the next power of two or one and a half of it."""
    step = LEAST
    while step < size:
        if step * 3 // 2 >= size:
            return step * 3 // 2
        step *= 2
    return step
