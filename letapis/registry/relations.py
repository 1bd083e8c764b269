"""How standing readings relate: compatible, conflict, subset, different definition. Superseding is in `readings`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from letapis.registry.counts import disjoint
from letapis.registry.readings import meant, outgrown
from letapis.registry.record import Figure, Reading, Relation

ALL_PAIRS = 30  # more readings than these are compared with the extremes only, so that cost stays linear


def between(readings: Sequence[Reading], scope: str = "event") -> tuple[Relation, ...]:
    """Compatible or conflict for each two standing readings of one definition; a total grows with its moment."""
    standing = [reading for reading in readings if reading.standing]
    if len(standing) <= ALL_PAIRS:
        pairs = list(combinations(standing, 2))
    else:
        extremes = (min(standing, key=_low), max(standing, key=_low))
        pairs = [(extreme, one) for extreme in extremes for one in standing if one.id != extreme.id]
    return tuple(_relation(left, right, scope) for left, right in pairs)


def _low(reading: Reading) -> tuple[float, str]:
    return float("-inf") if reading.low is None else reading.low, reading.id


def _relation(left: Reading, right: Reading, scope: str) -> Relation:
    if disjoint(meant(left), meant(right)):
        if outgrown(left, right, scope) or outgrown(right, left, scope):
            return Relation("compatible", left.id, right.id, "the smaller is of an earlier moment")
        return Relation("conflict", left.id, right.id, "same definition, no number fits both")
    return Relation("compatible", left.id, right.id, "a number fits both")


def subset(part: Figure, whole: Figure) -> tuple[Relation, ...]:
    """Each standing reading of the part to one of the whole: of the same report, else the first that stands."""
    standing = [reading for reading in whole.readings if reading.standing]
    if not standing:
        return ()
    return tuple(
        Relation("subset", reading.id, _of_same_report(reading, standing).id, "a part of it, never added")
        for reading in part.readings
        if reading.standing
    )


def _of_same_report(reading: Reading, others: list[Reading]) -> Reading:
    reports = {claim.rsplit(":", 2)[0] for claim in reading.claims}
    alike = (one for one in others if any(claim.rsplit(":", 2)[0] in reports for claim in one.claims))
    return next(alike, others[0])


def different_definition(left: Figure, right: Figure) -> tuple[Relation, ...]:
    """The last standing readings of two figures that count different things: told, so that nobody merges them."""
    ours = [reading for reading in left.readings if reading.standing]
    theirs = [reading for reading in right.readings if reading.standing]
    if not ours or not theirs:
        return ()
    reason = f"{_counts(left)} is not {_counts(right)}"
    return (Relation("different_definition", ours[-1].id, theirs[-1].id, reason),)


def _counts(figure: Figure) -> str:
    by = f" by the criteria of {figure.criteria.partition(':')[2]}" if figure.criteria else ""
    defined = f"({figure.definition}{by})" if figure.definition else ""
    return " ".join(filter(None, (figure.population, figure.measure, defined)))
