# ruff: noqa: S608  (own names only; every value is a parameter)
"""Reads the record back: the whole of it, or one event, figure or report with what it rests on. It never writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from letapis.claims.claim import Claim
from letapis.registry.credits import value
from letapis.registry.entering import unknown
from letapis.registry.index import event_key
from letapis.registry.judging import effects
from letapis.registry.places import lies_in
from letapis.registry.record import Event, Figure, Origin, Record
from letapis.sources.document import Document
from letapis.store.dialect import Row
from letapis.store.judgements import judgements
from letapis.store.opening import Store
from letapis.store.values import inflated, json_value, raw, safe, unpacked

Value = TypeVar("Value")

ORIGIN = "letapis_origin"
BATCH = 2_000  # rows that a pass through everything holds at a time


def record(store: Store) -> Record:
    """The whole record, as `reconcile` gives it for the same documents, claims and judgements."""
    held = sorted(events(store), key=event_key)
    figures_ = {figure.id: figure for figure in figures(store)}
    decided = effects(judgements(store))
    tables = {"claim": "letapis_claim", "report": "letapis_document"}
    known: dict[str, Container[str]] = {name: _there(store, table, decided.named) for name, table in tables.items()}
    return Record(
        claims=tuple(claims(store)),
        origins=tuple(sorted(origins(store), key=lambda origin: origin.id)),
        events=tuple(held),
        figures=tuple(figures_[one] for event in held for one in event.figures),
        remarks=(*decided.remarks, *unknown(decided, known)),
    )


def _there(store: Store, table: str, ids: Iterable[str]) -> set[str]:
    """Which of these ids a table has."""
    statement = f"SELECT ident FROM {table} WHERE archive_id = %s AND body IS NOT NULL AND"
    return {ident for (ident,) in store.among(statement, "ident", ids)}


def claims(store: Store) -> Iterator[Claim]:
    """All claims that stand, as people left them, by the ids that the coder gave."""
    order = 'ORDER BY ident COLLATE "C"' if store.engine == "postgresql" else "ORDER BY ident"
    statement = f"SELECT number FROM letapis_claim WHERE archive_id = %s AND event_id IS NOT NULL {order}"
    numbers = [number for (number,) in store.fetch(statement)]
    for start in range(0, len(numbers), BATCH):
        some = numbers[start : start + BATCH]
        statement = "SELECT number, body FROM letapis_claim WHERE archive_id = %s AND"
        bodies: dict[int, bytes] = dict(store.among(statement, "number", some))
        yield from (unpacked(Claim, bodies[number]) for number in some)


def events(store: Store) -> Iterator[Event]:
    """All events, in the order of their numbers."""
    return _pass(store, Event, "letapis_event")


def figures(store: Store) -> Iterator[Figure]:
    """All figures, in the order of their numbers."""
    return _pass(store, Figure, "letapis_figure")


def documents(store: Store, *, texts: bool = True) -> Iterator[Document]:
    """All reports, in the order of their numbers."""
    columns = "body, text" if texts else "body, NULL"
    return (document_of(*row) for row in _rows(store, columns, "letapis_document", "body IS NOT NULL"))


def document_of(body: bytes, text: bytes | None) -> Document:
    """The report of a row; its text is empty where it was not asked for."""
    document = unpacked(Document, body)
    return document if text is None else replace(document, text=inflated(text))


def origins(store: Store, ids: Collection[str] | None = None) -> list[Origin]:
    """Origins with their reports: those of these ids, or all."""
    statement = "SELECT number, ident, told FROM letapis_origin WHERE archive_id = %s"
    asked = None if ids is None else map(safe, ids)
    found = store.fetch(statement) if asked is None else store.among(f"{statement} AND", "ident", asked, ORIGIN)
    credited = (
        "SELECT c.origin_id, d.ident FROM letapis_credit c JOIN letapis_document d ON d.number = c.document_id"
        " WHERE c.archive_id = %s"
    )
    numbers = [number for number, _, _ in found]
    rows = store.fetch(credited) if ids is None else store.among(f"{credited} AND", "c.origin_id", numbers)
    reports: dict[int, list[str]] = defaultdict(list)
    for origin, ident in rows:
        reports[origin].append(ident)
    return [origin_of_row(ident, told, reports[number]) for number, ident, told in found]


def origin_of_row(ident: str, told: bytes, reports: list[str]) -> Origin:
    """The origin of a row with these reports."""
    labels, because = json_value(told)
    return value(raw(ident), Counter(labels), Counter(because), reports)


def _pass(store: Store, kind: type[Value], table: str) -> Iterator[Value]:
    return (unpacked(kind, body) for (body,) in _rows(store, "body", table, "TRUE"))


def _rows(store: Store, columns: str, table: str, condition: str) -> Iterator[Row]:
    """All rows of a table, some thousand at a time."""
    last = 0
    statement = f"SELECT number, {columns} FROM {table} WHERE archive_id = %s AND number > %s AND {condition}"
    while found := store.fetch(f"{statement} ORDER BY number LIMIT %s", last, BATCH):
        last = found[-1][0]
        yield from (row[1:] for row in found)


# ---- one thing


def event(store: Store, ident: str) -> Event | None:
    """The event of that id."""
    return _one(store, Event, "letapis_event", ident)


def figure(store: Store, ident: str) -> Figure | None:
    """The figure of that id."""
    return _one(store, Figure, "letapis_figure", ident)


def document(store: Store, ident: str) -> Document | None:
    """The report of that id, with its text."""
    statement = "SELECT body, text FROM letapis_document WHERE archive_id = %s AND body IS NOT NULL AND ident = %s"
    return next((document_of(*row) for row in store.fetch(statement, ident)), None)


def claims_of(store: Store, event_ident: str) -> list[Claim]:
    """The claims of an event, by their ids."""
    statement = (
        "SELECT c.body FROM letapis_claim c JOIN letapis_event e ON e.number = c.event_id"
        " WHERE e.archive_id = %s AND e.ident = %s"
    )
    return sorted((unpacked(Claim, body) for (body,) in store.fetch(statement, event_ident)), key=lambda one: one.id)


def figures_of(store: Store, measure: str, first: str, last: str, place: str = "") -> list[Figure]:
    """The figures of a measure whose days meet these (as 2020-10-11), of a place and its parts, by days and ids."""
    statement = "SELECT body FROM letapis_figure WHERE archive_id = %s AND measure = %s"
    rows = store.fetch(f"{statement} AND first > '' AND first <= %s AND last >= %s", measure, last, first)
    figures_ = (unpacked(Figure, body) for (body,) in rows)
    found = [one for one in figures_ if not place or lies_in(one.place, (place,))]
    return sorted(found, key=lambda one: (one.date.first.isoformat() if one.date else "", one.id))


def _one(store: Store, kind: type[Value], table: str, ident: str) -> Value | None:
    statement = f"SELECT body FROM {table} WHERE archive_id = %s AND ident = %s"
    return next((unpacked(kind, body) for (body,) in store.fetch(statement, ident)), None)
