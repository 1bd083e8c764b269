"""Would-be persons out of edges, to measure a linkage and to group what people are asked. They are no persons.

Connected components would chain namesakes through a record that says little; so two groups are joined only where,
over all pairs between them, more speaks for one person than against it (average linkage, the strongest pair first).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from letapis.bulk.edges import odds
from letapis.registry.people.records import Edge

JOINS = -1.0  # gives the best F1 on invented lists
WEAKEST = -0.5  # log2 odds of a pair that may begin a join
UNSEEN = -6.0  # of a pair for which there is no edge
CERTAIN = 1e-9  # a probability is never taken for more certain than this


def clusters(edges: Iterable[Edge], joins: float = JOINS) -> list[list[str]]:
    """The groups of two and more records, each sorted, in the order of their first record.

    `joins`: average log2 odds over all pairs of two groups from which they are joined.
    """
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    ranked: list[tuple[float, str, str]] = []
    for edge in edges:
        weight = odds(min(1 - CERTAIN, max(CERTAIN, edge.probability)))
        weights[edge.left][edge.right] = weights[edge.right][edge.left] = weight
        if weight >= WEAKEST:
            ranked.append((-weight, edge.left, edge.right))
    groups: dict[str, list[str]] = {}
    for _, left, right in sorted(ranked):
        first, second = groups.setdefault(left, [left]), groups.setdefault(right, [right])
        if first is not second and average(first, second, weights) >= joins:
            _join(first, second, groups)
    found = {id(group): sorted(group) for group in groups.values() if len(group) > 1}
    return sorted(found.values())


def _join(first: list[str], second: list[str], groups: dict[str, list[str]]) -> None:
    """Put the smaller group into the larger."""
    if len(first) < len(second):
        first, second = second, first
    first.extend(second)
    for one in second:
        groups[one] = first


def average(first: Sequence[str], second: Sequence[str], weights: Mapping[str, Mapping[str, float]]) -> float:
    """The mean of the log2 odds of all pairs between two groups."""
    total = sum(weights[one].get(other, UNSEEN) for one in first for other in second)
    return total / (len(first) * len(second))
