"""Days, weeks, months and seasons: arithmetic alone, no words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the month a season begins with
CENTURY = 100  # years; the twentieth began with 1901
MONTHS_OF = {"month": 1, "quarter": 3, "half_year": 6}
NEAR = 45  # days that a day told of as over may lie ahead all the same: the words told of something else
FAR = 120  # days that a date without a year may lie ahead before the year before is nearer


def day(year: int, month: int, number: int) -> date | None:
    """A date; None where the calendar has none, such as 31 June."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def shift(start: date, days: int) -> date | None:
    """A day further on; None beyond the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def add_months(start: date, months: int) -> date | None:
    """The same day of another month, or its last day where it is shorter."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month(year: int, number: int) -> Days:
    """First and last day of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def season(year: int, name: str) -> Days:
    """First and last day of a season; the winter of a year begins in its December."""
    begin = date(year, SEASONS[name], 1)
    end = add_months(begin, 2) or begin
    return begin, month(end.year, end.month)[1]


def week(of: date) -> Days:
    """Monday and Sunday of the week of a day."""
    monday = of - timedelta(days=of.weekday()) if of.toordinal() > 7 else of
    return monday, shift(monday, 6) or monday


def unit(name: str, of: date, steps: int = 0) -> Days | None:
    """The calendar day, week, weekend, month, quarter, year or decade of a day, some steps further on."""
    if name in {"day", "week", "weekend", "fortnight"}:
        moved = shift(of, steps if name == "day" else 7 * steps)
        if moved is None:
            return None
        monday, sunday = week(moved)
        return {"day": (moved, moved), "weekend": (sunday - timedelta(days=1), sunday)}.get(name, (monday, sunday))
    if name in MONTHS_OF:
        size = MONTHS_OF[name]
        begin = add_months(of.replace(day=1), size * steps - (of.month - 1) % size)
        end = None if begin is None else add_months(begin, size - 1)
        return None if begin is None or end is None else (begin, month(end.year, end.month)[1])
    return _years({"year": 1, "decade": 10, "century": 100}.get(name), of, steps)


def _years(size: int | None, of: date, steps: int) -> Days | None:
    if size is None:
        return None
    counted = of.year - 1 if size == CENTURY else of.year
    begin = of.year - counted % size + size * steps
    return (date(begin, 1, 1), date(begin + size - 1, 12, 31)) if 1 <= begin <= 9999 - size else None


def move(of: date, name: str, steps: int) -> date | None:
    """A day some days, weeks, months or years away."""
    if name in {"day", "week", "fortnight"}:
        return shift(of, steps * {"day": 1, "week": 7, "fortnight": 14}[name]) if abs(steps) < 10**6 else None
    months = {**MONTHS_OF, "season": 3, "year": 12, "decade": 120, "century": 1200}.get(name)
    return add_months(of, steps * months) if months and abs(steps) < 10**5 else None


def part(name: str, which: str, days: Days) -> Days:
    """Beginning, middle or end of an interval."""
    first, last = days
    if which in {"first_half", "second_half"}:
        return _half(name, which == "first_half", days)
    if name in {"decade", "century"}:
        return _part_of_years(which, days)
    if name == "week":
        begin, end = {"begin": (0, 1), "mid": (2, 2), "end": (4, 6)}[which]
        return first + timedelta(days=begin), first + timedelta(days=end)
    if name == "month":
        return {
            "begin": (first, first.replace(day=10)), "mid": (first.replace(day=11), first.replace(day=20)),
            "end": (first.replace(day=21), last),
        }[which]  # fmt: skip
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if name == "season":
        chosen = add_months(first, {"begin": 0, "mid": 1, "end": 2}[which]) or first
        return month(chosen.year, chosen.month)
    size = max(1, months // 4)
    start = {"begin": 0, "mid": (months - size + 1) // 2, "end": months - size}[which]
    begin_month, end_month = add_months(first, start) or first, add_months(first, start + size - 1) or first
    return begin_month, month(end_month.year, end_month.month)[1]


def _half(name: str, first_half: bool, days: Days) -> Days:
    """One half of an interval: the first fifteen days of a month, six months of a year, five years of a decade."""
    first, last = days
    if name == "month":
        middle = first.replace(day=15)
    elif name in {"year", "decade", "century"}:
        months = (last.year - first.year + 1) * 6
        middle = (add_months(first, months) or last) - timedelta(days=1)
    else:
        middle = first + timedelta(days=((last - first).days - 1) // 2)
    return (first, middle) if first_half else (middle + timedelta(days=1), last)


def _part_of_years(which: str, days: Days) -> Days:
    """Beginning, middle or end of a decade or a century: about a third of its years."""
    first, last = days
    years = last.year - first.year + 1
    cuts = (0, 4, 7, 10) if years == 10 else (0, years // 3, 2 * years // 3, years)
    at = ("begin", "mid", "end").index(which)
    return date(first.year + cuts[at], 1, 1), date(first.year + cuts[at + 1] - 1, 12, 31)


def nearest_year(month_number: int, number: int, today: date, ahead: int = FAR) -> int:
    """The year of a date without one: the latest in which it lies no further ahead than `ahead` days."""
    for year in (today.year + 1, today.year):
        begin = day(year, month_number, 1)
        if begin is not None and (begin - today).days + number - 1 <= ahead:
            return year
    return max(today.year - 1, 1)
