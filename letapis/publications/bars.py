"""The range of a figure as a small drawing: where its bar begins and ends, and which end is open."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

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


def drawing(range_: RangeBar | None, label: str) -> Markup:
    """The small picture beside a sentence, made here and not in a template: a chronicle may have thousands."""
    if range_ is None:
        return Markup()
    edges = {edge for one in range_.readings for edge in _edges(one)}
    ticks = "".join(f'<line class="tick" x1="{x}" y1="10" x2="{x}" y2="14"/>' for x in sorted(edges))
    return Markup(  # noqa: S704 - numbers of our own, and an escaped label
        f'<svg class="bar" viewBox="-4 0 108 14" width="108" height="14" role="img" aria-label="{escape(label)}">'
        '<path class="axis" d="M0 1V12.5H100"/>' f"{_shape(range_.published)}{ticks}</svg>"
    )


def _edges(one: Bar) -> tuple[float, ...]:
    """The ends that a number stands at, not the open ones."""
    return tuple(
        edge for edge, is_open in ((one.left, one.open_left), (one.right, one.open_right)) if not is_open
    )


def _shape(one: Bar) -> str:
    if one.open_left:
        return f'<path class="open" d="M{one.right} 4.5H4V2L0 6L4 10V7.5H{one.right}Z"/>'
    if one.open_right:
        arrow = f'<path class="open" d="M{one.left} 4.5H96V2L100 6L96 10V7.5H{one.left}Z"/>'
        return f'{arrow}<rect class="end" x="{round(one.left - 0.75, 2)}" y="2" width="1.5" height="8"/>'
    if one.left == one.right:
        return f'<circle class="point" cx="{one.left}" cy="6" r="3"/>'
    return f'<rect class="range" x="{one.left}" y="3" width="{one.width}" height="6" rx="1"/>'
