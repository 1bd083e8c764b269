"""Meanings of decades, centuries and parts of years: "the late 1990s", "the third quarter", "nine months of 2011"."""

from __future__ import annotations

from datetime import date

from letapis.claims.dates import calendar
from letapis.claims.dates.calendar import Days
from letapis.claims.dates.frame import Frame, Meaning, days, given_year, unknown
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

QUARTERS, HALVES, MONTHS = 4, 2, 12
LAST_CENTURY = 21


def decade(match: Match, frame: Frame) -> Reading | None:
    """“in the 1990s”, “в конце 80-х”, “in the twenties of the last century”."""
    first, part = match.get("DECADE"), match.get("PART")
    if first is None:
        century = _century_of(match, frame)
        short = match.get("DECADE_SHORT")
        first = short + (_usual_century(short) if century is None else (century - 1) * 100)
    found = date(first, 1, 1), date(first + 9, 12, 31)
    return days(calendar.part("decade", part, found) if part else found, "interval", year_given=True)


def _usual_century(short: int) -> int:
    """The noughties and the tens are of this century, the others of the last."""
    return 2000 if short < 20 else 1900


def _century_of(match: Match, frame: Frame) -> int | None:
    """The century that a match names; None without one."""
    number: int | None = match.get("ROMAN")
    if number is None and match.get("LAST") and frame.today is not None:
        return (frame.today.year - 1) // 100
    return number


def century(match: Match, _frame: Frame) -> Reading | None:
    """“in the 19th century”, “в начале XX века”, “XVI-XVII вв.”."""
    numbers = match.all("ROMAN") or match.all("ORDINAL") or match.all("DAY")
    first, last = numbers[0], numbers[-1]
    if not 1 <= first <= last <= LAST_CENTURY:
        return None
    found = date((first - 1) * 100 + 1, 1, 1), date(last * 100, 12, 31)
    part = match.get("PART")
    return days(calendar.part("century", part, found) if part else found, "interval", year_given=True)


def of_year(size: int) -> Meaning:
    """A quarter or half of a year: “the third quarter of 2011”; without a year, the latest that has begun."""

    def read(match: Match, frame: Frame) -> Reading | None:
        number = next((match.get(name) for name in ("ORDINAL", "ROMAN", "DAY") if match.get(name) is not None), None)
        if number is None or not 1 <= number <= MONTHS // size:
            return None
        year = given_year(match, frame)
        known = year if year is not None else frame.year_of(size * (number - 1) + 1, 1, 0)
        if known is None:
            return unknown("interval")
        return days(_months(known, size * (number - 1) + 1, size), "interval", relative=year is None)

    return read


def first_months(match: Match, frame: Frame) -> Reading | None:
    """“nine months of 2011”, “the first three months of this year”."""
    return _some_months(match, frame, last=False)


def last_months(match: Match, frame: Frame) -> Reading | None:
    """“the last four months of 2020”."""
    return _some_months(match, frame, last=True)


def _some_months(match: Match, frame: Frame, *, last: bool) -> Reading | None:
    numeral, year = match.get("NUMBER"), given_year(match, frame)
    if match.get("UNIT") != "month" or not 1 <= numeral.low <= MONTHS or numeral.low != int(numeral.low):
        return None
    if year is None:
        return unknown("interval")
    first = MONTHS + 1 - int(numeral.low) if last else 1
    return days(_months(year, first, int(numeral.low)), "interval", year_given=True)


def _months(year: int, first: int, count: int) -> Days:
    return date(year, first, 1), calendar.month(year, first + count - 1)[1]


def season_range(match: Match, frame: Frame) -> Reading | None:
    """“весной-летом 2010 года”, “зимой 2009-2010 годов”."""
    pair, numbers = match.get("SEASON_PAIR"), [year for year in match.all("YEAR") if isinstance(year, int)]
    if pair is None:  # one season that goes over the end of a year
        name, first = match.get("SEASON"), numbers[0]
        return days(calendar.season(first, name), "season", year_given=True) if numbers[-1] == first + 1 else None
    year = given_year(match, frame)
    known = year if year is not None else frame.year_of(calendar.SEASONS[pair[0]], 1, 0)
    if known is None:
        return unknown("interval")
    return days((calendar.season(known, pair[0])[0], calendar.season(known, pair[1])[1]), "interval")


def running(match: Match, frame: Frame) -> Reading | None:
    """“for the third week running”, “пятый день подряд”: from its beginning to the day of writing."""
    if frame.today is None:
        return unknown("interval")
    weekday, number, name = match.get("WEEKDAY"), match.get("ORDINAL"), match.get("UNIT")
    if weekday is not None:  # the occurrence told of is the last of them
        return days(calendar.unit("day", frame.today, -((frame.today.weekday() - weekday) % 7)), "day", relative=True)
    if number is None:
        numeral = match.get("NUMBER")
        number = None if numeral is None or numeral.low != numeral.high else int(numeral.low)
    if number is None or name not in {"day", "week", "month", "year"}:
        return None
    begin = calendar.unit(name, frame.today, 1 - number)
    return None if begin is None else days((begin[0], frame.today), "interval", relative=True)


YEARS: dict[str, Meaning] = {
    "decade": decade, "decade_bare": decade, "century": century,
    "quarter": of_year(MONTHS // QUARTERS), "half_year": of_year(MONTHS // HALVES),
    "first_months": first_months, "last_months": last_months, "season_range": season_range, "running": running,
}  # fmt: skip
