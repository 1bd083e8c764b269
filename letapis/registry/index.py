"""The registry as a state that grows: a new report touches only what it can be one event or one origin with.

Whatever the order of arrival, `record()` is what `reconcile` gives for the same documents, claims and judgements. With
shelves behind it, it holds no more than what it touches, and `changes` says what there is to put on them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from letapis.claims.claim import Claim
from letapis.registry import entering
from letapis.registry.cells import Cell, Group
from letapis.registry.changes import Changes
from letapis.registry.duplicates import marks as marks_of
from letapis.registry.entry import Entry
from letapis.registry.events import occurrence
from letapis.registry.holdings import begun, orders
from letapis.registry.joining import with_joined
from letapis.registry.joins import Units
from letapis.registry.judgement import Judgement
from letapis.registry.judging import effects
from letapis.registry.recall import Recall
from letapis.registry.recalling import Whole
from letapis.registry.record import Event, Figure, Link, Record
from letapis.registry.shelves import Shelves
from letapis.sources.document import Document

Marks = Callable[[Document], Iterable[tuple[str, str]]]
_NEVER = "9999"


class Registry:
    """All claims with their events, figures and origins, kept up to date one report at a time."""

    def __init__(self, judgements: Sequence[Judgement] = (), shelves: Shelves | None = None) -> None:
        """`judgements` are those under which what is on the shelves was worked in."""
        self.held = begun(judgements)
        self.changes = Changes()
        self.recall: Whole = Recall(self.held, shelves) if shelves else Whole()
        self.held.linking.recall = self.recall

    def add(self, documents: Iterable[Document], claims: Iterable[Claim], marks: Marks = marks_of) -> None:
        """Work in reports and claims. A claim that is known by its id stays; of two readings the surer one counts.

        `marks` is for a caller who has them already.
        """
        changed = entering.reports(self.held, self.recall, documents, marks)
        again = entering.claims_of(self.held, self.recall, changed) | entering.coded(self.held, self.recall, claims)
        self.changes.reports |= changed
        self._enter(again)

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Bring everything under another log: what the two decide differently is worked in again, and no more."""
        before, now = self.held.effects, effects(judgements)
        again = {claim for _, claim, _, _ in entering.decided(before) ^ entering.decided(now)}
        self.recall.claims(again)
        changed = entering.regrouped(self.held, self.recall, before, now)
        self.held.effects, self.held.joins = now, self.held.joins.ordered(now.joins)
        self.changes.reports |= changed
        self._enter(entering.claims_of(self.held, self.recall, changed) | (again & self.held.coded.keys()))

    def release(self) -> None:
        """Let go of the shelves when all is done: what held itself in a circle would else wait for a search for it."""
        self.recall = self.held.linking.recall = Whole()

    def _enter(self, again: set[str]) -> None:
        """Work in claims anew, and all that they touch."""
        touched, dropped = entering.enter(self.held, self.recall, again)
        self.held.cells.apart = orders(self.held.effects)
        self.changes.claims |= again
        self._settle(self.held.cells.refresh(touched, self.recall.cells), again, dropped)

    def _settle(self, cells: set[Cell], again: set[str], dropped: list[Entry]) -> None:
        """Bring groups, events, origins and links of the changed cells up to date."""
        held, recall = self.held, self.recall
        cells, joined = with_joined(held, recall, cells, again)
        gone, fresh = self._regroup(cells, set(joined.values()))
        recall.units({group.anchor for group in gone})
        recall.speakers(entry.speaker for group in fresh for entry in group.entries)
        recall.origins(chain(dropped, *(group.entries for group in fresh)))
        for entry in dropped:
            held.origins.leave(entry)
        names = self._names(group.anchor for group in gone)
        alike = self._forget(gone)
        units = held.joins.units(fresh, joined)
        alike |= self._make(units)
        self._relate(alike)
        changed = held.linking.update(gone, fresh)
        self._note(gone, fresh, units, changed)
        self._relink(changed | self._renamed(names) | units.keys())

    def _note(self, gone: list[Group], fresh: list[Group], units: Units, linked: set[str]) -> None:
        changes = self.changes
        changes.left |= {group.anchor for group in gone}
        changes.groups |= {group.anchor for group in fresh}
        changes.units |= units.keys()
        changes.links |= linked
        changes.days |= {group.cell for group in (*gone, *fresh)}

    def _regroup(self, cells: Iterable[Cell], joined: set[str]) -> tuple[list[Group], list[Group]]:
        """The groups of the cells anew: those that are no more as they were, and those that are new or changed."""
        gone: list[Group] = []
        fresh: list[Group] = []
        groups = self.held.groups
        for cell in cells:
            old, new = groups.pop(cell, {}), {}
            for group in self.held.cells.groups(cell):
                known = old.get(group.anchor)
                kept = known is not None and known.same_as(group)
                if kept and joined.isdisjoint(entry.id for entry in group.entries):
                    new[group.anchor] = old.pop(group.anchor)
                else:
                    new[group.anchor] = group
                    fresh.append(group)
            gone += old.values()
            if new:
                groups[cell] = new
        return gone, fresh

    def _names(self, anchors: Iterable[str]) -> dict[str, str]:
        """The ids of the events that these groups are in."""
        held = self.held
        units = ((anchor, held.units.get(held.joins.unit(anchor))) for anchor in anchors)
        return {anchor: unit.event.id for anchor, unit in units if unit}

    def _forget(self, gone: Iterable[Group]) -> set[str]:
        """Take the units of groups out; gives the figures that may have been related to theirs."""
        held, alike = self.held, set[str]()
        leaving = {held.joins.unit(group.anchor) for group in gone} & held.units.keys()
        self.recall.totals(figure for unit in leaving for figure in held.units[unit].figures)
        for group in gone:
            unit = held.joins.leave(group.anchor)
            old = held.units.pop(unit, None)
            if old is None:
                continue
            held.events.pop(unit, None)
            held.figures.pop(unit, None)
            self.changes.gone.add(old.event.id)
            if old.event.scope == "total":
                for figure in old.event.figures:
                    held.anchor_of.pop(figure, None)
                alike |= held.lookalikes.leave(old.figures)
        return alike

    def _make(self, units: Units) -> set[str]:
        """Make the events of the units; gives the figures that may be related to theirs."""
        held, alike = self.held, set[str]()
        accepted = held.effects.accepted
        fresh = {
            anchor: occurrence(members, held.origins.of, accepted, judgements)
            for anchor, (members, judgements) in units.items()
        }
        self.recall.totals(figure for made in fresh.values() for figure in made.figures)
        for anchor, made in fresh.items():
            held.origins.note(made.entries)
            held.units[anchor] = made
            held.figures[anchor] = made.figures
            if made.event.scope == "total":
                held.anchor_of.update(dict.fromkeys(made.event.figures, anchor))
                alike |= held.lookalikes.come(made.figures)
        return alike

    def _relate(self, alike: set[str]) -> None:
        """Relate totals to those that they only look like."""
        held = self.held
        anchors = {held.anchor_of[figure] for figure in alike if figure in held.anchor_of}
        self.recall.totals([figure for anchor in anchors for figure in held.units[anchor].figures])
        for anchor in anchors:
            held.figures[anchor] = tuple(map(self._related, held.units[anchor].figures))
        self.changes.figures |= anchors

    def _related(self, figure: Figure) -> Figure:
        found = self.held.lookalikes.relations(figure)
        return replace(figure, relations=figure.relations + found) if found else figure

    def _renamed(self, names: dict[str, str]) -> set[str]:
        """The groups that link to one whose event goes by another id now."""
        now = self._names(names)
        others = {anchor for anchor in now if now[anchor] != names[anchor]}
        self.recall.leading_to(others)
        return {source for anchor in others for source in self.held.linking.into.get(anchor, ())}

    def _relink(self, anchors: set[str]) -> None:
        """Make the events of these groups anew with the links that lead from them."""
        held = self.held
        self.recall.units(anchors)
        units = {unit for unit in map(held.joins.unit, anchors) if unit in held.units}
        members = {unit: held.joins.members(unit) for unit in units}
        self.recall.links({one for some in members.values() for one in some})
        found = {unit: [link for one in some for link in held.linking.of(one)] for unit, some in members.items()}
        self.recall.units({link.anchor for links in found.values() for link in links})
        for unit in units:
            reasons = {(link.kind, self._event_of(link.anchor)): link.reason for link in found[unit]}
            event = held.units[unit].event
            others = sorted((kind, other) for kind, other in reasons if other != event.id)
            made = tuple(Link(kind, other, reasons[kind, other]) for kind, other in others)
            held.events[unit] = replace(event, links=made) if made else event
        self.changes.events |= units

    def _event_of(self, anchor: str) -> str:
        return self.held.units[self.held.joins.unit(anchor)].event.id

    # ---- the record

    def record(self) -> Record:
        """Everything that is held, in one stable order."""
        held = self.held
        order = sorted(held.events, key=lambda anchor: (event_key(held.events[anchor]), anchor))
        known: dict[str, Container[str]] = {"claim": held.coded, "report": held.copies.documents}
        return Record(
            claims=tuple(held.entries[identity].claim for identity in sorted(held.entries)),
            origins=held.origins.values(),
            events=tuple(held.events[anchor] for anchor in order),
            figures=tuple(figure for anchor in order for figure in held.figures[anchor]),
            remarks=tuple(held.effects.remarks) + entering.unknown(held.effects, known),
        )


def event_key(event: Event) -> str:
    """The order of events: by their first day, then by type and id; those without a date at the end."""
    day = event.date.first.isoformat() if event.date else _NEVER
    return f"{day} {event.type} {event.id}"
