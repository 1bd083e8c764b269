"""Takes down from the shelves what a change can touch, before it is touched, as it was when it was put there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from letapis.registry.cells import Cell, cell_of, spans_over
from letapis.registry.credits import Held
from letapis.registry.entry import Entry, entry_of
from letapis.registry.events import Occurrence
from letapis.registry.holdings import Holdings
from letapis.registry.links import wholes_of
from letapis.registry.lookalikes import digits_of
from letapis.registry.origins import source_key
from letapis.registry.recalling import Whole
from letapis.registry.record import Figure
from letapis.registry.shelves import KeptClaim, KeptReport, KeptUnit, Shelves

Value = TypeVar("Value")


@dataclass(slots=True)
class Recall(Whole):
    """What was taken down already is not asked for again."""

    held: Holdings
    shelves: Shelves
    _cells: set[Cell] = field(default_factory=set)
    _linked: set[str] = field(default_factory=set)
    _days: set[Cell] = field(default_factory=set)
    _persons: set[str] = field(default_factory=set)
    _units: set[str] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)
    _speakers: set[str] = field(default_factory=set)
    credits: set[tuple[str, str]] = field(default_factory=set)  # origins with reports of theirs
    _digits: set[tuple[int, str]] = field(default_factory=set)
    _of_reports: set[str] = field(default_factory=set)
    _whole: set[str] = field(default_factory=set)

    # ---- reports

    def marked(self, marks: Collection[str]) -> None:
        """The reports that have one of these marks, with all their copies."""
        found = self.shelves.marked(_new(marks, self.held.copies.by_mark))
        self.held.copies.by_mark.update(found)
        self.copies(set(found.values()))

    def copies(self, ids: Collection[str], *, texts: bool = False) -> None:
        """These reports with all that are copies of the same."""
        self.reports(ids)
        copies = self.held.copies
        groups = {copies.group_of[one] for one in ids if one in copies.group_of}
        for kept in self.shelves.copied(groups if texts else groups - self._whole, texts=texts):
            self._put_report(kept, again=texts)
            copies.members.setdefault(copies.group_of[kept.document.id], set()).add(kept.document.id)
        self._whole |= groups

    def reports(self, ids: Collection[str]) -> None:
        """The reports of these ids."""
        for kept in self.shelves.reports(_new(ids, self.held.copies.documents)):
            self._put_report(kept)

    def _put_report(self, kept: KeptReport, *, again: bool = False) -> None:
        copies, identity = self.held.copies, kept.document.id
        if identity in copies.documents:
            if again:
                copies.documents[identity] = kept.document
            return
        copies.documents[identity] = kept.document
        copies.group_of[identity] = kept.group
        copies.leads.setdefault(kept.group, kept.lead)
        copies.sources.setdefault(kept.group, source_key(kept.lead))
        copies.members.setdefault(kept.group, set()).add(identity)
        if kept.why:
            copies.why[identity] = set(kept.why)

    def speakers(self, names: Iterable[str]) -> None:
        """By which reports these persons are credited."""
        asked = _new(filter(None, names), self._speakers)
        self._speakers |= asked
        self.held.speakers.update(self.shelves.crediting(asked))

    # ---- claims

    def claims(self, ids: Collection[str]) -> None:
        """The claims of these ids."""
        self._put_claims(self.shelves.claims(_new(ids, self.held.coded)))

    def claims_of_reports(self, reports: Collection[str]) -> None:
        """All claims of these reports."""
        asked = _new(reports, self._of_reports)
        self._of_reports |= asked
        self._put_claims(self.shelves.claims_of_reports(asked))

    def _put_claims(self, kept: Iterable[KeptClaim]) -> None:
        fresh = [one for one in kept if one.coded.id not in self.held.coded]
        self.reports({one.coded.document for one in fresh})
        for one in fresh:
            self._put_claim(one)

    def _put_claim(self, kept: KeptClaim) -> None:
        held, identity = self.held, kept.coded.id
        held.coded[identity] = kept.coded
        held.of_document[kept.coded.document].append(identity)
        if kept.claim is None:
            return
        report = held.copies.documents.get(kept.coded.document)
        entry = entry_of(kept.claim, report, identity if kept.claim is kept.coded else "")
        held.entries[identity] = entry
        held.cells.put(entry)
        held.origins.origin_of[entry.id] = kept.origin

    # ---- groups

    def cells(self, cells: Iterable[Cell]) -> None:
        """The groups of these cells, with those that are guests there."""
        asked = _new(cells, self._cells)
        asked |= {span for cell in asked for span in spans_over(cell)} - self._cells
        if not asked:
            return
        self._cells |= asked
        hosts = self._hosts(self.shelves.claims_of_cells(asked))
        there = [cell for cell in asked if self.held.cells.entries.get(cell)]
        for cell in there:
            self.held.cells.cluster(cell)
        for cell in there:
            for anchor, (day, host) in hosts.get(cell, {}).items():
                self.held.cells.invite(cell, anchor, day, host)
        for cell in there:
            self._groups(cell)
        self.links({anchor for cell in there for anchor in self.held.groups.get(cell, ())})

    def _hosts(self, kept: Iterable[KeptClaim]) -> dict[Cell, dict[str, tuple[date, str]]]:
        """Put the claims; gives for each span which of its claims are guests of which day and group."""
        hosts: dict[Cell, dict[str, tuple[date, str]]] = defaultdict(dict)
        rows = list(kept)
        self._put_claims(rows)
        for one in rows:
            if one.host:
                entry = self.held.entries[one.coded.id]
                hosts[cell_of(entry)][entry.id] = one.host, one.anchor
        return hosts

    def _groups(self, cell: Cell) -> None:
        """The groups of a cell, and what links look up of them."""
        groups = {group.anchor: group for group in self.held.cells.groups(cell)}
        if not groups:
            return
        self.held.groups[cell] = groups
        self.held.linking.wholes[cell] = wholes_of(groups.values())

    # ---- links

    def links(self, anchors: Collection[str]) -> None:
        """The links that lead from these groups."""
        asked = _new(anchors, self._linked)
        self._linked |= asked
        for anchor, found in self.shelves.links(asked).items():
            self.held.linking.restore(anchor, dict(found))

    def leading_to(self, anchors: Collection[str]) -> None:
        """Which groups link to these."""
        for sources in self.shelves.leading_to(anchors).values():
            self.links(sources)

    def weekly(self, cells: Collection[Cell]) -> None:
        """Which groups stand for those alike on these days."""
        asked = _new(cells, self._days)
        self._days |= asked
        for cell, held in self.shelves.weekly(asked).items():
            self.held.linking.serial[cell] = dict(held)

    def persons(self, keys: Collection[str]) -> None:
        """The groups that carry these keys."""
        asked = _new(keys, self._persons)
        self._persons |= asked
        for key, events in self.shelves.of_persons(asked).items():
            self.held.linking.of_person[key] = {one.anchor: one for one in events}

    def denials(self, kins: Mapping[str, tuple[date, date]]) -> None:
        """The general denials of these kins that meet these days."""
        for kin, (first, last) in sorted(kins.items()):
            self.held.linking.lend(self.shelves.denials(kin, first, last))

    def happened(self, kins: Mapping[str, tuple[date, date]]) -> None:
        """What happened of these kins, as far as it began within these days."""
        for kin, (first, last) in sorted(kins.items()):
            self.held.linking.lend(self.shelves.happened(kin, first, last))

    # ---- events

    def units(self, anchors: Collection[str]) -> None:
        """The events that these groups are in."""
        asked = _new(anchors, self._asked)
        self._asked |= asked
        self._put_units(self.shelves.units(asked - self._units))

    def totals(self, figures: Iterable[Figure]) -> None:
        """The events of the totals that these may be taken for."""
        asked = {digits for figure in figures for digits in digits_of(figure)} - self._digits
        self._digits |= asked
        self._put_units(self.shelves.totals(asked))

    def _put_units(self, kept: Iterable[KeptUnit]) -> None:
        for one in kept:
            if not self._units.isdisjoint(one.members):
                continue  # it was taken down before, and may be another one by now
            self._units |= set(one.members)
            unit = self.held.joins.restore(one.members)
            self.held.units[unit] = Occurrence(one.event, one.figures, ())
            self.held.figures[unit] = one.figures
            if one.event.scope == "total":
                self.held.lookalikes.restore(one.figures)
                self.held.anchor_of.update(dict.fromkeys(one.event.figures, unit))

    def origins(self, entries: Iterable[Entry]) -> None:
        """What the origins of these claims are made of, those that they had and those that they come to."""
        origins = self.held.origins
        named = ((origin, one.claim.document) for one in entries for origin in origins.both(one))
        asked = set(named) - self.credits
        self.credits |= asked
        for origin, kept in self.shelves.origins(asked).items():
            held = origins.held.setdefault(origin, Held(labels=kept.labels, reasons=kept.reasons))
            held.claims.update(kept.claims)
            held.told.update(kept.told)


def _new(asked: Iterable[Value], known: Container[Value]) -> set[Value]:
    return {one for one in asked if one not in known}
