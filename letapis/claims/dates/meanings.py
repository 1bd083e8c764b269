"""Meanings of the patterns that stand by themselves. A meaning turns the slots of a match into a reading, or None."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from letapis.claims.dates import calendar
from letapis.claims.dates.calendar import Days
from letapis.claims.dates.frame import Frame, days, unknown
from letapis.claims.dates.nth import NTH, Meaning
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

MONTHS_AHEAD = 75  # a month without a year may lie further ahead than a day: "elections in May"


def _year(match: Match) -> int | None:
    found: int | None = match.get("YEAR")
    return found if found is not None else match.get("YEAR_ORD")


def numeric(match: Match, _frame: Frame) -> Reading | None:
    """`12.10.2020`."""
    found: date = match.get("DATE")
    return Reading(found, found, "day", year_given=True)


def numeric_range(match: Match, _frame: Frame) -> Reading | None:
    """ "14-15.10.2020"."""
    last: date = match.get("DATE")
    first = calendar.day(last.year, last.month, match.get("DAY"))
    if first is None or first >= last:
        return None
    return Reading(first, last, "interval", year_given=True)


def day_month(match: Match, frame: Frame) -> Reading | None:
    """ "9 August", "Monday, October 12, 2020"; a weekday helps to find a year that is not given."""
    number, month, year = match.get("DAY"), match.get("MONTH"), _year(match)
    weekday = match.get("WEEKDAY")
    if month is None:
        return day_alone(match, frame)
    if year is None and weekday is not None:
        year = _year_by_weekday(number, month, weekday, frame)
        found = None if year is None else _day(number, month, year, frame)
        if found is not None:
            return replace(found, year_given=False, relative=True)
    return _day(number, month, _year(match), frame)


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
    return None if found is None else Reading(found, found, "day", year_given=year is not None, relative=year is None)


def day_range(match: Match, frame: Frame) -> Reading | None:
    """ "from 9 to 12 August", "30 July - 2 August 2020"."""
    numbers, months, year = match.all("DAY"), match.all("MONTH"), _year(match)
    last = _day(numbers[1], months[-1], year, frame)
    if last is None or last.last is None:
        return last
    first_year = last.last.year - (months[0] > months[-1])
    first = calendar.day(first_year, months[0], numbers[0])
    if first is None or first >= last.last:
        return None
    return Reading(first, last.last, "interval", year_given=last.year_given, relative=last.relative)


def night(match: Match, frame: Frame) -> Reading | None:
    """ "the night of 9 to 10 August", "в ночь на 10 августа": both days."""
    if len(match.all("DAY")) == 2:
        return day_range(match, frame)
    found = day_month(match, frame)
    if found is None or found.first is None:
        return found
    return days((found.first - timedelta(days=1), found.first), "interval", year_given=found.year_given)


def night_weekday(match: Match, frame: Frame) -> Reading | None:
    """ "в ночь на понедельник": the evening before and that day."""
    numbers = match.all("WEEKDAY")
    if frame.today is None:
        return unknown("interval")
    last = calendar.shift(frame.today, -((frame.today.weekday() - numbers[-1]) % 7))
    before = None if last is None else calendar.shift(last, -1)
    return None if last is None or before is None else days((before, last), "interval", relative=True)


def night_from(match: Match, frame: Frame) -> Reading | None:
    """ "on the night of 9 August": that day and the next."""
    found = day_month(match, frame)
    if found is None or found.first is None:
        return found
    return days((found.first, found.first + timedelta(days=1)), "interval", year_given=found.year_given)


def day_alone(match: Match, frame: Frame) -> Reading | None:
    """ "on the 24th": the latest day of that number."""
    number = next(match.get(name) for name in ("DAY", "DAY_ORD", "DAY_NEUTER", "DAY_START") if match.get(name))
    base = frame.month or frame.today
    if base is None:
        return unknown("day")
    month, year = base.month, base.year
    if frame.today is not None and (year, month, number) > (frame.today.year, frame.today.month, frame.today.day + 15):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    found = calendar.day(year, month, number)
    return None if found is None else Reading(found, found, "day", relative=True)


def month(match: Match, frame: Frame) -> Reading | None:
    """ "in August", "October 2020"; with a part, "late July"."""
    number, year, part = match.get("MONTH") or match.get("MONTH_SURE"), _year(match), match.get("PART")
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
    """ "from March to May 2021"."""
    first, last = match.all("MONTH")
    year = _year(match) or frame.year_of(last, 1, MONTHS_AHEAD)
    if year is None:
        return unknown("interval")
    begin = calendar.month(year - (first > last), first)[0]
    return days((begin, calendar.month(year, last)[1]), "interval", year_given=_year(match) is not None)


def month_which(step: int) -> Meaning:
    """ "last August", "next May"."""

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


def year(match: Match, _frame: Frame) -> Reading | None:
    """ "in 2020", "the end of 2020"."""
    number, part = _year(match), match.get("PART")
    assert number is not None
    found = date(number, 1, 1), date(number, 12, 31)
    if part:
        return days(calendar.part("year", part, found), "interval", year_given=True)
    return days(found, "year", year_given=True)


def year_range(match: Match, _frame: Frame) -> Reading | None:
    """ "2020-2021", "from 2010 to 2015"."""
    first, last = match.all("YEAR")
    return days((date(first, 1, 1), date(last, 12, 31)), "interval", year_given=True)


def weekday(match: Match, frame: Frame) -> Reading | None:
    """ "on Saturday": the latest one, the day of publication included; the next as the other reading."""
    number = match.get("WEEKDAY")
    if frame.today is None:
        return unknown("day")
    back = (frame.today.weekday() - number) % 7
    past, coming = calendar.shift(frame.today, -back), calendar.shift(frame.today, 7 - back if back else 7)
    chosen, other = (coming, past) if frame.prefers == "future" else (past, coming)
    if chosen is None:
        return None
    return Reading(chosen, chosen, "day", relative=True, other=(other, other) if other else None)


def weekday_last(match: Match, frame: Frame) -> Reading | None:
    """ "last Sunday": the latest before the day of publication."""
    if frame.today is None:
        return unknown("day")
    back = (frame.today.weekday() - match.get("WEEKDAY")) % 7 or 7
    return days(calendar.unit("day", frame.today, -back), "day", relative=True)


def weekday_this(match: Match, frame: Frame) -> Reading | None:
    """ "this Friday", "Wednesday of this week"; of another week with its word."""
    return _weekday_of_week(match, frame, 0)


def weekday_next(match: Match, frame: Frame) -> Reading | None:
    """ "next Friday": of the next week."""
    return _weekday_of_week(match, frame, 1)


def weekday_last_week(match: Match, frame: Frame) -> Reading | None:
    """ "Wednesday of last week"."""
    return _weekday_of_week(match, frame, -1)


def _weekday_of_week(match: Match, frame: Frame, weeks: int) -> Reading | None:
    found = None if frame.today is None else calendar.unit("week", frame.today, weeks)
    if found is None:
        return unknown("day")
    return days(calendar.unit("day", found[0], match.get("WEEKDAY")), "day", relative=True)


def weekday_range(match: Match, frame: Frame) -> Reading | None:
    """ "from Monday to Wednesday", "Friday and Saturday"."""
    first, last = match.all("WEEKDAY")
    if frame.today is None:
        return unknown("interval")
    end = calendar.shift(frame.today, -((frame.today.weekday() - last) % 7))
    begin = None if end is None else calendar.shift(end, -((last - first) % 7))
    return None if begin is None or end is None else days((begin, end), "interval", relative=True)


def relative_day(match: Match, frame: Frame) -> Reading | None:
    """ "today", "yesterday"."""
    if frame.today is None:
        return unknown("day")
    return days(calendar.unit("day", frame.today, match.get("REL")), "day", relative=True)


def overnight(_match: Match, frame: Frame) -> Reading | None:
    """ "overnight": the evening before and the day of publication."""
    if frame.today is None:
        return unknown("interval")
    before = calendar.shift(frame.today, -1)
    if before is None:
        return None
    return Reading(before, frame.today, "interval", relative=True, backward=True)


def unit_which(step: int) -> Meaning:
    """ "this week", "last month", "next year"; with a part, "at the beginning of last week"."""

    def read(match: Match, frame: Frame) -> Reading | None:
        name, part = match.get("UNIT"), match.get("PART")
        if name not in {"day", "week", "weekend", "month", "quarter", "year", "decade", "century"}:
            return None
        if frame.today is None:
            return unknown(name)
        found = calendar.unit(name, frame.today, step)
        if found is None:
            return None
        if part and name in {"week", "month", "year"}:
            single = calendar.part(name, part, found)
            return days(single, "day" if single[0] == single[1] else "interval", relative=True)
        return days(found, name if name in {"day", "week", "weekend", "month", "year"} else "interval", relative=True)

    return read


def weekend(_match: Match, frame: Frame) -> Reading | None:
    """ "over the weekend": the latest that has begun."""
    if frame.today is None:
        return unknown("weekend")
    step = 0 if frame.today.weekday() >= 5 else -1
    return days(calendar.unit("weekend", frame.today, step), "weekend", relative=True)


def ago(match: Match, frame: Frame) -> Reading | None:
    """ "three days ago", "a year ago", "two weeks earlier"."""
    return _away(match, frame, -1)


def ahead(match: Match, frame: Frame) -> Reading | None:
    """ "in three days"."""
    return _away(match, frame, 1)


def _away(match: Match, frame: Frame, sign: int) -> Reading | None:
    name = match.get("UNIT")
    steps = _number(match)
    if name in {"hour", "minute"}:
        return _hours_away(match, frame, sign)
    if name not in {"day", "week", "fortnight", "month", "year", "decade", "quarter"}:
        return None
    if steps is None:
        return Reading(None, None, "open", relative=True)
    if frame.today is None:
        return unknown("day")
    found = calendar.move(frame.today, name, sign * steps)
    if found is None:
        return None
    if name in {"month", "year", "quarter", "decade"}:  # nobody counts months to the day
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
    """ "for the last month", "within two months", "over the past three days": up to the day of publication."""
    name, steps = match.get("UNIT"), _number(match)
    if name in {"hour", "minute"}:
        return _hours_away(match, frame, -1)
    if name == "weekend":
        return weekend(match, frame)
    if steps is None or name is None:
        return Reading(None, None, "open", relative=True)
    if frame.today is None:
        return unknown(name if steps == 1 else "interval")
    if name == "day" and steps > 1:
        steps -= 1  # "the last three days": today is the third
    begin = calendar.move(frame.today, name, -steps)
    if begin is None:
        return None
    return Reading(begin, frame.today, "interval", relative=True, backward=True)


def coming(match: Match, frame: Frame) -> Reading | None:
    """ "the next three days": from tomorrow on."""
    name, steps = match.get("UNIT"), _number(match)
    if steps is None or name not in {"day", "week", "month", "year"}:
        return None
    if frame.today is None:
        return unknown("interval")
    begin, end = calendar.unit(name, frame.today, 1), calendar.unit(name, frame.today, steps)
    return None if begin is None or end is None else days((begin[0], end[1]), "interval", relative=True)


def so_far(match: Match, frame: Frame) -> Reading | None:
    """ "earlier this year": from its first day to the day of writing."""
    found = None if frame.today is None else calendar.unit(match.get("UNIT"), frame.today)
    if frame.today is None or found is None:
        return unknown("interval") if frame.today is None else None
    return days((found[0], frame.today), "interval", relative=True)


def rest(match: Match, frame: Frame) -> Reading | None:
    """ "later this month": from the day of writing to its last day."""
    found = None if frame.today is None else calendar.unit(match.get("UNIT"), frame.today)
    if frame.today is None or found is None:
        return unknown("interval") if frame.today is None else None
    return days((frame.today, found[1]), "interval", relative=True)


def vague_past(_match: Match, _frame: Frame) -> Reading | None:
    """ "in recent weeks": a time nobody can tell."""
    return Reading(None, None, "open", relative=True)


def season(match: Match, frame: Frame) -> Reading | None:
    """ "the summer of 2020", "this summer", "since the beginning of summer": the latest that has begun."""
    name, number, part = match.get("SEASON"), _year(match), match.get("PART")
    if number is None and frame.today is None and frame.year is None:
        return unknown("season")
    if number is None:
        number = frame.year if frame.today is None else _season_year(name, frame.today)
        if frame.year is not None and number is not None:
            number = min(number, frame.year)
    assert number is not None
    found = calendar.season(number, name)
    if part:
        return days(calendar.part("season", part, found), "interval", year_given=_year(match) is not None)
    given = _year(match) is not None
    return days(found, "season", relative=not given, year_given=given)


def _season_year(name: str, today: date) -> int:
    return today.year if calendar.season(today.year, name)[0] <= today else today.year - 1


def season_last(match: Match, frame: Frame) -> Reading | None:
    """ "last fall": the latest that is over."""
    if frame.today is None:
        return unknown("season")
    name = match.get("SEASON")
    number = _season_year(name, frame.today)
    if calendar.season(number, name)[1] >= frame.today:
        number -= 1
    return days(calendar.season(number, name), "season", relative=True)


def season_next(match: Match, frame: Frame) -> Reading | None:
    """ "next spring"."""
    if frame.today is None:
        return unknown("season")
    name = match.get("SEASON")
    begun = calendar.season(frame.today.year, name)[0] <= frame.today
    return days(calendar.season(frame.today.year + begun, name), "season", relative=True)


def part_season_unit(match: Match, frame: Frame) -> Reading | None:
    """ "the summer of last year"."""
    if frame.today is None:
        return unknown("season")
    return days(calendar.season(frame.today.year - 1, match.get("SEASON")), "season", relative=True)


def month_last_year(match: Match, frame: Frame) -> Reading | None:
    """ "in August last year", "9 August last year"."""
    return _in_year(match, frame, -1)


def month_this_year(match: Match, frame: Frame) -> Reading | None:
    """ "in August this year"."""
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


def same_day(_match: Match, frame: Frame) -> Reading | None:
    """ "that day", "earlier the same day": the last day set in the text."""
    if frame.anchor is None:
        return unknown("day")
    return days(frame.anchor, "day" if frame.anchor[0] == frame.anchor[1] else "interval", relative=True)


def after_anchor(step: int) -> Meaning:
    """ "the day before", "a day after", "two days later": away from the last date set in the text."""

    def read(match: Match, frame: Frame) -> Reading | None:
        name, steps = match.get("UNIT") or "day", _number(match)
        if steps is None:
            return Reading(None, None, "open", relative=True)
        if frame.anchor is None:
            return unknown("day")
        first, last = (calendar.move(end, name, step * steps) for end in frame.anchor)
        if first is None or last is None:
            return None
        return days((first, last), "day" if first == last else "interval", relative=True)

    return read


def whole_year(step: int) -> Meaning:
    """ "сёлета", "летась": this year and the last in one word."""

    def read(_match: Match, frame: Frame) -> Reading | None:
        if frame.today is None:
            return unknown("year")
        return days(calendar.unit("year", frame.today, step), "year", relative=True)

    return read


def eve(match: Match, frame: Frame) -> Reading | None:
    """ "накануне": the day before the last date set in the text, else before the day of writing."""
    if frame.anchor is None and frame.today is not None:
        return days(calendar.unit("day", frame.today, -1), "day", relative=True)
    return after_anchor(-1)(match, frame)


def later_or_ahead(match: Match, frame: Frame) -> Reading | None:
    """ "через два дня": after the last date set in the text, else from the day of writing on."""
    if match.get("UNIT") in {"hour", "minute"}:
        return None
    return ahead(match, frame) if frame.anchor is None else after_anchor(1)(match, frame)


def recurring(_match: Match, _frame: Frame) -> Reading | None:
    """ "every Sunday": no day."""
    return Reading(None, None, "day", recurring=True)


MEANINGS: dict[str, Meaning] = {
    "numeric": numeric, "numeric_range": numeric_range, "day_month": day_month, "day_range": day_range, "night": night, "night_from": night_from,
    "day_alone": day_alone, "month": month, "month_range": month_range, "month_last": month_which(-1),
    "month_this": month_which(0), "month_next": month_which(1), "year": year, "year_range": year_range,
    "weekday": weekday, "weekday_last": weekday_last, "weekday_this": weekday_this, "weekday_next": weekday_next,
    "weekday_last_week": weekday_last_week, "weekday_range": weekday_range, "relative_day": relative_day,
    "overnight": overnight, "unit_last": unit_which(-1), "unit_this": unit_which(0), "unit_next": unit_which(1),
    "unit_before_last": unit_which(-2), "so_far": so_far, "rest": rest,
    **NTH,
    "coming": coming,
    "weekend": weekend, "ago": ago, "ahead": ahead, "past": past, "vague_past": vague_past, "season": season,
    "season_last": season_last, "season_next": season_next, "season_last_year": part_season_unit,
    "month_last_year": month_last_year, "month_this_year": month_this_year, "same_day": same_day,
    "year_this": whole_year(0), "year_last": whole_year(-1), "night_weekday": night_weekday, "eve": eve, "later_or_ahead": later_or_ahead,
    "day_before": after_anchor(-1), "day_after": after_anchor(1), "recurring": recurring,
}  # fmt: skip


def anchor_of(reading: Reading, before: Days | None) -> Days | None:
    """The date that later words refer to: the new one where it is at most a week, else the one before."""
    if reading.first is None or reading.last is None or reading.backward or reading.precision == "open":
        return before
    return (reading.first, reading.last) if (reading.last - reading.first).days < 7 else before
