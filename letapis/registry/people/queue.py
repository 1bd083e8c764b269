"""What to ask first: questions grouped by the person that would come of them, ranked by what an answer decides.

It only orders and explains; it decides nothing, and it is the same for the same proposals and judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from letapis.registry.people.decisions import Link
from letapis.registry.people.joining import Groups
from letapis.registry.people.judgement import Pair, pair
from letapis.registry.people.open_edges import OpenEdge, open_edges
from letapis.registry.people.persons import Conflict, People
from letapis.registry.people.records import Edge
from letapis.registry.people.settling import Settling, Weights, doubt, settling, weights

NEARLY_SURE = 0.9  # proposals from here on make the core of a would-be person
LIKELY = 0.5  # from here on cores are asked about together
RECORDS = 60  # of a core at most: nobody can look at more in one sitting
CORES = 8  # asked about together at most
DOUBTED = 0.25  # a question that somebody was unsure of comes later


@dataclass(frozen=True, slots=True)
class Question:
    """One proposal to decide, the strongest of those between its two sides."""

    edge: Edge
    sides: Pair  # ids of persons, or of records that are of none
    records: int  # how many come together with a yes, where what is nearly sure is so
    score: float  # records that come together times the doubt in bits
    doubted: str = ""  # the judgement by which somebody was unsure
    settle: Settling | None = None  # told of what is shown


@dataclass(frozen=True, slots=True)
class WouldBe:
    """A person that could come into being: its sides, and the questions between them, the first one first."""

    sides: tuple[str, ...]
    records: tuple[str, ...]
    questions: tuple[Question, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for people."""

    groups: tuple[WouldBe, ...]  # at most the limit
    conflicts: tuple[Conflict, ...]
    waiting: tuple[Link, ...]  # said by one, to be confirmed by another
    open_groups: int  # all of them, shown or not
    open_questions: int
    suggested: int  # open proposals of the band suggest: what a bulk acceptance is about


def queue(edges: Sequence[Edge], people: People, limit: int = 20) -> Queue:
    """The questions that are open, the would-be persons first of which an answer decides most."""
    opened = list(open_edges(edges, people))
    questions, cores = _questions(opened, people)
    groups = _would_be(questions, cores, people)
    known = weights(edges)
    first = nsmallest(limit, groups, key=lambda group: (-group.score, group.records))
    shown = tuple(_settled(group, known) for group in first)
    suggested = sum(one.edge.band == "suggest" for one in opened)
    return Queue(shown, people.conflicts, people.waiting, len(groups), len(questions), suggested)


def _settled(group: WouldBe, known: Weights) -> WouldBe:
    """With the field that would settle each question: worked out only for those that are shown."""
    asked = tuple(replace(question, settle=settling(question.edge, known)) for question in group.questions)
    return replace(group, questions=asked)


def _questions(opened: Iterable[OpenEdge], people: People) -> tuple[list[Question], Groups]:
    """The strongest proposal between each two sides, the strongest first; and the cores of would-be persons."""
    strongest: dict[Pair, OpenEdge] = {}
    for one in sorted(opened, key=lambda one: (-one.edge.probability, one.edge.left, one.edge.right)):
        strongest.setdefault(one.sides, one)
    cores = Groups(_between_sides(people))
    size = {person.id: len(person.records) for person in people.persons}
    for (left, right), one in strongest.items():
        if one.edge.probability < NEARLY_SURE:
            break
        first, second = cores.find(left), cores.find(right)
        together = size.get(first, 1) + size.get(second, 1)
        if together <= RECORDS and cores.join(first, second):
            size[cores.find(first)] = together
    return [_question(one, cores, size) for one in strongest.values()], cores


def _question(one: OpenEdge, cores: Groups, size: Mapping[str, int]) -> Question:
    roots = {cores.find(side) for side in one.sides}
    records = sum(size.get(root, 1) for root in roots)
    score = records * doubt(one.edge.probability) * (DOUBTED if one.doubted else 1.0)
    return Question(one.edge, one.sides, records, score, one.doubted)


def _would_be(questions: list[Question], cores: Groups, people: People) -> list[WouldBe]:
    """Cores that likely are one person, the likeliest brought together first, a few at a time."""
    together = Groups()
    for question in questions:
        if question.edge.probability < LIKELY:
            break
        roots = [cores.find(side) for side in question.sides]
        if sum(len(together.members(root)) for root in roots) <= CORES:
            together.join(*roots)
    by_group: dict[Pair, list[Question]] = defaultdict(list)
    for question in questions:
        first, second = (together.find(cores.find(side)) for side in question.sides)
        by_group[pair(first, second)].append(question)
    return [_group(asked, people) for asked in by_group.values()]


def _between_sides(people: People) -> list[Link]:
    return [Link(*pair(people.side(one.left), people.side(one.right)), one.judgement) for one in people.apart]


def _group(asked: list[Question], people: People) -> WouldBe:
    """The questions of one would-be person, or between two; it ranks as the best of them does."""
    sides = sorted({side for question in asked for side in question.sides})
    records = sorted(record for side in sides for record in people.records_of(side))
    ordered = sorted(asked, key=lambda one: (-one.score, one.edge.left, one.edge.right))
    return WouldBe(tuple(sides), tuple(records), tuple(ordered), ordered[0].score)
