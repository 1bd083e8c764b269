"""Meanings of days and weeks counted within a month: "the first Wednesday of October", "the week of 10 April"."""

from __future__ import annotations

from datetime import date, timedelta

from letapis.claims.dates import calendar
from letapis.claims.dates.calendar import Days
from letapis.claims.dates.frame import Frame, Meaning, days, given_year, unknown
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match


def nth_weekday(match: Match, frame: Frame) -> Reading | None:
    """“the first Wednesday of October 2014”, “the last Sunday of March”."""
    found = _month(match, frame)
    if found is None:
        return unknown("day")
    chosen = _nth(found, match.get("WEEKDAY"), match.get("ORDINAL"))
    return None if chosen is None else Reading(chosen, chosen, "day", relative=given_year(match, frame) is None)


def nth_week(match: Match, frame: Frame) -> Reading | None:
    """“the first week of October”: the first that begins in it; “the last” is the last that ends in it."""
    found = _month(match, frame)
    if found is None:
        return unknown("week")
    if match.get("ORDINAL") is None:
        sunday = _nth(found, 6, None)
        return None if sunday is None else days((sunday - timedelta(days=6), sunday), "week")
    monday = _nth(found, 0, match.get("ORDINAL"))
    return None if monday is None else days((monday, monday + timedelta(days=6)), "week")


def nth_day(match: Match, frame: Frame) -> Reading | None:
    """“the last day of October 2015”, “the 15th day of last month”."""
    found = _month(match, frame)
    if found is None:
        return unknown("day")
    number = match.get("ORDINAL")
    chosen = found[1] if number is None else calendar.day(found[0].year, found[0].month, number)
    return None if chosen is None else Reading(chosen, chosen, "day", relative=True)


def week_of(match: Match, frame: Frame) -> Reading | None:
    """“the week of 10 April”."""
    number, month = match.get("DAY"), match.get("MONTH")
    year = given_year(match, frame) or frame.year_of(month, number)
    if year is None:
        return unknown("week")
    found = calendar.day(year, month, number)
    return None if found is None else days(calendar.week(found), "week")


def day_of_month(match: Match, frame: Frame) -> Reading | None:
    """“on the 20th of last month”: of this month where nothing says last."""
    if frame.today is None:
        return unknown("day")
    found = calendar.unit("month", frame.today, -1 if match.get("LAST") else 0)
    chosen = None if found is None else calendar.day(found[0].year, found[0].month, match.get("DAY"))
    return None if chosen is None else Reading(chosen, chosen, "day", relative=True)


def _month(match: Match, frame: Frame) -> Days | None:
    away, month = match.get("MONTH_AWAY"), match.get("MONTH")
    if away is not None:
        return None if frame.today is None else calendar.unit("month", frame.today, away)
    year = given_year(match, frame) or frame.year_of(month, 1)
    return None if year is None else calendar.month(year, month)


def _nth(month: Days, weekday: int, number: int | None) -> date | None:
    """The weekday of that number in a month, the last where no number is given; None where there are fewer."""
    first, last = month
    if number is None:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return found if first <= found <= last else None


NTH: dict[str, Meaning] = {
    "nth_weekday": nth_weekday, "nth_day": nth_day, "nth_week": nth_week,
    "week_of": week_of, "day_of_month": day_of_month,
}  # fmt: skip
