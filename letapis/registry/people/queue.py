"""What to ask first: questions grouped by the person that would come of them, ranked by what an answer decides.

It only orders and explains; it decides nothing, and it is the same for the same proposals and judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from letapis.registry.people.decisions import Link
from letapis.registry.people.joining import Groups
from letapis.registry.people.judgement import Pair, pair
from letapis.registry.people.open_edges import OpenEdge, open_edges
from letapis.registry.people.persons import Conflict, People
from letapis.registry.people.records import Edge
from letapis.registry.people.settling import Settling, Weights, doubt, settling, weights

LIKELY = 0.5  # from here on a proposal counts towards a would-be person
LARGEST = 60  # sides of a would-be person; beyond it, nobody can look at it in one sitting
DOUBTED = 0.25  # a question that somebody was unsure of comes later


@dataclass(frozen=True, slots=True)
class Question:
    """One proposal to decide, the strongest of those between its two sides."""

    edge: Edge
    sides: Pair  # ids of persons, or of records that are of none
    records: int  # how many come together with a yes
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
    questions = _questions(opened, people)
    groups = _would_be(questions, people)
    known = weights(edges)
    shown = tuple(_settled(group, known) for group in groups[:limit])
    suggested = sum(one.edge.band == "suggest" for one in opened)
    return Queue(shown, people.conflicts, people.waiting, len(groups), len(questions), suggested)


def _settled(group: WouldBe, known: Weights) -> WouldBe:
    """With the field that would settle each question: worked out only for those that are shown."""
    asked = tuple(replace(question, settle=settling(question.edge, known)) for question in group.questions)
    return replace(group, questions=asked)


def _questions(opened: Iterable[OpenEdge], people: People) -> list[Question]:
    strongest: dict[Pair, OpenEdge] = {}
    for one in sorted(opened, key=lambda one: (-one.edge.probability, one.edge.left, one.edge.right)):
        strongest.setdefault(one.sides, one)
    found = []
    for one in strongest.values():
        records = sum(len(people.records_of(side)) for side in one.sides)
        score = records * doubt(one.edge.probability) * (DOUBTED if one.doubted else 1.0)
        found.append(Question(one.edge, one.sides, records, score, one.doubted))
    return found


def _would_be(questions: list[Question], people: People) -> tuple[WouldBe, ...]:
    """Sides that likely are one person, the likeliest joined first, never two that are held apart."""
    groups = Groups(_between_sides(people))
    tree: set[Pair] = set()
    for question in questions:  # the strongest first
        if question.edge.probability < LIKELY:
            break
        if sum(len(groups.members(side)) for side in question.sides) <= LARGEST and groups.join(*question.sides):
            tree.add(question.sides)
    by_group: dict[Pair, list[Question]] = defaultdict(list)
    for question in questions:
        by_group[pair(*(groups.find(side) for side in question.sides))].append(question)
    found = [_group(roots, asked, groups, people, tree) for roots, asked in by_group.items()]
    return tuple(sorted(found, key=lambda group: (-group.score, group.records)))


def _between_sides(people: People) -> list[Link]:
    return [Link(*pair(people.side(one.left), people.side(one.right)), one.judgement) for one in people.apart]


def _group(roots: Pair, asked: list[Question], groups: Groups, people: People, tree: set[Pair]) -> WouldBe:
    """All between two roots: the same root twice is a would-be person, two roots are a question between two."""
    sides = {side for question in asked for side in question.sides}
    if roots[0] == roots[1]:
        sides.update(groups.members(roots[0]))
    records = sorted(record for side in sides for record in people.records_of(side))
    counted = [one.score for one in asked if one.sides in tree] or [max(one.score for one in asked)]
    ordered = sorted(asked, key=lambda one: (-one.score, one.edge.left, one.edge.right))
    return WouldBe(tuple(sorted(sides)), tuple(records), tuple(ordered), sum(counted))
