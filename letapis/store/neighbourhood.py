# ruff: noqa: S608  (own names only; every value is a parameter)
"""One event, figure or claim, or the figures of some days, with what they rest on, as a small record of its own.

Whatever can tell of a record can tell of this one, and no more of the store is read than that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from letapis.claims.claim import Claim
from letapis.registry.index import event_key
from letapis.registry.lookalikes import digits_of
from letapis.registry.record import Event, Figure, Origin, Record
from letapis.sources.document import Document
from letapis.store.opening import Store
from letapis.store.reading import ORIGIN, document_of, origin_of_row
from letapis.store.values import amount, days, safe, unpacked
from letapis.vocabulary.measures import measures

_FIGURE = "SELECT body FROM letapis_figure WHERE archive_id = %s AND"
_EVENT = "SELECT number, body FROM letapis_event WHERE archive_id = %s AND"
_CLAIM = (
    "SELECT c.body, d.body FROM letapis_claim c JOIN letapis_document d ON d.number = c.document_id"
    " WHERE c.archive_id = %s AND"
)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A part of the record, and the reports behind it without their texts.

    An origin names only those of its reports that are here.
    """

    record: Record
    documents: Mapping[str, Document]


def event_number(store: Store, ident: str) -> int | None:
    """The number of the event of that id, or of the event that a figure or a claim of that id is of."""
    asked = (
        ("letapis_event", "number", "ident"), ("letapis_figure", "event_id", "ident"),
        ("letapis_claim", "event_id", "ident"), ("letapis_claim", "event_id", "stands"),
    )  # fmt: skip
    for table, column, name in asked:
        statement = f"SELECT {column} FROM {table} WHERE archive_id = %s AND {name} = %s AND {column} IS NOT NULL"
        for (number,) in store.fetch(statement, ident):
            return int(number)
    return None


def beginning(store: Store, begun: str, most: int = 5) -> tuple[str, ...]:
    """The first ids of events, figures and claims that begin so."""
    found: set[str] = set()
    for table in ("event", "figure", "claim"):
        statement = f"SELECT ident FROM letapis_{table} WHERE archive_id = %s AND ident >= %s AND ident < %s LIMIT %s"
        found |= {ident for (ident,) in store.fetch(statement, begun, begun + "\U0010ffff", most)}
    return tuple(sorted(one for one in found if one.startswith(begun))[:most])


def neighbourhood(store: Store, ident: str) -> Neighbourhood | None:
    """What an event, a figure or a claim rests on; None where there is nothing of that id."""
    number = event_number(store, ident)
    if number is None:
        return None
    (event,) = _events(store, "number", [number])
    others = _events(store, "ident", {link.event for link in event.links} - {event.id})
    speaking = _events(store, "number", (_denials(store, event, number) | _against(store, number)) - {number})
    return _gathered(store, [event], [*others, *speaking])


def of_days(store: Store, measure: str, first: date, last: date) -> Neighbourhood:
    """What the figures of a measure for some days rest on, and what denies that there were any."""
    when = last.isoformat(), first.isoformat()
    counting = (
        "SELECT DISTINCT event_id FROM letapis_figure WHERE archive_id = %s AND measure = %s AND first <> ''"
        " AND first <= %s AND last >= %s"
    )
    denying = (
        "SELECT DISTINCT event_id FROM letapis_claim WHERE archive_id = %s AND standing = 'denied' AND"
        " event_id IS NOT NULL AND (first = '' OR (first <= %s AND last >= %s)) AND"
    )
    types, driver = measures()[measure].types, store.driver
    numbers = {event for (event,) in store.fetch(counting, measure, *when)}
    numbers |= {event for (event,) in store.fetch(f"{denying} type {driver.among()}", *when, driver.many(list(types)))}
    return _gathered(store, _events(store, "number", numbers), [])


def _gathered(store: Store, own: list[Event], others: list[Event]) -> Neighbourhood:
    """Events with all that they rest on, and others beside them."""
    events = {one.id: one for one in (*own, *others)}
    figures = {one.id: one for one in _figures(store, events.values())}
    named = {one.id for one in own}
    figures |= {one.id: one for one in _compared(store, [one for one in figures.values() if one.event in named])}
    claims, documents = _claims(store, events.values(), figures.values())
    record = Record(
        claims=claims,
        origins=_origins(store, own, figures.values(), documents),
        events=tuple(sorted(events.values(), key=event_key)),
        figures=tuple(sorted(figures.values(), key=lambda figure: figure.id)),
    )
    return Neighbourhood(record, documents)


def _events(store: Store, column: str, values: Iterable[int | str]) -> list[Event]:
    return [unpacked(Event, body) for _, body in store.among(_EVENT, column, values)]


def _denials(store: Store, event: Event, number: int) -> set[int]:
    """Events of claims that deny what this one tells of, of days that meet its own; none where its day is unknown."""
    if event.date is None:
        return set()
    kins = "SELECT DISTINCT kin FROM letapis_claim WHERE archive_id = %s AND event_id = %s"
    first, last = days(event.date)
    statement = (
        "SELECT DISTINCT event_id FROM letapis_claim WHERE archive_id = %s AND standing = 'denied' AND"
        " event_id IS NOT NULL AND (first = '' OR (first <= %s AND last >= %s)) AND"
    )
    held, driver = [kin for (kin,) in store.fetch(kins, number)], store.driver
    found = store.fetch(f"{statement} kin {driver.among()}", last, first, driver.many(held))
    return {denial for (denial,) in found}


def _against(store: Store, number: int) -> set[int]:
    """The events that speak against this one, where it is a denial."""
    statement = (
        "SELECT c.event_id FROM letapis_link l JOIN letapis_claim t ON t.number = l.target_id"
        " JOIN letapis_claim c ON c.number = l.anchor_id"
        " WHERE l.archive_id = %s AND l.kind = 'denies' AND t.event_id = %s AND c.event_id IS NOT NULL"
    )
    return {event for (event,) in store.fetch(statement, number)}


def _figures(store: Store, events: Iterable[Event]) -> list[Figure]:
    ids = [figure for event in events for figure in event.figures]
    return [unpacked(Figure, body) for (body,) in store.among(_FIGURE, "ident", ids)]


def _compared(store: Store, figures: list[Figure]) -> list[Figure]:
    """Totals of the same period and measure, and those that only have the same number."""
    found: list[Figure] = []
    for figure in (one for one in figures if one.scope == "total"):
        same = f"{_FIGURE} measure = %s AND first = %s AND last = %s AND scope = 'total'"
        found += [unpacked(Figure, body) for (body,) in store.fetch(same, figure.measure, *days(figure.date))]
        if any(one.kind == "different_definition" for one in figure.relations):
            found += _lookalikes(store, figure)
    return found


def _lookalikes(store: Store, figure: Figure) -> list[Figure]:
    ends = {end for one in figure.relations for end in (one.left, one.right)}
    numbers = {number for one, _ in digits_of(figure) if (number := amount(one)) is not None}
    statement = (
        "SELECT f.body FROM letapis_total t JOIN letapis_figure f ON f.number = t.figure_id WHERE t.archive_id = %s AND"
    )
    found = (unpacked(Figure, body) for (body,) in store.among(statement, "t.amount", numbers))
    return [one for one in found if not ends.isdisjoint(reading.id for reading in one.readings)]


def _claims(
    store: Store, events: Iterable[Event], figures: Iterable[Figure]
) -> tuple[tuple[Claim, ...], dict[str, Document]]:
    """The claims of the events and of the readings, with their reports."""
    ids = {claim for event in events for claim in event.claims}
    ids |= {claim for figure in figures for reading in figure.readings for claim in reading.claims}
    rows = store.among(_CLAIM, "c.ident", ids) + store.among(f"{_CLAIM} c.stands IS NOT NULL AND", "c.stands", ids)
    claims: dict[str, Claim] = {}
    documents: dict[str, Document] = {}
    for body, report in rows:
        claim = unpacked(Claim, body)
        claims[claim.id] = claim
        if report is not None and claim.document not in documents:
            documents[claim.document] = document_of(report, None)
    return tuple(claims[one] for one in sorted(claims) if one in ids), documents


def _origins(
    store: Store, events: Iterable[Event], figures: Iterable[Figure], documents: Mapping[str, Document]
) -> tuple[Origin, ...]:
    held = list(figures)
    ids = {origin for event in events for origin in event.origins} | {one.criteria for one in held}
    ids |= {reading.origin for one in held for reading in one.readings}
    statement = "SELECT ident, number, told FROM letapis_origin WHERE archive_id = %s AND"
    found = store.among(statement, "ident", map(safe, ids), ORIGIN)
    shares = (
        "SELECT d.ident, c.origin_id FROM letapis_document d JOIN letapis_claim c ON c.document_id = d.number"
        " WHERE d.archive_id = %s AND c.origin_id IS NOT NULL AND"
    )
    pairs = set(store.among(shares, "d.ident", documents))
    return tuple(
        origin_of_row(ident, told, [report for report, origin in pairs if origin == number])
        for ident, number, told in sorted(found)
    )
