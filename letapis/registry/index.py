"""The registry as a state that grows: a new report touches only what it can be one event or one origin with.

Whatever the order of arrival, `record()` is what `reconcile` gives for the same documents, claims and judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from letapis.claims.claim import Claim
from letapis.registry.cells import Cell, Cells, Group, cell_of
from letapis.registry.entry import Entry, entry_of
from letapis.registry.events import Occurrence, occurrence
from letapis.registry.joins import Joins
from letapis.registry.judgement import Judgement
from letapis.registry.judging import edited, effects
from letapis.registry.linking import Linking
from letapis.registry.lookalikes import Lookalikes
from letapis.registry.origins import Copies, Origins
from letapis.registry.record import Event, Figure, Link, Record
from letapis.sources.document import Document

_NEVER = "9999"


class Registry:
    """All claims with their events, figures and origins, kept up to date one report at a time."""

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        """Judgements are fixed for a registry; with others, a new one is filled from the same claims."""
        self._effects = effects(judgements)
        self._copies = Copies(apart=frozenset(self._effects.other_origin))
        self._cells = Cells(apart=tuple(self._effects.apart[key] for key in sorted(self._effects.apart)))
        self._coded: dict[str, Claim] = {}  # by the id that the coder gave
        self._entries: dict[str, Entry] = {}
        self._of_document: dict[str, list[str]] = defaultdict(list)
        self._speakers: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[Cell, dict[str, Group]] = {}
        self._linking = Linking(self._groups)
        self._joins = Joins(self._effects.joins)
        self._units: dict[str, Occurrence] = {}  # anchor -> occurrence
        self._events: dict[str, Event] = {}  # anchor -> event with its links
        self._figures: dict[str, tuple[Figure, ...]] = {}  # anchor -> figures with relations to other events' figures
        self._lookalikes = Lookalikes()
        self._anchor_of: dict[str, str] = {}  # figure of a total -> anchor
        self._origins = Origins(self._copies, lambda speaker: len(self._speakers[speaker]) > 1)

    def add(self, documents: Iterable[Document], claims: Iterable[Claim]) -> None:
        """Work in reports and claims. A claim that is known by its id stays; of two readings the surer one counts."""
        again = self._add_documents(documents)
        for claim in claims:
            identity = claim.id
            known = self._coded.get(identity)
            if known is None:
                self._of_document[claim.document].append(identity)
            elif (claim.confidence, repr(claim)) <= (known.confidence, repr(known)):
                continue
            self._coded[identity] = claim
            again.add(identity)
        self._settle(self._cells.refresh(self._enter(again)))

    def _add_documents(self, documents: Iterable[Document]) -> set[str]:
        """Take the reports in; gives the claims whose origin or dates that can have changed."""
        changed: set[str] = set()
        for document in documents:
            if document.id in self._copies.documents:
                continue
            changed |= self._copies.add(document)
            for judgement, targets in sorted(self._effects.same_origin.items()):
                if document.id in targets:
                    for other in targets:
                        changed |= self._copies.judged_same(document.id, other, f"judgement {judgement}")
        return {claim for document in changed for claim in self._of_document.get(document, ())}

    def _enter(self, claims: set[str]) -> set[Cell]:
        """Make the entries of the claims anew; gives the cells that they leave or come to."""
        touched: set[Cell] = set()
        waiting = sorted(claims)
        for identity in waiting:
            touched |= self._leave(identity)
            claim = self._judged(self._coded[identity])
            if claim is None:
                continue
            same = claim is self._coded[identity]
            entry = entry_of(claim, self._copies.documents.get(claim.document), identity if same else "")
            self._entries[identity] = entry
            touched.add(self._cells.put(entry))
            waiting += self._heard(entry, claims)
        return touched

    def _leave(self, identity: str) -> set[Cell]:
        old = self._entries.pop(identity, None)
        if old is None:
            return set()
        return {self._cells.drop(old)}

    def _judged(self, claim: Claim) -> Claim | None:
        """The claim as people left it; None where they rejected it."""
        identity = claim.id
        if identity in self._effects.rejected:
            return None
        for slot, (value, _) in sorted(self._effects.edits.get(identity, {}).items()):
            claim = edited(claim, slot, value)
        return claim

    def _heard(self, entry: Entry, known: set[str]) -> list[str]:
        """Claims to enter anew: the second report that credits a person changes the origin of the first."""
        if not entry.speaker:
            return []
        reports = self._speakers[entry.speaker]
        before = set(reports)
        reports.add(entry.claim.document)
        if len(before) != 1 or before == reports:
            return []
        claims = {claim for report in before for claim in self._of_document[report]} - known
        return sorted(claim for claim in claims if claim in self._entries)

    # ---- groups, units, links

    def _settle(self, cells: set[Cell]) -> None:
        """Bring groups, events, origins and links of the changed cells up to date."""
        joined = self._joins.claims_in(self._entries)
        cells = cells | self._cells.of_groups({one: cell_of(self._entries[one]) for one in joined})
        gone, fresh = self._regroup(cells, {self._entries[one].id for one in joined})
        alike: set[str] = set()
        for group in gone:
            alike |= self._forget(self._joins.leave(group.anchor))
        units = self._joins.units(fresh, {one: self._entries[one].id for one in joined})
        origins: set[str] = set()
        for anchor, (members, judgements) in units.items():
            made = occurrence(members, self._origins.of, self._effects.accepted, judgements)
            origins |= self._origins.note(made.entries)
            self._units[anchor] = made
            self._figures[anchor] = made.figures
            if made.event.scope == "total":
                self._anchor_of.update(dict.fromkeys(made.event.figures, anchor))
                alike |= self._lookalikes.come(made.figures)
        self._origins.refresh(origins)
        for anchor in {self._anchor_of[figure] for figure in alike if figure in self._anchor_of}:
            self._figures[anchor] = tuple(map(self._related, self._units[anchor].figures))
        changed = self._linking.update(gone, fresh) | set(units)
        # What people joined has another name for all that links to it; such links are few and made again.
        for anchor in set(self._units) if joined else changed & set(self._units):
            self._events[anchor] = self._linked(anchor)

    def _regroup(self, cells: Iterable[Cell], joined: set[str]) -> tuple[list[Group], list[Group]]:
        """The groups of the cells anew: those that are no more as they were, and those that are new or changed."""
        gone: list[Group] = []
        fresh: list[Group] = []
        for cell in cells:
            old, new = self._groups.pop(cell, {}), {}
            for group in self._cells.groups(cell):
                known = old.get(group.anchor)
                kept = known is not None and known.same_as(group)
                if kept and joined.isdisjoint(entry.id for entry in group.entries):
                    new[group.anchor] = old.pop(group.anchor)
                else:
                    new[group.anchor] = group
                    fresh.append(group)
            gone += old.values()
            if new:
                self._groups[cell] = new
        return gone, fresh

    def _forget(self, anchor: str) -> set[str]:
        """Take a unit out; gives the figures that may have been related to its own."""
        old = self._units.pop(anchor, None)
        if old is None:
            return set()
        self._events.pop(anchor, None)
        self._figures.pop(anchor, None)
        for figure in old.event.figures:
            self._anchor_of.pop(figure, None)
        return self._lookalikes.leave(old.figures)

    def _related(self, figure: Figure) -> Figure:
        found = self._lookalikes.relations(figure)
        return replace(figure, relations=figure.relations + found) if found else figure

    def _linked(self, anchor: str) -> Event:
        """The event of a unit with the links that lead from its groups to other units."""
        event = self._units[anchor].event
        found = {
            (link.kind, self._units[self._joins.unit(link.anchor)].event.id): link.reason
            for member in self._joins.members(anchor)
            for link in self._linking.of(member)
        }
        made = tuple(Link(kind, other, found[kind, other]) for kind, other in sorted(found) if other != event.id)
        return replace(event, links=made) if made else event

    # ---- the record

    def record(self) -> Record:
        """Everything, in one stable order."""
        order = sorted(self._events, key=lambda anchor: (_event_key(self._events[anchor]), anchor))
        return Record(
            claims=tuple(self._entries[identity].claim for identity in sorted(self._entries)),
            origins=self._origins.values(),
            events=tuple(self._events[anchor] for anchor in order),
            figures=tuple(figure for anchor in order for figure in self._figures[anchor]),
            remarks=tuple(self._effects.remarks) + self._unknown_targets(),
        )

    def _unknown_targets(self) -> tuple[str, ...]:
        known: dict[str, Container[str]] = {"claim": self._coded, "report": self._copies.documents}
        return tuple(
            f"judgement {judgement}: no {matter} {target}"
            for target, (judgement, matter) in sorted(self._effects.named.items())
            if target not in known[matter]
        )


def _event_key(event: Event) -> str:
    day = event.date.first.isoformat() if event.date else _NEVER
    return f"{day} {event.type} {event.id}"
