"""What the register knew when: the versions of its entries, each true of the days in which nothing else was known.

A version is closed by the next one and is never changed otherwise. What came to be known later takes nothing from what
was known before: every moment is worked out from the reports and judgements of that moment alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from letapis.claims.claim import Claim
from letapis.registry.custody.subjects import subject_of
from letapis.registry.custody.voices import persons
from letapis.registry.entry import name_key
from letapis.registry.judgement import Judgement
from letapis.registry.judging import edited, effects
from letapis.registry.model.folding import Entry, fold, joins
from letapis.registry.model.kinds import is_entry
from letapis.registry.model.naming import person_of
from letapis.registry.model.statement import Statement, kind_of
from letapis.registry.model.stating import known_by, said_by, statements_of
from letapis.registry.register import BY_PERSON, CUSTODY, Known

TOUCHES_CLAIMS = frozenset({"accept", "reject", "edit"})


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it stood from one moment to another; no `known_to` while nothing else is known.

    `joined` are the persons whom people had joined by then, as far as the entry names them; `keys` are of the persons
    whose claims propose it, or would if nobody had judged them.
    """

    entry: Entry
    known_from: str
    known_to: str
    joined: Mapping[str, str]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """Entries that have to be worked out together: what the claims on some keys propose, and what people tied to it.

    `claims` are as the coder gave them, by the key of the person; `entries` those that only people speak of.
    """

    claims: Mapping[str, Sequence[Claim]]
    entries: frozenset[str] = frozenset()


class Holding(Protocol):
    """Whoever holds the claims: those of a key as the coder gave them, when a report came, who is behind an entry."""

    def claims_of(self, key: str) -> Sequence[Claim]:
        """The claims that name a person, also those that people rejected."""

    def keys_of(self, entries: Iterable[str]) -> Iterable[str]:
        """The keys whose claims propose, or once proposed, some entries."""

    def known(self, document: str) -> str:
        """The moment when the archive knew a report."""


class Log:
    """The judgements by what they are about, so that those on a few things are found without reading all."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.judgements = tuple(judgements)
        self._order = {one.id: number for number, one in enumerate(self.judgements, 1)}
        self._about: dict[str, list[int]] = defaultdict(list)
        self._entries: dict[str, list[str]] = {}
        for number, one in enumerate(self.judgements):
            for target in (*one.claims, *self.entries_of(one)):
                self._about[target].append(number)

    def entries_of(self, judgement: Judgement) -> list[str]:
        """The entries that a judgement speaks of, also those that it makes."""
        if judgement.id not in self._entries:
            named = [target for target in judgement.claims if is_entry(target)]
            named += [one.entry for one in said_by(judgement, 0)]
            self._entries[judgement.id] = list(dict.fromkeys(named))
        return self._entries[judgement.id]

    def said(self, about: Iterable[Judgement], moment: str) -> list[Statement]:
        """The statements of some judgements as known at a moment, with their places in the whole log."""
        found = statements_of(about, moment)
        return [replace(one, order=self._order[one.id.partition(".")[0]]) for one in found]

    def on(self, targets: Iterable[str]) -> tuple[Judgement, ...]:
        """The judgements on some claims, entries and persons, with all that undoes them, in the order of the log."""
        found: set[int] = set()
        waiting = list(targets)
        while waiting:
            for number in self._about.get(waiting.pop(), ()):
                if number not in found:
                    found.add(number)
                    one = self.judgements[number]
                    waiting.append(one.id)
                    if one.kind in {"join", "keep_apart", "undo"}:
                        waiting += one.claims
        return tuple(self.judgements[number] for number in sorted(found))

    def tied(self, entries: Iterable[str]) -> frozenset[str]:
        """These entries with all that people ever joined to them."""
        found: set[str] = set()
        waiting = list(entries)
        while waiting:
            entry = waiting.pop()
            if entry not in found:
                found.add(entry)
                for number in self._about.get(entry, ()):
                    if self.judgements[number].kind in {"join", "keep_apart"}:
                        waiting += filter(is_entry, self.judgements[number].claims)
        return frozenset(found)


def versions(unit: Unit, log: Log, known: Known) -> tuple[Version, ...]:
    """All versions of the entries of a unit, by entry and moment."""
    ids = {claim.id for claims in unit.claims.values() for claim in claims}
    machine: dict[str, Sequence[Statement]] = {}
    keys: dict[str, set[str]] = defaultdict(set)  # entry -> whose claims propose it
    judged = log.on(ids)
    for moment, key, said in _machine(unit, judged, known):
        machine[moment] = [*machine.get(moment, ()), *said]
        for one in said:
            keys[one.entry].add(key)
    for _, key, said in _machine(unit, (), known) if judged else ():  # what people took back at once was there as well
        for one in said:
            keys[one.entry].add(key)
    mine = log.tied(unit.entries.union(keys))
    about = log.on(ids | mine | _persons_of(unit, log, mine))
    found: list[Version] = []
    standing: dict[str, tuple[Entry, Mapping[str, str], str]] = {}
    proposed: Sequence[Statement] = ()
    for moment in sorted({*machine, *(one.at for one in about)}):
        proposed = machine.get(moment, proposed)
        now = _at([*proposed, *log.said(about, moment)] if about else proposed, mine)
        for name in [name for name in standing if name not in now or now[name] != standing[name][:2]]:
            entry, joined, since = standing.pop(name)
            found.append(Version(entry, since, moment, joined))
        for name, (entry, joined) in now.items():
            standing.setdefault(name, (entry, joined, moment))
    found += [Version(entry, since, "", joined) for entry, joined, since in standing.values()]
    named = [replace(one, keys=_keys(one.entry, keys)) for one in found]
    return tuple(sorted(named, key=lambda one: (one.entry.id, one.known_from)))


def _keys(entry: Entry, keys: Mapping[str, set[str]]) -> tuple[str, ...]:
    return tuple(sorted({key for name in (entry.id, *entry.aliases) for key in keys.get(name, ())}))


def unit_around(
    keys: Iterable[str], entries: Iterable[str], log: Log, holding: Holding
) -> tuple[Unit, tuple[Version, ...]]:
    """The unit of some keys and entries with all that people tied to them, and its versions."""
    mine, ours = frozenset(keys), frozenset(entries)
    while True:
        unit = Unit({key: holding.claims_of(key) for key in sorted(mine)}, ours)
        found = versions(unit, log, holding.known)
        named = {name for one in found for name in (one.entry.id, *one.entry.aliases)}
        tied = frozenset(one for one in log.tied(named | ours) if kind_of(one) in CUSTODY)
        more = mine | frozenset(holding.keys_of(tied))
        if (more, tied | ours) == (mine, ours):
            return unit, found
        mine, ours = more, tied | ours


def touched(new: Iterable[Judgement], log: Log) -> tuple[frozenset[str], frozenset[str]]:
    """Claims and entries (persons among them) that judgements are about, through whatever they undo."""
    by_id = {one.id: one for one in log.judgements}
    claims: set[str] = set()
    entries: set[str] = set()
    waiting = list(new)
    while waiting:
        one = waiting.pop()
        entries.update(log.entries_of(one))
        if one.kind == "undo":
            waiting += [by_id[target] for target in one.claims if target in by_id and by_id[target] is not one]
        elif one.kind in TOUCHES_CLAIMS:
            claims.update(target for target in one.claims if not is_entry(target))
    return frozenset(claims), frozenset(entries)


def keys_in(claim: Claim, log: Log) -> frozenset[str]:
    """The keys of the persons whom a claim names, as the coder gave it and as people ever edited it."""
    found = set(persons(claim))
    if judged := [one for one in log.on([claim.id]) if one.kind == "edit"]:
        words = [part for one in judged if one.slot == "whom" for part in one.value.split(";")]
        found |= {key for part in (*claim.whom, *words) if (key := name_key(part.strip()))}
    return frozenset(found)


def as_known(found: Iterable[Version], moment: str | None) -> Iterator[Version]:
    """The versions that stood at a moment (a day takes in all of its hours); None for now."""
    for one in found:
        if known_by(one.known_from, moment) and not (one.known_to and known_by(one.known_to, moment)):
            yield one


def _at(said: Sequence[Statement], mine: frozenset[str]) -> dict[str, tuple[Entry, Mapping[str, str]]]:
    """The entries that these statements make, each with the persons whom people had joined by then."""
    joined = joins(said)
    persons = {one: other for one, other in joined.items() if kind_of(one) not in CUSTODY}
    entries = fold(said, joined)
    return {name: (entry, persons) for name, entry in entries.items() if name in mine and entry.kind in CUSTODY}


def _machine(
    unit: Unit, about: Sequence[Judgement], known: Known
) -> Iterator[tuple[str, str, Sequence[Statement]]]:
    """What is proposed from each moment on at which a report came or a claim was judged, key by key."""
    came = {claim.id: known(claim.document) for claims in unit.claims.values() for claim in claims}
    judged = [one for one in about if one.kind in {*TOUCHES_CLAIMS, "undo"}]
    for moment in sorted({*came.values(), *(one.at for one in judged)}):
        found = effects(one for one in judged if known_by(one.at, moment)) if judged else None
        for key, claims in unit.claims.items():
            held = [claim for claim in claims if known_by(came[claim.id], moment)]
            if found:
                held = [_judged(claim, found.edits) for claim in held if claim.id not in found.rejected]
            yield moment, key, [one for proposing in BY_PERSON.values() for one in proposing(key, held, known)]


def _judged(claim: Claim, edits: Mapping[str, Mapping[str, tuple[str, str]]]) -> Claim:
    for slot, (value, _) in sorted(edits.get(claim.id, {}).items()):
        claim = edited(claim, slot, value)
    return claim


def _persons_of(unit: Unit, log: Log, mine: Iterable[str]) -> set[str]:
    """The persons whom the entries can be about: those of the keys, and those whom judgements name."""
    found = {person_of(key) for key in unit.claims}
    for one in log.on(mine):
        found |= {subject_of(given.value) for given in one.given if given.slot == "person" and given.value}
    return found
