"""The date and the place of an act by what was learned, among all that the text offers; else as the rules took them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from letapis.claims.assembly.stand import Spot
from letapis.claims.learning.dates import Day, date_options
from letapis.claims.learning.options import Asked
from letapis.claims.learning.places import Named, place_options
from letapis.claims.learning.weights import DATE, PLACE, Weights
from letapis.claims.sentences.reading import Reading

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Offered:
    """What the text offers for the slots of one act; None where nobody asks."""

    date: Asked[Day] | None = None
    place: Asked[Named] | None = None
    count: Asked[tuple[int | None, int | None] | None] | None = None  # one person, where the rules found no number


def offered(
    reading: Reading, spot: Spot, date: tuple[Day, str, str], place: tuple[Named, str, str], weights: Weights
) -> Offered:
    """The options for an act; `date` and `place` are what the rules took, with rule and words."""
    return Offered(
        date_options(reading, spot, date) if weights.asks(DATE, date[1]) else None,
        place_options(reading, spot, place) if weights.asks(PLACE, place[1]) else None,
    )


def chosen(
    weights: Weights, task: str, asked: Asked[Value] | None, ruled: tuple[Value, str, str]
) -> tuple[Value, str, str]:
    """The value for which most speaks, with its rule and words; the rules' own where nothing was learned."""
    if asked is None or not weights.knows(task):
        return ruled
    best = asked.best(weights, task)
    return best.value, best.rule, best.words
