"""A small piece of work that a flood of false reports has to do for each of them, in place of keeping addresses.

The question is signed, so nothing is kept until it is answered; the caller remembers answered questions until they are
too old. It slows machines, it stops no determined person: who sends by hand does not notice it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from itertools import count

BITS = 18  # about a quarter of a million hashes: a second on an old telephone
LASTS = 30 * 60  # seconds in which it can be answered


def question(key: bytes, now: int, bits: int = BITS) -> str:
    """A question: when it was asked, how hard it is, chance, and our signature."""
    told = f"{now}.{bits}.{secrets.token_hex(16)}"
    return f"{told}.{_signature(key, told)}"


def answers(asked: str) -> Iterator[str]:
    """All answers, found one after the other: what the sender's machine does."""
    bits = int(asked.split(".")[1])
    return (str(number) for number in count() if _zeros(asked, str(number)) >= bits)


def holds(key: bytes, asked: str, answer: str, now: int) -> bool:
    """Whether the answer is one to a question of ours that is not too old."""
    told, _, signature = asked.rpartition(".")
    if not hmac.compare_digest(_signature(key, told).encode(), signature.encode("utf-8", "surrogatepass")):
        return False
    when, bits, _ = told.split(".")
    return 0 <= now - int(when) < LASTS and len(answer) <= 20 and _zeros(asked, answer) >= int(bits)


def _zeros(asked: str, answer: str) -> int:
    """How many bits of the hash are zero before the first that is not."""
    text = f"{asked}\0{answer}".encode("utf-8", "surrogatepass")
    return 256 - int.from_bytes(hashlib.sha256(text).digest(), "big").bit_length()


def _signature(key: bytes, told: str) -> str:
    return hmac.digest(key, b"proof of work " + told.encode("utf-8", "surrogatepass"), "sha256").hex()
