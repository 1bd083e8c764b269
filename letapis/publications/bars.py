"""The range of a figure as a small drawing: where its bar begins and ends, which end is open, where its readings lie."""

from __future__ import annotations

from dataclasses import dataclass

from letapis.registry.record import Figure

WIDTH = 100.0  # of the scale, in its own units; the template stretches it
_ROOM_FOR_ARROW = 1.2
_ROOM = 1.05


@dataclass(frozen=True, slots=True)
class Bar:
    """One range on a scale of 0 to `WIDTH`. Single values have `left == right`."""

    left: float
    right: float
    open_left: bool = False
    open_right: bool = False

    @property
    def width(self) -> float:
        """Length of the bar; never so short that it cannot be seen."""
        return round(max(self.right - self.left, 1.0), 1)


@dataclass(frozen=True, slots=True)
class RangeBar:
    """The range we give and the standing readings behind it, on a scale from zero to `top`."""

    published: Bar
    readings: tuple[Bar, ...]
    top: int


def top_of(ranges: list[tuple[int | None, int | None]]) -> int:
    """The end of a scale from zero that holds all these ranges, with room for the arrow of an open end."""
    known = [value for low_high in ranges for value in low_high if value is not None]
    highest = max(known, default=0) or 1
    arrow = any(high is None and low is not None and low * _ROOM_FOR_ARROW > highest for low, high in ranges)
    return max(1, round(highest * (_ROOM_FOR_ARROW if arrow else _ROOM)))


def bar(low: int | None, high: int | None, top: int) -> Bar:
    """A range on a scale from zero to `top`; an open end runs to the edge."""
    left = 0.0 if low is None else round(low * WIDTH / top, 1)
    right = WIDTH if high is None else round(high * WIDTH / top, 1)
    return Bar(left, right, open_left=low is None, open_right=high is None)


def range_bar(figure: Figure) -> RangeBar | None:
    """The drawing of a figure; None where there is no number to draw."""
    published = figure.published
    if published is None or (published.low is None and published.high is None):
        return None
    standing = [(r.low, r.high) for r in figure.readings if r.standing and (r.low is not None or r.high is not None)]
    top = top_of([(published.low, published.high), *standing])
    readings = tuple(bar(low, high, top) for low, high in standing)
    return RangeBar(bar(published.low, published.high, top), readings, top)
