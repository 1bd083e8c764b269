"""A date that stands alone on a line or behind a label, in words or figures, in every language that is read."""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache

from letapis.sources.moment import Moment
from letapis.vocabulary.resources import LANGUAGES, table

LONGEST = 60
PART = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d+|[^\W\d_]+|[^\w\s]")
FIGURES = re.compile(
    r"(?P<iso>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})(?:[T ](?P<iso_time>\d{2}:\d{2})\S{0,14})?"
    r"|(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?: ?г\.?)?(?:,? +(?P<time>\d{1,2}:\d{2}))?"
)
YEARS = range(1900, 2100)


def day_of(text: str) -> Moment | None:
    """The day, and the hour where it is there, if `text` is a date and nothing else.

    "10/12/2020" is two dates to two readers, so it is none.
    """
    text = text.strip(" \t\u00a0,.;()[]|-–—*_")
    if not 8 <= len(text) <= LONGEST or not any(letter.isdigit() for letter in text):
        return None
    match = FIGURES.fullmatch(text)
    return _figures(match) if match else _words(text)


def _figures(match: re.Match[str]) -> Moment | None:
    if match["iso"]:
        return _moment(match["iso"], match["iso_month"], match["iso_day"], match["iso_time"])
    day, month = match["day"], match["month"]
    if match["mark"] == "/" and day != month:
        if int(day) <= 12 and int(month) <= 12:
            return None
        if int(month) > 12:
            day, month = month, day
    return _moment(match["year"], month, day, match["time"])


def _words(text: str) -> Moment | None:
    """Day, month and year as words and numbers in any order, with nothing else but weekday, hour and small words."""
    months, fillers = _calendar()
    year = month = day = clock = ""
    for part in PART.findall(text.lower()):
        if ":" in part:
            clock, taken = part, clock
        elif part.isdigit() and len(part) == 4:
            year, taken = part, year
        elif part.isdigit() and len(part) <= 2:
            day, taken = part, day
        elif part in months:
            month, taken = str(months[part]), month
        elif part in fillers or part in ",.'’/|-–—":
            taken = ""
        else:
            return None
        if taken:
            return None
    return _moment(year, month, day, clock) if year and month and day else None


def _moment(year: str, month: str, day: str, clock: str | None) -> Moment | None:
    try:
        hour = time(*(int(part) for part in clock.split(":")[:2])) if clock else None
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Moment(found, hour) if found.year in YEARS else None


@cache
def _calendar() -> tuple[dict[str, int], frozenset[str]]:
    months: dict[str, int] = {}
    fillers: set[str] = set()
    for language in LANGUAGES:
        data = table(f"languages/{language}/headings.toml")
        for number, words in enumerate(data["months"], 1):
            months.update(dict.fromkeys(words, number))
        fillers.update(data["weekdays"], data["day_words"])
    return months, frozenset(fillers)
