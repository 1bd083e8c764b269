"""A strike as a table shows it: the slots of one entry, typed, with all that sources say where they disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from letapis.claims.claim import Count
from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate
from letapis.registry.standing import counts, dates, of_kind, sources

KIND = "strike"


@dataclass(frozen=True, slots=True)
class Strike:
    """One stoppage. Tuples hold every standing value: a strike has as many first days as sources disagree about.

    `dispute` is its name, or the id of the entry where none is told; `sources` are ids of claims and reports.
    """

    id: str
    dispute: str
    workplaces: tuple[str, ...]
    places: tuple[str, ...]
    sectors: tuple[str, ...]
    stoppage: str  # strike, lockout, or empty
    forms: tuple[str, ...]
    demands: tuple[str, ...]
    began: tuple[PartialDate, ...]
    ended: tuple[PartialDate, ...]
    told_for: tuple[PartialDate, ...]
    planned_for: tuple[PartialDate, ...]
    workers: tuple[Count, ...]
    ended_how: tuple[str, ...]
    reprisals: tuple[str, ...]
    sources: tuple[str, ...]
    machine: bool
    entry: Entry

    @property
    def days(self) -> tuple[PartialDate, ...]:
        """All days on which it is known to have gone on, first and last ones too."""
        return tuple(sorted({*self.told_for, *self.began, *self.ended}))

    @property
    def happened(self) -> bool:
        """Whether it is more than an announcement."""
        return bool(self.days) or not self.planned_for


def strikes_of(entries: Iterable[Entry]) -> tuple[Strike, ...]:
    """The strikes of a register that nobody rejected, by their first day; those without a day stand last."""
    found = [strike_of(entry) for entry in of_kind(entries, KIND)]
    return tuple(sorted(found, key=lambda one: (not one.days, *(one.days[:1]), one.id)))


def strike_of(entry: Entry) -> Strike:
    """The typed view of one entry."""
    return Strike(
        id=entry.id, dispute=entry.one("dispute") or entry.id, workplaces=entry.values("workplace"),
        places=entry.values("place"), sectors=entry.values("sector"), stoppage=entry.one("stoppage"),
        forms=entry.values("form"), demands=entry.values("demand"), began=dates(entry, "began"),
        ended=dates(entry, "ended"), told_for=dates(entry, "told_for"), planned_for=dates(entry, "planned_for"),
        workers=counts(entry, "workers"), ended_how=entry.values("ended_how"), reprisals=entry.values("reprisal"),
        sources=sources(entry), machine=entry.machine, entry=entry,
    )  # fmt: skip
