"""The work on one document of a JSONL file: code it, or read counts, dates, places or people in it.

The text stays as given and every other field in its order; `claims` or `spans` come at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from letapis.claims.coder import Coder
from letapis.claims.exchange import claim_to_json
from letapis.claims.tokens import tokenise
from letapis.sources.document import Document
from letapis.sources.exchange import document_from_json
from letapis.sources.language import language_of
from letapis.workflow.coding import code_document
from letapis.workflow.derived import Json

KINDS = ("counts", "dates", "places", "people")


@dataclass(frozen=True, slots=True)
class Code:
    """Adds `claims`."""

    coder: Coder

    def __call__(self, value: Json) -> Json:
        """The object with its claims. Raises ValueError for a field of the wrong type."""
        document = document_from_json(value)
        coded = code_document(self.coder, document)
        if coded.failed is not None:
            raise ValueError(coded.failed.problem)
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
        return {**{key: one for key, one in value.items() if key != "spans"}, "spans": spans}


def counts(document: Document, language: str, table: str) -> Iterable[Json]:
    """start, end, low, high, unit, words."""
    from letapis.claims.counts import read_counts

    for span in read_counts(tokenise(document.text), language, table=table):
        yield {
            "start": span.start,
            "end": span.end,
            "low": span.low,
            "high": span.high,
            "unit": span.unit,
            "words": span.words,
        }


def dates(document: Document, language: str, _table: str) -> Iterable[Json]:
    """start, end, from, to, precision; an open end is null."""
    from letapis.claims.dates import read_dates

    for span in read_dates(tokenise(document.text), language, document.dated):
        yield {
            "start": span.start,
            "end": span.end,
            "from": _day(span.first),
            "to": _day(span.last),
            "precision": span.precision,
        }


def places(document: Document, language: str, _table: str) -> Iterable[Json]:
    """start, end, type LOC, place, kind, implied, words."""
    from letapis.claims.places.reading import read_places

    for span in read_places(tokenise(document.text), language):
        yield {
            "start": span.start,
            "end": span.end,
            "type": "LOC",
            "place": span.place,
            "kind": span.kind,
            "implied": span.implied,
            "words": span.words,
        }


def people(document: Document, language: str, _table: str) -> Iterable[Json]:
    """start, end, type PER, ORG or GROUP, name, role, size."""
    from letapis.claims.people.reading import read_people

    for span in read_people(tokenise(document.text), language):
        yield {
            "start": span.start,
            "end": span.end,
            "type": span.type,
            "name": span.name,
            "role": span.role,
            "size": span.size,
        }


READERS: dict[str, Callable[[Document, str, str], Iterable[Json]]] = {
    "counts": counts,
    "dates": dates,
    "places": places,
    "people": people,
}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
