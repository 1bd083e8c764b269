"""Reads from the store what goes into the index and what is shown of it. It never writes.

The sign before `archive_id` keeps SQLite from looking through the whole archive for a few numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import msgspec

from letapis.claims.claim import Claim, DateInterval
from letapis.registry.record import Event
from letapis.registry.search.withheld import COERCED, withheld
from letapis.sources.document import Document
from letapis.store.dialect import Row
from letapis.store.opening import Store
from letapis.store.values import inflated, unpacked

_CLAIM = (
    "SELECT c.number, c.document_id, c.event_id, e.ident, c.body FROM letapis_claim AS c"
    " LEFT JOIN letapis_event AS e ON e.number = c.event_id WHERE +c.archive_id = %s"
)


class Placed(msgspec.Struct):
    """What the body of an event tells of its place."""

    place: tuple[str, ...] = ()


_PLACE = msgspec.json.Decoder(Placed)


class KeptClaim(NamedTuple):
    """A claim with its number, those of its report and its event, and the id of the event."""

    number: int
    document: int
    event: int | None
    event_id: str
    claim: Claim


def documents(store: Store, numbers: Collection[int]) -> dict[int, Document]:
    """The reports of these numbers that have come."""
    statement = (
        "SELECT number, body, text FROM letapis_document"  # noqa: S608  own words only
        f" WHERE +archive_id = %s AND number {store.base.among()} AND body IS NOT NULL"
    )
    rows = store.base.rows(statement, [store.archive, store.base.many(numbers)])
    return {number: _document(body, text) for number, body, text in rows}


def _document(body: bytes, text: bytes | None) -> Document:
    return replace(unpacked(Document, bytes(body)), text=inflated(bytes(text)) if text is not None else "")


def claims_by(store: Store, column: str, numbers: Collection[int]) -> list[KeptClaim]:
    """The claims with one of these numbers in a column: number, document_id or event_id; in the order of the text."""
    base = store.base
    rows = base.rows(f"{_CLAIM} AND c.{column} {base.among()}", [store.archive, base.many(numbers)])
    return sorted((_claim(row) for row in rows), key=_in_text)


def _in_text(kept: KeptClaim) -> tuple[str, int, int, str]:
    return kept.claim.document, kept.claim.start, kept.claim.end, kept.claim.type


def _claim(row: Row) -> KeptClaim:
    number, document, event, event_id, body = row
    return KeptClaim(number, document, event, event_id or "", unpacked(Claim, bytes(body)))


def events(store: Store, numbers: Collection[int]) -> dict[int, Event]:
    """The events of these numbers; of figures and links nothing, of claims and origins only how many."""
    statement = (
        "SELECT number, ident, type, family, first, last, status, scope, origins, claims, confirmed, body"  # noqa: S608
        f" FROM letapis_event WHERE +archive_id = %s AND number {store.base.among()}"
    )
    return {row[0]: _event(row) for row in store.base.rows(statement, [store.archive, store.base.many(numbers)])}


def _event(row: Row) -> Event:
    _, ident, kind, family, first, last, status, scope, origins, claims, confirmed, body = row
    days = DateInterval(date.fromisoformat(first), date.fromisoformat(last)) if first else None
    place = _PLACE.decode(bytes(body)).place
    return Event(ident, kind, family, days, place, status, scope, ("",) * claims, (), ("",) * origins,
                 confirmed=bool(confirmed))  # fmt: skip


def held_back(store: Store, reports: Iterable[int]) -> dict[int, tuple[list[Claim], frozenset[str]]]:
    """Of those reports that tell of a coerced statement: their claims, and the ids of those that are withheld."""
    base = store.base
    statement = (
        f"SELECT DISTINCT document_id FROM letapis_claim WHERE +archive_id = %s AND document_id {base.among()}"  # noqa: S608
        " AND type = %s"
    )
    coerced = [number for (number,) in base.rows(statement, [store.archive, base.many(set(reports)), COERCED])]
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    for kept in claims_by(store, "document_id", coerced) if coerced else ():
        if kept.event is not None:  # else people rejected it
            found[kept.document].append(kept.claim)
    return {number: (claims, withheld(claims)) for number, claims in found.items()}
