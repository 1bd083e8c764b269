"""Meanings of holidays: a fixed day, one counted from Easter, or a weekday of a month."""

from __future__ import annotations

from datetime import date, timedelta

from letapis.claims.dates import calendar
from letapis.claims.dates.frame import Frame, Meaning, given_year, unknown
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

JULIAN_FROM = 1583  # before it there was one Easter


def western_easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Gauss, as Meeus writes it)."""
    century, place = divmod(year, 100)
    golden = year % 19
    leap, rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * rest + 2 * (place // 4) - moon - place % 4) % 7
    late = (golden + 11 * moon + 22 * days) // 451
    month, day = divmod(moon + days - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, told in the Gregorian."""
    moon = (19 * (year % 19) + 15) % 30
    days = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + days + 114, 31)
    behind = year // 100 - year // 400 - 2  # days by which the Julian calendar lags
    return date(year, month, day + 1) + timedelta(days=behind)


def day_of(rule: str, year: int) -> date | None:
    """The day of a holiday in a year, by its rule; None where it has none.

    `05-09` is a month and day, `western-2` and `orthodox+9` are days from Easter, `both` is Easter where the two fall
    together, `11/3/4` the fourth Thursday of November (weekdays from 0), `05/0/-1` the last Monday of May.
    """
    if not JULIAN_FROM <= year < date.max.year:
        return None
    if rule == "both":
        return western_easter(year) if western_easter(year) == orthodox_easter(year) else None
    for name, easter in (("western", western_easter), ("orthodox", orthodox_easter)):
        if rule.startswith(name):
            return easter(year) + timedelta(days=int(rule.removeprefix(name) or 0))
    if "/" in rule:
        month, weekday, number = (int(part) for part in rule.split("/"))
        return _weekday(calendar.month(year, month), weekday, number)
    first, _, second = rule.partition("-")
    return calendar.day(year, int(first), int(second))


def _weekday(month: calendar.Days, weekday: int, number: int) -> date:
    first, last = month
    if number < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def holiday(step: int) -> Meaning:
    """“on Victory Day”, “at Easter 2019”; without a year, the nearest before publication."""

    def read(match: Match, frame: Frame) -> Reading | None:
        rule, year = match.get("HOLIDAY"), given_year(match, frame)
        if year is None and frame.today is None:
            return unknown("day")
        found = day_of(rule, year) if year is not None else _nearest(rule, frame)
        moved = None if found is None else calendar.shift(found, step)
        given = year is not None
        return None if moved is None else Reading(moved, moved, "day", relative=not given, year_given=given)

    return read


def _nearest(rule: str, frame: Frame) -> date | None:
    assert frame.today is not None
    about = day_of("western" if rule == "both" else rule, frame.today.year)
    year = None if about is None else frame.year_of(about.month, about.day)
    return None if year is None else day_of(rule, year)


HOLIDAYS: dict[str, Meaning] = {"holiday": holiday(0), "holiday_eve": holiday(-1)}
