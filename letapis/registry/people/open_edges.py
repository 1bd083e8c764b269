"""Which proposals are still open: their sides are neither one person yet nor held apart, and nobody decided them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from letapis.registry.people.judgement import Pair, pair
from letapis.registry.people.persons import People
from letapis.registry.people.records import Edge


@dataclass(frozen=True, slots=True)
class OpenEdge:
    """A proposal with the two sides that it would bring together: ids of persons, or of records that are of none."""

    edge: Edge
    sides: Pair
    doubted: str = ""  # the judgement by which somebody was unsure of this very pair


def open_edges(edges: Iterable[Edge], people: People) -> Iterator[OpenEdge]:
    """Those of the bands suggest and ask that a decision could still turn into something; in the order given."""
    apart = {pair(people.side(link.left), people.side(link.right)) for link in people.apart}
    unsure = {link.pair: link.judgement for link in people.unsure}
    waiting = {link.pair for link in people.waiting}
    for edge in edges:
        if edge.band == "leave":
            continue
        key = pair(edge.left, edge.right)
        sides = pair(people.side(edge.left), people.side(edge.right))
        if sides[0] != sides[1] and sides not in apart and key not in waiting:
            yield OpenEdge(edge, sides, unsure.get(key, ""))
