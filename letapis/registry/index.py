"""The registry as a state that grows: a new report is worked in by touching only what it can be one event or origin with.

Whatever the order of arrival, `record()` is what `reconcile` gives for the same documents, claims and judgements.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from letapis.claims.claim import Claim
from letapis.registry import links
from letapis.registry.cells import Cell, Cells, Group
from letapis.registry.entry import Entry, entry_of
from letapis.registry.events import Occurrence, occurrence
from letapis.registry.judgement import Judgement
from letapis.registry.judging import edited, effects
from letapis.registry.origins import Copies, origin_of, origin_value
from letapis.registry.record import Event, Link, Origin, Record
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
        self._cell_of: dict[str, Cell] = {}
        self._of_document: dict[str, set[str]] = defaultdict(set)
        self._speakers: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[Cell, dict[str, Group]] = {}
        self._group_of: dict[str, Group] = {}  # claim id as in the record -> its group
        self._units: dict[str, Occurrence] = {}  # anchor -> occurrence
        self._unit_of: dict[str, str] = {}  # anchor of a group -> anchor of the unit that people joined it to
        self._members: dict[str, tuple[str, ...]] = {}  # anchor of a joined unit -> anchors of its groups
        self._links: dict[str, tuple[Link, ...]] = {}
        self._of_person: dict[str, dict[str, Cell]] = defaultdict(dict)  # person -> anchor -> cell
        self._origin_entries: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._origin_of: dict[str, str] = {}
        self._origins: dict[str, Origin] = {}
        self._event_order: list[tuple[str, str]] = []  # (sort key, anchor)
        self._claim_order: list[str] = []

    def add(self, documents: Iterable[Document], claims: Iterable[Claim]) -> None:
        """Work in reports and claims. A claim that is known by its id stays; of two readings the surer one counts."""
        again = self._add_documents(documents)
        for claim in claims:
            known = self._coded.get(claim.id)
            if known is None or (claim.confidence, repr(claim)) > (known.confidence, repr(known)):
                self._coded[claim.id] = claim
                self._of_document[claim.document].add(claim.id)
                again.add(claim.id)
        touched = self._enter(again)
        self._settle(self._cells.refresh(touched))

    def _add_documents(self, documents: Iterable[Document]) -> set[str]:
        """Take the reports in; gives the claims whose origin or dates that can have changed."""
        changed: set[str] = set()
        for document in documents:
            if document.id in self._copies.documents:
                continue
            changed |= self._copies.add(document)
            for judgement, targets in sorted(self._effects.same_origin.items()):
                if document.id in targets:
                    known = [one for one in targets if one in self._copies.documents]
                    changed |= self._copies.unite(known[0], document.id, f"judgement {judgement}")
        return {claim for document in changed for claim in self._of_document.get(document, ())}

    def _enter(self, claims: Iterable[str]) -> set[Cell]:
        """Make the entries of the claims anew; gives the cells that they leave or come to."""
        touched: set[Cell] = set()
        for identity in sorted(claims):
            old = self._entries.pop(identity, None)
            if old is not None:
                cell = self._cell_of.pop(identity)
                self._cells.drop(cell, old.claim.id)
                touched.add(cell)
                self._claim_order.pop(bisect_left(self._claim_order, identity))
            claim = self._judged(self._coded[identity])
            if claim is None:
                continue
            entry = entry_of(claim, self._copies.documents.get(claim.document))
            self._entries[identity] = entry
            touched |= self._heard(entry)
            self._cell_of[identity] = self._cells.put(entry)
            touched.add(self._cell_of[identity])
            insort(self._claim_order, identity)
        return touched

    def _judged(self, claim: Claim) -> Claim | None:
        """The claim as people left it; None where they rejected it."""
        identity = claim.id
        if identity in self._effects.rejected:
            return None
        for slot, (value, _) in sorted(self._effects.edits.get(identity, {}).items()):
            claim = edited(claim, slot, value)
        return claim

    def _heard(self, entry: Entry) -> set[Cell]:
        """Note whom the claim credits; the second report that credits a person changes the origin of the first."""
        if not entry.speaker:
            return set()
        reports = self._speakers[entry.speaker]
        before = set(reports)
        reports.add(entry.claim.document)
        if len(before) != 1 or before == reports:
            return set()
        claims = (claim for report in before for claim in self._of_document[report])
        return {self._cell_of[claim] for claim in claims if claim in self._cell_of}

    def _origin(self, entry: Entry) -> str:
        return origin_of(entry, self._copies, lambda speaker: len(self._speakers[speaker]) > 1)

    # ---- groups, units, links

    def _settle(self, cells: set[Cell]) -> None:
        """Bring groups, events, origins and links of the changed cells up to date."""
        cells = cells | self._cells_of_joins()
        relink: set[Cell] = set(cells)
        origins: set[str] = set()
        for cell in cells:
            for anchor, group in self._groups.pop(cell, {}).items():
                relink |= self._forget(anchor, group)
        for cell in cells:
            groups = {group.anchor: group for group in self._cells.groups(cell)}
            if groups:
                self._groups[cell] = groups
            for group in groups.values():
                self._group_of.update(dict.fromkeys((entry.claim.id for entry in group.entries), group))
        units = self._joined({anchor: group for cell in cells for anchor, group in self._groups.get(cell, {}).items()})
        for anchor, (members, judgements) in units.items():
            made = occurrence(members, self._origin, self._effects.accepted, judgements)
            origins |= self._note_origins(made.entries)
            self._keep(anchor, made, members)
            relink |= self._note_persons(members)
        self._value_origins(origins)
        for cell in list(relink):
            relink |= set(links.week_cells(cell))
            relink.add(cell._replace(standing="happened"))
        for cell in relink:
            for group in self._groups.get(cell, {}).values():
                self._relink(group)

    def _forget(self, anchor: str, group: Group) -> set[Cell]:
        """Take a group out of all indexes; gives the cells whose links may have led to it."""
        touched: set[Cell] = set()
        unit = self._unit_of.pop(anchor, anchor)
        old = self._units.pop(unit, None)
        if old is not None:
            self._event_order.pop(bisect_left(self._event_order, (_event_key(old.event), unit)))
            self._members.pop(unit, None)
        for person in _persons(group):
            self._of_person[person].pop(anchor, None)
            touched |= set(self._of_person[person].values())
        self._links.pop(anchor, None)
        return touched

    def _keep(self, anchor: str, made: Occurrence, members: list[Group]) -> None:
        self._units[anchor] = made
        insort(self._event_order, (_event_key(made.event), anchor))
        if len(members) > 1:
            self._members[anchor] = tuple(sorted(group.anchor for group in members))
            self._unit_of.update(dict.fromkeys(self._members[anchor], anchor))

    def _cells_of_joins(self) -> set[Cell]:
        """The cells of all claims that people joined, and of the day events that these are guests of."""
        cells: set[Cell] = set()
        for claims in self._effects.joins.values():
            for identity in claims:
                if identity in self._entries:
                    cells.add(self._cell_of[identity])
                    cells.update(cell for cell, _ in self._cells.hosts.get(self._cell_of[identity], {}).values())
                    known = self._group_of.get(self._entries[identity].claim.id)
                    cells |= {known.cell} if known else set()
        return cells

    def _joined(self, changed: dict[str, Group]) -> dict[str, tuple[list[Group], list[str]]]:
        """Units by anchor: each changed group, or several that judgements join, with those judgements."""
        units: dict[str, tuple[list[Group], list[str]]] = {anchor: ([group], []) for anchor, group in changed.items()}
        at = {anchor: anchor for anchor in units}
        for judgement, claims in sorted(self._effects.joins.items()):
            held = [self._group_of[self._entries[one].claim.id] for one in claims if one in self._entries]
            first, *others = sorted({at[group.anchor] for group in held}) or [""]
            for other in others:
                groups, judgements = units.pop(other)
                units[first][0].extend(groups)
                units[first][1].extend(judgements)
                at.update(dict.fromkeys((group.anchor for group in groups), first))
            if len(held) > 1:
                units[first][1].append(judgement)
        return units

    def _note_origins(self, entries: Iterable[Entry]) -> set[str]:
        touched: set[str] = set()
        for entry in entries:
            origin, claim = self._origin(entry), entry.claim.id
            before = self._origin_of.get(claim)
            if before is not None and before != origin:
                self._origin_entries[before].pop(claim, None)
                touched.add(before)
            self._origin_of[claim] = origin
            self._origin_entries[origin][claim] = entry
            touched.add(origin)
        return touched

    def _value_origins(self, origins: Iterable[str]) -> None:
        for origin in origins:
            held = self._origin_entries[origin]
            if held:
                self._origins[origin] = origin_value(origin, held.values(), self._copies)
            else:
                self._origins.pop(origin, None)

    def _note_persons(self, groups: Iterable[Group]) -> set[Cell]:
        touched: set[Cell] = set()
        for group in groups:
            for person in _persons(group):
                self._of_person[person][group.anchor] = group.cell
                touched |= set(self._of_person[person].values())
        return touched

    def _relink(self, group: Group) -> None:
        found = [*links.part_of(group, self._find), *links.follows_plan(group, self._find), *links.series(group, self._find)]
        for person in sorted(_persons(group)):
            held = self._of_person[person]
            found += links.of_person(group, [self._groups[held[anchor]][anchor] for anchor in sorted(held)])
        made = {(kind, self._event(other)): reason for kind, other, reason in found}
        own = self._event(group)
        self._links[group.anchor] = tuple(
            Link(kind, event, made[kind, event]) for kind, event in sorted(made) if event != own
        )

    def _find(self, cell: Cell) -> Iterable[Group]:
        return self._groups.get(cell, {}).values()

    def _event(self, group: Group) -> str:
        return self._units[self._unit_of.get(group.anchor, group.anchor)].event.id

    # ---- the record

    def record(self) -> Record:
        """Everything, in one stable order."""
        units = [self._units[anchor] for _, anchor in self._event_order]
        return Record(
            claims=tuple(self._entries[identity].claim for identity in self._claim_order),
            origins=tuple(self._origins[origin] for origin in sorted(self._origins)),
            events=tuple(self._linked(unit, anchor) for unit, (_, anchor) in zip(units, self._event_order, strict=True)),
            figures=tuple(figure for unit in units for figure in unit.figures),
            remarks=tuple(self._effects.remarks) + self._unknown_targets(),
        )

    def _linked(self, unit: Occurrence, anchor: str) -> Event:
        found = [link for one in self._members.get(anchor, (anchor,)) for link in self._links.get(one, ())]
        return replace(unit.event, links=tuple(dict.fromkeys(found))) if found else unit.event

    def _unknown_targets(self) -> tuple[str, ...]:
        known = {"claim": self._coded, "report": self._copies.documents}
        return tuple(
            f"judgement {judgement}: no {matter} {target}"
            for target, (judgement, matter) in sorted(self._effects.named.items())
            if target not in known[matter]
        )


def _persons(group: Group) -> frozenset[str]:
    return frozenset().union(*(entry.persons for entry in group.cluster.entries))


def _event_key(event: Event) -> str:
    day = event.date.first.isoformat() if event.date else _NEVER
    return f"{day} {event.type} {event.id}"
