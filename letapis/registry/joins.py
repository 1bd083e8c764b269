"""What people joined: groups of claims that are one unit, and so one event, by judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from letapis.registry.cells import Group

Units = dict[str, tuple[list[Group], list[str]]]


@dataclass(slots=True)
class Joins:
    """The joins in force, and which groups they make one. A unit goes by the first anchor of its groups."""

    judgements: Mapping[str, tuple[str, ...]]  # judgement -> claims
    _of_claim: dict[str, list[str]] = field(default_factory=dict)  # claim -> judgements
    _unit_of: dict[str, str] = field(default_factory=dict)
    _members: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        held: dict[str, list[str]] = defaultdict(list)
        for judgement, claims in self.judgements.items():
            for claim in claims:
                held[claim].append(judgement)
        self._of_claim = dict(held)

    def ordered(self, judgements: Mapping[str, tuple[str, ...]]) -> Joins:
        """The same units under other joins: those that they change are made anew by the caller."""
        return Joins(judgements, {}, self._unit_of, self._members)

    def joined(self) -> Iterable[str]:
        """All claims that a join names."""
        return self._of_claim.keys()

    def with_(self, claim: str) -> set[str]:
        """The claims that joins name together with this one."""
        return {other for judgement in self._of_claim.get(claim, ()) for other in self.judgements[judgement]}

    def unit(self, anchor: str) -> str:
        """The unit of a group."""
        return self._unit_of.get(anchor, anchor)

    def members(self, unit: str) -> tuple[str, ...]:
        """The groups of a unit."""
        return self._members.get(unit, (unit,))

    def restore(self, members: tuple[str, ...]) -> str:
        """Note a unit that was made before; gives its name."""
        unit = min(members)
        if len(members) > 1:
            self._members[unit] = members
            self._unit_of.update(dict.fromkeys(members, unit))
        return unit

    def leave(self, anchor: str) -> str:
        """Take a group out that is no more; gives the unit that it was in."""
        unit = self._unit_of.pop(anchor, anchor)
        self._members.pop(unit, None)
        return unit

    def units(self, fresh: Iterable[Group], joined: Mapping[str, str]) -> Units:
        """The units of the new groups, with the judgements that join them. `joined`: id of a claim -> its id now."""
        units: Units = {group.anchor: ([group], []) for group in fresh}
        if not joined:
            return units
        ids = set(joined.values())
        at = {entry.id: anchor for anchor, (held, _) in units.items() for entry in held[0].entries if entry.id in ids}
        for judgement in sorted({one for claim in joined for one in self._of_claim.get(claim, ())}):
            claims = self.judgements[judgement]
            self._unite(units, at, judgement, [joined[claim] for claim in claims if claim in joined])
        for groups, _ in units.values():
            self.restore(tuple(sorted(group.anchor for group in groups)))
        return units

    def _unite(self, units: Units, at: dict[str, str], judgement: str, claims: list[str]) -> None:
        if len(claims) < 2:
            return
        first, *others = sorted({at[claim] for claim in claims})
        for other in others:
            groups, judgements = units.pop(other)
            units[first][0].extend(groups)
            units[first][1].extend(judgements)
            at.update({claim: first for claim, anchor in at.items() if anchor == other})
        units[first][1].append(judgement)
