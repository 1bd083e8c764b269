"""Records as columns that an engine can compare: the likeliest reading of each word, others beside it, how usual it is.

All knowledge of names is used here, in Python and once per distinct word; the engines compare plain texts and
numbers. So the same columns give the same answer on every engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

from letapis.bulk.places import town_keys
from letapis.bulk.words import NameWords, all_name_words
from letapis.registry.people.records import PersonRecord

ARTICLE = re.compile(r"\d+(?:\.\d+)*")
VOWELS = str.maketrans("", "", "aiu")
# How much the frequency of a name in general counts beside that in the lists at hand, in records: what makes a short
# list know that Ivanov is usual and that a name that stands once in it may still be had by others.
BACKGROUND = {"surname": 20_000, "given": 3000, "father": 3000, "town": 100, "day": 30}
RARE = {"surname": 2e-4, "given": 0.012, "father": 0.02, "town": 0.05, "day": 5e-3}  # of a value never seen before


Values = Sequence[str | None] | Sequence[int | None] | Sequence[str | int]


@dataclass(slots=True)
class Columns:
    """One list for each column, all of the length of the records. Texts; None is unknown."""

    uid: list[int]
    surname: list[str | None]
    surname_2: list[str | None]  # its other reading, or the other half of a double surname
    surname_key: list[str | None]  # the surname once more, to be compared by its sounds
    surname_bones: list[str | None]  # consonants only
    initial_surname: list[str | None]  # the surname where of the given name only an initial is there
    given: list[str | None]  # id of a known name, else "?" and the key
    given_2: list[str | None]
    given_key: list[str | None]
    given_letters: list[str | None]  # what its initial may be, its own first
    father: list[str | None]
    father_2: list[str | None]
    father_key: list[str | None]
    father_letters: list[str | None]
    sex: list[str | None]
    birth_year: list[int | None]
    town: list[str | None]
    day: list[int | None]  # ordinal
    article: list[str | None]

    def as_dict(self) -> dict[str, Values]:
        """The columns by name."""
        return {column.name: getattr(self, column.name) for column in fields(self)}

    def shares(self) -> dict[str, dict[str | int, float]]:
        """How usual each value is, for the columns where that tells how much an agreement weighs."""
        return {name: _shares(getattr(self, name), name) for name in BACKGROUND}


def columns(records: Sequence[PersonRecord], processes: int = 1) -> Columns:
    """The columns of the records; `uid` is the place of a record among them."""
    words = all_name_words([record.name for record in records], processes)
    surname, surname_2 = _surnames(words)
    given, given_2 = _chosen([word.given for word in words])
    father, father_2 = _chosen([word.father for word in words])
    town = _best([town_keys(record.town) for record in records])
    day = [_day(record.date) for record in records]
    return Columns(
        uid=list(range(len(records))),
        surname=surname,
        surname_2=surname_2,
        surname_key=surname,
        surname_bones=[bones(one) if one else None for one in surname],
        initial_surname=[
            family if word.given_letters and not word.given else None
            for family, word in zip(surname, words, strict=True)
        ],
        given=given,
        given_2=given_2,
        given_key=[word.given_key or None for word in words],
        given_letters=[word.given_letters or None for word in words],
        father=father,
        father_2=father_2,
        father_key=[word.father_key or None for word in words],
        father_letters=[word.father_letters or None for word in words],
        sex=[word.sex or None for word in words],
        birth_year=[record.birth_year for record in records],
        town=town,
        day=day,
        article=[_article(record.article) for record in records],
    )


@lru_cache(maxsize=1 << 18)
def bones(key: str) -> str:
    """A key without its vowels; of a short one all."""
    bare = key.translate(VOWELS)
    return bare if len(bare) > 2 else key


def _surnames(words: Sequence[NameWords]) -> tuple[list[str | None], list[str | None]]:
    """The likeliest reading of each surname; beside it the other half of a double one, else its second reading."""
    first, second = _chosen([word.surname for word in words])
    halves = _best([word.second for word in words])
    return first, [half or other for half, other in zip(halves, second, strict=True)]


def _best(readings: Sequence[tuple[str, ...]]) -> list[str | None]:
    return _chosen(readings)[0]


def _chosen(readings: Sequence[tuple[str, ...]]) -> tuple[list[str | None], list[str | None]]:
    """Of several readings that which the words with only one reading bear out most, and the next one.

    A Latin word can be read in several ways, a Cyrillic one in one: what others write tells which is meant.
    """
    certain = Counter(one[0] for one in readings if len(one) == 1)
    ranked: dict[tuple[str, ...], tuple[str | None, str | None]] = {(): (None, None)}
    for one in set(readings):
        if one:
            order = sorted(one, key=lambda reading: -certain[reading])  # stable: the likeliest first
            ranked[one] = (order[0], order[1] if len(order) > 1 else None)
    pairs = [ranked[one] for one in readings]
    return [first for first, _ in pairs], [second for _, second in pairs]


def _shares(values: Values, name: str) -> dict[str | int, float]:
    """The share of the records that have each value, drawn towards what is usual where the records are few."""
    counts = Counter(value for value in values if value is not None)
    weight, rare = BACKGROUND[name], RARE[name]
    whole = sum(counts.values()) + weight
    return {value: (count + weight * rare) / whole for value, count in counts.items()}


@lru_cache(maxsize=1 << 16)
def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(text[:10]).toordinal() if text else None
    except ValueError:
        return None


@lru_cache(maxsize=1 << 16)
def _article(text: str) -> str | None:
    found = ARTICLE.search(text)
    return found.group() if found else None
