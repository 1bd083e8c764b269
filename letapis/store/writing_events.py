"""Writes events with their figures and places, the links between them, and what links are found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from letapis.registry.cells import Group
from letapis.registry.links import outline
from letapis.registry.links import told as told_of
from letapis.registry.lookalikes import digits_of
from letapis.registry.record import Event, Figure
from letapis.store.dialect import Row
from letapis.store.values import amount, cell_number, days, json_bytes, packed, plain, safe
from letapis.store.writing import Writer
from letapis.vocabulary import gazetteer

_EVENT = (
    "number", "ident", "type", "family", "first", "last", "status", "scope", "origins", "claims", "confirmed", "body",
)  # fmt: skip
_PERSON = ("key", "anchor_id", "kin", "standing", "first", "types")
_OUTLINE = ("anchor_id", "ident", "kin", "standing", "first", "last", "body")
_FIGURE = (
    "number", "ident", "event_id", "measure", "unit", "definition", "population", "scope", "first", "last", "low",
    "high", "origins", "body",
)  # fmt: skip


def number_events(writer: Writer) -> None:
    """Give new events their numbers; one that was made again under its old id keeps its own."""
    held, numbers = writer.registry.held, writer.shelf.event_numbers
    for unit in sorted(writer.registry.changes.units & held.units.keys()):
        ident = held.units[unit].event.id
        if ident not in numbers:
            numbers[ident] = writer.numbers.of("letapis_event")


def write_events(writer: Writer) -> None:
    """Events that are gone, made or linked otherwise, and figures that are others now."""
    held, changes, numbers = writer.registry.held, writer.registry.changes, writer.shelf.event_numbers
    made = [held.events[unit] for unit in sorted(changes.units & held.events.keys())]
    gone = sorted({numbers[one] for one in changes.gone if one in numbers} | {numbers[event.id] for event in made})
    writer.erase("letapis_total", "figure_id", _figures(writer, gone))
    for table, column in (("figure", "event_id"), ("event_place", "event_id"), ("event", "number")):
        writer.erase(f"letapis_{table}", column, gone)
    writer.load("letapis_event", _EVENT, (_row(numbers[event.id], event) for event in made))
    writer.load("letapis_event_place", ("place", "event_id"), sorted(
        (place, numbers[event.id]) for event in made for place in around(event.place)
    ))  # fmt: skip
    linked = [held.events[unit] for unit in sorted((changes.events & held.events.keys()) - changes.units)]
    writer.change("letapis_event", ("body",), [(packed(event), numbers[event.id]) for event in linked])
    _write_figures(writer, [held.figures[unit] for unit in sorted(changes.units & held.figures.keys())])
    _relate(writer, [held.figures[unit] for unit in sorted((changes.figures & held.figures.keys()) - changes.units)])


def _row(number: int, event: Event) -> Row:
    return (
        number, event.id, event.type, event.family, *days(event.date), event.status, event.scope, len(event.origins),
        len(event.claims), event.confirmed, packed(event),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def around(places: tuple[str, ...]) -> frozenset[str]:
    """The places, and all that hold them."""
    held = (known for known in map(gazetteer.place, places) if known)
    return frozenset(map(plain, (*places, *(around_it for known in held for around_it in known.parents))))


def _figures(writer: Writer, events: list[int]) -> list[int]:
    statement = "SELECT number FROM letapis_figure WHERE archive_id = %s AND scope = 'total' AND"
    return [number for (number,) in writer.store.among(statement, "event_id", events)]


def _write_figures(writer: Writer, some: Iterable[tuple[Figure, ...]]) -> None:
    numbered = [(writer.numbers.of("letapis_figure"), figure) for figures in some for figure in figures]
    writer.load("letapis_figure", _FIGURE, (_figure(writer, *one) for one in numbered))
    writer.load("letapis_total", ("amount", "unit", "figure_id"), sorted(
        row for number, figure in numbered for row in _totals(number, figure)
    ))  # fmt: skip


def _figure(writer: Writer, number: int, figure: Figure) -> Row:
    published = figure.published
    assert figure.event is not None
    return (
        number, figure.id, writer.shelf.event_numbers[figure.event], figure.measure, figure.unit,
        plain(figure.definition), plain(figure.population), figure.scope, *days(figure.date),
        amount(published.low) if published else None, amount(published.high) if published else None, figure.origins,
        packed(figure),
    )  # fmt: skip


def _totals(number: int, figure: Figure) -> set[Row]:
    return {(amount(one), plain(unit), number) for one, unit in digits_of(figure)}


def _relate(writer: Writer, some: Iterable[tuple[Figure, ...]]) -> None:
    """Write figures anew that are related to others now."""
    bodies = {figure.id: packed(figure) for figures in some for figure in figures}
    statement = "SELECT number, ident, body FROM letapis_figure WHERE archive_id = %s AND"
    rows = writer.store.among(statement, "ident", bodies)
    other = [(bodies[ident], number) for number, ident, body in rows if bytes(body) != bodies[ident]]
    writer.change("letapis_figure", ("body",), other)


def write_links(writer: Writer) -> None:
    """Links, and the names and weeks by which links are found."""
    changes, shelf = writer.registry.changes, writer.shelf
    left = changes.left | changes.groups
    numbers = sorted(shelf.numbers(left))
    writer.erase("letapis_link", "anchor_id", sorted(shelf.numbers(left | changes.links)))
    for table in ("person_key", "outline"):
        writer.erase(f"letapis_{table}", "anchor_id", numbers)
    writer.load("letapis_link", ("number", "anchor_id", "target_id", "rule", "kind", "reason"), list(_links(writer)))
    groups = _groups(writer)
    writer.load("letapis_person_key", _PERSON, _persons(writer, groups))
    writer.load("letapis_outline", _OUTLINE, _outlines(writer, groups))
    serial = writer.registry.held.linking.serial
    held = {cell_number(cell): serial[cell] for cell in changes.days if cell in serial}
    writer.erase("letapis_weekly", "cell", sorted(held))
    writer.load("letapis_weekly", ("cell", "key", "anchor_id"), [
        (cell, key, shelf.claim_numbers[anchor])
        for cell, anchors in sorted(held.items())
        for key, anchor in sorted(anchors.items())
    ])  # fmt: skip


def _links(writer: Writer) -> Iterator[Row]:
    found, shelf = writer.registry.held.linking.found, writer.shelf
    changes = writer.registry.changes
    anchors = sorted((changes.groups | changes.links) & found.keys())
    shelf.numbers({one.anchor for anchor in anchors for some in found[anchor].values() for one in some})
    for anchor in anchors:
        for rule, some in sorted(found[anchor].items()):
            for one in some:
                ends = shelf.claim_numbers[anchor], shelf.claim_numbers[one.anchor]
                yield writer.numbers.of("letapis_link"), *ends, rule, one.kind, one.reason


def _groups(writer: Writer) -> list[tuple[str, Group]]:
    made = writer.registry.changes.groups
    held = writer.registry.held.groups.values()
    return sorted({anchor: group for some in held for anchor, group in some.items() if anchor in made}.items())


def _outlines(writer: Writer, groups: Iterable[tuple[str, Group]]) -> Iterator[Row]:
    for anchor, group in groups:
        if one := outline(group):
            body = json_bytes((one.place, sorted(one.people)))
            number = writer.shelf.claim_numbers[anchor]
            yield number, safe(anchor), one.kin, one.standing, str(one.first), str(one.last), body


def _persons(writer: Writer, groups: Iterable[tuple[str, Group]]) -> Iterator[Row]:
    for anchor, group in groups:
        told = told_of(group)
        for key in sorted(group.cluster.persons) if told else ():
            types = " ".join(sorted(group.cluster.types))
            day = str(group.cell.first)
            yield safe(key), writer.shelf.claim_numbers[anchor], group.cell.kin, group.cell.standing, day, types
