"""Statements that something did not happen: "not a single criminal case", "no one was detained".

An absence holds as of a moment and is said by somebody; one case within its days would falsify it. What speaks against
it is shown for a person to decide, and nothing is taken as refuted here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from letapis.claims.claim import Claim
from letapis.registry.entry import entry_of
from letapis.registry.places import comparable
from letapis.registry.record import Event, Figure
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.vocabulary.measures import measure_of


@dataclass(frozen=True, slots=True)
class Absence:
    """What is said not to have happened. A happening of `type` from `first` to `last` in `place` would falsify it."""

    claim: str  # Claim.id
    event: str  # Event.id of the denial
    type: str
    measure: str  # what a count of it would measure; empty where nothing is counted
    quote: str
    said_by: str  # as the report credits it, else empty: then the report says it itself
    as_of: Moment | None
    stated: bool  # the moment stands in the text; else it is the date of the report
    place: tuple[str, ...]
    first: date | None  # None: no beginning is told
    last: date | None  # None: neither the text nor the report has a date
    against: tuple[str, ...] = ()  # Event.id of what is told in particular and speaks against it


def is_absence(claim: Claim) -> bool:
    """Whether the claim says that there was none: it denies, or it counts none."""
    none = claim.count is not None and (claim.count.low, claim.count.high) == (0, 0)
    return claim.status == "denied" or (none and claim.status in {"happened", "alleged"})


def absences(
    events: Iterable[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[Absence, ...]:
    """The absences that the events hold, by their claims. What speaks against them is found among these events."""
    held = tuple(events)
    against: dict[str, list[str]] = defaultdict(list)
    for event in held:
        for link in event.links:
            if link.kind == "denies":
                against[link.event].append(event.id)
    return tuple(_absences(held, claims, documents, against))


def _absences(
    events: Iterable[Event],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    against: Mapping[str, list[str]],
) -> Iterator[Absence]:
    for event in events:
        for name in event.claims:
            claim = claims.get(name)
            if claim is not None and is_absence(claim):
                yield _absence(claim, event, documents.get(claim.document), tuple(against.get(event.id, ())))


def _absence(claim: Claim, event: Event, document: Document | None, against: tuple[str, ...]) -> Absence:
    entry = entry_of(claim, document)
    until = entry.as_of.day if entry.as_of else None
    return Absence(
        claim=claim.id,
        event=event.id,
        type=claim.type,
        measure=measure_of(claim.type),
        quote=claim.quote,
        said_by=claim.said_by or "",
        as_of=entry.as_of,
        stated=entry.stated,
        place=claim.place,
        first=claim.date.first if claim.date else None,
        last=claim.date.last if claim.date else until,
        against=against,
    )


def beside(figure: Figure, found: Iterable[Absence]) -> tuple[Absence, ...]:
    """The absences that speak of what the figure counts, of its days and of its place or one that holds it."""
    return tuple(one for one in found if one.measure == figure.measure and _speaks_of(one, figure))


def _speaks_of(absence: Absence, figure: Figure) -> bool:
    if not comparable(absence.place, figure.place):
        return False
    if figure.date is None or absence.last is None:
        return absence.event == figure.event
    return figure.date.first <= absence.last and (absence.first is None or absence.first <= figure.date.last)
