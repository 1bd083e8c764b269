"""Whether a place that a model names in English may stand in a text of another alphabet, or in another case.

Only the consonants are compared, so this never finds a place: it keeps out one that nothing in the text sounds like.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from letapis.claims.language_model.settings import section

CAPITALISED = re.compile(r"[^\W\d_]{2,40}")
LEAST = 2  # consonants; a name with fewer sounds like anything
ENDING = 3  # consonants that an ending may add


def sounds_like(name: str, text: str) -> bool:
    """Whether a word of the name sounds like the beginning of a capitalised word of the text."""
    heard = _heard(text)
    return any(_is_heard(consonants(word), heard) for word in CAPITALISED.findall(name) if word[0].isupper())


@lru_cache(maxsize=4096)
def consonants(word: str) -> str:
    """The consonants of a word, those that languages confuse as one: "Жанаозене" and "Zhanaozen" are "snsn"."""
    plain = unicodedata.normalize("NFKD", word.lower())
    found = _spellings().sub(lambda match: _sounds()[match.group()], plain)
    return re.sub(r"(.)\1+", r"\1", "".join(letter for letter in found if letter.isascii() and letter.isalpha()))


def _is_heard(wanted: str, heard: frozenset[str]) -> bool:
    if len(wanted) < LEAST:
        return False
    longest = len(wanted) + (ENDING if len(wanted) > LEAST else 1)
    return any(word.startswith(wanted) and len(word) <= longest for word in heard)


@lru_cache(maxsize=8)
def _heard(text: str) -> frozenset[str]:
    return frozenset(consonants(word) for word in set(CAPITALISED.findall(text)) if word[0].isupper())


@cache
def _sounds() -> dict[str, str]:
    return {spelling: sound for sound, spellings in section("sounds").items() for spelling in spellings.split()}


@cache
def _spellings() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _sounds()), key=len, reverse=True)))
