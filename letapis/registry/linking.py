"""Keeps the links of all groups up to date: a change is followed only to where a link can have led from or to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date

from letapis.registry import links
from letapis.registry.cells import Cell, Group
from letapis.registry.links import Found, Outline, Told
from letapis.registry.recalling import Whole

Groups = dict[Cell, dict[str, Group]]


@dataclass(slots=True)
class Linking:
    """Links by the anchor they lead from and the rule that made them."""

    groups: Groups  # shared with the registry
    recall: Whole = field(default_factory=Whole)
    found: dict[str, dict[str, tuple[Found, ...]]] = field(default_factory=dict)
    into: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # anchor -> those that link to it
    wholes: dict[Cell, list[Group]] = field(default_factory=dict)
    serial: dict[Cell, dict[int, str]] = field(default_factory=dict)
    outlines: dict[tuple[str, str], dict[str, Outline]] = field(default_factory=lambda: defaultdict(dict))
    outlined: set[str] = field(default_factory=set)  # those that were worked over here: the shelves' are old
    of_person: dict[str, dict[str, Told]] = field(default_factory=lambda: defaultdict(dict))

    def update(self, gone: Iterable[Group], fresh: Iterable[Group]) -> set[str]:
        """Follow a change; gives the anchors whose links are others now."""
        lost, new = list(gone), list(fresh)
        persons = {person for group in (*lost, *new) for person in group.cluster.persons}
        self.recall.persons(persons)
        for group in lost:
            self._forget(group)
        for group in new:
            told = links.told(group)
            for person in group.cluster.persons if told else ():
                self.of_person[person][group.anchor] = told  # type: ignore[assignment]  # told, as asked above
        cells = {group.cell for group in (*lost, *new)}
        fresh_anchors = {group.anchor for group in new}
        self.recall.cells(other for cell in cells for other in _answering(cell))
        changed: set[str] = set()
        for cell in cells:
            changed |= self._parts(cell, fresh_anchors)
            changed |= self._answers(cell)
        changed |= self._series(cells, fresh_anchors)
        changed |= self._denials(lost, new)
        return changed | self._persons(persons)

    def restore(self, anchor: str, held: dict[str, tuple[Found, ...]]) -> None:
        """Note the links of a group that were found before."""
        self.found[anchor] = held
        for one in (one for some in held.values() for one in some):
            self.into[one.anchor].add(anchor)

    def lend(self, some: Iterable[Outline]) -> None:
        """Note the outlines of groups that stand on the shelves."""
        for one in some:
            if one.anchor not in self.outlined:
                self.outlines[one.kin, one.standing][one.anchor] = one

    def _forget(self, group: Group) -> None:
        for one in self.of(group.anchor):
            self.into[one.anchor].discard(group.anchor)
        self.found.pop(group.anchor, None)
        for person in group.cluster.persons:
            self.of_person[person].pop(group.anchor, None)

    def _set(self, anchor: str, rule: str, found: tuple[Found, ...]) -> bool:
        held = self.found.setdefault(anchor, {}) if found else self.found.get(anchor, {})
        before = held.get(rule, ())
        if before == found:
            return False
        if found:
            held[rule] = found
        else:
            held.pop(rule, None)
        still = {one.anchor for some in held.values() for one in some}
        for one in before:
            if one.anchor not in still:
                self.into[one.anchor].discard(anchor)
        for one in found:
            self.into[one.anchor].add(anchor)
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
        happened = self.groups.get(cell._replace(standing="happened"), {})
        changed: set[str] = set()
        for other in _answering(cell):
            standing = other.standing
            if standing == "happened":
                continue
            others = self.groups.get(other, {})
            for anchor, group in happened.items():
                if others or anchor in self.found:
                    made = tuple(links.answers(group, standing, others.values()))
                    changed |= {anchor} if self._set(anchor, standing, made) else set()
        return changed

    def _denials(self, lost: list[Group], new: list[Group]) -> set[str]:
        """Links of what happened to general denials of it: all of what is new, and of the rest those that changed."""
        left, come = _outlines(lost), _outlines(new)
        told = [one for one in come if one.standing == "happened"]
        denials = [one for one in come if one.standing == "denied"]
        gone = {one.anchor for one in left if one.standing == "denied"}
        self.recall.denials(_days_of(told))
        self.recall.happened(_days_of(denials))
        self.recall.leading_to(gone)
        self._outline(left, come)
        found = {one.anchor: self._denied(one) for one in told}
        spoken = self._spoken(denials, found.keys())
        touched = {source for anchor in gone for source in self.into.get(anchor, ())} | spoken.keys()
        self.recall.links(touched)
        for anchor in touched - found.keys():
            before = {one.anchor for one in self.found.get(anchor, {}).get("denials", ())}
            found[anchor] = (before - gone) | spoken.get(anchor, set())
        return {anchor for anchor, some in found.items() if self._set(anchor, "denials", links.denying(some))}

    def _outline(self, left: list[Outline], come: list[Outline]) -> None:
        for one in left:
            self.outlines[one.kin, one.standing].pop(one.anchor, None)
        for one in come:
            self.outlines[one.kin, one.standing][one.anchor] = one
        self.outlined |= {one.anchor for one in (*left, *come)}

    def _denied(self, told: Outline) -> set[str]:
        denials = self.outlines.get((told.kin, "denied"), {})
        return {one.anchor for one in denials.values() if links.speaks_of(one, told)}

    def _spoken(self, denials: list[Outline], known: Container[str]) -> dict[str, set[str]]:
        """What happened before that these new denials speak of, with the denials; what is known is left out."""
        found: dict[str, set[str]] = defaultdict(set)
        for denial in denials:
            for one in self.outlines.get((denial.kin, "happened"), {}).values():
                if links.speaks_of(denial, one) and one.anchor not in known:
                    found[one.anchor].add(denial.anchor)
        return found

    def _series(self, cells: Iterable[Cell], fresh: set[str]) -> set[str]:
        serial = [cell for cell in cells if cell.kind == "day" and cell.kin in links.SERIAL]
        self.recall.weekly({links.week(cell, weeks) for cell in serial for weeks in range(-3, 4)})
        changed: set[str] = set()
        touched: set[tuple[Cell, int]] = set()
        for cell in serial:
            first: dict[int, str] = {}
            before, self.serial[cell] = self.serial.get(cell, {}), first
            for anchor, group in sorted(self.groups.get(cell, {}).items()):
                key = links.series_key(group)
                # Of several events alike on one day the first stands for them.
                if key is not None and first.setdefault(key, anchor) != anchor and self._set(anchor, "series", ()):
                    changed.add(anchor)
            keys = {one for one in before.keys() | first.keys() if before.get(one) != first.get(one)}
            keys |= {one for one, anchor in first.items() if anchor in fresh}
            touched |= {(links.week(cell, weeks), one) for one in keys for weeks in (-1, 0, 1, 2)}
        return changed | self._weekly(touched)

    def _weekly(self, touched: set[tuple[Cell, int]]) -> set[str]:
        standing = [(cell, key, self.serial.get(cell, {}).get(key)) for cell, key in touched]
        self.recall.links({anchor for _, _, anchor in standing if anchor})
        changed: set[str] = set()
        for cell, key, anchor in standing:
            before, earlier, after = (self.serial.get(links.week(cell, one), {}).get(key) for one in (-1, -2, 1))
            if anchor and self._set(anchor, "series", links.series(before, earlier, after)):
                changed.add(anchor)
        return changed

    def _persons(self, persons: Iterable[str]) -> set[str]:
        made = {person: links.of_person(self.of_person[person].values()) for person in persons}
        self.recall.links({anchor for found in made.values() for anchor in found})
        return {
            anchor
            for person, found in made.items()
            for anchor, some in found.items()
            if self._set(anchor, f"person {person}", some)
        }

    def of(self, anchor: str) -> list[Found]:
        """The links that lead from a group, in a stable order."""
        return sorted(found for held in self.found.get(anchor, {}).values() for found in held)


def _answering(cell: Cell) -> list[Cell]:
    """For a day: what happened on it, and what was planned, threatened or denied for it, as far as this cell goes."""
    standings = [name for name, _, _ in links.ANSWERED] if cell.standing == "happened" else [cell.standing]
    return [cell._replace(standing=one) for one in ("happened", *standings)] if cell.kind == "day" else []


def _outlines(groups: list[Group]) -> list[Outline]:
    return [one for one in map(links.outline, groups) if one]


def _days_of(some: list[Outline]) -> dict[str, tuple[date, date]]:
    """For each kin the days from the first to the last."""
    found: dict[str, tuple[date, date]] = {}
    for one in some:
        first, last = found.get(one.kin, (one.first, one.last))
        found[one.kin] = min(first, one.first), max(last, one.last)
    return found
