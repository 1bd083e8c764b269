"""The date and the place of an act by what was learned, among all that the text offers; else as the rules took them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from letapis.claims.assembly.stand import Spot
from letapis.claims.learning.dates import Day, date_options
from letapis.claims.learning.options import Asked, circumstances
from letapis.claims.learning.places import Named, place_options
from letapis.claims.learning.weights import Weights
from letapis.claims.sentences.reading import Reading

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Offered:
    """What the text offers for the slots of one act."""

    date: Asked[Day]
    place: Asked[Named]


def offered(
    reading: Reading,
    spot: Spot,
    frame: tuple[str, str],
    ruled: tuple[tuple[Day, str, str], tuple[Named, str, str]],
    *,
    counted: bool,
) -> Offered:
    """The options for an act of the form and voice `frame`; `ruled` are the date and the place that the rules took."""
    around = circumstances(reading, spot, *frame, counted=counted)
    return Offered(date_options(reading, spot, ruled[0], around), place_options(reading, spot, ruled[1], around))


def chosen(weights: Weights, task: str, asked: Asked[Value]) -> tuple[Value, str, str]:
    """The value for which most speaks, with its rule and words; the rules' own where nothing was learned."""
    best = asked.best(weights, task) if weights.knows(task) else asked.options[asked.ruled]
    return best.value, best.rule, best.words
