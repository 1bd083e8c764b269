"""What teaches: documents with what people say of the claims in them, and the examples that follow for each task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from letapis.claims.claim import Claim
from letapis.claims.exchange import claim_from_json, claim_to_json
from letapis.claims.learning.choosing import Offered
from letapis.claims.learning.confidence import traits_of
from letapis.claims.learning.logistic import Choice
from letapis.claims.learning.options import Asked
from letapis.claims.learning.spots import Spots
from letapis.claims.learning.weights import CLAIM, COUNT, DATE, PLACE, TASKS, Weights
from letapis.claims.rules import RuleCoder
from letapis.claims.scoring.scores import pairs
from letapis.claims.scoring.slots import fold_place
from letapis.sources.document import Document
from letapis.sources.exchange import document_from_json

Json = Mapping[str, Any]
SLOTS = frozenset({DATE, PLACE, COUNT})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim is right, and the claim as it should be, with the slots of it that are known."""

    right: bool
    told: Claim | None = None
    known: frozenset[str] = SLOTS


@dataclass(frozen=True, slots=True)
class Lesson:
    """One document with every claim that it holds, or with verdicts on some claims of the coder, by their ids."""

    document: Document
    claims: tuple[Json, ...] | None = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    weight: float = 1.0  # how much each of its examples counts


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one document by task, and how many of its claims no draft stands for."""

    choices: Mapping[str, Sequence[Choice]]
    missed: int = 0


def from_annotated(value: Json) -> Lesson:
    """A lesson from one annotated document of the contract. Raises ValueError and KeyError where it is none."""
    return Lesson(document_from_json(dict(value)), tuple(value["claims"]))


def in_order(lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """By the ids of the documents: the order in which they came teaches nothing."""
    return tuple(sorted(lessons, key=lambda lesson: lesson.document.id))


def examples(lesson: Lesson, weights: Weights, table: str = "schema") -> Examples:
    """What a document teaches; its drafts are made with `weights`, and none is dropped."""
    coder = RuleCoder(table=table, weights=weights)
    read = coder.read(lesson.document)
    if read is None:
        return Examples({}, len(lesson.claims or ()))
    written = coder.written(lesson.document, *read)
    verdicts = _verdicts(lesson, [claim for _, claim in written])
    found: dict[str, list[Choice]] = {task: [] for task in TASKS}
    drafts = [draft for draft, _ in written]
    for draft, traits, verdict in zip(drafts, traits_of(read[1], drafts), verdicts, strict=True):
        if verdict is not None:
            about = (read[1].language, draft.type)
            found[CLAIM].append(Choice((traits, ()), 0 if verdict.right else 1, lesson.weight, about))
            _slots(found, draft.offered, verdict, Choice((), 0, lesson.weight, about))
    if lesson.claims is None:
        return Examples(found)
    known = [verdict.told for verdict in verdicts if verdict is not None and verdict.told is not None]
    missed = _missed(lesson, known)
    spots = Spots(*read)

    def blank(kind: str) -> Choice:
        return Choice((), 0, lesson.weight, (read[1].language, kind))

    for claim in missed:
        _slots(found, spots.offered(claim), Verdict(right=True, told=claim), blank(claim.type))
    return Examples(found, len(missed))


def _verdicts(lesson: Lesson, written: Sequence[Claim]) -> list[Verdict | None]:
    """For each claim of the coder what the lesson says of it."""
    if lesson.claims is None:
        return [lesson.verdicts.get(claim.id) for claim in written]
    found: list[Verdict | None] = [Verdict(right=False)] * len(written)
    for i, j in pairs(lesson.claims, [claim_to_json(claim) for claim in written]):
        found[j] = Verdict(right=True, told=claim_from_json(dict(lesson.claims[i]), lesson.document.id))
    return found


def _missed(lesson: Lesson, known: Sequence[Claim]) -> list[Claim]:
    """The claims of an annotated document that no draft stands for."""
    left = [claim_from_json(dict(value), lesson.document.id) for value in lesson.claims or ()]
    for claim in known:
        left.remove(claim)
    return left


def _slots(found: dict[str, list[Choice]], asked: Offered | None, verdict: Verdict, blank: Choice) -> None:
    """Examples for date, place and count, where the right value is known and among the options."""
    told = verdict.told
    if told is None or asked is None:
        return
    if asked.date is not None and DATE in verdict.known:
        _choice(found[DATE], asked.date, [option.value == told.date for option in asked.date.options], blank)
    if asked.place is not None and PLACE in verdict.known:
        place = _folded(told.place)
        _choice(found[PLACE], asked.place, [_folded(option.value) == place for option in asked.place.options], blank)
    if asked.count is not None and COUNT in verdict.known:
        bounds = told.count and (told.count.low, told.count.high)
        _choice(found[COUNT], asked.count, [option.value == bounds for option in asked.count.options], blank)


def _folded(places: Sequence[str]) -> frozenset[str]:
    return frozenset(fold_place(place) for place in places)


def _choice(found: list[Choice], asked: Asked[Any], fits: Sequence[bool], blank: Choice) -> None:
    """An example where there is something to choose; the first option is the rules' own."""
    if any(fits) and len(fits) > 1:
        options = tuple(tuple(option.traits) for option in asked.options)
        found.append(replace(blank, options=options, right=fits.index(True)))
