"""The one field that would settle a question: what to ask a relative for, or what to look up again.

Each field has a weight for agreeing and one for differing (log2 Bayes factors, Fellegi and Sunter 1969). From the two
follow how often it agrees in one person and in two, and from these how much an answer is expected to tell.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from letapis.registry.people.records import Edge

# Agreeing, differing: what stands for a field as long as the proposals themselves do not tell. In bits.
USUAL = {
    "given": (5.0, -8.0),
    "patronymic": (7.0, -5.0),
    "birth_year": (5.0, -5.0),
    "town": (4.0, -1.5),
    "date": (5.0, -0.5),
    "article": (2.0, -0.5),
}
ONCE_MORE = 0.5  # looking a differing field up again tells less than asking for an unknown one
NEAR = 1e-6
OPEN = {"absent": "ask", "initial": "spell"}
WORTH_ASKING = 0.02  # bits: below it an answer changes nothing

Weights = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Settling:
    """A field, what to do about it, and how much of the doubt it is expected to take away."""

    field: str
    how: str  # ask: not both tell it | spell: one tells an initial | check: they differ in it and in nothing else
    information: float  # bits; the doubt of a question is at most 1


def doubt(probability: float) -> float:
    """The entropy of a yes or no, in bits: 1 at .5, 0 where it is sure."""
    sure = min(max(probability, NEAR), 1 - NEAR)
    return -sure * math.log2(sure) - (1 - sure) * math.log2(1 - sure)


def weights(edges: Iterable[Edge]) -> dict[str, tuple[float, float]]:
    """The middle weight of agreeing and of differing of each field as the linker gave them, else the usual one."""
    agreeing: dict[str, list[float]] = defaultdict(list)
    differing: dict[str, list[float]] = defaultdict(list)
    for edge in edges:
        for one in edge.evidence:
            if one.outcome == "same":
                agreeing[one.field].append(one.weight)
            elif one.outcome == "contradicts":
                differing[one.field].append(one.weight)
    return {
        name: (_middle(agreeing[name], most), _middle(differing[name], least)) for name, (most, least) in USUAL.items()
    }


def settling(edge: Edge, known: Weights) -> Settling | None:
    """What would settle it; None where every field is told and they differ in none, or in several."""
    differing = [one for one in edge.evidence if one.outcome == "contradicts"]
    outcomes = {one.field: one.outcome for one in edge.evidence}
    found = [
        Settling(name, OPEN[outcome], expected(edge.probability, known[name]))
        for name in USUAL
        if (outcome := outcomes.get(name, "absent")) in OPEN
    ]
    if len(differing) == 1 and differing[0].field in known:
        before = _probability(_log_odds(edge.probability) - differing[0].weight)
        name = differing[0].field
        found.append(Settling(name, "check", ONCE_MORE * expected(before, known[name])))
    best = max(found, key=lambda one: one.information, default=None)
    return best if best is not None and best.information >= WORTH_ASKING else None


def expected(probability: float, weight: tuple[float, float]) -> float:
    """Bits of doubt that knowing a field is expected to take away, at this probability before."""
    agree, differ = math.exp2(weight[0]), math.exp2(weight[1])
    if agree <= 1 or differ >= 1:
        return 0.0
    in_two = (1 - differ) / (agree - differ)  # how often it agrees in two persons
    in_one = in_two * agree
    agrees = probability * in_one + (1 - probability) * in_two
    odds = _log_odds(probability)
    after = agrees * doubt(_probability(odds + weight[0])) + (1 - agrees) * doubt(_probability(odds + weight[1]))
    return max(0.0, doubt(probability) - after)


def _middle(found: list[float], otherwise: float) -> float:
    """The median, where it speaks in the same direction as what is usual."""
    middle = statistics.median(found) if found else otherwise
    return middle if middle * otherwise > 0 else otherwise


def _log_odds(probability: float) -> float:
    sure = min(max(probability, NEAR), 1 - NEAR)
    return math.log2(sure / (1 - sure))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp2(min(max(-log_odds, -1000.0), 1000.0)))
