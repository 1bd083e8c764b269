"""Statements to entries: what stands in each slot, what stood before, and where sources disagree.

A function of the statements alone; their order in the log decides, not the order in which they come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from letapis.registry.model.statement import ADDS, Statement, kind_of

SAME = "same_as"


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot with something in it. Several standing values of a single-valued slot are a conflict, and are shown."""

    standing: tuple[Statement, ...]
    history: tuple[Statement, ...]  # all that was ever said of it, in order

    @property
    def values(self) -> tuple[str, ...]:
        """The different standing values, the first said first."""
        return tuple(dict.fromkeys(one.value for one in self.standing))

    @property
    def unconfirmed(self) -> tuple[Statement, ...]:
        """What the machine proposes and people have not said: it stands, or it is news that waits for a person."""
        last = max((one.known for one in self.history if not one.machine), default="")
        news = (one for one in self.history if one.machine and one.known > last)
        return tuple(one for one in news if one in self.standing or one.value not in self.values)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register: an act, an episode, a strike ... as its statements leave it."""

    id: str
    kind: str
    slots: Mapping[str, Filled]
    aliases: tuple[str, ...] = ()  # ids of entries that people joined to this one

    def values(self, slot: str) -> tuple[str, ...]:
        """All different standing values of a slot."""
        filled = self.slots.get(slot)
        return filled.values if filled else ()

    def one(self, slot: str) -> str:
        """The value of a slot; empty where nothing is told, or where sources disagree."""
        values = self.values(slot)
        return values[0] if len(values) == 1 else ""

    @property
    def machine(self) -> bool:
        """Whether everything in it was proposed by the machine and nobody has said anything yet."""
        return all(one.machine for filled in self.slots.values() for one in filled.history)

    @property
    def verdict(self) -> str:
        """What a person said of the proposal as a whole: accepted, rejected, or nothing yet."""
        return self.one("verdict")

    @property
    def unconfirmed(self) -> tuple[Statement, ...]:
        """Proposals of the machine that nobody has confirmed: in slots of which nobody has said anything, and other
        values that came to be known after what people said last.
        """
        return tuple(one for filled in self.slots.values() for one in filled.unconfirmed)

    @property
    def made(self) -> str:
        """The moment when the archive first knew of it."""
        return min(one.known for filled in self.slots.values() for one in filled.history)

    @property
    def changed(self) -> str:
        """The moment of the last statement on it."""
        return max(one.known for filled in self.slots.values() for one in filled.history)


def fold(statements: Iterable[Statement], joined: Mapping[str, str] | None = None) -> dict[str, Entry]:
    """Entries by id. "As known on a day" is the fold of the statements known by then.

    `joined` is what `joins` gives; None looks for it in the statements themselves. Give it where only some are folded.
    """
    held = set(statements)
    names = joins(held) if joined is None else joined
    said: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in sorted((_renamed(one, names) for one in held), key=_order):
        said[statement.entry][statement.slot].append(statement)
    others: dict[str, list[str]] = defaultdict(list)
    for name, holder in sorted(names.items()):
        others[holder].append(name)
    return {name: Entry(name, kind_of(name), _filled(said[name]), tuple(others[name])) for name in sorted(said)}


def joins(statements: Iterable[Statement]) -> dict[str, str]:
    """Entry -> the entry that people joined it to, where they did. A join of what is one already changes nothing."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while name in above:
            name = above[name]
        return name

    for one in sorted((one for one in statements if one.slot == SAME), key=_order):
        if top(one.entry) != top(one.value):
            above[top(one.entry)] = top(one.value)
    return {name: top(name) for name in above}


def _renamed(statement: Statement, names: Mapping[str, str]) -> Statement:
    """The statement on the entry that holds its own by now; so do the entries that it names."""
    if statement.entry not in names and statement.value not in names:
        return statement
    value = statement.value if statement.slot == SAME else names.get(statement.value, statement.value)
    return replace(statement, entry=names.get(statement.entry, statement.entry), value=value)


def _order(statement: Statement) -> tuple[int, str, str]:
    return statement.order, statement.known, statement.id


def _filled(slots: Mapping[str, list[Statement]]) -> dict[str, Filled]:
    return {slot: Filled(_standing(held), tuple(held)) for slot, held in sorted(slots.items())}


def _standing(held: Iterable[Statement]) -> tuple[Statement, ...]:
    """What a person says takes the place of the machine's; correct and supersede, of all that was said before."""
    standing: list[Statement] = []
    for statement in held:
        if statement.does != ADDS:
            standing = []
        elif not statement.machine:
            standing = [one for one in standing if not one.machine]
        standing.append(statement)
    return tuple(one for one in standing if one.value)  # an empty value takes back what stood, and says nothing
