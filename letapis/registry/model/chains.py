"""The chain of events: links between events and acts, each shown from both of its ends, and circles that cannot be.

A link is kept once; what it is from the other end is worked out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from letapis.registry.model.folding import Entry

INVERSE = {
    "precedes": "follows",
    "encompasses": "within",
    "causes": "consequence",
    "parallel": "parallel",
    "follows": "precedes",
    "within": "encompasses",
    "consequence": "causes",
}
FORWARD = ("precedes", "encompasses", "causes")  # the direction in which circles are looked for


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as seen from one end: `kind` is what that one is to `other`; `link` is the entry that says so."""

    kind: str
    other: str
    link: str


def chain(links: Iterable[Entry]) -> Mapping[str, tuple[Linked, ...]]:
    """Event or act -> its links, seen from it; sorted by kind and the other end."""
    found: dict[str, set[Linked]] = defaultdict(set)
    for link, one, kind, other in _told(links):
        found[one].add(Linked(kind, other, link))
        found[other].add(Linked(INVERSE[kind], one, link))
    return {name: tuple(sorted(ends, key=lambda end: (end.kind, end.other, end.link))) for name, ends in found.items()}


def circles(links: Iterable[Entry]) -> tuple[str, ...]:
    """In words, each circle: something that comes before itself, causes itself or holds itself. Tells one per knot."""
    held = list(_told(links))
    return tuple(
        f"{' '.join(f'{name} {kind}' for name in circle)} {circle[0]}: a circle, one of {', '.join(names)} is wrong"
        for kind in FORWARD
        for circle, names in _circles_of(kind, held)
    )


def _told(links: Iterable[Entry]) -> Iterator[tuple[str, str, str, str]]:
    """Link, first end, kind, other end; those whose ends or kind are disputed or empty are left out."""
    for entry in links:
        one, kind, other = (entry.one(slot) for slot in ("one", "kind", "other"))
        if one and other and kind in INVERSE and entry.verdict != "rejected":
            yield entry.id, one, kind, other


def _circles_of(kind: str, held: Iterable[tuple[str, str, str, str]]) -> Iterator[tuple[list[str], list[str]]]:
    """The events of each circle in their order, and the links that make it."""
    after: dict[str, dict[str, str]] = defaultdict(dict)
    for link, one, told, other in held:
        if told == kind:
            after[one].setdefault(other, link)
        elif INVERSE[told] == kind and told != kind:
            after[other].setdefault(one, link)
    done: set[str] = set()
    for start in sorted(after):
        if start not in done:
            yield from _from(start, after, done)


def _from(start: str, after: Mapping[str, Mapping[str, str]], done: set[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Depth first without recursion, as a chain may be long: a way that meets itself is a circle."""
    way = [start]
    on_way = {start}
    left = [iter(sorted(after.get(start, ())))]
    while way:
        nearest = next(left[-1], None)
        if nearest is None:
            done.add(way[-1])
            on_way.discard(way.pop())
            left.pop()
        elif nearest in on_way:
            circle = way[way.index(nearest) :]
            yield circle, [after[one][other] for one, other in zip(circle, [*circle[1:], nearest], strict=True)]
        elif nearest not in done:
            way.append(nearest)
            on_way.add(nearest)
            left.append(iter(sorted(after.get(nearest, ()))))
