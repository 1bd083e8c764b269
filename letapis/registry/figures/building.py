"""The figures of one event: one for each thing that its claims count, with readings, relations and value."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from letapis.claims.claim import DateInterval
from letapis.registry.corrections import versions_of
from letapis.registry.entry import Entry, fold, usual_unit
from letapis.registry.figures.criteria import status_counted
from letapis.registry.places import widest
from letapis.registry.readings import grown, read
from letapis.registry.record import Figure, Reading
from letapis.registry.relations import between, different_definition, subset
from letapis.registry.rules import publish

FigureKey = tuple[str, str, str, str, str, str]  # measure, definition, population, unit, part, criteria


def figure_key(entry: Entry, origin: str) -> FigureKey:
    """What the entry counts. A part that its report only calls a part is named by whom it counts.

    A status that bodies grant is counted by the criteria of its origin, whatever words the report has for it.
    """
    measure, definition, population, unit = entry.key
    status, _ = status_counted(entry.claim)
    if status:
        return measure, status, population, unit, "", origin
    part = ""
    if entry.claim.subset_of and not (entry.population or entry.claim.definition):
        part = fold(", ".join(entry.claim.whom)) or "part"
    return measure, definition, population, unit, part, ""


def figures_of(
    event: str, entries: Iterable[Entry], date: DateInterval | None, scope: str, origin_of: Callable[[Entry], str]
) -> tuple[Figure, ...]:
    """The figures of one event, wholes before their parts."""
    counted: dict[FigureKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.measure and entry.claim.count:
            counted[figure_key(entry, origin_of(entry))].append(entry)
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
    measure, _, population, unit, part, criteria = key
    empty = Figure(
        id=_identity(event, key),
        measure=measure,
        definition=min(_defined(entry, criteria) for entry in entries),
        unit=unit,
        scope=scope,
        date=date,
        place=(),
        event=event,
        readings=(),
        relations=(),
        published=None,
        origins=0,
        population=population or part,
        criteria=criteria,
    )
    return with_entries(empty, entries, origin_of)


def with_entries(figure: Figure, entries: Sequence[Entry], origin_of: Callable[[Entry], str]) -> Figure:
    """The same quantity as these claims give it: readings, how they relate, and the value by the default rule."""
    certain = frozenset(entry.id for entry in entries if entry.certain)
    readings, superseded = grown(read(entries, origin_of, figure.id), certain, versions_of(entries))
    return replace(
        figure,
        place=widest(entry.claim.place for entry in entries),
        readings=readings,
        relations=between(readings, figure.scope) + superseded,
        published=publish(readings, scope=figure.scope),
        origins=origins_behind(readings),
    )


def _defined(entry: Entry, criteria: str) -> str:
    return entry.claim.definition or (status_counted(entry.claim)[1] if criteria else "")


def _identity(event: str, key: FigureKey) -> str:
    measure, definition, population, unit, part, criteria = key
    usual = unit == usual_unit(measure)
    rest = "|".join((definition, population, "" if usual else unit, part)) + (f"|{criteria}" if criteria else "")
    name = f"{event}.{measure}"
    mark = hashlib.blake2b(rest.encode(errors="surrogatepass"), digest_size=4).hexdigest()
    return name if rest == "|||" else f"{name}.{mark}"


def origins_behind(readings: Sequence[Reading]) -> int:
    """How many origins say what stands."""
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
    return same and (fold(other.definition), other.criteria) != (fold(figure.definition), figure.criteria)


def _whole(figure: Figure, siblings: list[Figure]) -> Figure | None:
    if not figure.population:
        return None
    alike = (one for one in siblings if not one.population and one.measure == figure.measure)
    same = (one for one in alike if one.unit == figure.unit and one.criteria == figure.criteria)
    return next((one for one in same if one.definition == figure.definition), None)
