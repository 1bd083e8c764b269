"""Meanings of weekdays and weekends: "on Saturday", "last Sunday", "over the weekend"."""

from __future__ import annotations

from letapis.claims.dates import calendar
from letapis.claims.dates.frame import Frame, Meaning, days, unknown
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

YEAR_OF_WEEKS = 53


def weekday(match: Match, frame: Frame) -> Reading | None:
    """“on Saturday”: the latest one, the day of publication included; the next as the other reading."""
    number = match.get("WEEKDAY")
    if frame.today is None:
        return unknown("day")
    back = (frame.today.weekday() - number) % 7
    past, coming = calendar.shift(frame.today, -back), calendar.shift(frame.today, 7 - back if back else 7)
    chosen, other = (coming, past) if frame.prefers == "future" and back else (past, coming)
    if chosen is None:
        return None
    return Reading(chosen, chosen, "day", relative=True, other=(other, other) if other else None)


def weekday_last(match: Match, frame: Frame) -> Reading | None:
    """“last Sunday”: the latest before the day of publication."""
    if frame.today is None:
        return unknown("day")
    back = (frame.today.weekday() - match.get("WEEKDAY")) % 7 or 7
    return days(calendar.unit("day", frame.today, -back), "day", relative=True)


def weekday_this(match: Match, frame: Frame) -> Reading | None:
    """A weekday of a week: “this Friday”, “Wednesday of this week”; of another week with its word."""
    return _weekday_of_week(match, frame, 0)


def weekday_next(match: Match, frame: Frame) -> Reading | None:
    """“next Friday”: of the next week."""
    return _weekday_of_week(match, frame, 1)


def weekday_coming(match: Match, frame: Frame) -> Reading | None:
    """A weekday to come, “this coming Sunday”: the first after the day of publication."""
    if frame.today is None:
        return unknown("day")
    ahead = (match.get("WEEKDAY") - frame.today.weekday()) % 7 or 7
    return days(calendar.unit("day", frame.today, ahead), "day", relative=True)


def weekday_after_next(match: Match, frame: Frame) -> Reading | None:
    """“the Friday after next”."""
    return _so_many(match, frame, 2)


def weekdays_away(sign: int) -> Meaning:
    """“two Fridays ago”, “three Sundays from now”."""

    def read(match: Match, frame: Frame) -> Reading | None:
        numeral = match.get("NUMBER")
        return None if numeral.low != numeral.high else _so_many(match, frame, sign * int(numeral.low))

    return read


def _so_many(match: Match, frame: Frame, steps: int) -> Reading | None:
    """The weekday that is so many of its kind away, today not counted."""
    if frame.today is None or not 0 < abs(steps) < YEAR_OF_WEEKS:
        return unknown("day") if frame.today is None else None
    number = next(match.get(name) for name in ("WEEKDAY", "WEEKDAYS") if match.get(name) is not None)
    ahead = (number - frame.today.weekday()) % 7
    days_away = (ahead or 7) + 7 * (steps - 1) if steps > 0 else (ahead - 7 if ahead else -7) + 7 * (steps + 1)
    return days(calendar.unit("day", frame.today, days_away), "day", relative=True)


def weekday_last_week(match: Match, frame: Frame) -> Reading | None:
    """“Wednesday of last week”."""
    return _weekday_of_week(match, frame, -1)


def _weekday_of_week(match: Match, frame: Frame, weeks: int) -> Reading | None:
    found = None if frame.today is None else calendar.unit("week", frame.today, weeks)
    if found is None:
        return unknown("day")
    return days(calendar.unit("day", found[0], match.get("WEEKDAY")), "day", relative=True)


def weekday_range(match: Match, frame: Frame) -> Reading | None:
    """“from Monday to Wednesday”, “Friday and Saturday”."""
    first, last = match.get("WEEKDAY_PAIR") or match.all("WEEKDAY")
    if frame.today is None:
        return unknown("interval")
    back = (frame.today.weekday() - last) % 7
    end = calendar.shift(frame.today, 7 - back if frame.prefers == "future" and back else -back)
    begin = None if end is None else calendar.shift(end, -((last - first) % 7))
    return None if begin is None or end is None else days((begin, end), "interval", relative=True)


def weekend(_match: Match, frame: Frame) -> Reading | None:
    """“over the weekend”: the latest that has begun."""
    if frame.today is None:
        return unknown("weekend")
    step = 0 if frame.today.weekday() >= 5 else -1
    return days(calendar.unit("weekend", frame.today, step), "weekend", relative=True)
