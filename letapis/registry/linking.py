"""Keeps the links of all groups up to date: a change is followed only to where a link can have led from or to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from letapis.registry import links
from letapis.registry.cells import LONGEST_SPAN, Cell, Group
from letapis.registry.links import Found, SeriesKey

Groups = dict[Cell, dict[str, Group]]


@dataclass(slots=True)
class Linking:
    """Links by the anchor they lead from and the rule that made them."""

    groups: Groups  # shared with the registry
    found: dict[str, dict[str, tuple[Found, ...]]] = field(default_factory=dict)
    wholes: dict[Cell, list[Group]] = field(default_factory=dict)
    serial: dict[Cell, dict[SeriesKey, str]] = field(default_factory=dict)
    denials: dict[str, dict[str, Group]] = field(default_factory=lambda: defaultdict(dict))  # kin -> anchor -> group
    of_person: dict[str, dict[str, Group]] = field(default_factory=lambda: defaultdict(dict))

    def update(self, gone: Iterable[Group], fresh: Iterable[Group]) -> set[str]:
        """Follow a change; gives the anchors whose links are others now."""
        lost, new = list(gone), list(fresh)
        changed: set[str] = set()
        for group in lost:
            self.found.pop(group.anchor, None)
            for person in group.cluster.persons:
                self.of_person[person].pop(group.anchor, None)
        for group in new:
            for person in group.cluster.persons:
                self.of_person[person][group.anchor] = group
        cells = {group.cell for group in (*lost, *new)}
        fresh_anchors = {group.anchor for group in new}
        for cell in cells:
            changed |= self._parts(cell, fresh_anchors)
            changed |= self._answers(cell)
        changed |= self._series(cells)
        changed |= self._denials(lost, new)
        for person in {person for group in (*lost, *new) for person in group.cluster.persons}:
            changed |= self._person(person)
        return changed

    def _set(self, anchor: str, rule: str, found: tuple[Found, ...]) -> bool:
        held = self.found.setdefault(anchor, {}) if found else self.found.get(anchor, {})
        if held.get(rule, ()) == found:
            return False
        if found:
            held[rule] = found
        else:
            held.pop(rule, None)
        return True

    def _parts(self, cell: Cell, fresh: set[str]) -> set[str]:
        groups = self.groups.get(cell, {})
        before = [(one.anchor, one.cluster.place, one.cluster.types) for one in self.wholes.get(cell, ())]
        wholes = links.wholes_of(groups.values())
        self.wholes[cell] = wholes
        same = before == [(one.anchor, one.cluster.place, one.cluster.types) for one in wholes]
        return {
            anchor
            for anchor, group in groups.items()
            if not (same and anchor not in fresh) and self._set(anchor, "part", links.part_of(group, wholes))
        }

    def _answers(self, cell: Cell) -> set[str]:
        """Links of what happened to its plan, threat or denial, wherever in the two cells the change was."""
        if cell.kind != "day":
            return set()
        standings = [name for name, _, _ in links.ANSWERED]
        happened = self.groups.get(cell._replace(standing="happened"), {})
        changed: set[str] = set()
        for standing in standings if cell.standing == "happened" else [cell.standing]:
            others = self.groups.get(cell._replace(standing=standing), {})
            for anchor, group in happened.items():
                if others or anchor in self.found:
                    made = tuple(links.answers(group, standing, others.values()))
                    changed |= {anchor} if self._set(anchor, standing, made) else set()
        return changed

    def _denials(self, lost: list[Group], new: list[Group]) -> set[str]:
        """Links of what happened to general denials of it; a new denial looks through its days."""
        answering = {group.anchor: group for group in new if group.cell.standing == "happened"}
        for group, here in [(one, False) for one in lost] + [(one, True) for one in new]:
            days = links.denied_days(group)
            if days is None:
                continue
            self.denials[group.cell.kin].pop(group.anchor, None)
            if here:
                self.denials[group.cell.kin][group.anchor] = group
            first, last = max(days[0], days[1] - links.CUSTODY), days[1]
            for number in range((last - first).days + 1):
                day = first + timedelta(days=number)
                for length in range(LONGEST_SPAN):
                    kind, until = "span" if length else "day", day + timedelta(days=length)
                    answering |= self.groups.get(Cell(kind, group.cell.kin, "happened", day, until), {})
        return {
            anchor
            for anchor, group in answering.items()
            if self.denials.get(group.cell.kin) or anchor in self.found
            if self._set(anchor, "denials", self._denied(group))
        }

    def _denied(self, group: Group) -> tuple[Found, ...]:
        denials = self.denials.get(group.cell.kin, {})
        return tuple(links.denies(group, (denials[anchor] for anchor in sorted(denials))))

    def _series(self, cells: Iterable[Cell]) -> set[str]:
        serial = [cell for cell in cells if cell.kind == "day" and cell.kin in links.SERIAL]
        changed: set[str] = set()
        for cell in serial:
            first: dict[SeriesKey, str] = {}
            self.serial[cell] = first
            for anchor, group in sorted(self.groups.get(cell, {}).items()):
                key = links.series_key(group)
                # Of several events alike on one day the first stands for them.
                if key is not None and first.setdefault(key, anchor) != anchor and self._set(anchor, "series", ()):
                    changed.add(anchor)
        touched = {links.week(cell, weeks) for cell in serial for weeks in (-1, 0, 1, 2)}
        for cell in touched:
            for key, anchor in self.serial.get(cell, {}).items():
                before, earlier, after = (self.serial.get(links.week(cell, one), {}).get(key) for one in (-1, -2, 1))
                changed |= {anchor} if self._set(anchor, "series", links.series(before, earlier, after)) else set()
        return changed

    def _person(self, person: str) -> set[str]:
        made = links.of_person(self.of_person[person].values())
        return {anchor for anchor, found in made.items() if self._set(anchor, f"person {person}", found)}

    def of(self, anchor: str) -> list[Found]:
        """The links that lead from a group, in a stable order."""
        return sorted(found for held in self.found.get(anchor, {}).values() for found in held)
