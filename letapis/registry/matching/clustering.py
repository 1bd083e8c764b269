"""Things that may be one, to groups that are: by the mean evidence between all members, never by a chain.

Two groups become one while the mean of the evidence between their members is above 0 (average linkage; Sokal and
Michener 1958), so that one report that tells of two occurrences does not make them one. What is held apart never meets.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, product

SAMPLED = 8  # members of a large group that speak for it

Pair = tuple[int, int]


class Grouping:
    """The groups while they grow. Members are numbers in a stable order, so that the outcome is the same each time."""

    def __init__(
        self, known: Mapping[Pair, float], asked: Callable[[int, int], float], apart: Iterable[Pair] = ()
    ) -> None:
        """`known` is the evidence of the pairs that are worth a look, `asked` gives that of any other pair."""
        self._evidence = dict(known)
        self._asked = asked
        self._apart = {_ordered(*pair) for pair in apart}
        self._near: dict[int, set[int]] = defaultdict(set)
        for left, right in known:
            self._near[left].add(right)
            self._near[right].add(left)
        self._members: dict[int, tuple[int, ...]] = {one: (one,) for one in self._near}
        self._waiting: list[tuple[float, int, int]] = []

    def groups(self) -> list[tuple[int, ...]]:
        """Groups of two and more members, in the order of their first; what is alone is not among them."""
        for left in sorted(self._near):
            self._offer(left, (right for right in self._near[left] if right > left))
        following = max(self._near, default=0) + 1
        while self._waiting:
            _, left, right = heapq.heappop(self._waiting)
            if left in self._members and right in self._members:
                self._join(left, right, following)
                following += 1
        return sorted(members for members in self._members.values() if len(members) > 1)

    def _join(self, left: int, right: int, joined: int) -> None:
        self._members[joined] = tuple(sorted((*self._members.pop(left), *self._members.pop(right))))
        around = (self._near.pop(left) | self._near.pop(right)) - {left, right}
        around = {one for one in around if one in self._members}
        self._near[joined] = around
        for one in around:
            self._near[one].add(joined)
        self._offer(joined, sorted(around))

    def _offer(self, group: int, others: Iterable[int]) -> None:
        """Let groups wait for their turn, the surest first."""
        for other in others:
            mean = self._mean(group, other)
            if mean > 0:
                heapq.heappush(self._waiting, (-mean, *_ordered(group, other)))

    def _mean(self, left: int, right: int) -> float:
        """The mean evidence between two groups; what is known is looked at first, as it mostly settles the matter."""
        pairs = list(_pairs(self._members[left], self._members[right]))
        if self._apart and any(pair in self._apart for pair in _all(self._members[left], self._members[right])):
            return -1.0
        known = [self._evidence[pair] for pair in pairs if pair in self._evidence]
        if known and sum(known) <= 0:
            return -1.0
        return sum(map(self._of, pairs)) / len(pairs)

    def _of(self, pair: Pair) -> float:
        if pair not in self._evidence:
            self._evidence[pair] = self._asked(*pair)
        return self._evidence[pair]


def _pairs(left: tuple[int, ...], right: tuple[int, ...]) -> Iterator[Pair]:
    return _all(_sample(left), _sample(right))


def _all(left: tuple[int, ...], right: tuple[int, ...]) -> Iterator[Pair]:
    return (_ordered(one, other) for one, other in product(left, right))


def _sample(members: tuple[int, ...]) -> tuple[int, ...]:
    """Members evenly spread over the group."""
    step = -(-len(members) // SAMPLED)
    return tuple(islice(members, 0, None, step))


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
