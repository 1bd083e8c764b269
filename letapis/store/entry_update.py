# ruff: noqa: SLF001  (`_default_manager` is how Django lets a model be asked)
"""Brings the entries up to date by increments: only persons whom new reports name, and entries that people judged anew.

A rebuild gives the same rows: each unit is a function of its claims and judgements, whenever they come.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from letapis.registry.judgement import Judgement
from letapis.registry.model.naming import person_of
from letapis.registry.model.statement import kind_of
from letapis.registry.register import CUSTODY
from letapis.registry.versions import Holding, Log, Unit, Version, touched, unit_around, versions
from letapis.store.entries import StoredEntries
from letapis.store.entry_claims import StoredClaims
from letapis.store.opening import Store

_BATCH = 2_000  # keys that are written together
STATE = "entries"
Made = tuple[Unit, tuple[Version, ...]]
Telling = Callable[[int, int], None]  # keys done, of how many


class AllHolding(Holding, Protocol):
    """A holding that can name all of its keys and read many of them at once."""

    def keys(self) -> Sequence[str]:
        """The keys of all persons whom claims name, in their order."""

    def read_ahead(self, keys: Sequence[str]) -> None:
        """Read the claims on some keys at once."""


def refresh(
    stored: StoredEntries, keys: Collection[str], entries: Collection[str], log: Log, holding: Holding
) -> int:
    """Make anew what some keys propose and some entries say, with all that people tied to them; gives the rows."""
    ours = {entry for entry in entries if kind_of(entry) in CUSTODY}
    made = _Units(log, holding)
    for key in sorted({*keys, *holding.keys_of(ours)}):
        if key not in made.keys:
            made.take(unit_around([key], (), log, holding))
    for entry in sorted(ours):
        if entry not in made.of:
            made.take(unit_around((), [entry], log, holding))
    persons = log.tied(map(person_of, made.keys))
    return stored.replace(made.units.values(), persons, ours)


@dataclass(slots=True)
class _Units:
    """Units that share no entry: those that do are one, also where the store does not know it yet."""

    log: Log
    holding: Holding
    units: dict[int, Made] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)  # entry -> unit
    keys: set[str] = field(default_factory=set)
    last: int = 0

    def take(self, new: Made) -> None:
        """Add a unit."""
        shared = {self.of[name] for name in _names(new) if name in self.of}
        if shared:
            units = [new[0], *(self.units.pop(number)[0] for number in sorted(shared))]
            keys = {key for unit in units for key in unit.claims}
            new = unit_around(keys, {entry for unit in units for entry in unit.entries}, self.log, self.holding)
        number = self.last = self.last + 1
        self.units[number] = new
        self.of.update(dict.fromkeys(_names(new), number))
        self.keys.update(new[0].claims)


def _names(made: Made) -> frozenset[str]:
    unit, found = made
    return unit.entries.union(one.entry.id for one in found)


def rebuild(stored: StoredEntries, log: Log, holding: AllHolding, tell: Telling | None = None) -> int:
    """Make all entries anew."""
    stored.clear()
    keys = holding.keys()
    written: set[str] = set()
    rows = 0
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        holding.read_ahead(part)
        of_each = [Unit({key: holding.claims_of(key)}) for key in part]
        units = [(unit, found) for unit in of_each if (found := versions(unit, log, holding.known))]
        rows += stored.replace(units)
        written.update(one.entry.id for _, found in units for one in found if log.on([one.entry.id]))
        if tell:
            tell(start + len(part), len(keys))
    _, judged = touched(log.judgements, log)
    alone = {entry for entry in judged & written if len(log.tied([entry])) == 1}  # their unit is its key's
    rows += refresh(stored, (), judged - alone, log, holding)
    stored.settle()
    return rows


def update(store: Store, judgements: Iterable[Judgement], rules: str, tell: Telling | None = None) -> bool:
    """Bring the entries up to date with the claims of the store and the log; gives whether anything was new.

    `rules` stands for what the entries are made by: where it is another one than before, all are made anew.
    """
    log = Log(judgements)
    stored = StoredEntries(store)
    claims = StoredClaims(stored, log)
    reports = claims.last_report()
    now = {"rules": rules, "reports": reports, "judgements": len(log.judgements)}
    made = _made(store)
    if made == now:
        return False
    with store.writing():
        if made.get("rules") != rules or made["reports"] > reports or made["judgements"] > len(log.judgements):
            claims.forget()
            claims.note(0, reports)
            rebuild(stored, log, claims, tell)
        else:
            named, entries = touched(log.judgements[made["judgements"] :], log)
            keys = claims.note(made["reports"], reports) | claims.keys_of_claims(named)
            persons = [entry for entry in entries if kind_of(entry) not in CUSTODY]
            refresh(stored, keys, entries | stored.idents_about(persons), log, claims)
        _make(store, now)
    return True


def _made(store: Store) -> dict[str, Any]:
    from letapis.store.models import State

    held = store.rows(State).filter(name=STATE).first()
    found: dict[str, Any] = json.loads(held.value) if held else {}
    return found


def _make(store: Store, now: dict[str, Any]) -> None:
    from letapis.store.models import State

    store.rows(State).filter(name=STATE).delete()
    State._default_manager.using(store.alias).create(archive_id=store.archive, name=STATE, value=json.dumps(now))
