"""Events: a group of claims with its figures, its origins and the reasons that made it one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from letapis.claims.claim import DateInterval
from letapis.registry.cells import Cell, Group
from letapis.registry.entry import Entry
from letapis.registry.figures import figures_of
from letapis.registry.origins import followed
from letapis.registry.places import widest
from letapis.registry.record import Event, Figure
from letapis.vocabulary.resources import table
from letapis.vocabulary.types import claim_types


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event without its links, and the figures and claims behind it."""

    event: Event
    figures: tuple[Figure, ...]
    entries: tuple[Entry, ...]


def event_id(group: Group) -> str:
    """Type, day and a mark of its first claim: it stays while that claim is its first."""
    return _identity(group.entries[0].kin, group.cell, group.anchor)


def _identity(kin: str, cell: Cell, anchor: str) -> str:
    day = cell.first.isoformat() if cell.first else "undated"
    return f"{day}-{kin}-{hashlib.blake2b(anchor.encode(), digest_size=5).hexdigest()}"


def occurrence(
    groups: Sequence[Group], origin_of: Callable[[Entry], str], accepted: set[str], joined_by: Sequence[str] = ()
) -> Occurrence:
    """The event of one group, or of several that people joined."""
    entries = tuple(sorted((entry for group in groups for entry in group.entries), key=lambda entry: entry.id))
    origin_of = followed(entries, origin_of)
    first = min(groups, key=lambda group: group.anchor)
    identity = event_id(first)
    date = _date(groups)
    scope = "total" if all(entry.claim.scope == "total" for entry in entries) else "event"
    figures = figures_of(identity, entries, date, scope, origin_of)
    kind = _type(entries)
    event = Event(
        id=identity,
        type=kind,
        family=claim_types()[kind].family if kind in claim_types() else "",
        date=date,
        place=widest(entry.claim.place for entry in entries),
        status=_status(entries),
        scope=scope,
        claims=tuple(entry.id for entry in entries),
        figures=tuple(figure.id for figure in figures),
        origins=tuple(sorted({origin_of(entry) for entry in entries})),
        reasons=_reasons(groups, joined_by),
        confirmed=any(entry.id in accepted for entry in entries),
    )
    return Occurrence(event, figures, entries)


def _date(groups: Sequence[Group]) -> DateInterval | None:
    """The days that all the groups can mean; from the first to the last where people joined what does not meet."""
    days = [(group.cell.first, group.cell.last or group.entries[0].until) for group in groups]
    known = [(first, last or first) for first, last in days if first]
    if not known:
        return _told(groups)
    first, last = max(first for first, _ in known), min(last for _, last in known)
    if last < first:
        first, last = min(first for first, _ in known), max(last for _, last in known)
    if groups[0].cell.kind == "total":
        return _told(groups)
    return DateInterval(first, last)


def _told(groups: Sequence[Group]) -> DateInterval | None:
    """From the first to the last day of the claims themselves: a total grows with them."""
    dates = [entry.claim.date for group in groups for entry in group.entries if entry.claim.date]
    if not dates:
        return None
    return DateInterval(min(one.first for one in dates), max(one.last for one in dates))


def _type(entries: Sequence[Entry]) -> str:
    """The type of most claims; of equally many the first in the order of its kin."""
    counts = Counter(entry.claim.type for entry in entries)
    order: list[str] = table("joining.toml")["kin"].get(entries[0].kin, [])
    return min(counts, key=lambda one: (order.index(one) if one in order else len(order), -counts[one], one))


def _status(entries: Sequence[Entry]) -> str:
    statuses = {entry.claim.status for entry in entries}
    return statuses.pop() if len(statuses) == 1 else "happened" if "happened" in statuses else min(statuses)


def _reasons(groups: Sequence[Group], joined_by: Sequence[str]) -> tuple[str, ...]:
    told = dict.fromkeys(reason for group in groups for reason in group.reasons)
    return (*told, *(f"joined by judgement {judgement}" for judgement in joined_by))
