"""What belongs to what in one record: each question of a page answered by a dictionary made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from letapis.claims.claim import Claim
from letapis.registry.record import Event, Figure, Origin, Reading, Record, Relation
from letapis.sources.document import Document
from letapis.vocabulary.types import claim_types

Thing = TypeVar("Thing")


class Lists(dict[str, list[Thing]]):
    """Lists by name. Asking for a name that has none gives an empty list and keeps nothing."""

    def __missing__(self, name: str) -> list[Thing]:
        return []

    def append(self, name: str, thing: Thing) -> None:
        """Add to the list of a name."""
        self.setdefault(name, []).append(thing)


@dataclass(slots=True)
class Lookup:
    """A record and its documents, opened from every side. Lists keep the order of the record."""

    record: Record
    documents: dict[str, Document]
    claims: dict[str, Claim] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    origin_of: dict[str, Origin] = field(default_factory=dict)  # by document
    claims_of: Lists[Claim] = field(default_factory=Lists)  # by document
    event_of: dict[str, Event] = field(default_factory=dict)  # by claim
    reading_of: dict[str, tuple[Figure, Reading]] = field(default_factory=dict)  # by reading
    figures_of_claim: Lists[Figure] = field(default_factory=Lists)
    relations_of: Lists[Relation] = field(default_factory=Lists)  # by figure
    events_at: Lists[Event] = field(default_factory=Lists)  # by place
    figures_at: Lists[Figure] = field(default_factory=Lists)  # by place
    parts_of: Lists[Figure] = field(default_factory=Lists)  # by figure: its subsets
    type_order: dict[str, int] = field(default_factory=dict)
    crowded: frozenset[str] | None = None  # months with a page for each day, once days.crowded() has counted them

    def figures_of(self, event: Event) -> list[Figure]:
        """The figures of an event that the record holds."""
        return [self.figures[name] for name in event.figures if name in self.figures]

    def claims_named(self, names: Iterable[str]) -> list[Claim]:
        """Claims by their ids, those that the record holds."""
        return [self.claims[name] for name in names if name in self.claims]

    def confirmed(self, claim: str) -> bool:
        """Whether a person accepted the event that a claim supports."""
        event = self.event_of.get(claim)
        return event is not None and event.confirmed

    def figure_confirmed(self, figure: Figure) -> bool:
        """Whether a person accepted every event behind a figure."""
        if figure.event is not None and figure.event in self.events:
            return self.events[figure.event].confirmed
        names = [claim for reading in figure.readings for claim in reading.claims]
        return bool(names) and all(self.confirmed(name) for name in names)


def look_up(record: Record, documents: Mapping[str, Document] | Iterable[Document]) -> Lookup:
    """Open a record from every side."""
    given = documents.values() if isinstance(documents, Mapping) else documents
    lookup = Lookup(record, {document.id: document for document in given})
    lookup.type_order = {code: number for number, code in enumerate(claim_types())}
    lookup.claims = {claim.id: claim for claim in record.claims}
    lookup.events = {event.id: event for event in record.events}
    lookup.figures = {figure.id: figure for figure in record.figures}
    lookup.origins = {origin.id: origin for origin in record.origins}
    _open_origins(lookup)
    _open_claims(lookup)
    _open_figures(lookup)
    _open_places(lookup)
    return lookup


def _open_origins(lookup: Lookup) -> None:
    # A report can be its own origin and be credited to a body too: its own report names it better.
    for origin in sorted(lookup.record.origins, key=lambda origin: origin.kind == "body"):
        for document in origin.documents:
            lookup.origin_of.setdefault(document, origin)


def _open_claims(lookup: Lookup) -> None:
    for claim in sorted(lookup.record.claims, key=lambda claim: (claim.start, claim.end, claim.type)):
        lookup.claims_of.append(claim.document, claim)
    for event in lookup.record.events:
        for claim_id in event.claims:
            lookup.event_of.setdefault(claim_id, event)


def _open_figures(lookup: Lookup) -> None:
    for figure in lookup.record.figures:
        for reading in figure.readings:
            lookup.reading_of[reading.id] = (figure, reading)
            for claim_id in reading.claims:
                held = lookup.figures_of_claim[claim_id]
                if not held or held[-1] is not figure:
                    lookup.figures_of_claim.append(claim_id, figure)
        if figure.subset_of:
            lookup.parts_of.append(figure.subset_of, figure)
    for figure in lookup.record.figures:
        for relation in figure.relations:
            _open_relation(lookup, relation, figure)


def _open_relation(lookup: Lookup, relation: Relation, figure: Figure) -> None:
    """A relation stands with the figures of both its readings, wherever the record keeps it."""
    sides = [lookup.reading_of[name][0].id for name in (relation.left, relation.right) if name in lookup.reading_of]
    for name in dict.fromkeys((figure.id, *sides)):
        if relation not in lookup.relations_of[name]:
            lookup.relations_of.append(name, relation)


def _open_places(lookup: Lookup) -> None:
    for event in lookup.record.events:
        for place in event.place:
            lookup.events_at.append(place, event)
    for figure in lookup.record.figures:
        for place in figure.place:
            lookup.figures_at.append(place, figure)
