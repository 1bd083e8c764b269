"""Strikes by week, and the trends that sources state. Every number knows its strikes; none is a sum over sources.

Reports are no statistics: what nobody reported is not there, and official counts often leave out political strikes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate
from letapis.registry.strikes.reading import Strike
from letapis.registry.weeks import mondays, week_of

LONGEST = timedelta(weeks=520)  # a strike of more than ten years is a typing error, and is not spread over weeks


@dataclass(frozen=True, slots=True)
class Week:
    """The strikes known to have gone on in the week that begins on `monday`; stoppages of one dispute count once.

    `workers` is the largest number that a source tells for one of them, as a floor; numbers of several are not added,
    as one may stand within the other. `counted` says for how many disputes there is a number at all.
    """

    monday: date
    disputes: int
    began: int
    strikes: tuple[str, ...]
    workers: int | None
    counted: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A change that a source states: `factor` 0.5 for halved; `base` the number that it applies to, None if untold."""

    strike: str
    factor: float
    words: str
    days: tuple[PartialDate, ...]
    base: int | None
    rests_on: tuple[str, ...]


def by_week(strikes: Iterable[Strike]) -> tuple[Week, ...]:
    """One row a week from the first week with a strike to the last; a zero is one of reports, not of strikes."""
    held: dict[date, list[Strike]] = defaultdict(list)
    for strike in strikes:
        for monday in weeks_of(strike):
            held[monday].append(strike)
    return tuple(_week(monday, held.get(monday, [])) for monday in mondays(min(held), max(held))) if held else ()


def unplaced(strikes: Iterable[Strike]) -> tuple[str, ...]:
    """Strikes that are in no week: undated, only planned, or told for longer than a week without first and last day."""
    return tuple(strike.id for strike in strikes if not weeks_of(strike))


def weeks_of(strike: Strike) -> frozenset[date]:
    """The Mondays of the weeks in which it surely went on."""
    told = {monday for day in strike.days if (monday := week_of(day))}
    if strike.began and strike.ended:
        first, last = max(day.latest for day in strike.began), min(day.earliest for day in strike.ended)
        if timedelta() <= last - first <= LONGEST:
            told |= set(mondays(first, last))
    return frozenset(told)


def trends(strikes: Iterable[Strike]) -> Iterator[Trend]:
    """The changes that sources state, each with its base where the same entry tells one."""
    for strike in strikes:
        filled = strike.entry.slots.get("trend")
        for said in filled.standing if filled else ():
            base = _base(strike.entry)
            yield Trend(strike.id, float(said.value), said.words, strike.days, base, said.rests_on)


def _base(entry: Entry) -> int | None:
    """The number of workplaces, or of the staff, to which a change applies."""
    for slot in ("workplaces", "staff"):
        if entry.one(slot).isdecimal():
            return int(entry.one(slot))
    return None


def _week(monday: date, strikes: list[Strike]) -> Week:
    lows: dict[str, int] = {}
    for strike in strikes:
        for count in strike.workers:
            if count.low:
                lows[strike.dispute] = max(count.low, lows.get(strike.dispute, 0))
    return Week(
        monday,
        disputes=len({one.dispute for one in strikes}),
        began=len({one.dispute for one in strikes if monday in map(week_of, one.began)}),
        strikes=tuple(sorted(one.id for one in strikes)),
        workers=max(lows.values(), default=None),
        counted=len(lows),
    )
