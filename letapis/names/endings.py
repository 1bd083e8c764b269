"""Cyrillic words without the ending of their case: for comparing names of several words, never for showing."""

from __future__ import annotations

from functools import lru_cache

from letapis.vocabulary.resources import table

ENDINGS = frozenset(table("endings.toml")["case"])
SHORTEST = 3
_LENGTHS = sorted({len(ending) for ending in ENDINGS}, reverse=True)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its endings; a word that is not Cyrillic, or that is short, as it is.

    Endings are taken off until none is left, so that "стачком", whose last letters look like an ending, and "стачкома"
    come to the same.
    """
    if len(word) < 4 or not "\u0400" <= word[-1] <= "\u04ff":
        return word
    shortest = SHORTEST
    while True:
        for length in _LENGTHS:
            if len(word) - length >= shortest and word[-length:] in ENDINGS:
                word, shortest = word[:-length], SHORTEST + 1
                break
        else:
            return word
