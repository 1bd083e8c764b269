"""Names after the father, in any spelling: whether a word is one, and of which name.

The endings are data (`vocabulary/names/patronymics.toml`). Many surnames have the same ending (Адамович); which of the
two a word is, its place in a name tells, not this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.names.folding import fold
from letapis.names.persons.given_index import Form, fathers, stem
from letapis.names.vowels import distance, vowels
from letapis.vocabulary.resources import table

SHORTEST = 2  # sounds of the father's name
MARGIN = 0.35  # of the distance of vowels, within which several fathers are possible
LAST = "аеёиіїйоуыьэюя"  # letters of a father's name that the ending takes the place of


@dataclass(frozen=True, slots=True)
class Ending:
    """The ending of the key of a patronymic. `sure`: it makes one even of a name that nobody listed."""

    key: str
    gender: str
    vowels: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Patronymic:
    """What a word is as a patronymic: the ids of the father's name (none where it is unknown) and m or f."""

    fathers: frozenset[str]
    gender: str


@cache
def endings() -> tuple[Ending, ...]:
    """The endings, the longest first."""
    rows = [
        Ending(row["key"], row["gender"], row["vowels"], row["sure"])
        for row in table("names/patronymics.toml")["ending"]
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.key)))


@lru_cache(maxsize=1 << 17)
def read(word: str) -> Patronymic | None:
    """The word as a patronymic, or nothing where it cannot be one."""
    keys = fold(word)
    for key in keys:
        found = _of_known(word, key)
        if found:
            return found
    for key in keys:
        for ending in endings():
            if ending.sure and key.endswith(ending.key) and len(key) - len(ending.key) >= SHORTEST:
                return Patronymic(frozenset(), ending.gender)
    return None


def _of_known(word: str, key: str) -> Patronymic | None:
    for ending in endings():
        rest = stem(key.removesuffix(ending.key)) if key.endswith(ending.key) else ""
        forms = fathers(rest) if len(rest) >= SHORTEST else ()
        if forms:
            return Patronymic(_nearest(vowels(word)[: -ending.vowels], forms), ending.gender)
    return None


def _nearest(own: str, forms: tuple[Form, ...]) -> frozenset[str]:
    """The names whose vowels are nearest to those of the patronymic."""
    costs = [(_distance(own, vowels(form.text.rstrip(LAST))), form.name) for form in forms]
    least = min(cost for cost, _ in costs)
    return frozenset(name for cost, name in costs if cost <= least + MARGIN)


def _distance(own: str, fathers_own: str) -> float:
    return distance(own[: len(fathers_own)], fathers_own)
