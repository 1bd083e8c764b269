"""The date as it was read, before a claim takes it, and the value that a meaning gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from letapis.sources.moment import Moment


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: first and last day (None = open or not known), and how fine it is."""

    first: date | None
    last: date | None
    precision: str  # day, interval, week, weekend, month, season, year, open; hour: a clock without a day
    anchor_needed: bool = False  # it cannot be resolved without a day that is not known
    relative: bool = False  # it was resolved against another day
    recurring: bool = False  # "every Sunday": no day
    time: time | None = None
    as_of: bool = False
    year_given: bool = False
    other: tuple[date, date] | None = None  # the next best reading, such as the coming Saturday
    backward: bool = False  # it looks back from its anchor: "the past two months"

    @property
    def single(self) -> date | None:
        """The day, where it is one day."""
        return self.first if self.first is not None and self.first == self.last else None


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression at `text[start:end]`, tokens `token` to `token_end` (exclusive).

    `first` and `last` are inclusive; both None where it cannot be resolved (`anchor_needed`, or vague words such as
    "in recent weeks"). "since 9 August" is `open`: from that day to the day of publication, None where that is unknown.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    words: str = ""
    anchor_needed: bool = False
    relative: bool = False
    recurring: bool = False
    time: time | None = None
    as_of: bool = False
    year_given: bool = False
    other: tuple[date, date] | None = None
    meaning: str = ""
    token: int = -1
    token_end: int = -1

    @property
    def moment(self) -> Moment | None:
        """The day with its hour, for "as of 12:30"; None where it is no single day."""
        if self.first is None or self.first != self.last:
            return None
        return Moment(self.first, self.time)
