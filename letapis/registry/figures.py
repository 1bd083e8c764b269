"""Figures: one for each thing that an event's claims count, and the figure of a day and an area."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from letapis.claims.claim import DateInterval
from letapis.registry.entry import Entry, fold, usual_unit
from letapis.registry.places import lies_in, widest
from letapis.registry.readings import grown, read
from letapis.registry.record import Event, Figure, Reading, Record
from letapis.registry.relations import between, different_definition, subset
from letapis.registry.rules import publish

FigureKey = tuple[str, str, str, str, str]  # measure, definition, population, unit, part


def figure_key(entry: Entry) -> FigureKey:
    """What the entry counts. A part that its report only calls a part is named by whom it counts."""
    part = ""
    if entry.claim.subset_of and not (entry.population or entry.claim.definition):
        part = fold(", ".join(entry.claim.whom)) or "part"
    return (*entry.key, part)


def figures_of(
    event: str, entries: Iterable[Entry], date: DateInterval | None, scope: str, origin_of: Callable[[Entry], str]
) -> tuple[Figure, ...]:
    """The figures of one event, wholes before their parts."""
    counted: dict[FigureKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.measure and entry.claim.count:
            counted[figure_key(entry)].append(entry)
    built = [_figure(event, key, held, date, scope, origin_of) for key, held in sorted(counted.items())]
    return tuple(_related(figure, built) for figure in built)


def _figure(  # noqa: PLR0913, PLR0917  (an event's figure has its event's date, scope and origins)
    event: str,
    key: FigureKey,
    entries: list[Entry],
    date: DateInterval | None,
    scope: str,
    origin_of: Callable[[Entry], str],
) -> Figure:
    measure, _, population, unit, part = key
    identity = _identity(event, key)
    certain = frozenset(entry.id for entry in entries if entry.certain)
    readings, superseded = grown(read(entries, origin_of, identity), certain)
    return Figure(
        id=identity,
        measure=measure,
        definition=min(entry.claim.definition for entry in entries),
        unit=unit,
        scope=scope,
        date=date,
        place=widest(entry.claim.place for entry in entries),
        event=event,
        readings=readings,
        relations=between(readings, scope) + superseded,
        published=publish(readings, scope=scope),
        origins=_origins(readings),
        population=population or part,
    )


def _identity(event: str, key: FigureKey) -> str:
    measure, definition, population, unit, part = key
    usual = unit == usual_unit(measure)
    rest = "|".join((definition, population, "" if usual else unit, part))
    name = f"{event}.{measure}"
    return name if rest == "|||" else f"{name}.{hashlib.blake2b(rest.encode(), digest_size=4).hexdigest()}"


def _origins(readings: Sequence[Reading]) -> int:
    return len({reading.origin for reading in readings if reading.standing})


def _related(figure: Figure, siblings: list[Figure]) -> Figure:
    """The figure with its relations to the others of its event: part of a whole, or another definition."""
    if len(siblings) == 1:
        return figure
    relations = list(figure.relations)
    whole = _whole(figure, siblings)
    if whole:
        relations += subset(figure, whole)
    for other in siblings:
        if _defined_otherwise(figure, other):
            relations += different_definition(figure, other)
    return replace(figure, relations=tuple(relations), subset_of=whole.id if whole else None)


def _defined_otherwise(figure: Figure, other: Figure) -> bool:
    same = other.measure == figure.measure and other.unit == figure.unit and other.population == figure.population
    return same and fold(other.definition) != fold(figure.definition)


def _whole(figure: Figure, siblings: list[Figure]) -> Figure | None:
    if not figure.population:
        return None
    alike = (one for one in siblings if not one.population and one.measure == figure.measure)
    return next((one for one in alike if one.unit == figure.unit and one.definition == figure.definition), None)


def figure_on(
    record: Record, measure: str, day: date, place: str | None = None, rule: str | None = None
) -> Figure | None:
    """The figure of the whole day, within a place if one is named: of the event with the largest floor.

    Events of a wider area contain those of a narrower one, so nothing is added up; parts of other events and special
    groups are left out. None where nobody gives a number.
    """
    found = figures_on(record, measure, day, place)
    if not found:
        return None
    figure = found[0]
    return replace(figure, published=publish(figure.readings, rule)) if rule else figure


def figures_on(record: Record, measure: str, day: date, place: str | None = None) -> tuple[Figure, ...]:
    """All figures of everyone on that day, the one that stands for the day first."""
    return _ranked(_candidates(record, measure, place, day))


def figures_on_days(record: Record, measure: str, place: str | None = None) -> dict[date, Figure]:
    """The figure of each single day that has one, by day: what `figure_on` gives, in one pass."""
    days: dict[date, list[tuple[Figure, Event]]] = defaultdict(list)
    for figure, event in _candidates(record, measure, place):
        if figure.date and figure.date.first == figure.date.last:
            days[figure.date.first].append((figure, event))
    return {day: _ranked(days[day])[0] for day in sorted(days)}


def _candidates(
    record: Record, measure: str, place: str | None, day: date | None = None
) -> list[tuple[Figure, Event]]:
    events = {event.id: event for event in record.events}
    found = []
    for figure in record.figures:
        event = events.get(figure.event or "")
        if figure.measure != measure or figure.population or figure.scope != "event" or event is None:
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
        origins=_origins(readings),
    )
