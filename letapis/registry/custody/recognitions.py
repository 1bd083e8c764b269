"""Recognitions: dated decisions of named bodies. Several bodies a person; a withdrawn one keeps its history.

The machine makes none: an entry that nobody stated is refused. Which body is right is not asked here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from letapis.names.organisations import bodies
from letapis.registry.custody.subjects import subject_of
from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate, date_of

STANDS, PERHAPS, WITHDRAWN, NOT_YET = "stands", "perhaps", "withdrawn", "not_yet"


@dataclass(frozen=True, slots=True)
class Recognition:
    """One decision of one body on one person. `after_the_fact` is None where the dates do not tell."""

    id: str
    person: str
    body: str
    recognised_as: tuple[str, ...]
    criteria: tuple[str, ...]
    decided: tuple[PartialDate, ...]
    withdrawn: tuple[PartialDate, ...]
    after_the_fact: bool | None
    entry: Entry

    def state(self, on: date) -> str:
        """Whether it stands on a day: stands, perhaps (its dates leave it open), withdrawn or not yet made."""
        if self.decided and min(one.earliest for one in self.decided) > on:
            return NOT_YET
        if self.withdrawn and max(one.latest for one in self.withdrawn) <= on:
            return WITHDRAWN
        surely = self.decided and max(one.latest for one in self.decided) <= on
        if not surely or any(one.earliest <= on for one in self.withdrawn):
            return PERHAPS
        return STANDS


def recognition_of(entry: Entry, free_since: date | None = None) -> Recognition:
    """The typed view of an entry of kind recognition. Raises ValueError for one that only the machine made.

    `free_since` is the day of the person's last release, where it is known that nothing came after it.
    """
    if entry.machine:
        raise ValueError(f"{entry.id}: a recognition is a decision of a body that a person enters, never a proposal")
    decided = _dates(entry, "decided_on")
    return Recognition(
        entry.id, next(iter(entry.values("person")), ""), next(iter(entry.values("body")), ""),
        entry.values("recognised_as"), entry.values("criteria"), decided, _dates(entry, "withdrawn_on"),
        _after_the_fact(entry, decided, free_since), entry,
    )  # fmt: skip


def recognised_on(
    recognitions: Iterable[Recognition], on: date, joined: Mapping[str, str] | None = None
) -> dict[str, frozenset[str]]:
    """Body -> the persons whom it holds recognised on a day. Bodies are never added up: their criteria differ."""
    found: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for one in sorted(recognitions, key=lambda one: one.id):
        body = body_key(one.body)
        names.setdefault(body, one.body)
        if one.state(on) == STANDS:
            found[body].add(subject_of(one.person, joined))
    return {names[body]: frozenset(found[body]) for body in sorted(found)}


def body_key(name: str) -> str:
    """A known body by its code, another one by its folded name."""
    known = bodies.recognise(name)
    return known.code if known else " ".join(name.casefold().split())


def _after_the_fact(entry: Entry, decided: tuple[PartialDate, ...], free_since: date | None) -> bool | None:
    said = entry.one("after_the_fact")
    if said in {"yes", "no"}:
        return said == "yes"
    if not decided or free_since is None:
        return None
    return min(one.earliest for one in decided) > free_since


def _dates(entry: Entry, slot: str) -> tuple[PartialDate, ...]:
    found = []
    for text in entry.values(slot):
        try:
            found.append(date_of(text))
        except ValueError:  # told by `model.remarks`; nothing can be reckoned with it
            continue
    return tuple(one for one in found if one is not None)
