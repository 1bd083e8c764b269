"""Series of events: what repeats under one name ("Sunday marches"), in order, and the days of which nothing is known.

That nothing is known of a Sunday says nothing of whether there was a march; the days are a question, no finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate, date_of

EVENT = "event"
WEEKDAYS = ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays")
DAILY, WEEKLY = "daily", "weekly"


@dataclass(frozen=True, slots=True)
class Series:
    """Events of one series by their first day; those without a day at the end. `open` are the days to ask about.

    Of a weekly series without a day of its own, `open` holds the Monday of each week.
    """

    name: str
    rhythm: str  # a code of `repeats`; empty where it is not told, or told in two ways
    events: tuple[str, ...]
    open: tuple[date, ...]


def series(entries: Iterable[Entry]) -> Mapping[str, Series]:
    """The series of the event entries, by name."""
    members: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind == EVENT and entry.one("series") and entry.verdict != "rejected":
            members[entry.one("series")].append(entry)
    return {name: _series(name, held) for name, held in sorted(members.items())}


def _series(name: str, held: list[Entry]) -> Series:
    days = {entry.id: [day for day in map(date_of, entry.values("began")) if day] for entry in held}
    order = sorted(held, key=lambda entry: (not days[entry.id], min(days[entry.id], default=_LATE), entry.id))
    rhythms = {entry.one("repeats") for entry in held if entry.values("repeats")}
    rhythm = rhythms.pop() if len(rhythms) == 1 else ""
    told = [day for own in days.values() for day in own]
    return Series(name, rhythm, tuple(entry.id for entry in order), tuple(_open(rhythm, told)))


def _open(rhythm: str, told: list[PartialDate]) -> Iterator[date]:
    """The days between the first and the last event on which the rhythm falls and on which no event can have been."""
    if not told:
        return
    first, last = min(day.earliest for day in told), max(day.latest for day in told)
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        ends = _due(rhythm, day)
        if ends and not any(one.earliest <= ends[1] and ends[0] <= one.latest for one in told):
            yield day


def _due(rhythm: str, day: date) -> tuple[date, date] | None:
    """The stretch in which an event is to be looked for, where one begins on that day."""
    if rhythm == DAILY or (rhythm in WEEKDAYS and day.weekday() == WEEKDAYS.index(rhythm)):
        return day, day
    if rhythm == WEEKLY and day.weekday() == 0:
        return day, day + timedelta(6)
    return None


_LATE = PartialDate(date.max, date.max, "")
