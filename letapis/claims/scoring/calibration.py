"""Whether the confidence of claims is what it says: of those that are 70 % sure, 70 % should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

EDGES = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

Rated = tuple[float, bool]  # a confidence, and whether the claim was right


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims with a confidence from `low` up to `high`: how many, how sure on average, and the share right."""

    low: float
    high: float
    claims: int
    confidence: float
    right: float


def bins(rated: Sequence[Rated]) -> list[Bin]:
    """The claims by confidence; bins without claims are left out."""
    found = []
    for low, high in pairwise(EDGES):
        inside = [one for one in rated if low <= one[0] < high or (high == EDGES[-1] and one[0] == high)]
        if inside:
            number = len(inside)
            found.append(Bin(low, high, number, sum(c for c, _ in inside) / number, sum(r for _, r in inside) / number))
    return found


def calibration_error(rated: Sequence[Rated]) -> float:
    """The expected calibration error: how far confidence and share right are apart, on average over the claims."""
    return sum(one.claims * abs(one.confidence - one.right) for one in bins(rated)) / len(rated) if rated else 0.0
