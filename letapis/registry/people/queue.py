"""What to ask first: questions grouped by the person that would come of them, ranked by what an answer decides.

It only orders and explains; it decides nothing, and it is the same for the same proposals and judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count, islice

from letapis.registry.people.accepting import Contradict, years_contradict
from letapis.registry.people.cores import NEARLY_SURE, Closer, Cores, between_sides
from letapis.registry.people.decisions import Link
from letapis.registry.people.joining import Groups
from letapis.registry.people.judgement import Pair, pair
from letapis.registry.people.open_edges import OpenEdge, open_edges
from letapis.registry.people.persons import Conflict, People
from letapis.registry.people.records import Edge, PersonRecord
from letapis.registry.people.settling import Settling, Weights, doubt, settling, weights

LIKELY = 0.5  # from here on cores are asked about together
CORES = 8  # asked about together at most
DOUBTED = 0.25  # a question that somebody was unsure of comes later
CONTRADICTED = 0.1  # so does one between cores that contradict each other


@dataclass(frozen=True, slots=True)
class Question:
    """One proposal to decide, the strongest of those between its two sides."""

    edge: Edge
    sides: Pair  # ids of persons, or of records that are of none
    records: int  # how many come together with a yes, where what is nearly sure is so
    score: float  # records that come together times the doubt in bits
    doubted: str = ""  # the judgement by which somebody was unsure
    rival: bool = False  # another proposal is as strong, and both cannot be
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


def queue(
    edges: Sequence[Edge],
    people: People,
    limit: int = 20,
    records: Mapping[str, PersonRecord] | None = None,
    contradict: Contradict = years_contradict,
) -> Queue:
    """The questions that are open, the would-be persons first of which an answer decides most.

    With `records` no two of a core contradict each other, and a question between cores that do comes later.
    """
    held = records or {}
    opened = list(open_edges(edges, people))
    strongest = _strongest(opened)
    cores = Cores(people, held, between_sides(people), strongest)
    groups = _would_be(strongest, cores, people)
    known = weights(edges)
    ranked = _ranked(groups, people, Closer(people, held, contradict, cores, strongest))
    shown = tuple(_settled(group, known) for group in islice(ranked, limit))
    suggested = sum(one.edge.band == "suggest" for one in opened)
    return Queue(shown, people.conflicts, people.waiting, len(groups), len(strongest), suggested)


def _strongest(opened: Iterable[OpenEdge]) -> list[OpenEdge]:
    """The strongest proposal between each two sides, the strongest first."""
    found: dict[Pair, OpenEdge] = {}
    for one in sorted(opened, key=lambda one: (-one.edge.probability, one.edge.left, one.edge.right)):
        found.setdefault(one.sides, one)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Asked:
    """A proposal between two cores, told by their roots."""

    one: OpenEdge
    first: str
    second: str
    apart: bool  # the cores cannot be one person

    @property
    def rival(self) -> bool:
        """As strong as those that made the cores, and it excludes one of them."""
        return self.apart and self.one.edge.probability >= NEARLY_SURE


def _would_be(strongest: Iterable[OpenEdge], cores: Cores, people: People) -> list[WouldBe]:
    """Cores that likely are one person, the likeliest brought together first, a few at a time."""
    together = Groups()
    held = [_asked(one, cores) for one in strongest]
    for asked in held:
        if not (asked.rival or (asked.one.edge.probability >= LIKELY and not asked.apart)):
            continue
        if len(together.members(asked.first)) + len(together.members(asked.second)) <= CORES:
            together.join(asked.first, asked.second)
    by_group: dict[Pair, list[_Asked]] = defaultdict(list)
    for asked in held:
        by_group[pair(together.find(asked.first), together.find(asked.second))].append(asked)
    return [_group(asked, cores, people) for asked in by_group.values()]


def _asked(one: OpenEdge, cores: Cores) -> _Asked:
    first, second = cores.root(one.sides[0]), cores.root(one.sides[1])
    return _Asked(one, first, second, cores.apart(first, second))


def _group(held: list[_Asked], cores: Cores, people: People) -> WouldBe:
    """The questions of one would-be person, or between two; it ranks as the best of them does."""
    sides = sorted({side for asked in held for side in asked.one.sides})
    records = sorted(record for side in sides for record in people.records_of(side))
    questions = [_question(asked, cores) for asked in held]
    if len(questions) > 1:
        questions.sort(key=lambda one: (-one.score, one.edge.left, one.edge.right))
    return WouldBe(tuple(sides), tuple(records), tuple(questions), questions[0].score)


def _question(asked: _Asked, cores: Cores) -> Question:
    """A rival is as doubtful as can be, whatever its own probability: it excludes another that is as strong."""
    one, rival = asked.one, asked.rival
    records = cores.records(asked.first, asked.second)
    score = records * (1.0 if rival else doubt(one.edge.probability))
    if asked.apart and not rival:
        score *= CONTRADICTED
    return Question(one.edge, one.sides, records, score * (DOUBTED if one.doubted else 1.0), one.doubted, rival)


def _ranked(groups: Iterable[WouldBe], people: People, closer: Closer) -> Iterator[WouldBe]:
    """The best first. A closer look costs something and mostly lowers a score, so none is taken before its turn."""
    number = count()
    waiting = [(-group.score, group.records, next(number), False, group) for group in groups]
    heapify(waiting)
    while waiting:
        _, _, _, looked_at, group = heappop(waiting)
        if looked_at:
            yield group
            continue
        for one in _looked_at(group, people, closer):
            heappush(waiting, (-one.score, one.records, next(number), True, one))


def _looked_at(group: WouldBe, people: People, closer: Closer) -> list[WouldBe]:
    """The same questions, counted and grouped by cores in which no two records contradict each other."""
    asked = _strongest(OpenEdge(one.edge, one.sides, one.doubted) for one in group.questions)
    return _would_be(asked, closer(group.sides, asked), people)


def _settled(group: WouldBe, known: Weights) -> WouldBe:
    """With the field that would settle each question: worked out only for those that are shown."""
    return replace(group, questions=tuple(replace(one, settle=_settling(one, known)) for one in group.questions))


def _settling(question: Question, known: Weights) -> Settling | None:
    edge = replace(question.edge, probability=0.5) if question.rival else question.edge
    return settling(edge, known)
