"""Persons out of judgements: `people = persons(records, judgements)`, the same in whatever order both come.

Nothing is joined but by a decision, and never across one: where a chain of `same` would bring together two records that
are held apart, the decision that came last in the chain waits, and a conflict names the chain and what forbids it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from letapis.registry.people.decisions import Decisions, Link, decisions
from letapis.registry.people.joining import Groups
from letapis.registry.people.judgement import PersonJudgement
from letapis.registry.people.records import PersonRecord


@dataclass(frozen=True, slots=True)
class Person:
    """Two records or more that people judged to be of one person."""

    id: str  # from the record that was judged first: it stays when records come in, and comes back after an undo
    records: tuple[str, ...]  # ids, sorted
    judgements: tuple[str, ...]  # ids of those that hold it together, in the order of the log
    absorbed: tuple[str, ...] = ()  # ids of persons that were joined into this one


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that waits: with it, a chain would lead from one to the other of two records held apart."""

    waits: Link
    apart: Link
    chain: tuple[Link, ...]  # from apart.left to apart.right, `waits` among them


@dataclass(frozen=True, slots=True)
class People:
    """All persons, and the decisions that made none. Every tuple is in a fixed order."""

    persons: tuple[Person, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unsure: tuple[Link, ...] = ()
    apart: tuple[Link, ...] = ()
    waiting: tuple[Link, ...] = ()  # said by one where two are asked for
    remarks: tuple[str, ...] = ()
    person_of: Mapping[str, Person] = field(default_factory=dict, compare=False)  # by the id of a record
    by_id: Mapping[str, Person] = field(default_factory=dict, compare=False)  # an absorbed id leads to the new person

    def side(self, record: str) -> str:
        """The id of the person of a record, or its own where it is of none."""
        person = self.person_of.get(record)
        return person.id if person else record

    def records_of(self, side: str) -> tuple[str, ...]:
        """The records of a person, or the one record itself."""
        person = self.by_id.get(side)
        return person.records if person else (side,)


def persons(
    records: Iterable[PersonRecord], judgements: Iterable[PersonJudgement], *, four_eyes: bool = False
) -> People:
    """What the judgements make of the records. Never raises; what cannot be applied is a remark."""
    decided = decisions(judgements, four_eyes=four_eyes)
    groups = Groups(decided.apart)
    applied = [link for link in decided.same if groups.join(*link.pair)]
    blocked = [link for link in decided.same if groups.find(link.left) != groups.find(link.right)]
    found = _persons(groups, decided)
    return People(
        found,
        _conflicts(blocked, applied, groups),
        tuple(decided.unsure),
        tuple(decided.apart),
        tuple(decided.waiting),
        (*decided.remarks, *_missing(records, decided)),
        {record: person for person in found for record in person.records},
        {old: person for person in found for old in (*person.absorbed, person.id)},
    )


def person_id(record: str) -> str:
    """The id of the person whose record was judged first."""
    return f"person-{hashlib.sha256(record.encode('utf-8', 'backslashreplace')).hexdigest()[:12]}"


def _persons(groups: Groups, decided: Decisions) -> tuple[Person, ...]:
    held: dict[str, dict[str, None]] = defaultdict(dict)  # root -> judgements, in the order of the log
    for link in decided.same:
        root = groups.find(link.left)
        if root == groups.find(link.right):
            held[root].setdefault(link.judgement)
    absorbed = _absorbed(decided, {root: groups.members(root) for root in held})
    found = [
        Person(
            person_id(min(groups.members(root), key=decided.first_named.__getitem__)),
            tuple(sorted(groups.members(root))),
            tuple(made_by),
            absorbed[root],
        )
        for root, made_by in held.items()
    ]
    return tuple(sorted(found, key=lambda person: person.id))


def _absorbed(decided: Decisions, members: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Group -> ids that parts of it had as persons of their own before a later decision joined them."""
    root_of = {record: root for root, records in members.items() for record in records}
    parts = Groups()
    eldest: dict[str, str] = {}
    found: dict[str, set[str]] = {root: set() for root in members}
    for link in decided.same:
        root = root_of.get(link.left)
        sides = [parts.find(record) for record in link.pair]
        if root is None or root != root_of.get(link.right) or sides[0] == sides[1]:
            continue
        elders = sorted((eldest.get(side, side) for side in sides), key=decided.first_named.__getitem__)
        if all(len(parts.members(side)) > 1 for side in sides):
            found[root].add(person_id(elders[1]))
        parts.join(*link.pair)
        eldest[parts.find(link.left)] = elders[0]
    return {root: tuple(sorted(ids)) for root, ids in found.items()}


def _conflicts(blocked: list[Link], applied: list[Link], groups: Groups) -> tuple[Conflict, ...]:
    if not blocked:
        return ()
    forest = _Forest(applied)
    found = []
    for waits in blocked:
        apart = groups.apart(*waits.pair)
        assert apart is not None  # nothing else keeps `join` from joining
        near, far = waits.pair
        if groups.find(near) != groups.find(apart.left):
            near, far = far, near
        chain = (*forest.way(apart.left, near), waits, *forest.way(far, apart.right))
        found.append(Conflict(waits, apart, chain))
    return tuple(found)


class _Forest:
    """The decisions that join, as trees: between two records of one person there is one way."""

    def __init__(self, applied: list[Link]) -> None:
        self._beside: dict[str, list[Link]] = defaultdict(list)
        for link in applied:
            self._beside[link.left].append(link)
            self._beside[link.right].append(link)
        self._up: dict[str, tuple[str, Link] | None] = {}
        self._depth: dict[str, int] = {}

    def way(self, start: str, end: str) -> tuple[Link, ...]:
        """The decisions that lead from one record to another of the same person."""
        if start not in self._up:
            self._plant(start)
        before: list[Link] = []
        behind: list[Link] = []
        while start != end:
            if self._depth[start] >= self._depth[end]:
                start = self._climb(start, before)
            else:
                end = self._climb(end, behind)
        return (*before, *reversed(behind))

    def _climb(self, record: str, passed: list[Link]) -> str:
        step = self._up[record]
        assert step is not None  # both ends are in one tree
        passed.append(step[1])
        return step[0]

    def _plant(self, root: str) -> None:
        """Make the tree of a record hang from it."""
        self._up[root], self._depth[root] = None, 0
        waiting = deque([root])
        while waiting:
            here = waiting.popleft()
            for link in self._beside[here]:
                there = link.right if link.left == here else link.left
                if there not in self._up:
                    self._up[there] = (here, link)
                    self._depth[there] = self._depth[here] + 1
                    waiting.append(there)


def _missing(records: Iterable[PersonRecord], decided: Decisions) -> list[str]:
    """Records that a decision names and no list has: the decision stands, and somebody should know."""
    known = {record.id for record in records}
    links = (*decided.same, *decided.apart, *decided.unsure, *decided.waiting)
    named = {record: link.judgement for link in reversed(links) for record in link.pair}
    return [
        f"judgement {named[record]}: record {record} is in no list" for record in sorted(named) if record not in known
    ]
