"""What belongs to what in one record: each question of a page answered by a dictionary made once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from letapis.claims.claim import Claim
from letapis.registry.record import Event, Figure, Origin, Reading, Record, Relation
from letapis.sources.document import Document
from letapis.vocabulary.types import claim_types


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
    claims_of: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))  # by document
    event_of: dict[str, Event] = field(default_factory=dict)  # by claim
    reading_of: dict[str, tuple[Figure, Reading]] = field(default_factory=dict)  # by reading
    figures_of_claim: dict[str, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    relations_of: dict[str, list[Relation]] = field(default_factory=lambda: defaultdict(list))  # by figure
    events_at: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))  # by place
    figures_at: dict[str, list[Figure]] = field(default_factory=lambda: defaultdict(list))  # by place
    parts_of: dict[str, list[Figure]] = field(default_factory=lambda: defaultdict(list))  # by figure: its subsets
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
        lookup.claims_of[claim.document].append(claim)
    for event in lookup.record.events:
        for claim_id in event.claims:
            lookup.event_of.setdefault(claim_id, event)


def _open_figures(lookup: Lookup) -> None:
    for figure in lookup.record.figures:
        for reading in figure.readings:
            lookup.reading_of[reading.id] = (figure, reading)
            for claim_id in reading.claims:
                if figure not in lookup.figures_of_claim[claim_id]:
                    lookup.figures_of_claim[claim_id].append(figure)
        if figure.subset_of:
            lookup.parts_of[figure.subset_of].append(figure)
    for figure in lookup.record.figures:
        for relation in figure.relations:
            _open_relation(lookup, relation, figure)


def _open_relation(lookup: Lookup, relation: Relation, figure: Figure) -> None:
    """A relation stands with the figures of both its readings, wherever the record keeps it."""
    sides = [lookup.reading_of[name][0].id for name in (relation.left, relation.right) if name in lookup.reading_of]
    for name in dict.fromkeys((figure.id, *sides)):
        if relation not in lookup.relations_of[name]:
            lookup.relations_of[name].append(relation)


def _open_places(lookup: Lookup) -> None:
    for event in lookup.record.events:
        for place in event.place:
            lookup.events_at[place].append(event)
    for figure in lookup.record.figures:
        for place in figure.place:
            lookup.figures_at[place].append(figure)
