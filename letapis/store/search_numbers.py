"""Numbers of items: archive, day and place in the day in one, so that the newest of an archive are read first.

Bits, the highest first: 16 of the archive, 22 of the last day, 22 of the place. A number is never given twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from letapis.store.dialect import Database

_DAY, _PLACE = 22, 22
LAST = (1 << _DAY) - 1  # behind every day


def lowest(archive: int, day: int) -> int:
    """The lowest number of a day, given in days from the year 1; 0 is the day of what has none."""
    return (archive << _DAY | day) << _PLACE


def day_of(number: int) -> int:
    """The day in a number."""
    return number >> _PLACE & LAST


def day_number(day: date | None) -> int:
    """A day counted from the year 1; 0 where it is unknown."""
    return day.toordinal() if day else 0


def date_of(day: int) -> date | None:
    """The other way."""
    return date.fromordinal(day) if day else None


def fresh_numbers(base: Database, archive: int, days: Iterable[int]) -> list[int]:
    """A new number for each of the days, in their order; days that come often get numbers one behind the other."""
    following: dict[int, int] = {}
    found = []
    for day in days:
        number = following.get(day)
        if number is None:
            number = _following(base, archive, day)
        following[day] = number + 1
        found.append(number)
    return found


def _following(base: Database, archive: int, day: int) -> int:
    start = lowest(archive, day)
    statement = "SELECT max(number) FROM letapis_search_item WHERE number >= %s AND number < %s"
    highest = base.rows(statement, [start, start + (1 << _PLACE)])[0][0]
    return start if highest is None else int(highest) + 1
