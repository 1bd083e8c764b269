"""Meanings of months, years and seasons: "in August", "late July 2021", "last fall"."""

from __future__ import annotations

from datetime import date

from letapis.claims.dates import calendar
from letapis.claims.dates.frame import Frame, Meaning, YearAway, days, given_year, unknown
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

JUNE, DECEMBER = 6, 12
MONTHS_AHEAD = 75  # a month without a year may lie further ahead than a day: "elections in May"


def month(match: Match, frame: Frame) -> Reading | None:
    """“in August”, “October 2020”; with a part, “late July”."""
    number, year, part = match.get("MONTH") or match.get("MONTH_SURE"), given_year(match, frame), match.get("PART")
    if number is None:
        number, part = match.get("MID_MONTH"), "mid"
    known = year if year is not None else frame.year_of(number, 1, MONTHS_AHEAD)
    if known is None:
        return unknown("month")
    found = calendar.month(known, number)
    if part:
        return days(calendar.part("month", part, found), "interval", year_given=year is not None)
    return days(found, "month", year_given=year is not None, relative=year is None)


def month_range(match: Match, frame: Frame) -> Reading | None:
    """“from March to May 2021”."""
    first, last = match.get("MONTH_PAIR") or match.all("MONTH")
    year = given_year(match, frame) or frame.year_of(last, 1, MONTHS_AHEAD)
    if year is None:
        return unknown("interval")
    begin = calendar.month(year - (first > last), first)[0]
    return days((begin, calendar.month(year, last)[1]), "interval", year_given=given_year(match, frame) is not None)


def month_which(step: int) -> Meaning:
    """“last August”, “next May”."""

    def read(match: Match, frame: Frame) -> Reading | None:
        if frame.today is None:
            return unknown("month")
        number, year = match.get("MONTH"), frame.today.year
        if step < 0 and number >= frame.today.month:
            year -= 1
        if step > 0 and number <= frame.today.month:
            year += 1
        return days(calendar.month(year, number), "month", relative=True)

    return read


def month_last_year(match: Match, frame: Frame) -> Reading | None:
    """“in August last year”, “9 August last year”."""
    return _in_year(match, frame, -1)


def month_this_year(match: Match, frame: Frame) -> Reading | None:
    """“in August this year”."""
    return _in_year(match, frame, 0)


def _in_year(match: Match, frame: Frame, step: int) -> Reading | None:
    number, day_number = match.get("MONTH"), match.get("DAY")
    if frame.today is None:
        return unknown("day" if day_number else "month")
    in_year = frame.today.year + step
    if day_number is None:
        return days(calendar.month(in_year, number), "month", relative=True)
    found = calendar.day(in_year, number, day_number)
    return None if found is None else Reading(found, found, "day", relative=True)


def year(match: Match, frame: Frame) -> Reading | None:
    """“in 2020”, “the end of 2020”."""
    number, part = given_year(match, frame), match.get("PART")
    if number is None:
        return unknown("year")
    found = date(number, 1, 1), date(number, 12, 31)
    if part:
        return days(calendar.part("year", part, found), "interval", year_given=True)
    return days(found, "year", year_given=True)


def year_range(match: Match, _frame: Frame) -> Reading | None:
    """“2020-2021”, “from 2010 to 2015”."""
    first, last = match.all("YEAR")
    if isinstance(first, YearAway) or isinstance(last, YearAway):
        return None
    return days((date(first, 1, 1), date(last, 12, 31)), "interval", year_given=True)


def season(match: Match, frame: Frame) -> Reading | None:
    """“the summer of 2020”, “this summer”, “since the beginning of summer”: the latest that has begun."""
    name, number, part = match.get("SEASON") or match.get("SEASON_ADVERB"), given_year(match, frame), match.get("PART")
    if number is None and frame.today is None and frame.year is None:
        return unknown("season")
    if number is None:
        number = frame.year if frame.today is None else _season_year(name, frame.today)
        if frame.year is not None and number is not None:
            number = min(number, frame.year)
    assert number is not None
    found = calendar.season(number, name)
    if part:
        return days(calendar.part("season", part, found), "interval", year_given=given_year(match, frame) is not None)
    given = given_year(match, frame) is not None
    return days(found, "season", relative=not given, year_given=given)


def _season_year(name: str, today: date) -> int:
    return today.year if calendar.season(today.year, name)[0] <= today else today.year - 1


def season_last(match: Match, frame: Frame) -> Reading | None:
    """“last fall”: the latest that is over."""
    if frame.today is None:
        return unknown("season")
    name = match.get("SEASON")
    number = _season_year(name, frame.today)
    if calendar.season(number, name)[1] >= frame.today:
        number -= 1
    return days(calendar.season(number, name), "season", relative=True)


def season_this(match: Match, frame: Frame) -> Reading | None:
    """Of “this autumn”, that of this year, though it may lie ahead; “this winter” is the last one until the summer."""
    if frame.today is None:
        return unknown("season")
    name = match.get("SEASON")
    begun = calendar.SEASONS[name] + 2 > DECEMBER and frame.today.month <= JUNE
    return days(calendar.season(frame.today.year - begun, name), "season", relative=True)


def season_next(match: Match, frame: Frame) -> Reading | None:
    """“next spring”."""
    if frame.today is None:
        return unknown("season")
    name = match.get("SEASON")
    begun = calendar.season(frame.today.year, name)[0] <= frame.today
    return days(calendar.season(frame.today.year + begun, name), "season", relative=True)


def part_season_unit(match: Match, frame: Frame) -> Reading | None:
    """“the summer of last year”."""
    if frame.today is None:
        return unknown("season")
    return days(calendar.season(frame.today.year - 1, match.get("SEASON")), "season", relative=True)


def same_year(_match: Match, frame: Frame) -> Reading | None:
    """“the same year”: that of the last date set in the text."""
    if frame.month is None:
        return unknown("year")
    return days((date(frame.month.year, 1, 1), date(frame.month.year, 12, 31)), "year", relative=True)
