"""Which suggestions may be accepted in one go: all but those that, taken together, would join what contradicts itself.

A father and a son may each look like a record that has neither patronymic nor year. Each pair alone is convincing; both
accepted would make one person of two. Such chains are held back for somebody to look at.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from letapis.registry.people.evidence import evidence_text
from letapis.registry.people.joining import Groups
from letapis.registry.people.judgement import Pair, pair
from letapis.registry.people.open_edges import OpenEdge, open_edges
from letapis.registry.people.persons import People
from letapis.registry.people.records import Edge, PersonRecord

TELLING = ("surname", "given", "patronymic", "birth_year")  # fields that no person has two of
LARGEST = 200  # records of one would-be person; a larger one is for people to look at

Contradict = Callable[[PersonRecord, PersonRecord], bool]


@dataclass(frozen=True, slots=True)
class Acceptable:
    """What one bulk acceptance may hold, and what it must leave to people."""

    edges: tuple[Edge, ...]
    held_back: tuple[Edge, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over pairs, probabilities and evidence of what may be accepted."""
        return digest(self.edges)


def digest(edges: Iterable[Edge]) -> str:
    """SHA-256 in hexadecimal over the lines `left right probability evidence`, sorted."""
    lines = sorted(f"{e.left} {e.right} {e.probability:.6f} {evidence_text(e.evidence)}\n" for e in edges)
    return hashlib.sha256("".join(lines).encode("utf-8", "backslashreplace")).hexdigest()


def years_contradict(left: PersonRecord, right: PersonRecord) -> bool:
    """Whether both have a birth year and these are more than one apart (a year told by age may be one off)."""
    return left.birth_year is not None and right.birth_year is not None and abs(left.birth_year - right.birth_year) > 1


def acceptable(
    edges: Iterable[Edge],
    people: People,
    records: Mapping[str, PersonRecord],
    contradict: Contradict = years_contradict,
) -> Acceptable:
    """The open suggestions, without those on a way between two records that contradict each other or are held apart."""
    held = list(edges)
    suggested = [one for one in open_edges(held, people) if one.edge.band == "suggest" and not one.doubted]
    would_be = Groups()
    for one in suggested:
        would_be.join(*one.sides)
    against = _against(held, people, would_be)
    compared = {(edge.left, edge.right) for edge in held}
    good: list[Edge] = []
    for group in _by_group(suggested, would_be):
        of_side = _records(group, people, records)
        if sum(map(len, of_side.values())) <= LARGEST:
            against_each_other = _contradictions(of_side, compared, contradict)
            good += _without_ways(group, against[_root(group, would_be)] | against_each_other)
    taken = {pair(edge.left, edge.right) for edge in good}
    back = [one.edge for one in suggested if pair(one.edge.left, one.edge.right) not in taken]
    return Acceptable(tuple(sorted(good, key=_order)), tuple(sorted(back, key=_order)))


def _order(edge: Edge) -> Pair:
    return edge.left, edge.right


def _root(group: list[OpenEdge], would_be: Groups) -> str:
    return would_be.find(group[0].sides[0])


def _by_group(suggested: list[OpenEdge], would_be: Groups) -> Iterator[list[OpenEdge]]:
    found: dict[str, list[OpenEdge]] = defaultdict(list)
    for one in suggested:
        found[would_be.find(one.sides[0])].append(one)
    yield from found.values()


def _against(edges: Iterable[Edge], people: People, would_be: Groups) -> dict[str, set[Pair]]:
    """Would-be person -> pairs of its sides that a judgement holds apart or whose evidence contradicts."""
    found: dict[str, set[Pair]] = defaultdict(set)
    contradicting = (
        (edge.left, edge.right)
        for edge in edges
        if any(one.outcome == "contradicts" and one.field in TELLING for one in edge.evidence)
    )
    for left, right in (*(link.pair for link in people.apart), *contradicting):
        sides = pair(people.side(left), people.side(right))
        root = would_be.find(sides[0])
        if sides[0] != sides[1] and root == would_be.find(sides[1]):
            found[root].add(sides)
    return found


def _records(
    group: list[OpenEdge], people: People, records: Mapping[str, PersonRecord]
) -> dict[str, list[PersonRecord]]:
    """Side of a would-be person -> its records."""
    sides = sorted({side for one in group for side in one.sides})
    return {side: [records[name] for name in people.records_of(side) if name in records] for side in sides}


def _contradictions(
    of_side: Mapping[str, list[PersonRecord]], compared: set[Pair], contradict: Contradict
) -> set[Pair]:
    """Pairs of sides of which two records contradict each other, where the linker has not compared the two itself."""
    return {
        (first, second)
        for first, second in combinations(of_side, 2)
        if any(
            contradict(left, right)
            for left in of_side[first]
            for right in of_side[second]
            if pair(left.id, right.id) not in compared or years_contradict(left, right)
        )
    }


def _without_ways(group: list[OpenEdge], against: set[Pair]) -> list[Edge]:
    """The group without every way between two sides that contradict, shortest way first, until none is left."""
    left = {one.sides for one in group}
    for start, end in sorted(against):
        while way := _way(start, end, left):
            left.difference_update(way)
    return [one.edge for one in group if one.sides in left]


def _way(start: str, end: str, links: set[Pair]) -> list[Pair]:
    """The links of a shortest way; none where there is no way."""
    beside: dict[str, list[str]] = defaultdict(list)
    for first, second in sorted(links):
        beside[first].append(second)
        beside[second].append(first)
    came = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there in beside[here]:
            if there not in came:
                came[there] = here
                waiting.append(there)
    way = []
    while end in came and end != start:
        way.append(pair(end, came[end]))
        end = came[end]
    return way
