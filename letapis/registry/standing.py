"""What stands in the slots of an entry, as dates, counts and sources. It knows no kind of entry."""

from __future__ import annotations

from collections.abc import Iterable

from letapis.claims.claim import Count
from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate, count_of, date_of

REJECTED = "rejected"


def of_kind(entries: Iterable[Entry], kind: str) -> tuple[Entry, ...]:
    """The entries of a kind that nobody rejected, in the order of their ids."""
    held = [entry for entry in entries if entry.kind == kind and entry.verdict != REJECTED]
    return tuple(sorted(held, key=lambda entry: entry.id))


def dates(entry: Entry, slot: str) -> tuple[PartialDate, ...]:
    """The standing dates of a slot, earliest first."""
    return tuple(sorted(day for day in map(date_of, entry.values(slot)) if day is not None))


def counts(entry: Entry, slot: str) -> tuple[Count, ...]:
    """The standing counts of a slot."""
    return tuple(count for count in map(count_of, entry.values(slot)) if count is not None)


def sources(entry: Entry) -> tuple[str, ...]:
    """Ids of the claims and reports that anything standing in the entry rests on, sorted."""
    return tuple(sorted({one for filled in entry.slots.values() for said in filled.standing for one in said.rests_on}))
