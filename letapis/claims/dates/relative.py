"""Meanings that count from another day: "today", "last week", "three days ago", "a day after"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from letapis.claims.dates import calendar
from letapis.claims.dates.frame import Frame, Meaning, days, unknown
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

DAY_HOURS = 24
MONTHS = 12
YEARS = 1000  # a number of years that is none: the number of a year
WHOLE = frozenset({"day", "week", "weekend", "month", "quarter", "half_year", "year", "decade", "century"})


def relative_day(match: Match, frame: Frame) -> Reading | None:
    """“today”, “yesterday”."""
    if frame.today is None:
        return unknown("day")
    return days(calendar.unit("day", frame.today, match.get("REL")), "day", relative=True)


def overnight(_match: Match, frame: Frame) -> Reading | None:
    """“overnight”: the evening before and the day of publication."""
    if frame.today is None:
        return unknown("interval")
    before = calendar.shift(frame.today, -1)
    if before is None:
        return None
    return Reading(before, frame.today, "interval", relative=True, backward=True)


def unit_which(step: int) -> Meaning:
    """The calendar unit: “this week”, “last month”, “next year”; with a part, “at the beginning of last week”."""

    def read(match: Match, frame: Frame) -> Reading | None:
        name, part = match.get("UNIT"), match.get("PART")
        if match.get("MID_UNIT"):
            name, part = match.get("MID_UNIT"), "mid"
        if name not in WHOLE:
            return None
        if frame.today is None:
            return unknown(name)
        found = calendar.unit(name, frame.today, step)
        if found is None:
            return None
        if part and name == "day":
            return None  # "in the first half of the day"
        if part and name not in {"weekend", "half_year"}:
            single = calendar.part(name, part, found)
            return days(single, "day" if single[0] == single[1] else "interval", relative=True)
        return days(found, name if name in {"day", "week", "weekend", "month", "year"} else "interval", relative=True)

    return read


def ago(match: Match, frame: Frame) -> Reading | None:
    """“three days ago”, “a year ago”, “two weeks earlier”."""
    return _away(match, frame, -1)


def ahead(match: Match, frame: Frame) -> Reading | None:
    """“in three days”; of what is over, within them: the other reading."""
    found, back = _away(match, frame, 1), past(match, frame)
    if found is None or back is None or back.first is None or back.last is None:
        return found
    return replace(found, other=(back.first, back.last))


def _away(match: Match, frame: Frame, sign: int) -> Reading | None:
    name, steps = _months_of(match)
    if name in {"hour", "minute"}:
        return _hours_away(match, frame, sign)
    if name not in {"day", "week", "fortnight", "month", "year", "decade", "quarter", "half_year"}:
        return None
    if steps is None:
        return Reading(None, None, "open", relative=True)
    if frame.today is None:
        return unknown("day")
    found = calendar.move(frame.today, name, sign * steps)
    return None if found is None else _coarse(found, name, steps)


def _months_of(match: Match) -> tuple[str, int | None]:
    """The unit and its number; of a year and a half, months."""
    name, numeral = match.get("UNIT"), match.get("NUMBER")
    halves = numeral is not None and numeral.low == numeral.high and numeral.low != int(numeral.low)
    if halves and name == "year" and numeral.low * MONTHS == int(numeral.low * MONTHS):
        return "month", int(numeral.low * MONTHS)
    return name, _number(match)


def _coarse(found: date, name: str, steps: int) -> Reading | None:
    """The day itself, its month where months were counted, its year where years were: nobody counts them to the day."""
    if name == "year" and steps > 1:
        return days(calendar.unit("year", found), "year", relative=True)
    if name in {"month", "year", "quarter", "half_year", "decade"}:
        return days(calendar.month(found.year, found.month), "month", relative=True)
    return Reading(found, found, "day", relative=True)


def _hours_away(match: Match, frame: Frame, sign: int) -> Reading | None:
    """Some hours ago is today as far as a day can tell."""
    steps = _number(match)
    if frame.today is None:
        return unknown("day")
    whole = 0 if steps is None or match.get("UNIT") == "minute" else steps // 24
    return days(calendar.unit("day", frame.today, sign * whole), "day", relative=True)


def _number(match: Match) -> int | None:
    """The number of a match: one without, None for a vague one."""
    numeral = match.get("NUMBER")
    if numeral is None:
        return 1
    if numeral.vague and numeral.low != numeral.high:
        return None
    return int(numeral.low) if numeral.low < 10**6 else None


def past(match: Match, frame: Frame) -> Reading | None:
    """“for the last month”, “within two months”, “over the past three days”: up to the day of publication."""
    name, steps = match.get("UNIT"), _number(match)
    if _how_long(match, steps):
        return None
    if name == "hour":
        return _hours_away(match, frame, -1)
    if steps is None or name is None:
        return Reading(None, None, "open", relative=True)
    if frame.today is None:
        return unknown(name if steps == 1 else "interval")
    if name == "day" and steps > 1:
        steps -= 1  # "the last three days": today is the third
    begin = calendar.move(frame.today, name, -steps)
    if begin is not None and name == "week":
        begin = calendar.shift(begin, 1)  # so is it in "within a week": today is its seventh day
    return None if begin is None else Reading(begin, frame.today, "interval", relative=True, backward=True)


def _how_long(match: Match, steps: int | None) -> bool:
    """Whether the words only tell how long something took, or name a year: “за сорок секунд”, “в течение 2010 года”."""
    name = match.get("UNIT")
    if name == "hour":
        return not match.get("PAST") and (steps is None or steps < DAY_HOURS)
    return name == "minute" or (name == "year" and steps is not None and steps >= YEARS)


def coming(match: Match, frame: Frame) -> Reading | None:
    """“the next three days”: from tomorrow on."""
    name, steps = match.get("UNIT"), _number(match)
    if steps is None or name not in {"day", "week", "month", "year"}:
        return None
    if frame.today is None:
        return unknown("interval")
    begin, end = calendar.unit(name, frame.today, 1), calendar.unit(name, frame.today, steps)
    return None if begin is None or end is None else days((begin[0], end[1]), "interval", relative=True)


def so_far(match: Match, frame: Frame) -> Reading | None:
    """“earlier this year”: from its first day to the day of writing."""
    found = None if frame.today is None else calendar.unit(match.get("UNIT"), frame.today)
    if frame.today is None or found is None:
        return unknown("interval") if frame.today is None else None
    return days((found[0], frame.today), "interval", relative=True)


def rest(match: Match, frame: Frame) -> Reading | None:
    """“later this month”: from the day of writing to its last day."""
    found = None if frame.today is None else calendar.unit(match.get("UNIT"), frame.today)
    if frame.today is None or found is None:
        return unknown("interval") if frame.today is None else None
    return days((frame.today, found[1]), "interval", relative=True)


def vague_past(_match: Match, _frame: Frame) -> Reading | None:
    """“in recent weeks”: a time nobody can tell."""
    return Reading(None, None, "open", relative=True)


def same_day(_match: Match, frame: Frame) -> Reading | None:
    """“that day”, “earlier the same day”: the last day set in the text."""
    if frame.anchor is None:
        return unknown("day")
    return days(frame.anchor, "day" if frame.anchor[0] == frame.anchor[1] else "interval", relative=True)


def after_anchor(step: int) -> Meaning:
    """“the day before”, “a day after”, “two days later”: away from the last date set in the text."""

    def read(match: Match, frame: Frame) -> Reading | None:
        name, steps = match.get("UNIT") or "day", _number(match)
        if steps is None:
            return Reading(None, None, "open", relative=True)
        if name in {"month", "year"} and frame.told is not None:
            moved = calendar.move(frame.told[1], name, step * steps)
            return None if moved is None else days(calendar.unit(name, moved), name, relative=True)
        if frame.anchor is None:
            return unknown("day")
        first, last = (calendar.move(end, name, step * steps) for end in frame.anchor)
        if first is None or last is None:
            return None
        return days((first, last), "day" if first == last else "interval", relative=True)

    return read


def whole_year(step: int) -> Meaning:
    """“сёлета”, “летась”: this year and the last in one word."""

    def read(_match: Match, frame: Frame) -> Reading | None:
        if frame.today is None:
            return unknown("year")
        return days(calendar.unit("year", frame.today, step), "year", relative=True)

    return read


def eve(match: Match, frame: Frame) -> Reading | None:
    """“накануне”: the day before the last date set in the text, else before the day of writing."""
    if frame.anchor is None and frame.today is not None:
        return days(calendar.unit("day", frame.today, -1), "day", relative=True)
    return after_anchor(-1)(match, frame)


def later_or_ahead(match: Match, frame: Frame) -> Reading | None:
    """“через два дня”: after the last date set in the text, else from the day of writing on."""
    if match.get("UNIT") in {"hour", "minute"}:
        return None
    told = frame.told if match.get("UNIT") in {"month", "year"} else frame.anchor
    return ahead(match, frame) if told is None else after_anchor(1)(match, frame)


def earlier_or_ago(match: Match, frame: Frame) -> Reading | None:
    """“two days earlier”: before the last date set in the text, else before the day of writing."""
    if match.get("UNIT") in {"hour", "minute"}:
        return None
    told = frame.told if match.get("UNIT") in {"month", "year"} else frame.anchor
    return ago(match, frame) if told is None else after_anchor(-1)(match, frame)


def recurring(_match: Match, _frame: Frame) -> Reading | None:
    """“every Sunday”: no day."""
    return Reading(None, None, "day", recurring=True)


def nothing(_match: Match, _frame: Frame) -> None:
    """What only looks like a date; no part of it is read as one: “за два года до выборов”."""
