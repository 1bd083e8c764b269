"""A date that stands alone on a line, or somewhere in a line about a report, in every language that is read."""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache

from letapis.sources.moment import Moment
from letapis.vocabulary.resources import LANGUAGES, table

LONGEST = 60
PART = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)?|[^\w\s]")
FIGURES = re.compile(
    r"(?P<iso>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})(?:[T ](?P<iso_time>\d{2}:\d{2})\S{0,14})?"
    r"|(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"
    r"(?: ?[гр]\.?)?(?:,? +(?P<time>\d{1,2}:\d{2}))?"
)
CLOCK = re.compile(r"(?<![\d:])(\d{1,2}:\d{2})(?::\d{2})?(?:[ \u00a0\u202f]?([ap])\.?m\b)?", re.IGNORECASE)
YEARS = range(1900, 2100)
AFTERNOON, MORNING = ("pm", "p"), ("am", "a")


def day_of(text: str) -> Moment | None:
    """The day, and the hour where it is there, if `text` is a date and nothing else.

    "10/12/2020" is two dates to two readers, so it is none.
    """
    text = text.strip(" \t\u00a0,.;()[]|-–—*_")
    if not 8 <= len(text) <= LONGEST or not any(letter.isdigit() for letter in text):
        return None
    match = FIGURES.fullmatch(text)
    return _figures(match) if match else _words(text)


def day_in(line: str) -> Moment | None:
    """The first date in a short line such as "On 10 November 2020 at 09:12, NAME wrote:"; its hour where one stands."""
    line = line[:300]
    match = FIGURES.search(line)
    found = _figures(match) if match else None
    for pattern in _patterns() if found is None else ():
        if match := pattern.search(line.lower()):
            found = _moment(match["year"], str(_calendar()[0][match["month"]]), match["day"], None)
            break
    clock = CLOCK.search(line)
    if found and found.time is None and clock:
        return Moment(found.day, _time(clock[1], (clock[2] or "").lower()))
    return found


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
    found = {"year": "", "month": "", "day": "", "clock": "", "half": ""}
    for part in PART.findall(text.lower().replace("’", "'")):
        kind = _kind(part, months, fillers)
        if not kind or (kind != "filler" and found[kind]):
            return None
        if kind != "filler":
            found[kind] = str(months[part]) if kind == "month" else part
    if not (found["year"] and found["month"] and found["day"]):
        return None
    moment = _moment(found["year"], found["month"], found["day"], None)
    hour = _time(found["clock"], found["half"]) if found["clock"] else None
    return Moment(moment.day, hour) if moment else None


def _kind(part: str, months: dict[str, int], fillers: frozenset[str]) -> str:
    """What a part of a date is; empty for what no date holds."""
    if part.isdigit():
        return {4: "year", 2: "day", 1: "day"}.get(len(part), "")
    if ":" in part and part[0].isdigit():
        return "clock"
    if part in months:
        return "month"
    if part in AFTERNOON or part in MORNING:
        return "half"
    return "filler" if part in fillers or part in ",.'/|-–—:" else ""


def _moment(year: str, month: str, day: str, clock: str | None) -> Moment | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Moment(found, _time(clock, "") if clock else None) if found.year in YEARS else None


def _time(clock: str, half: str) -> time | None:
    hour, minute = (int(part) for part in clock.split(":")[:2])
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


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


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted(_calendar()[0], key=len, reverse=True))
    return (
        re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<month>{months})\b\.?,? (?P<year>\d{{4}})"),
        re.compile(rf"\b(?P<month>{months})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"),
    )
