"""Reports to events: which reports of a batch tell of the same occurrence, and why. The machine only proposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from letapis.registry.matching.clustering import Grouping, Pair
from letapis.registry.matching.comparing import compare, evidence
from letapis.registry.matching.match import Match
from letapis.registry.matching.traits import Traits
from letapis.registry.matching.weighing import neighbours, rarity_of, weighed


@dataclass(frozen=True, slots=True)
class Tied:
    """What ties a report to its event: the likest other report of it, and the match of the two."""

    other: str
    match: Match


@dataclass(frozen=True, slots=True)
class Told:
    """The event that a report tells of, named after its first report; why; and other events that it may tell of too."""

    event: str
    why: Tied | None = None  # None where it is the only report
    also: tuple[str, ...] = ()  # a round-up tells of several


def told_events(batch: Iterable[Traits], apart: Iterable[tuple[str, str]] = ()) -> dict[str, Told]:
    """For each report by its id what it tells of. The order of the batch is of no account; equal ids are one report.

    `apart` are reports, by their ids, that never tell of one event whatever they share.
    """
    held = sorted({traits.id: traits for traits in batch}.values(), key=lambda traits: traits.id)
    rare = rarity_of(held)
    reports = [weighed(traits, rare) for traits in held]

    def asked(left: int, right: int) -> float:
        return evidence(reports[left], reports[right], rare)

    known = {pair: asked(*pair) for pair in neighbours(reports)}
    place = {traits.id: number for number, traits in enumerate(held)}
    separate = [(place[left], place[right]) for left, right in apart if left in place and right in place]
    groups = Grouping(known, asked, separate).groups()
    event_of = {number: held[members[0]].id for members in groups for number in members}
    likest = _likest(known)

    def told(number: int) -> Told:
        event = event_of.get(number, held[number].id)
        near = likest.get(number, [])
        own = next((other for _, other in near if number in event_of and event_of.get(other) == event), None)
        others = dict.fromkeys(event_of.get(other, held[other].id) for above, other in near if above > 0)
        why = None if own is None else Tied(held[own].id, compare(reports[number], reports[own], rare))
        return Told(event, why, tuple(sorted(other for other in others if other != event)))

    return {traits.id: told(number) for number, traits in enumerate(held)}


def _likest(known: dict[Pair, float]) -> dict[int, list[tuple[float, int]]]:
    """For each report those that were compared with it, the likest first."""
    found: dict[int, list[tuple[float, int]]] = {}
    for (left, right), value in known.items():
        found.setdefault(left, []).append((value, right))
        found.setdefault(right, []).append((value, left))
    return {one: sorted(near, key=lambda pair: (-pair[0], pair[1])) for one, near in found.items()}


