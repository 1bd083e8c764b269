"""Cyrillic words without the ending of their case: for comparing names of several words, never for showing."""

from __future__ import annotations

from functools import lru_cache

from letapis.vocabulary.resources import table

ENDINGS = tuple(sorted(table("endings.toml")["case"], key=lambda ending: (-len(ending), ending)))
SHORTEST = 3


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
        for ending in ENDINGS:
            if len(word) - len(ending) >= shortest and word.endswith(ending):
                word, shortest = word[: -len(ending)], SHORTEST + 1
                break
        else:
            return word
