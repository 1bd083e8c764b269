"""Marks: what the index holds of a thing beside its words, so that filters and words are looked up in one step.

A mark has a colon, which no word has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from letapis.claims.claim import DateInterval
from letapis.registry.search.query import KINDS, PEOPLE, Query
from letapis.vocabulary.gazetteer import place

UNDATED = "m:none"
MOST_MONTHS = 36  # a longer interval is marked by its years
_ORIGINS = (2, 3, 5, 10, 20)  # steps of the marks; what is between, the row itself tells


def kind_mark(kind: str) -> str:
    """Of a source, a claim or an event."""
    return f"k:{kind}"


def type_mark(code: str) -> str:
    """Of a claim type."""
    return f"t:{code}"


def status_mark(status: str) -> str:
    """Of a status of claims, or of what people have done with an event."""
    return f"s:{status}"


@lru_cache(maxsize=1 << 14)
def place_mark(name: str) -> str:
    """Of a place by its canonical name."""
    return "p:" + "_".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())


def place_marks(names: Iterable[str]) -> Iterator[str]:
    """Of places and of all that they lie in."""
    for name in names:
        yield from _with_parents(name)


@lru_cache(maxsize=1 << 14)
def _with_parents(name: str) -> tuple[str, ...]:
    known = place(name)
    return tuple(map(place_mark, (name, *(known.parents if known else ()))))


@lru_cache(maxsize=1 << 14)
def months(days: DateInterval | None) -> tuple[str, ...]:
    """Of each month that an interval touches, of each year where these are too many; of none, that it is unknown."""
    if days is None:
        return (UNDATED,)
    first, last = days.first.year * 12 + days.first.month - 1, days.last.year * 12 + days.last.month - 1
    if last - first >= MOST_MONTHS:
        return tuple(f"y:{year}" for year in range(days.first.year, days.last.year + 1))
    return tuple(f"m:{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1))


def origin_marks(origins: int) -> Iterator[str]:
    """Of the steps that a number of origins has reached."""
    return (f"o:{step}" for step in _ORIGINS if origins >= step)


def filter_marks(query: Query) -> Iterator[tuple[str, ...]]:
    """What an answer must have, one of each group. The days themselves, and exact numbers, the rows tell."""
    kinds = tuple(kind for kind in query.kinds if kind != PEOPLE)
    if set(kinds) != set(KINDS):
        yield tuple(map(kind_mark, kinds))
    if query.place:
        yield (place_mark(query.place),)
    if query.type:
        yield (type_mark(query.type),)
    if query.status:
        yield (status_mark(query.status),)
    if query.origins:
        reached = list(origin_marks(query.origins))
        yield (reached[-1] if reached else kind_mark("event"),)
    if query.first and query.last and query.last.year - query.first.year < MOST_MONTHS // 12:
        yield _touched(query.first, query.last)


def _touched(first: date, last: date) -> tuple[str, ...]:
    """The months and the years between two days: an interval is marked by the ones or by the others."""
    years = tuple(f"y:{year}" for year in range(first.year, last.year + 1))
    return (*months(DateInterval(first, last)), *years)
