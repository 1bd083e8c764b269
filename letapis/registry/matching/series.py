"""Series told in words: "every Sunday", "on Mondays", "daily". Proposes a wide event as parent of those that it holds.

A series that nobody put in words is found by `registry.links`: the same a week before, three weeks in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from letapis.claims.claim import Claim
from letapis.claims.dates import read_dates
from letapis.claims.tokens import fold, tokenise
from letapis.registry.entry import entry_of
from letapis.registry.matching.occasions import silent_claims
from letapis.registry.places import lies_in
from letapis.registry.record import Event, Record
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

QUARTER = timedelta(92)  # what "every Sunday" without a time speaks of: back from its day, or on where it is a plan


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: `weekday` (Monday is 0) where it is told, None for every day or any day of the week."""

    period: str  # day or week
    weekday: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """An event whose claim tells of a series, and the events, if any, that can be its parts: for a person to decide."""

    parent: str
    claim: str
    rhythm: Rhythm
    parts: tuple[str, ...]


def rhythm_of(quote: str) -> Rhythm | None:
    """The rhythm that a quote tells in words; None where it tells none."""
    folded = fold(quote) if quote.isascii() else "".join(fold(part) for part in re.split(r"(\W+)", quote))
    return _by_weekday(quote) or _by_word(folded)


def _by_weekday(quote: str) -> Rhythm | None:
    tokens = tokenise(quote)
    for language in INTERFACE_LANGUAGES:
        for span in read_dates(tokens, language, None):
            if span.recurring:
                days = [_weekdays()[word] for word in tokenise(span.words).words if word in _weekdays()]
                if days:
                    return Rhythm("week", days[-1], span.words)
    return None


def _by_word(folded: str) -> Rhythm | None:
    data = table("matching.toml")["series"]
    for words in data["weekdays"].values():
        for word, day in words.items():
            if fold(word) in folded:
                return Rhythm("week", day, word)
    for period in ("day", "week"):
        for words in data[period].values():
            for word in words:
                if re.search(rf"\b{re.escape(fold(word))}\b", folded):
                    return Rhythm(period, None, word)
    return None


@cache
def _weekdays() -> dict[str, int]:
    """Monday is 0; every form of the languages that are written."""
    found: dict[str, int] = {}
    for language in INTERFACE_LANGUAGES:
        data = table(f"languages/{language}/dates.toml")
        for forms in (data["weekdays"], data["weekdays_plural"]):
            for day, line in enumerate(forms):
                found |= {fold(word): day for word in line.split()}
    return found


def series(record: Record) -> tuple[Series, ...]:
    """The series that claims tell in words, each with the events that can be its parts; by parent and claim."""
    event_of = {claim: event for event in record.events for claim in event.claims}
    silent = silent_claims(record.claims)
    told = (claim for claim in record.claims if claim.id in event_of and claim.id not in silent)
    found = (_series(claim, event_of[claim.id], record.events) for claim in told)
    return tuple(sorted(filter(None, found), key=lambda one: (one.parent, one.claim)))


def _series(claim: Claim, parent: Event, events: Iterable[Event]) -> Series | None:
    entry = entry_of(claim, None)
    told = parent.family in table("matching.toml")["series"]["families"] and entry.standing in {"happened", "planned"}
    rhythm = rhythm_of(claim.quote) if told else None
    if rhythm is None:
        return None
    return Series(parent.id, claim.id, rhythm, tuple(sorted(_parts(claim, parent, rhythm, events))))


def _parts(claim: Claim, parent: Event, rhythm: Rhythm, events: Iterable[Event]) -> Iterator[str]:
    """Events of one day, of the type and within the place and the time told, on the day of the week told."""
    for event in events:
        day = event.date.first if event.date and event.date.first == event.date.last else None
        if day is None or event.id == parent.id or event.type != parent.type or event.status != "happened":
            continue
        if claim.place and event.place != claim.place and not lies_in(event.place, claim.place):
            continue
        if _within(day, claim) and rhythm.weekday in {None, day.weekday()}:
            yield event.id


def _within(day: date, claim: Claim) -> bool:
    when = claim.date
    if when and claim.status == "planned":
        return when.first <= day <= when.first + QUARTER
    if when is None or when.first == when.last:
        end = when.last if when else claim.as_of.day if claim.as_of else None
        return end is None or timedelta(0) <= end - day <= QUARTER
    return when.first <= day <= when.last
