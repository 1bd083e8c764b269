"""What an outcome says for or against two names being one person's, from the table `vocabulary/names/evidence.toml`."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from letapis.vocabulary.resources import table


@cache
def _lines(role: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    rows = table("names/evidence.toml")[role]["likeness"]
    return tuple(row[0] for row in rows), tuple(row[1] for row in rows)


def likeness_weight(role: str, value: float) -> float:
    """The weight of two words of this likeness: straight lines between the rows of the table."""
    places, weights = _lines(role)
    above = bisect_right(places, value)
    if above == len(places):
        return weights[-1]
    share = (value - places[above - 1]) / (places[above] - places[above - 1])
    return weights[above - 1] + share * (weights[above] - weights[above - 1])


@cache
def weight_of(role: str, outcome: str) -> float:
    """The weight of an outcome other than likeness, by its name in the table; of no role: the bias."""
    data = table("names/evidence.toml")
    return float(data[role][outcome] if role else data[outcome])
