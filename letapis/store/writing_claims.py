"""Writes claims with the place that they have come to."""

from __future__ import annotations

from letapis.registry.cells import cell_of
from letapis.registry.entry import Entry
from letapis.store.dialect import Row
from letapis.store.shelf import Stood
from letapis.store.values import amount, cell_number, days, packed, plain, safe
from letapis.store.writing import Writer

_PLACING = ("event_id", "anchor", "origin_id", "cell")
_COLUMNS = (
    "number", "ident", "stands", "document_id", *_PLACING, "type", "kin", "standing", "first", "last", "status",
    "scope", "place", "low", "high", "confidence", "speaker", "body", "coded",
)  # fmt: skip


def number_claims(writer: Writer) -> None:
    """Give new claims their numbers, by which events, links and names are tied to them."""
    shelf, held = writer.shelf, writer.registry.held
    for identity in sorted(writer.registry.changes.claims):
        if identity not in shelf.claim_rows:
            number = writer.numbers.of("letapis_claim")
            shelf.claim_rows[identity] = Stood(number, None, None, None, 0)
        entry = held.entries.get(identity)
        shelf.claim_numbers[entry.id if entry else identity] = shelf.claim_rows[identity].number


def write_claims(writer: Writer, fresh: set[str]) -> None:
    """New claims and those that people changed as whole rows; others only where they stand otherwise than before.

    `fresh` are the claims that have no row yet.
    """
    held, shelf, changes = writer.registry.held, writer.shelf, writer.registry.changes
    ids = {entry.id: identity for identity, entry in held.entries.items() if entry.id != identity}
    stands: dict[str, tuple[int, int]] = {}
    for unit in changes.units & held.units.keys():
        event = shelf.event_numbers[held.units[unit].event.id]
        for entry in held.units[unit].entries:
            stands[ids.get(entry.id, entry.id)] = event, 0
    _anchor(writer, ids, stands)
    again = changes.claims - fresh
    writer.erase("letapis_claim", "number", [shelf.claim_rows[one].number for one in again])
    rows = (_row(writer, one, _placing(writer, one, stands.get(one))) for one in sorted(changes.claims))
    writer.load("letapis_claim", _COLUMNS, rows)
    moved = ((one, _placing(writer, one, place)) for one, place in stands.items() if one not in changes.claims)
    writer.change("letapis_claim", _PLACING, [
        (*place, shelf.claim_rows[one].number) for one, place in moved if place != _before(shelf.claim_rows[one])
    ])  # fmt: skip


def _anchor(writer: Writer, ids: dict[str, str], stands: dict[str, tuple[int, int]]) -> None:
    """Set the first claim of their groups."""
    held, numbers = writer.registry.held, writer.shelf.claim_numbers
    for groups in held.groups.values():
        for anchor, group in groups.items():
            for entry in group.entries:
                identity = ids.get(entry.id, entry.id)
                if identity in stands:
                    stands[identity] = stands[identity][0], numbers[anchor]


def _placing(writer: Writer, identity: str, stands: tuple[int, int] | None) -> Row:
    entry = writer.registry.held.entries.get(identity)
    if entry is None or stands is None:
        return None, None, None, 0
    origin = writer.registry.held.origins.origin_of[entry.id]
    return (*stands, writer.shelf.origin_numbers[origin], cell_number(cell_of(entry)))


def _before(stood: Stood) -> Row:
    return stood.event, stood.anchor, stood.origin, stood.cell


def _row(writer: Writer, identity: str, placing: Row) -> Row:
    held = writer.registry.held
    coded, entry = held.coded[identity], held.entries.get(identity)
    claim = entry.claim if entry else coded
    count = claim.count
    body = packed(claim)
    return (
        writer.shelf.claim_rows[identity].number, identity, _stands(identity, entry),
        writer.shelf.report_numbers[claim.document], *placing, claim.type, entry.kin if entry else "",
        entry.standing if entry else "", *days(claim.date), claim.status, claim.scope, plain(" / ".join(claim.place)),
        amount(count.low) if count else None, amount(count.high) if count else None, claim.confidence,
        safe(entry.speaker) if entry else "", body, None if claim is coded or claim == coded else packed(coded),
    )  # fmt: skip


def _stands(identity: str, entry: Entry | None) -> str | None:
    return entry.id if entry and entry.id != identity else None
