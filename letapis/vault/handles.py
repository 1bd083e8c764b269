"""Handles such as P-7K3Q2M: they stand for a person or an entry everywhere outside the vault, and tell nothing.

They are drawn, not counted, so that no order or number shows; the last character is a check on slips of the pen.
"""

from __future__ import annotations

import secrets
from collections.abc import Container

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # of Crockford: without I, L, O and U, which are read as others
LENGTH = 5  # characters that are drawn: 33 million handles
READ_AS = str.maketrans("ILO", "110")
PERSON = "P"
ENTRY = "V"


def new_handle(prefix: str, taken: Container[str] = ()) -> str:
    """A handle that is not taken."""
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        handle = f"{prefix}-{drawn}{_check(drawn)}"
        if handle not in taken:
            return handle


def read_handle(text: str, prefix: str) -> str | None:
    """The handle as it was written by a hand: in small letters, with O for 0; None where it is none."""
    written = text.strip().upper().replace("\u2013", "-")
    start, _, rest = written.partition("-")
    rest = rest.translate(READ_AS)
    if start != prefix or len(rest) != LENGTH + 1 or not set(rest) <= set(LETTERS):
        return None
    return f"{prefix}-{rest}" if _check(rest[:-1]) == rest[-1] else None


def _check(drawn: str) -> str:
    """A sum in the field of 32 elements with another weight for each place.

    It finds every single wrong character and every two that changed places.
    """
    total = 0
    for letter in drawn:
        total = _doubled(total ^ LETTERS.index(letter))
    return LETTERS[total]


def _doubled(value: int) -> int:
    """The value times x, modulo x^5 + x^2 + 1, which is primitive: the weights of all places differ."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
