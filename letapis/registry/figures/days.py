"""The figure of a day and an area: of the event with the largest floor, never a sum of events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from letapis.registry.entry import usual_unit
from letapis.registry.figures.building import origins_behind
from letapis.registry.places import lies_in
from letapis.registry.record import Event, Figure, Record
from letapis.registry.relations import between
from letapis.registry.rules import publish


def figure_on(  # noqa: PLR0913, PLR0917  (a figure has its measure, day, place and group)
    record: Record, measure: str, day: date, place: str | None = None, rule: str | None = None, group: str = ""
) -> Figure | None:
    """The figure of the whole day, within a place if one is named: of the event with the largest floor.

    Events of a wider area contain those of a narrower one, so nothing is added up; parts of other events are left out.
    `group` is a special group (journalists); without one everyone is counted. None where nobody gives a number.
    """
    found = figures_on(record, measure, day, place, group)
    if not found:
        return None
    figure = found[0]
    return replace(figure, published=publish(figure.readings, rule)) if rule else figure


def figures_on(
    record: Record, measure: str, day: date, place: str | None = None, group: str = ""
) -> tuple[Figure, ...]:
    """All figures of everyone, or of the group, on that day; the one that stands for the day first."""
    return _ranked(_candidates(record, measure, place, day, group))


def figures_on_days(
    record: Record, measure: str, place: str | None = None, group: str = ""
) -> dict[date, Figure]:
    """The figure of each single day that has one, by day: what `figure_on` gives, in one pass."""
    days: dict[date, list[tuple[Figure, Event]]] = defaultdict(list)
    for figure, event in _candidates(record, measure, place, group=group):
        if figure.date and figure.date.first == figure.date.last:
            days[figure.date.first].append((figure, event))
    return {day: _ranked(days[day])[0] for day in sorted(days)}


def figures_of_areas(
    record: Record, measure: str, place: str | None = None, group: str = ""
) -> dict[tuple[str, ...], dict[date, Figure]]:
    """The figure of each single day by area, of plain definition and in the usual unit. Areas may hold one another."""
    held: dict[tuple[str, ...], dict[date, list[tuple[Figure, Event]]]] = defaultdict(lambda: defaultdict(list))
    for figure, event in _candidates(record, measure, place, group=group):
        plain = not figure.definition and figure.unit == usual_unit(measure)
        if plain and figure.date and figure.date.first == figure.date.last:
            held[figure.place][figure.date.first].append((figure, event))
    return {area: {day: _ranked(days[day])[0] for day in sorted(days)} for area, days in sorted(held.items())}


def _candidates(
    record: Record, measure: str, place: str | None, day: date | None = None, group: str = ""
) -> list[tuple[Figure, Event]]:
    events = {event.id: event for event in record.events}
    found = []
    for figure in record.figures:
        event = events.get(figure.event or "")
        if figure.measure != measure or figure.population != group or figure.scope != "event" or event is None:
            continue
        if event.status not in {"happened", "alleged"} or (day and not _covers(figure, day)):
            continue
        within = figure if place is None else narrowed(figure, place)
        if within is not None:
            found.append((within, event))
    return found


def _ranked(candidates: Iterable[tuple[Figure, Event]]) -> tuple[Figure, ...]:
    return tuple(figure for figure, event in sorted(candidates, key=lambda pair: _rank(*pair)))


def _covers(figure: Figure, day: date) -> bool:
    return figure.date is not None and figure.date.first <= day <= figure.date.last


def _rank(figure: Figure, event: Event) -> tuple[object, ...]:
    """Exact days first, then the usual unit and the plain definition, wholes before parts, the largest floor first."""
    span = (figure.date.last - figure.date.first).days if figure.date else 0
    part = any(link.kind == "part_of" for link in event.links)
    unit = figure.unit != usual_unit(figure.measure)
    floors = [reading.low or 0 for reading in figure.readings if reading.standing]
    return span, unit, bool(figure.definition), part, -max(floors, default=0), figure.id


def narrowed(figure: Figure, place: str) -> Figure | None:
    """The figure with the readings that count within the place alone; None where there is none."""
    if lies_in(figure.place, (place,)):
        return figure
    inside = tuple(reading for reading in figure.readings if lies_in(reading.place, (place,)))
    if not inside:
        return None
    kept = {reading.id for reading in inside}
    relations = tuple(one for one in figure.relations if {one.left, one.right} <= kept)
    replaced = {one.left for one in relations if one.kind == "superseded"}
    readings = tuple(replace(reading, standing=reading.id not in replaced) for reading in inside)
    relations = between(readings) + tuple(one for one in relations if one.kind == "superseded")
    return replace(
        figure,
        place=(place,),
        readings=readings,
        relations=relations,
        published=publish(readings),
        origins=origins_behind(readings),
    )
