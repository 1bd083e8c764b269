"""Strikes that may be stoppages of one dispute: offered with the reason, as people say which are one (`dispute`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise

from letapis.registry.model.values import PartialDate
from letapis.registry.strikes.reading import Strike

NEAR = timedelta(days=7)  # stoppages of one workplace further apart than this are told by whoever knows them
COMMON = 200  # strikes that share something and are all compared; of more, those next to each other in time


@dataclass(frozen=True, slots=True)
class OneDispute:
    """Two strikes that may be one dispute: the workplaces that both name, none where they are told of one event."""

    left: str
    right: str
    workplaces: tuple[str, ...]
    days_apart: int


def likely_disputes(strikes: Iterable[Strike]) -> tuple[OneDispute, ...]:
    """Pairs within a week of each other that nobody put under one dispute yet: of one workplace, or of one event.

    Of one event only where at least one of them names no workplace: two plants are two strikes.
    """
    held: dict[str, list[Strike]] = defaultdict(list)
    for strike in strikes:
        for shared in (*strike.workplaces, *strike.entry.values("event")):
            held[shared].append(strike)
    found = {pair for same in held.values() for left, right in _pairs(same) if (pair := _pair(left, right))}
    return tuple(sorted(found, key=lambda pair: (pair.left, pair.right)))


def _pairs(same: list[Strike]) -> Iterable[tuple[Strike, Strike]]:
    ordered = sorted(same, key=lambda one: (one.days[:1], one.id))
    return combinations(ordered, 2) if len(ordered) <= COMMON else pairwise(ordered)


def _pair(left: Strike, right: Strike) -> OneDispute | None:
    if left.dispute == right.dispute or not left.days or not right.days:
        return None
    apart = min(_apart(one, other) for one in left.days for other in right.days)
    if apart > NEAR:
        return None
    shared = tuple(sorted(set(left.workplaces) & set(right.workplaces)))
    if not shared and left.workplaces and right.workplaces:
        return None
    first, second = sorted((left.id, right.id))
    return OneDispute(first, second, shared, apart.days)


def _apart(one: PartialDate, other: PartialDate) -> timedelta:
    """How long lies between two days at the least."""
    return max(one.earliest - other.latest, other.earliest - one.latest, timedelta())
