"""What a date expression is resolved against: the day the words were written, and the dates set before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from letapis.claims.dates.calendar import FAR, NEAR, Days, day, nearest_year
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

COMING = 200  # days that a date without a year may lie ahead where the words tell of what is to come
ANCHOR_DAYS = 2  # a night or a weekend is still "that day", a week is not
TURN = 60  # days that a tale goes back before a date without a year is of the next year


@dataclass(frozen=True, slots=True)
class YearAway:
    """A year told by its distance: -1 of "last year"."""

    steps: int


@dataclass(slots=True)
class Frame:
    """`today` is the day of writing; `anchor` the last date set in the text; `year` the year it is telling of."""

    today: date | None
    anchor: Days | None = None
    year: int | None = None
    beside: int | None = None  # the year told right before: "last year, on 9 March"
    told: Days | None = None  # the last days, month or year set in the text: "a year later" is after it
    month: date | None = None  # the last day or month set in the text: "on the 24th" is of that month
    prefers: str = "past"  # past, future
    over: bool = False  # the words around tell of what is over

    def year_of(self, month: int, number: int, ahead: int = FAR) -> int | None:
        """The year of a date without one; None where nothing tells it."""
        if self.beside is not None:
            return self.beside
        if self.today is None:
            return self.year
        reach = COMING if self.prefers == "future" else min(ahead, NEAR) if self.over else ahead
        nearest = nearest_year(month, number, self.today, reach)
        if self.year is None or self.year >= nearest:
            return nearest
        told = day(self.year, month, min(number, 28))
        if self.month is not None and told is not None and (self.month - told).days > TURN:
            return self.year + 1  # "in July 2022 ...; on 5 January": the tale goes on
        return self.year


def unknown(precision: str) -> Reading:
    """An expression that needs a day which is not known."""
    return Reading(None, None, precision, anchor_needed=True, relative=True)


def days(found: Days | None, precision: str, *, relative: bool = False, year_given: bool = False) -> Reading | None:
    """A reading of an interval; None where the calendar has none."""
    if found is None or found[0] > found[1]:
        return None
    return Reading(found[0], found[1], precision, relative=relative, year_given=year_given)


def given_year(match: Match, frame: Frame) -> int | None:
    """The year that a match states: "2020", "2006-м", "of last year"; None without one."""
    found: int | YearAway | None = match.get("YEAR")
    if isinstance(found, YearAway):
        return None if frame.today is None else frame.today.year + found.steps
    return next((year for year in (found, match.get("YEAR_ORD"), match.get("YEAR_SHORT")) if year is not None), None)


def anchor_of(reading: Reading, before: Days | None) -> Days | None:
    """The date that later words refer to: the new one where it is a day or two, else the one before."""
    if reading.first is None or reading.last is None or reading.backward or reading.precision == "open":
        return before
    return (reading.first, reading.last) if (reading.last - reading.first).days < ANCHOR_DAYS else before


Meaning = Callable[[Match, Frame], Reading | None]
