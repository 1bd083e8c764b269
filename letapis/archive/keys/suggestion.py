"""A passphrase of words drawn by the system's own randomness, with its entropy as counted, not as estimated."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WORDS = 7


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passphrase, and out of how many equally likely ones it was drawn, as bits."""

    passphrase: str
    bits: float


@cache
def words() -> tuple[str, ...]:
    """The list that is drawn from; a test holds that no word stands in it twice, nor begins as another does."""
    return tuple((files("letapis.archive.keys") / "words.txt").read_text(encoding="utf-8").split())


def suggestion(count: int = WORDS) -> Suggestion:
    """So many words, each drawn anew from the whole list."""
    drawn = " ".join(secrets.choice(words()) for _ in range(count))
    return Suggestion(drawn, count * math.log2(len(words())))
