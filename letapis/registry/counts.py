"""Counts as intervals with open ends: overlap, containment, hull. Never an average."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

Interval = tuple[int | None, int | None]


def ends(interval: Interval) -> tuple[float, float]:
    """The interval with an open end as 0 or infinity: nothing that we count is negative."""
    low, high = interval
    return (0 if low is None else low), (inf if high is None else high)


def disjoint(left: Interval, right: Interval) -> bool:
    """Whether no number lies in both."""
    (low, high), (other_low, other_high) = ends(left), ends(right)
    return high < other_low or other_high < low


def contains(outer: Interval, inner: Interval) -> bool:
    """Whether whoever says `inner` has said `outer` too."""
    (low, high), (inner_low, inner_high) = ends(outer), ends(inner)
    return low <= inner_low and inner_high <= high


def below(left: Interval, right: Interval) -> bool:
    """Whether every number of `left` is smaller than every number of `right`."""
    return ends(left)[1] < ends(right)[0]


def rounded(number: int) -> Interval:
    """What "about 6,300" may stand for: half of the last digit that is told to either side."""
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return number - unit // 2, number + max(unit // 2 - 1, 0)


def hull(intervals: Iterable[Interval]) -> Interval:
    """From the lowest low to the highest high; an end that is open in one is open in all."""
    held = list(intervals)
    lows = [low for low, _ in held]
    highs = [high for _, high in held]
    low = None if None in lows or not lows else min(low for low in lows if low is not None)
    high = None if None in highs or not highs else max(high for high in highs if high is not None)
    return low, high
