"""Compares two names of persons: which word answers to which, what came of it, and how likely they are one person's.

A patronymic that one name leaves out says next to nothing; one that contradicts says that they are two. Relatives
are not the same person. Nothing is decided here about a person: a score proposes, people judge.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from letapis.names.evidence import weight_of
from letapis.names.explaining import OUTCOMES, Aligned, reason, rules
from letapis.names.pairing import Word, meet, words

SAME = 0.8  # a score from which two names are said to be one person's
UNSURE = 0.5  # a score from which a person should look
CONTRADICTED = 1.3  # the most that two names weigh of which a word contradicts: under SAME, whatever the rest says
AGAINST = ("another", "differs", "initial_differs")
HOPELESS = -9.0  # a weight that no agreement of cases mends


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer for two names: `score` 0 to 1, `decision` same, unsure or different, and why."""

    score: float
    decision: str
    parts: tuple[Aligned, ...]
    reason: str


def align(left: Sequence[Word], right: Sequence[Word]) -> tuple[float, tuple[int, ...]]:
    """The best answer of each word of the shorter name in the longer: its weight, and the places in the longer one."""
    best = -math.inf
    chosen: tuple[int, ...] = ()
    rows = [[meet(word, other).weight - other.absent for other in right] for word in left]
    for order in orders(len(right), len(left)):
        weight = 0.0
        for row, place in zip(rows, order):  # noqa: B905  as long as each other; the check costs a tenth
            weight += row[place]
        if weight > best:
            best, chosen = weight, order
    for word in right:
        best += word.absent
    return best, chosen


@cache
def orders(places: int, words: int) -> tuple[tuple[int, ...], ...]:
    """All ways to give some words different places."""
    return tuple(permutations(range(places), words))


def weigh(left: Sequence[Word], right: Sequence[Word]) -> tuple[float, tuple[int, ...]]:
    """The weight of two names, the shorter first, and the places in the longer that answer to its words."""
    weight, order = align(left, right)
    weight += weight_of("", "bias")
    if weight < HOPELESS:
        return weight, order
    met = [meet(word, right[place]) for word, place in zip(left, order, strict=True)]
    cases = [pairing.role for pairing in met if pairing.how in ("case", "case_or_another")]
    if len(cases) > 1:  # one case for all words: no slip, and no woman of the family
        weight -= sum(weight_of(role, "case") for role in cases)
    if any(pairing.how in AGAINST or (pairing.how == "case_or_another" and len(cases) == 1) for pairing in met):
        weight = min(weight, CONTRADICTED)
    return weight, order


def score(left: str, right: str) -> float:
    """How likely two names are one person's, 0 to 1; 0 where one of them is empty."""
    mine, others = words(left), words(right)
    if len(mine) > len(others):
        mine, others = others, mine
    return logistic(weigh(mine, others)[0]) if mine else 0.0


def logistic(weight: float) -> float:
    """Odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weight))))


def decide(value: float) -> str:
    """What a score says: same, unsure or different."""
    return "same" if value >= SAME else "unsure" if value >= UNSURE else "different"


def compare(left: str, right: str) -> Comparison:
    """The whole answer for two names, with the alignment and the reason in one line."""
    mine, others = words(left), words(right)
    if not mine or not others:
        empty = "neither name has a letter" if not mine and not others else "one of the names has no letter"
        return Comparison(0.0, "different", (), empty)
    swapped = len(mine) > len(others)
    short, long = (others, mine) if swapped else (mine, others)
    weight, order = weigh(short, long)
    pairs = [aligned(word, long[place], swapped=swapped) for word, place in zip(short, order, strict=True)]
    pairs += [alone(long[place], swapped=swapped) for place in range(len(long)) if place not in order]
    parts = tuple(sorted(pairs, key=lambda pair: ROLES.index(pair.role)))
    value = logistic(weight)
    return Comparison(value, decide(value), parts, reason(parts))


ROLES = ("surname", "given", "patronymic", "crossed")


@lru_cache(maxsize=1 << 18)
def aligned(short: Word, long: Word, *, swapped: bool) -> Aligned:
    """What came of two words, with the rules behind it."""
    pairing = meet(short, long)
    left, right = (long, short) if swapped else (short, long)
    return Aligned(
        left.part, right.part, pairing.role, OUTCOMES[pairing.how], rules(left, right, pairing), pairing.weight
    )


@lru_cache(maxsize=1 << 18)
def alone(word: Word, *, swapped: bool) -> Aligned:
    """A word that only the longer name has."""
    return Aligned(word.part if swapped else None, None if swapped else word.part, word.role, "absent", (), word.absent)
