"""The work on one document of a JSONL file: code it, or read counts, dates, places, people or kinds of event in it.

The text stays as given and every other field in its order; `claims` or `spans` come at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from letapis.claims.coder import Coder
from letapis.claims.exchange import claim_to_json
from letapis.claims.tokens import tokenise
from letapis.sources.document import Document
from letapis.sources.errors import SourceError
from letapis.sources.exchange import document_from_json
from letapis.sources.language import language_of
from letapis.workflow.coding import code_document
from letapis.workflow.derived import Json

if TYPE_CHECKING:
    from letapis.claims.counts import CountSpan
    from letapis.claims.dates import DateSpan
    from letapis.claims.people.span import PersonSpan
    from letapis.claims.places.reading import PlaceSpan

KINDS = ("counts", "dates", "places", "people", "kinds")


@dataclass(frozen=True, slots=True)
class Code:
    """Adds `claims`."""

    coder: Coder

    def __call__(self, value: Json) -> Json:
        """The object with its claims. Raises ValueError for a wrong field, SourceError where coding fails."""
        document = document_from_json(value)
        coded = code_document(self.coder, document)
        if coded.failed is not None:
            raise SourceError(coded.failed.file, coded.failed.place, coded.failed.problem, coded.failed.way_out)
        claims = [claim_to_json(claim) for claim in coded.claims]
        return {**{key: one for key, one in value.items() if key != "claims"}, "claims": claims}


@dataclass(frozen=True, slots=True)
class Read:
    """Adds `spans` of one kind."""

    kind: str
    table: str = "schema"

    def __call__(self, value: Json) -> Json:
        """The object with its spans. Raises ValueError for a field of the wrong type."""
        document = document_from_json(value)
        spans = list(READERS[self.kind](document, document.language or language_of(document.text), self.table))
        kept = {key: one for key, one in value.items() if key not in {"spans", "types"}}
        types = {"types": list(dict.fromkeys(span["root"] for span in spans))} if self.kind == "kinds" else {}
        return {**kept, **types, "spans": spans}


def counts(document: Document, language: str, table: str) -> Iterable[Json]:
    """start, end, low, high, unit, words."""
    from letapis.claims.counts import read_counts

    return map(count_to_json, read_counts(tokenise(document.text), language, table=table))


def dates(document: Document, language: str, _table: str) -> Iterable[Json]:
    """start, end, from, to, precision; an open end is null."""
    from letapis.claims.dates import read_dates

    return map(date_to_json, read_dates(tokenise(document.text), language, document.dated))


def places(document: Document, language: str, _table: str) -> Iterable[Json]:
    """start, end, type LOC, place, kind, implied, words."""
    from letapis.claims.places.reading import read_places

    return map(place_to_json, read_places(tokenise(document.text), language))


def people(document: Document, language: str, _table: str) -> Iterable[Json]:
    """start, end, type PER, ORG or GROUP, name, role, size."""
    from letapis.claims.people.reading import read_people

    return map(person_to_json, read_people(tokenise(document.text), language))


def kinds(document: Document, language: str, _table: str) -> Iterable[Json]:
    """start, end, root, aside, words; the surest of each sentence first."""
    from letapis.claims.kinds import read_kinds

    tokens = tokenise(document.text)
    for kind in read_kinds(tokens, language):
        start, end = tokens.starts[kind.start], tokens.ends[kind.end - 1]
        words = document.text[start:end]
        yield {"start": start, "end": end, "root": kind.root, "aside": kind.aside, "words": words}


def count_to_json(span: CountSpan) -> Json:
    """A count with its interval, unit and words."""
    return {name: getattr(span, name) for name in ("start", "end", "low", "high", "unit", "words")}


def date_to_json(span: DateSpan) -> Json:
    """A date with its first and last day; "since 9 August" has no last one here, though a claim of it has."""
    last = None if span.precision == "open" and span.first is not None else span.last
    ends = {"from": _day(span.first), "to": _day(last)}
    return {"start": span.start, "end": span.end, **ends, "precision": span.precision}


def place_to_json(span: PlaceSpan) -> Json:
    """A place with its canonical name."""
    named = {name: getattr(span, name) for name in ("place", "kind", "implied", "words")}
    return {"start": span.start, "end": span.end, "type": "LOC", **named}


def person_to_json(span: PersonSpan) -> Json:
    """A person, organisation or group with role and size."""
    return {name: getattr(span, name) for name in ("start", "end", "type", "name", "role", "size")}


READERS: dict[str, Callable[[Document, str, str], Iterable[Json]]] = {
    "counts": counts,
    "dates": dates,
    "places": places,
    "people": people,
    "kinds": kinds,
}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
