"""Reports made ready to be compared: their words, names and numbers weighed by how rare they are in the batch."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from letapis.registry.matching.traits import Traits
from letapis.registry.matching.words import Rarity, Vector, rarity

KEYS = 30  # of the rarest words, names and numbers of a report by which it is found
SHARING = 30  # reports with one key that are all compared; of more, each with the next ones in time
NEXT = 8
NEIGHBOURS = 15  # reports with which one is compared
DAYS, PLACES = 8, 8  # of a report that are keys together


@dataclass(frozen=True, slots=True)
class Weighed:
    """A report with the vectors of its traits."""

    traits: Traits
    title: Vector
    lead: Vector
    words: Vector
    names: Vector
    numbers: Vector


def weighed(traits: Traits, rare: Rarity) -> Weighed:
    """The vectors of one report."""
    return Weighed(
        traits,
        title=rare.vector(traits.title),
        lead=rare.vector(traits.lead),
        words=rare.vector(traits.words),
        names=rare.vector(traits.names),
        numbers=rare.vector(traits.numbers),
    )


def rarity_of(batch: Sequence[Traits]) -> Rarity:
    """How rare the words, names and numbers of these reports are among them."""
    return rarity(traits.keys for traits in batch)


def neighbours(batch: Sequence[Weighed]) -> list[tuple[int, int]]:
    """Pairs that are worth a comparison: those that share the most of what is rare. Never all pairs.

    Grows with the number of reports: each is found by its `KEYS` rarest keys, and a key that many hold leads from each
    to the next in time, so that a great event of a thousand reports hangs together.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(batch)), key=lambda number: _time(batch[number])):
        for key in _keys(batch[number]):
            holders[key].append(number)
    shared: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for _, held in sorted(holders.items()):
        for left, right in _met(held):
            shared[left][right] += 1 / len(held)
            shared[right][left] += 1 / len(held)
    pairs = {
        (min(one, other), max(one, other))
        for one, near in shared.items()
        for _, other in heapq.nsmallest(NEIGHBOURS, ((-value, other) for other, value in near.items()))
    }
    return sorted(pairs)


def _time(report: Weighed) -> tuple[str, str]:
    published = report.traits.published
    return published.isoformat() if published else "", report.traits.id


def _met(held: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of those that hold one key, given in the order of time."""
    if len(held) <= SHARING:
        return combinations(held, 2)
    return ((one, other) for place, one in enumerate(held) for other in held[place + 1 : place + 1 + NEXT])


def _keys(report: Weighed) -> Iterator[str]:
    """Its rarest words, names and numbers, and its days with its places, which are the same in any language."""
    ranked: dict[str, float] = {}
    for vector in (report.words, report.names, report.numbers):
        ranked |= vector
    yield from heapq.nsmallest(KEYS, ranked, key=lambda key: (-ranked[key], key))
    traits = report.traits
    days = traits.days or ({traits.published} if traits.published else set())
    yield from (f"{day} {place}" for day in sorted(days)[:DAYS] for place in sorted(traits.places)[:PLACES])


def languages_differ(left: Traits, right: Traits) -> bool:
    """Whether words cannot be compared: Russian and Belarusian share too few forms, English none."""
    return bool(left.language and right.language and left.language != right.language)
