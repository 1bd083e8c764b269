"""Cores: sides that are nearly surely one person, so that one more yes brings all of them together.

They serve to rank questions. A core joins nobody: what is in it is asked about like everything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from letapis.registry.people.accepting import Contradict
from letapis.registry.people.decisions import Link
from letapis.registry.people.joining import Groups
from letapis.registry.people.judgement import pair
from letapis.registry.people.open_edges import OpenEdge
from letapis.registry.people.persons import People
from letapis.registry.people.records import PersonRecord

NEARLY_SURE = 0.9  # proposals from here on make cores
RECORDS = 40  # of a core at most: nobody can look at more in one sitting
ONE_OFF = 1  # years that two records of one person may differ, where one was told by age


class Cores:
    """Built of proposals, the strongest first; never across what is held apart or across birth years that differ."""

    def __init__(
        self,
        people: People,
        records: Mapping[str, PersonRecord],
        apart: Iterable[Link],
        strongest: Iterable[OpenEdge],
    ) -> None:
        self._people = people
        self._records = records
        self._groups = Groups(apart)
        self._size: dict[str, int] = {}
        self._years: dict[str, tuple[int, int]] = {}  # first and last birth year of a core
        for one in strongest:
            if one.edge.probability < NEARLY_SURE:
                break
            self._join(*(self._groups.find(side) for side in one.sides))
        self._root: dict[str, str] = {}

    def root(self, side: str) -> str:
        """The side that stands for the core."""
        root = self._root.get(side)
        if root is None:
            root = self._root[side] = self._groups.find(side)
            self._count(root)
        return root

    def members(self, side: str) -> list[str]:
        """All sides of the core of one."""
        return self._groups.members(side)

    def records(self, first: str, second: str) -> int:
        """How many records two cores, or one, have together; cores are told by their roots."""
        return self._size[first] + (self._size[second] if first != second else 0)

    def apart(self, first: str, second: str) -> bool:
        """Whether two cores cannot be one person."""
        if first == second:
            return False
        low, high = self._span(first, second)
        return high - low > ONE_OFF or self._groups.apart(first, second) is not None

    def _count(self, side: str) -> None:
        if side in self._size:
            return
        names = self._people.records_of(side)
        self._size[side] = len(names)
        held = (self._records.get(name) for name in names)
        years = [one.birth_year for one in held if one is not None and one.birth_year is not None]
        if years:
            self._years[side] = min(years), max(years)

    def _span(self, first: str, second: str) -> tuple[int, int]:
        """First and last birth year of two cores; zeros where neither tells one."""
        one, other = self._years.get(first), self._years.get(second)
        if one is None or other is None:
            return one or other or (0, 0)
        return min(one[0], other[0]), max(one[1], other[1])

    def _join(self, first: str, second: str) -> None:
        self._count(first)
        self._count(second)
        together = self._size[first] + self._size[second]
        span = self._span(first, second)
        if together > RECORDS or span[1] - span[0] > ONE_OFF or not self._groups.join(first, second):
            return
        root = self._groups.find(first)
        self._size[root] = together
        if span != (0, 0):
            self._years[root] = span


class Closer:
    """Looks at the records of a few sides one by one: their cores anew, in which no two contradict each other."""

    def __init__(
        self,
        people: People,
        records: Mapping[str, PersonRecord],
        contradict: Contradict,
        cores: Cores,
        strongest: Iterable[OpenEdge],
    ) -> None:
        self._people, self._records, self._contradict, self._cores = people, records, contradict, cores
        self._apart: dict[str, list[Link]] = defaultdict(list)
        for link in between_sides(people):
            self._apart[link.left].append(link)
        self._within: dict[str, list[OpenEdge]] = defaultdict(list)
        for one in strongest:
            first, second = (cores.root(side) for side in one.sides)
            if first == second:
                self._within[first].append(one)

    def __call__(self, sides: Iterable[str], asked: Iterable[OpenEdge]) -> Cores:
        """The cores of these sides and of all that were in one core with them."""
        roots = sorted({self._cores.root(side) for side in sides})
        held = sorted({member for root in roots for member in self._cores.members(root)})
        apart = [link for side in held for link in self._apart[side]]
        against = [Link(*pair(*both), "") for both in combinations(held, 2) if self._against(*both)]
        edges = {one.sides: one for one in (*asked, *(one for root in roots for one in self._within[root]))}
        strongest = sorted(edges.values(), key=lambda one: (-one.edge.probability, one.edge.left, one.edge.right))
        return Cores(self._people, self._records, [*apart, *against], strongest)

    def _against(self, left: str, right: str) -> bool:
        return any(self._contradict(one, other) for one in self._of(left) for other in self._of(right))

    def _of(self, side: str) -> list[PersonRecord]:
        return [self._records[name] for name in self._people.records_of(side) if name in self._records]


def between_sides(people: People) -> list[Link]:
    """What is held apart, told of persons where a record is of one."""
    return [Link(*pair(people.side(one.left), people.side(one.right)), one.judgement) for one in people.apart]
