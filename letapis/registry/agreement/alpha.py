"""Krippendorff's alpha: agreement of any number of coders beyond chance, missing values allowed.

Source of the method: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections A to D; alpha is
1 - Do / De, the observed by the expected disagreement of pairable values.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

Level = Literal["nominal", "ordinal", "interval"]
Unit = Sequence[Hashable]  # the values of one unit, one for each coder who gave one; order does not matter

DRAWS = 1000
SEED = 2020
SHARE = 0.95
SMALL = 1e-12  # of squares: less is the rounding of equal numbers


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of the values that alpha takes when the groups of units are drawn anew."""

    low: float
    high: float


def alpha(units: Iterable[Unit], level: Level = "nominal") -> float | None:
    """1 for full agreement, 0 for what chance gives, below 0 for less; None where it cannot be told.

    It cannot be told where fewer than two values can be paired, or where all are equal: nothing varied, so agreement
    could not show. Units with one value pair with nothing and are left out. Ordinal and interval values are numbers.
    """
    paired = [unit for unit in units if len(unit) > 1]
    return _parts_of(paired, level).alpha


def interval(groups: Mapping[str, Sequence[Unit]], level: Level = "nominal") -> Interval | None:
    """The bootstrap interval over groups of units that belong together: the documents that they stand in.

    A draw takes as many groups as there are, each as often as it comes; the seed is fixed, so the same data give the
    same interval. None where there is one group, or where fewer than half of the draws give a value.
    """
    names = sorted(groups)
    if len(names) < 2:
        return None
    parts = _parts(groups, level)
    dice = random.Random(SEED)  # noqa: S311  no secret: it must come out the same again
    drawn = (_drawn(dice.choices(names, k=len(names)), groups, parts, level) for _ in range(DRAWS))
    values = sorted(value for value in drawn if value is not None)
    if 2 * len(values) < DRAWS:
        return None
    outside = int((1 - SHARE) / 2 * len(values))
    return Interval(values[outside], values[-1 - outside])


@dataclass(slots=True)
class Part:
    """What a group of units adds to alpha: of nominal values their counts, of numbers their sum and their squares."""

    observed: float = 0.0
    values: int = 0
    counts: Counter[Hashable] = field(default_factory=Counter)
    total: float = 0.0
    squares: float = 0.0

    def add(self, other: Part) -> None:
        """Take in another group."""
        self.observed += other.observed
        self.values += other.values
        self.counts.update(other.counts)
        self.total += other.total
        self.squares += other.squares

    @property
    def alpha(self) -> float | None:
        """One less the observed by the expected disagreement; None where nothing varies."""
        if self.counts:
            expected = float(self.values**2 - sum(number * number for number in self.counts.values()))
        else:
            expected = 2 * (self.values * self.squares - self.total**2)
        if expected <= SMALL * max(1.0, self.squares):
            return None
        return 1 - (self.values - 1) * self.observed / expected


def _parts(groups: Mapping[str, Sequence[Unit]], level: Level) -> dict[str, Part]:
    """What each group adds; nothing for ordinal values, whose ranks are other ones in each draw."""
    paired = {name: [unit for unit in units if len(unit) > 1] for name, units in groups.items()}
    if level == "ordinal":
        return {}
    if level == "nominal":
        return {name: _part(units) for name, units in paired.items()}
    numbers = {name: _numbers(units, level) for name, units in paired.items()}
    middle = _middle([unit for units in numbers.values() for unit in units])
    return {name: _squared(units, middle) for name, units in numbers.items()}


def _drawn(
    names: Sequence[str], groups: Mapping[str, Sequence[Unit]], parts: Mapping[str, Part], level: Level
) -> float | None:
    if level == "ordinal":
        return alpha((unit for name in names for unit in groups[name]), level)
    whole = Part()
    for name in names:
        whole.add(parts[name])
    return whole.alpha


def _parts_of(units: Sequence[Unit], level: Level) -> Part:
    if level == "nominal":
        return _part(units)
    numbers = _numbers(units, level)
    return _squared(numbers, _middle(numbers))


def _middle(units: Sequence[Sequence[float]]) -> float:
    """The mean: large numbers, such as days, would lose digits in their squares."""
    held = [value for unit in units for value in unit]
    return sum(held) / len(held) if held else 0.0


def _part(units: Sequence[Unit]) -> Part:
    counts = Counter(value for unit in units for value in unit)
    return Part(sum(map(_differing, units)), counts.total(), counts)


def _squared(units: Sequence[Sequence[float]], middle: float) -> Part:
    held = [value - middle for unit in units for value in unit]
    return Part(sum(map(_distances, units)), len(held), total=sum(held), squares=sum(value * value for value in held))


def _numbers(units: Sequence[Unit], level: Level) -> list[list[float]]:
    """The values as numbers; for the ordinal level as the middle of their ranks, whose distance is the ordinal one."""
    numbers = [[float(value) for value in unit] for unit in units]  # type: ignore[arg-type]  # as `alpha` says
    if level == "interval":
        return numbers
    counts = Counter(value for unit in numbers for value in unit)
    order = sorted(counts)
    above = dict(zip(order, accumulate(counts[value] for value in order), strict=True))
    return [[above[value] - counts[value] / 2 for value in unit] for unit in numbers]


def _differing(unit: Unit) -> float:
    """Ordered pairs of different values in a unit, by the number of others that each can be paired with."""
    same = sum(number * number for number in Counter(unit).values())
    return (len(unit) ** 2 - same) / (len(unit) - 1)


def _distances(unit: Sequence[float]) -> float:
    """Squared distances of the ordered pairs of a unit, by the number of others that each can be paired with."""
    middle = sum(unit) / len(unit)
    return 2 * len(unit) * sum((value - middle) ** 2 for value in unit) / (len(unit) - 1)
