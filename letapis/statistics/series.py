"""Series over days: events of each family, and what a figure was on each day. Every number knows its claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from letapis.registry.figures import figures_on_days
from letapis.registry.record import Figure, Record


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many events of a family began on a day, and the claims behind them."""

    day: date
    family: str
    count: int
    events: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayFigure:
    """The published value of a figure on a day, and the claims behind its readings."""

    day: date
    low: int | None
    high: int | None
    rule: str
    figure: Figure
    claims: tuple[str, ...]


def events_by_day(record: Record) -> tuple[DayCount, ...]:
    """Events of each family by day, by the order of days and families.

    Only what happened on a known day is counted: plans, threats, denials, totals and undated events are not.
    """
    found: dict[tuple[date, str], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for event in record.events:
        if event.date and event.date.first == event.date.last and event.scope == "event" and _happened(event.status):
            found[event.date.first, event.family].append((event.id, event.claims))
    return tuple(
        DayCount(
            day,
            family,
            len(held),
            tuple(event for event, _ in held),
            tuple(sorted(claim for _, claims in held for claim in claims)),
        )
        for (day, family), held in sorted(found.items())
    )


def _happened(status: str) -> bool:
    return status in {"happened", "alleged"}


def figures_by_day(record: Record, measure: str, place: str | None = None) -> tuple[DayFigure, ...]:
    """The figure that stands for each day on which somebody gives one; a day without one is absent, not zero."""
    return tuple(
        DayFigure(
            day,
            figure.published.low,
            figure.published.high,
            figure.published.rule,
            figure,
            tuple(sorted(claim for reading in figure.readings for claim in reading.claims)),
        )
        for day, figure in figures_on_days(record, measure, place).items()
        if figure.published
    )
