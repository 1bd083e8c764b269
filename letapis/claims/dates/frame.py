"""What a date expression is resolved against: the day the words were written, and the dates set before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from letapis.claims.dates.calendar import FAR, Days, nearest_year
from letapis.claims.dates.span import Reading


@dataclass(slots=True)
class Frame:
    """`today` is the day of writing; `anchor` the last date set in the text; `year` the year it is telling of."""

    today: date | None
    anchor: Days | None = None
    year: int | None = None
    prefers: str = "past"  # past, future

    def year_of(self, month: int, number: int, ahead: int = FAR) -> int | None:
        """The year of a date without one; None where nothing tells it."""
        if self.today is None:
            return self.year
        nearest = nearest_year(month, number, self.today, 366 if self.prefers == "future" else ahead)
        return self.year if self.year is not None and self.year < nearest else nearest


def unknown(precision: str) -> Reading:
    """An expression that needs a day which is not known."""
    return Reading(None, None, precision, anchor_needed=True, relative=True)


def days(found: Days | None, precision: str, *, relative: bool = False, year_given: bool = False) -> Reading | None:
    """A reading of an interval; None where the calendar has none."""
    if found is None or found[0] > found[1]:
        return None
    return Reading(found[0], found[1], precision, relative=relative, year_given=year_given)
