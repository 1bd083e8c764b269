"""Groups out of edges: no chain through a record that says little."""

from __future__ import annotations

import pytest

from letapis.bulk.clusters import clusters
from letapis.registry.people.records import Edge

CASES = [
    ([], []),
    ([("a", "b", 0.99)], [["a", "b"]]),
    ([("a", "b", 0.3)], []),
    ([("a", "b", 0.99), ("b", "c", 0.99), ("a", "c", 0.99)], [["a", "b", "c"]]),
    # b says little and could be either; a and c were compared and are different people: the stronger pair wins.
    ([("a", "b", 0.9), ("b", "c", 0.8), ("a", "c", 0.05)], [["a", "b"]]),
    # a and c have no edge at all: the join needs more than one fair pair.
    ([("a", "b", 0.9), ("b", "c", 0.8)], [["a", "b"]]),
    # two sure pairs, tied by one sure pair of four
    ([("a", "b", 0.9999), ("c", "d", 0.9999), ("b", "c", 0.9)], [["a", "b"], ["c", "d"]]),
    ([("a", "b", 1.0), ("c", "d", 0.99)], [["a", "b"], ["c", "d"]]),
]


@pytest.mark.parametrize(("pairs", "expected"), CASES)
def test_groups(pairs: list[tuple[str, str, float]], expected: list[list[str]]) -> None:
    edges = [Edge(left, right, probability, "ask", ()) for left, right, probability in pairs]
    assert clusters(edges) == expected
    assert clusters(reversed(edges)) == expected
