"""Where each disc, bar and label of a picture stands: geometry that the templates draw."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from letapis.claims.claim import DateInterval
from letapis.publications.interface import Interface
from letapis.registry.record import Event, Figure

MOST_COLUMNS = 64
LABELS = 190  # room for the names of the rows
ROW, TOP = 24, 34
BINS = ("day", "week", "month", "year")


def bin_start(day: date, size: str) -> date:
    """The first day of the day, week, month or year that a day lies in."""
    if size == "week":
        return day - timedelta(days=day.weekday())
    if size == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if size == "year" else day


def following(start: date, size: str) -> date:
    """The first day of the next bin."""
    if size == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    if size == "year":
        return start.replace(year=start.year + 1)
    return start + timedelta(days=7 if size == "week" else 1)


def columns_between(first: date, last: date, size: str) -> list[date]:
    """The bins from the one of `first` to the one of `last`; more than `MOST_COLUMNS` are cut off."""
    start, end = bin_start(first, size), bin_start(last, size)
    columns: list[date] = []
    while start <= end and len(columns) <= MOST_COLUMNS:
        columns.append(start)
        start = following(start, size)
    return columns


@dataclass(frozen=True, slots=True)
class Disc:
    """The events of one kind in one bin."""

    x: float
    y: float
    radius: float
    number: int
    start: date


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of event."""

    type: str
    family: str
    y: int
    number: int
    discs: tuple[Disc, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis and the place of its line."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class DaysChart:
    """Events by day and kind."""

    width: int
    height: int
    bin: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    undated: int  # events that no bin can hold, by reason
    long: int


def days_chart(events: Sequence[Event], words: Interface, order: dict[str, int]) -> DaysChart | None:
    """Discs for the events that lie within one bin; None where there is no such event."""
    dated = [(event, event.date) for event in events if event.date]
    undated = len(events) - len(dated)
    short = [(event, when) for event, when in dated if (when.last - when.first).days < 7]
    if not short:
        return None
    first, last = min(when.first for _, when in short), max(when.first for _, when in short)
    size = next((size for size in BINS if len(columns_between(first, last, size)) <= MOST_COLUMNS), "year")
    columns = columns_between(first, last, size)
    held = [(event, bin_start(when.first, size)) for event, when in dated
            if bin_start(when.first, size) == bin_start(when.last, size)]
    step = max(13, min(40, (900 - LABELS) // len(columns)))
    place = {start: LABELS + position * step + step / 2 for position, start in enumerate(columns)}
    held = [(event, start) for event, start in held if start in place]
    if not held:
        return None
    rows = _rows(held, place, step, order)
    ticks = tuple(_day_ticks(columns, place, size, words, step))
    width, height = LABELS + step * len(columns) + 44, TOP + ROW * len(rows) + 12
    return DaysChart(width, height, size, rows, ticks, undated, len(dated) - len(held))


def _rows(
    held: list[tuple[Event, date]], place: dict[date, float], step: int, order: dict[str, int],
) -> tuple[Row, ...]:
    numbers = Counter((event.type, start) for event, start in held)
    families = {event.type: event.family for event, _ in held}
    most = max(numbers.values())
    rows = []
    for position, code in enumerate(sorted(families, key=lambda code: (order.get(code, len(order)), code))):
        y = TOP + position * ROW + ROW // 2
        of_code = sorted((start, number) for (kind, start), number in numbers.items() if kind == code)
        largest = min(step, ROW) / 2 - 1
        discs = tuple(
            Disc(round(place[start], 1), y, round(max(2.0, largest * math.sqrt(number / most)), 1), number, start)
            for start, number in of_code
        )
        rows.append(Row(code, families[code], y, sum(number for _, number in of_code), discs))
    return tuple(rows)


def _day_ticks(
    columns: list[date], place: dict[date, float], size: str, words: Interface, step: int,
) -> Iterable[Tick]:
    last_at = -math.inf
    for start in columns:
        if place[start] - last_at >= max(step, 46):
            last_at = place[start]
            yield Tick(round(place[start], 1), _tick_label(start, size, words))


def _tick_label(start: date, size: str, words: Interface) -> str:
    month = words.short_month(start.month)
    return {"year": str(start.year), "month": f"{month} {start.year}"}.get(size, f"{start.day} {month}")


def bin_label(start: date, size: str, words: Interface) -> str:
    """A bin in words: a day, the week of a day, a month, a year."""
    if size == "day":
        return words.day(start)
    if size == "week":
        return words("pictures.week_of", day=words.day(start))
    return words.month(start.year, start.month) if size == "month" else str(start.year)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A figure in the picture of ranges: its place in time, its ends, its readings."""

    figure: str
    x: float
    low: float | None  # y of the lower end; None for an open one
    high: float | None
    rings: tuple[float, ...]

    @property
    def single(self) -> bool:
        """Whether both ends are one value."""
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class RangesChart:
    """The figures of one measure with their ranges over time."""

    measure: str
    scope: str
    strokes: tuple[Stroke, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    logarithmic: bool


WIDTH, HEIGHT, LEFT, RIGHT, FLOOR, CEILING = 720, 240, 64, 700, 206, 22
_LOGARITHMIC_FROM = 40  # times the smallest value


def ranges_chart(measure: str, scope: str, figures: Sequence[Figure], words: Interface) -> RangesChart | None:
    """A picture of dated figures with a value; None where they are of fewer than two dates."""
    drawn = [figure for figure in figures if figure.date and figure.published and _ends(figure)]
    if len({figure.date for figure in drawn}) < 2:
        return None
    values = [value for figure in drawn for value in _ends(figure)]
    logarithmic = max(values) > _LOGARITHMIC_FROM * max(1, min(values))
    up, scale = _upward(values, words, logarithmic=logarithmic)
    dates = [figure.date for figure in drawn if figure.date]
    across, along = _along(dates, words)
    strokes = tuple(_stroke(figure, along, scale) for figure in drawn)
    return RangesChart(measure, scope, strokes, across, up, logarithmic)


def _ends(figure: Figure) -> list[int]:
    """All numbers that the picture of a figure must have room for."""
    published = figure.published
    pairs = [(reading.low, reading.high) for reading in figure.readings if reading.standing]
    if published:
        pairs.append((published.low, published.high))
    return [value for pair in pairs for value in pair if value is not None]


def _stroke(figure: Figure, along: Callable[[DateInterval], float], scale: Callable[[int], float]) -> Stroke:
    assert figure.date is not None
    assert figure.published is not None
    low, high = figure.published.low, figure.published.high
    rings = sorted({scale(value) for reading in figure.readings if reading.standing
                    for value in (reading.low, reading.high) if value is not None})
    return Stroke(
        figure.id, along(figure.date), None if low is None else scale(low), None if high is None else scale(high),
        tuple(rings) if len(figure.readings) > 1 else (),
    )


def _upward(
    values: list[int], words: Interface, *, logarithmic: bool,
) -> tuple[tuple[Tick, ...], Callable[[int], float]]:
    top = max(1, *values)
    if logarithmic:
        decades = math.ceil(math.log10(top))
        marks = [10**power for power in range(decades + 1)]

        def scale(value: int) -> float:
            return round(FLOOR - (FLOOR - CEILING) * math.log10(max(1, value)) / max(1, decades), 1)
    else:
        marks = steps(top)

        def scale(value: int) -> float:
            return round(FLOOR - (FLOOR - CEILING) * value / (top * 1.08), 1)
    return tuple(Tick(scale(mark), words.number(mark)) for mark in marks), scale


def _along(dates: list[DateInterval], words: Interface) -> tuple[tuple[Tick, ...], Callable[[DateInterval], float]]:
    """A linear scale of time; a figure of several days stands in their middle."""
    middles = [_middle(interval) for interval in dates]
    first, last = min(middles), max(middles)
    length = max(1.0, last - first)

    def along(interval: DateInterval) -> float:
        return round(LEFT + 16 + (RIGHT - LEFT - 32) * (_middle(interval) - first) / length, 1)

    number = 5
    days = sorted({date.fromordinal(round(first + (last - first) * part / (number - 1))) for part in range(number)})
    ticks = tuple(Tick(along(DateInterval(day, day)), _short_day(day, words)) for day in days)
    return ticks, along


def _middle(interval: DateInterval) -> float:
    return (interval.first.toordinal() + interval.last.toordinal()) / 2


def _short_day(day: date, words: Interface) -> str:
    return f"{day.day} {words.short_month(day.month)} {day.year}"


def steps(top: int, most: int = 5) -> list[int]:
    """Round numbers from zero to `top`, at most `most` steps: 0, 200, 400, 600 ..."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if top // (step * power) <= most:
                return list(range(0, top + 1, step * power))
        power *= 10
