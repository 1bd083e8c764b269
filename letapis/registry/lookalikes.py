"""Totals with the same number for different things: "14,000 arrested" and "14,000 punished or persecuted".

They are related as different definitions, so that a reader is told and nobody merges them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from letapis.registry.places import comparable
from letapis.registry.record import Figure, Relation

SMALLEST = 10  # smaller numbers meet by chance
REASON = "the same number, but not the same thing is counted"
MOST = 30  # totals with one number; of more, the first by id are compared

Digits = tuple[int, str]


@dataclass(slots=True)
class Lookalikes:
    """Totals by their numbers; gives each figure its relations to those that only look alike."""

    _figures: dict[Digits, dict[str, Figure]] = field(default_factory=lambda: defaultdict(dict))

    def restore(self, figures: Iterable[Figure]) -> None:
        """Note totals that came before."""
        for figure in figures:
            for digits in digits_of(figure):
                self._figures[digits][figure.id] = figure

    def leave(self, figures: Iterable[Figure]) -> set[str]:
        """Take figures out; gives the ids of the figures that they may have been related to."""
        return self._each(figures, here=False)

    def come(self, figures: Iterable[Figure]) -> set[str]:
        """Take figures in; gives their ids and those of the figures that they may be related to."""
        return self._each(figures, here=True)

    def _each(self, figures: Iterable[Figure], *, here: bool) -> set[str]:
        touched: set[str] = set()
        for figure in figures:
            for digits in digits_of(figure):
                held = self._figures[digits]
                held.pop(figure.id, None)
                if here:
                    held[figure.id] = figure
                if len(held) > 1 or not here:
                    touched |= set(held)
        return touched

    def relations(self, figure: Figure) -> tuple[Relation, ...]:
        """The relations of a figure to totals of other definitions with the same number."""
        found: dict[Relation, None] = {}
        for digits in sorted(digits_of(figure)):
            held = self._figures.get(digits, {})
            for other in sorted(held)[:MOST]:
                if _different(figure, held[other]):
                    found[_relation(figure, held[other], digits[0])] = None
        return tuple(found)


def digits_of(figure: Figure) -> set[Digits]:
    """The numbers by which a total can be taken for another, with their unit."""
    if figure.scope != "total":
        return set()
    ends = {end for one in figure.readings if one.standing for end in (one.low, one.high)}
    return {(end, figure.unit) for end in ends if end is not None and end >= SMALLEST}


def alone(figure: Figure) -> Figure:
    """The figure without the relations to those that it only looks like."""
    kept = tuple(one for one in figure.relations if one.reason != REASON)
    return figure if len(kept) == len(figure.relations) else replace(figure, relations=kept)


def _different(left: Figure, right: Figure) -> bool:
    same = (left.measure, left.definition, left.population) == (right.measure, right.definition, right.population)
    if same or left.event == right.event or not comparable(left.place, right.place):
        return False
    if left.date is None or right.date is None:
        return True
    return left.date.first <= right.date.last and right.date.first <= left.date.last


def _relation(left: Figure, right: Figure, number: int) -> Relation:
    return Relation("different_definition", _with_number(left, number), _with_number(right, number), REASON)


def _with_number(figure: Figure, number: int) -> str:
    return next(one.id for one in figure.readings if one.standing and number in {one.low, one.high})
