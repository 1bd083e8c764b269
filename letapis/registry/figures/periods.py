"""The figures of a period: the totals that sources state for it, and apart from them the sum of its days.

A sum of days is a construction of ours and is called so; it never stands among stated totals, and it adds days of one
area only. A total of a part of the period is a floor of it, one of a longer period says nothing certain of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from letapis.claims.claim import DateInterval
from letapis.registry.entry import Entry, usual_unit
from letapis.registry.figures.anew import Behind, made_anew
from letapis.registry.figures.days import figures_of_areas
from letapis.registry.places import lies_in
from letapis.registry.record import Figure, Record

Places = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayFloor:
    """The floor of one day and the figure that it comes from."""

    day: date
    low: int
    figure: str  # Figure.id


@dataclass(frozen=True, slots=True)
class SumOfDays:
    """The floors of single days of one area added up. Nobody states this number; no total is in it."""

    place: tuple[str, ...]
    low: int
    days: tuple[DayFloor, ...]
    without: int  # days of the period for which nobody gives a floor within the area


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What is known of a period. Of several areas the widest comes first; areas are never added to one another."""

    period: DateInterval
    stated: tuple[Figure, ...]  # for exactly this period
    within: tuple[Figure, ...]  # for a part of it of more than a day: floors
    beyond: tuple[Figure, ...]  # for a longer period that holds it
    sums: tuple[SumOfDays, ...]


def figures_in(  # noqa: PLR0913  (a figure has its measure, place and group)
    record: Record, measure: str, period: DateInterval, behind: Behind, *, place: str | None = None, group: str = ""
) -> PeriodFigures:
    """The figures of a period, within a place if one is named, of everyone or of a special group (journalists)."""
    happened = {event.id for event in record.events if event.status in {"happened", "alleged"}}
    alike = [one for one in record.figures if one.measure == measure and one.population == group]
    alike = [one for one in alike if one.event in happened and (place is None or lies_in(one.place, (place,)))]
    return PeriodFigures(
        period,
        stated=_told_for(alike, behind, lambda days: days == period),
        # "14,000 as of 11 October" is no count of that day: a single day is a part of no period.
        within=_told_for(alike, behind, lambda days: days != period and _long(days) and _holds(period, days)),
        beyond=_told_for(alike, behind, lambda days: days != period and _holds(days, period)),
        sums=tuple(_sums(record, measure, period, place, group)),
    )


def _long(days: DateInterval) -> bool:
    return days.first != days.last


def _holds(outer: DateInterval, inner: DateInterval) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _told_for(
    figures: Iterable[Figure], behind: Behind, fits: Callable[[DateInterval], bool]
) -> tuple[Figure, ...]:
    """The figures of those claims whose days fit."""

    def fitting(entry: Entry) -> Entry | None:
        days = entry.claim.date
        return entry if days and fits(days) else None

    made = made_anew(figures, behind, fitting)
    dated = [replace(one, date=_days_of(one, behind)) for one in made]
    areas = {one.place for one in dated}
    return tuple(sorted(dated, key=lambda one: _rank(one, areas)))


def _days_of(figure: Figure, behind: Behind) -> DateInterval | None:
    days = [entry.claim.date for entry in behind.entries(figure) if entry.claim.date]
    return DateInterval(min(one.first for one in days), max(one.last for one in days)) if days else None


def _rank(figure: Figure, areas: Iterable[Places]) -> tuple[object, ...]:
    """The widest area first, then the plain definition, the usual unit, the longest time and the largest floor."""
    inside = sum(lies_in(area, figure.place) for area in areas)
    days = (figure.date.last - figure.date.first).days if figure.date else 0
    unusual = figure.unit != usual_unit(figure.measure)
    floors = [one.low or 0 for one in figure.readings if one.standing]
    return -inside, bool(figure.definition), unusual, -days, -max(floors, default=0), figure.id


def _sums(record: Record, measure: str, period: DateInterval, place: str | None, group: str) -> Iterator[SumOfDays]:
    """One sum for each area of which two days or more have a floor, the area with the most days first."""
    floors: dict[Places, list[DayFloor]] = defaultdict(list)
    for area, days in figures_of_areas(record, measure, place, group).items():
        for day, figure in days.items():
            low = figure.published.low if figure.published else None
            if period.first <= day <= period.last and low is not None:
                floors[area].append(DayFloor(day, low, figure.id))
    length = (period.last - period.first).days + 1
    for area in sorted(floors, key=lambda one: (-len(floors[one]), one)):
        held = tuple(floors[area])
        if len(held) > 1:
            yield SumOfDays(area, sum(one.low for one in held), held, length - len(held))
