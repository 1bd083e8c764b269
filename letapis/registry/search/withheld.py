"""Which claims only repeat what somebody was made to say.

A coerced statement is evidence of a violation, and what it says is never a fact about its victim. The claim that it was
coerced is found by type, day, place and name, not by its words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from letapis.claims.claim import Claim
from letapis.registry.entry import name_key

COERCED = "coerced_confession"

Span = tuple[int, int]


def withheld(claims: Sequence[Claim]) -> frozenset[str]:
    """Ids of the claims of one report whose quotes are not indexed: coerced statements, and what stands in them.

    What the report lets the victim of one say elsewhere is withheld too: it cannot be told apart.
    """
    coerced = [claim for claim in claims if claim.type == COERCED]
    if not coerced:
        return frozenset()
    victims = frozenset(filter(None, (name_key(name) for claim in coerced for name in claim.whom)))
    return frozenset(claim.id for claim in claims if claim.type == COERCED or _repeats(claim, coerced, victims))


def _repeats(claim: Claim, coerced: Iterable[Claim], victims: frozenset[str]) -> bool:
    """Whether a claim stands within a coerced statement, or its victim is the one who says it."""
    if claim.said_by and name_key(claim.said_by) in victims:
        return True
    return any(claim.start < other.end and other.start < claim.end for other in coerced)


def hidden_spans(claims: Sequence[Claim], ids: frozenset[str]) -> tuple[Span, ...]:
    """Where in their report the withheld claims stand, in order and without overlaps."""
    spans: list[Span] = []
    for start, end in sorted((claim.start, claim.end) for claim in claims if claim.id in ids):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def open_spans(start: int, end: int, hidden: Sequence[Span]) -> tuple[Span, ...]:
    """What of `[start, end)` may be shown, around what is hidden."""
    found: list[Span] = []
    for left, right in hidden[max(0, bisect_right(hidden, (start, start)) - 1) :]:
        if right <= start:
            continue
        if left >= end:
            break
        if left > start:
            found.append((start, left))
        start = max(start, right)
    return (*found, (start, end)) if start < end else tuple(found)
