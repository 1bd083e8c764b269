"""Claims of one text from several answers as one list: what was told twice stands once."""

from __future__ import annotations

from collections.abc import Iterable

from letapis.claims.claim import Claim
from letapis.claims.exchange import claim_to_json
from letapis.claims.scoring.slots import STRICT, overlaps, slot


def joined(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims in order of the text, each occurrence once and each `id` once; and those that had no id left.

    Two claims of one type, one span and different values cannot both stand: the first of them does.
    """
    kept: list[Claim] = []
    lost: list[Claim] = []
    reach = 0  # of the longest span so far: what begins farther back cannot meet the claim
    for claim in sorted(claims, key=lambda one: (one.start, one.end, one.type)):
        place = len(kept) - 1
        while place >= 0 and kept[place].start + reach > claim.start and not _same(kept[place], claim):
            place -= 1
        found = place >= 0 and kept[place].start + reach > claim.start
        if not found:
            kept.append(claim)
        elif not _agree(kept[place], claim):
            lost.append(claim)
        elif _told(claim) > _told(kept[place]):
            kept[place] = claim
        reach = max(reach, claim.end - claim.start)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end, one.type))), tuple(lost)


def _same(one: Claim, other: Claim) -> bool:
    """One type and one place in the text, and no slot in which they contradict each other; or one id."""
    if one.type != other.type or one.start >= other.end or other.start >= one.end:
        return False
    return one.id == other.id or (overlaps(claim_to_json(one), claim_to_json(other)) and _agree(one, other))


def _agree(one: Claim, other: Claim) -> bool:
    left, right = claim_to_json(one), claim_to_json(other)
    values = [(slot(left, name), slot(right, name)) for name in STRICT]
    return all(first == second or first is None or second is None for first, second in values)


def _told(claim: Claim) -> int:
    """How many slots are filled."""
    return sum(bool(value) for value in (claim.date, claim.place, claim.count, claim.who, claim.whom, claim.said_by))
