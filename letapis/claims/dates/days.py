"""Meanings of single days and of days in a row: "9 August", "from 9 to 12 August", "the night of 9 to 10 August"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from letapis.claims.dates import calendar
from letapis.claims.dates.frame import Frame, days, given_year, unknown
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

DECEMBER = 12
SOON = 15  # days that "the 24th" may lie ahead of the day of writing


def numeric(match: Match, _frame: Frame) -> Reading | None:
    """`12.10.2020`."""
    found: date = match.get("DATE")
    return Reading(found, found, "day", year_given=True)


def numeric_range(match: Match, _frame: Frame) -> Reading | None:
    """“14-15.10.2020”."""
    last: date = match.get("DATE")
    number, month = match.get("DAY_MONTH") or (match.get("DAY"), last.month)
    first = calendar.day(last.year, month, number)
    if first is None or first >= last:
        return None
    return Reading(first, last, "interval", year_given=True)


def day_month(match: Match, frame: Frame) -> Reading | None:
    """“9 August”, “Monday, October 12, 2020”; a weekday helps to find a year that is not given."""
    number, month, year = match.get("DAY"), match.get("MONTH"), given_year(match, frame)
    weekday = next(reversed(match.all("WEEKDAY")), None)  # of two, the day stands behind the last
    if month is None:
        return day_alone(match, frame)
    if year is None and weekday is not None:
        year = _year_by_weekday(number, month, weekday, frame)
        found = None if year is None else _day(number, month, year, frame)
        if found is not None:
            return replace(found, year_given=False, relative=True)
    return _day(number, month, given_year(match, frame), frame)


def dotted(match: Match, frame: Frame) -> Reading | None:
    """“22.04.”, “с 22.04. по 25.04.”."""
    pairs = match.all("DAY_MONTH")
    found = [_day(number, month, None, frame) for number, month in pairs]
    first, last = found[0], found[-1]
    if first is None or last is None or len(found) == 1 or first.first is None or last.last is None:
        return first
    return days((first.first, last.last), "interval", relative=True)


def _year_by_weekday(number: int, month: int, weekday: int, frame: Frame) -> int | None:
    """The year nearest to the expected one in which the day falls on the weekday; None beyond four years."""
    expected = frame.year_of(month, number)
    if expected is None:
        return None
    for year in (expected, expected - 1, expected + 1, expected - 2, expected - 3, expected - 4):
        found = calendar.day(year, month, number)
        if found is not None and found.weekday() == weekday:
            return year
    return None


def _day(number: int, month: int, year: int | None, frame: Frame) -> Reading | None:
    known = year if year is not None else frame.year_of(month, number)
    if known is None:
        return unknown("day") if calendar.day(2020, month, number) else None
    found = calendar.day(known, month, number)
    if found is None:
        return None
    other = None if year is not None else _other(found, frame)
    return Reading(found, found, "day", year_given=year is not None, relative=year is None, other=other)


def _other(found: date, frame: Frame) -> calendar.Days | None:
    """The same day a year before a day that lies far ahead: what is over took place then."""
    if frame.today is None or (found - frame.today).days <= calendar.NEAR:
        return None
    before = calendar.day(found.year - 1, found.month, found.day)
    return None if before is None else (before, before)


def day_range(match: Match, frame: Frame) -> Reading | None:
    """“from 9 to 12 August”, “30 July - 2 August 2020”."""
    numbers, months, year = match.all("DAY"), match.all("MONTH"), given_year(match, frame)
    last = _day(numbers[-1], months[-1], year, frame)
    if last is None or last.last is None:
        return last
    first_year = last.last.year - (months[0] > months[-1])
    first = calendar.day(first_year, months[0], numbers[0])
    if first is None or first >= last.last:
        return None
    return Reading(first, last.last, "interval", year_given=last.year_given, relative=last.relative)


def night(match: Match, frame: Frame) -> Reading | None:
    """“the night of 9 to 10 August”, “в ночь на 10 августа”: both days."""
    if len(match.all("DAY")) == 2:
        return day_range(match, frame)
    found = day_month(match, frame)
    if found is None or found.first is None:
        return found
    return days((found.first - timedelta(days=1), found.first), "interval", year_given=found.year_given)


def night_weekday(match: Match, frame: Frame) -> Reading | None:
    """“в ночь на понедельник”: the evening before and that day."""
    numbers = match.all("WEEKDAY")
    if frame.today is None:
        return unknown("interval")
    last = calendar.shift(frame.today, -((frame.today.weekday() - numbers[-1]) % 7))
    before = None if last is None else calendar.shift(last, -1)
    return None if last is None or before is None else days((before, last), "interval", relative=True)


def night_from(match: Match, frame: Frame) -> Reading | None:
    """“on the night of 9 August”: that day and the next."""
    found = day_month(match, frame)
    if found is None or found.first is None:
        return found
    return days((found.first, found.first + timedelta(days=1)), "interval", year_given=found.year_given)


def day_alone(match: Match, frame: Frame) -> Reading | None:
    """“on the 24th”: the latest day of that number, the next where the words tell of what is to come."""
    number = next((match.get(name) for name in ("DAY", "DAY_ORD", "DAY_NEUTER", "DAY_START") if match.get(name)), 1)
    base = frame.month or frame.today
    if base is None:
        return unknown("day")
    month, year = base.month, base.year
    today = frame.today
    coming = today is not None and frame.prefers == "future" and (year, month) == (today.year, today.month)
    if coming and today is not None and number < today.day:
        year, month = (year, month + 1) if month < DECEMBER else (year + 1, 1)
    elif not coming and today is not None and (year, month, number) > (today.year, today.month, today.day + SOON):
        year, month = (year, month - 1) if month > 1 else (year - 1, DECEMBER)
    found = calendar.day(year, month, number)
    return None if found is None else Reading(found, found, "day", relative=True)
