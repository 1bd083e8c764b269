"""What teaches: documents with what people say of the claims in them, and the examples that follow for each task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from letapis.claims.assembly.draft import Draft
from letapis.claims.claim import Claim
from letapis.claims.exchange import claim_from_json, claim_to_json
from letapis.claims.learning.choosing import Offered
from letapis.claims.learning.confidence import TASK, YES, traits_of
from letapis.claims.learning.logistic import Choice
from letapis.claims.learning.options import Asked
from letapis.claims.learning.spots import Spots
from letapis.claims.learning.weights import Weights, pairs
from letapis.claims.rules import RuleCoder
from letapis.claims.scoring.scores import pairs as matches
from letapis.claims.scoring.slots import fold_place
from letapis.sources.document import Document

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one claim: whether it is right, and its date and place where these are known."""

    right: bool
    told: Claim | None = None  # the claim as it should be; None where only its being right or wrong is known


@dataclass(frozen=True, slots=True)
class Lesson:
    """One document with every claim that it holds, or with verdicts on some claims of the coder, by their ids."""

    document: Document
    claims: tuple[Json, ...] | None = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one document, by task."""

    choices: Mapping[str, tuple[Choice, ...]]
    missed: int = 0  # claims of the document that no draft stands for


def examples(lesson: Lesson, weights: Weights, table: str = "schema") -> Examples:
    """What a document teaches; its drafts are made with `weights`, and none is dropped."""
    coder = RuleCoder(table=table, weights=weights)
    read = coder.read(lesson.document)
    if read is None:
        return Examples({}, len(lesson.claims or ()))
    cleaned, reading = read
    drafts = coder.drafts(reading)
    made = coder.written(lesson.document, cleaned, reading, drafts)
    verdicts = _verdicts(lesson, made)
    traits = {id(draft): one for draft, one in zip(drafts, traits_of(reading, drafts), strict=True)}
    found: dict[str, list[Choice]] = {TASK: [], "date": [], "place": []}
    for (draft, _), verdict in zip(made, verdicts, strict=True):
        if verdict is not None:
            sure = tuple(pairs((YES,), traits[id(draft)]))
            found[TASK].append(Choice((sure, ()), 0 if verdict.right else 1))
            _slots(found, draft.offered, verdict.told)
    known = [verdict.told for verdict in verdicts if verdict is not None and verdict.told is not None]
    _untold(found, lesson, Spots(cleaned, reading), {(one.start, one.end, one.type) for one in known})
    right = sum(verdict is not None and verdict.right for verdict in verdicts)
    return Examples({task: tuple(rows) for task, rows in found.items()}, max(len(lesson.claims or ()) - right, 0))


def _verdicts(lesson: Lesson, made: Sequence[tuple[Draft, Claim]]) -> list[Verdict | None]:
    """For each claim of the coder what the lesson says of it."""
    if lesson.claims is None:
        return [lesson.verdicts.get(claim.id) for _, claim in made]
    found: list[Verdict | None] = [Verdict(right=False)] * len(made)
    for i, j in matches(lesson.claims, [claim_to_json(claim) for _, claim in made]):
        found[j] = Verdict(right=True, told=claim_from_json(dict(lesson.claims[i]), lesson.document.id))
    return found


def _untold(found: dict[str, list[Choice]], lesson: Lesson, spots: Spots, known: set[tuple[int, int, str]]) -> None:
    """Examples for date and place from the claims of an annotated document that no draft stands for."""
    for value in lesson.claims or ():
        claim = claim_from_json(dict(value), lesson.document.id)
        if (claim.start, claim.end, claim.type) not in known:
            _slots(found, spots.offered(claim), claim)


def _slots(found: dict[str, list[Choice]], asked: Offered | None, told: Claim | None) -> None:
    """Examples for date and place, where the right value is known and among the options."""
    if told is None or asked is None:
        return
    place = frozenset(map(fold_place, told.place))
    _choice(found["date"], asked.date, [one.value == told.date for one in asked.date.options])
    _choice(found["place"], asked.place, [frozenset(map(fold_place, one.value)) == place for one in asked.place.options])


def _choice(found: list[Choice], asked: Asked[Any], fits: Sequence[bool]) -> None:
    if any(fits) and len(fits) > 1:
        found.append(Choice(asked.traits(), fits.index(True), ruled=asked.ruled))


def from_annotated(value: Json) -> Lesson:
    """A lesson from one annotated document of the contract. Raises ValueError and KeyError as these objects do."""
    from letapis.sources.exchange import document_from_json

    return Lesson(document_from_json(dict(value)), tuple(value["claims"]))



def in_order(lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """By the ids of the documents: the order in which they came teaches nothing."""
    return tuple(sorted(lessons, key=lambda lesson: lesson.document.id))
