"""The limits of `vocabulary/custody.toml`: what the law allows in days, and the numbers that the register works with.

It tells and reminds; it decides nothing about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from letapis.vocabulary.resources import table

SHORT, LONG, NONE = "short", "long", "none"  # a term in days or hours, in months or years, or not told


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in days: what it is counted from, where and for which terms it goes, and the law that says so."""

    name: str
    country: str
    law: str
    starts: str  # began or judged
    days: int
    label: dict[str, str]
    terms: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()  # stages of a case
    since: date = date.min
    until: date = date.max

    def holds(self, day: date, term: str, kind: str, stages: tuple[str, ...] = ()) -> bool:
        """Whether it goes for a stretch that began, or a term that was given, on a day, and is still a question."""
        placed = not self.kinds or (kind or "unknown") in self.kinds
        return self.since <= day <= self.until and term in self.terms and placed and not set(stages) & set(self.met_by)


@cache
def limits() -> tuple[Limit, ...]:
    """All limits, in the order of the file."""
    return tuple(_limit(name, dict(entry)) for name, entry in table("custody.toml")["limits"].items())


def _limit(name: str, entry: dict[str, Any]) -> Limit:
    for several in ("terms", "kinds", "met_by"):
        entry[several] = tuple(entry.get(several, ()))
    return Limit(name, **entry)


def longest(kind: str) -> int:
    """Days for which a stretch without a told end and term is surely going on, by the kind of its place."""
    days: dict[str, int] = table("custody.toml")["longest"]
    return days.get(kind, days["any"])


def step(name: str) -> int:
    """One of the numbers of `steps`."""
    return int(table("custody.toml")["steps"][name])


@cache
def leaves_open() -> frozenset[str]:
    """The codes of `whereabouts` that leave it open where the person is."""
    return frozenset(table("custody.toml")["whereabouts"]["unknown"])


@cache
def goes_on() -> frozenset[str]:
    """The codes of `release_conditions` after which custody goes on."""
    return frozenset(table("custody.toml")["release"]["goes_on"])
