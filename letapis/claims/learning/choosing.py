"""The date and the place of an act by what was learned, among all that the text offers; else as the rules took them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from letapis.claims.assembly.stand import Spot
from letapis.claims.learning.dates import Day, date_options
from letapis.claims.learning.options import Asked
from letapis.claims.learning.places import Named, place_options
from letapis.claims.learning.weights import Weights
from letapis.claims.sentences.reading import Reading

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Offered:
    """What the text offers for the slots of one act."""

    date: Asked[Day]
    place: Asked[Named]


def offered(reading: Reading, spot: Spot, date: tuple[Day, str, str], place: tuple[Named, str, str]) -> Offered:
    """The options for an act; `date` and `place` are what the rules took, with rule and words."""
    return Offered(date_options(reading, spot, date), place_options(reading, spot, place))


def chosen(weights: Weights, task: str, asked: Asked[Value]) -> tuple[Value, str, str]:
    """The value for which most speaks, with its rule and words; the rules' own where nothing was learned."""
    best = asked.best(weights, task) if weights.knows(task) else asked.options[0]
    return best.value, best.rule, best.words
