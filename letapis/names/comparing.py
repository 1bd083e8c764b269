"""Compares two names of persons: which word answers to which, what came of it, and how likely they are one person's.

A patronymic that one name leaves out says next to nothing; one that contradicts says that they are two. Relatives
are not the same person. Nothing is decided here about a person: a score proposes, people judge.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from letapis.names.evidence import weight_of
from letapis.names.explaining import OUTCOMES, Aligned, reason, rules
from letapis.names.pairing import Pairing, Word, meet, meet_again, words

SAME = 0.8  # a score from which two names are said to be one person's
UNSURE = 0.5  # a score from which a person should look
CONTRADICTED = 1.3  # the most that two names weigh of which a word contradicts: under SAME, whatever the rest says
AGAINST = frozenset({"another", "differs", "initial_differs"})
CASES = frozenset({"case", "case_or_another"})
OF_THE_WHOLE = AGAINST | CASES
HOPELESS = -15.0  # a weight that no reading in another language mends

Meeting = Callable[[Word, Word], Pairing]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer for two names: `score` 0 to 1, `decision` same, unsure or different, and why."""

    score: float
    decision: str
    parts: tuple[Aligned, ...]
    reason: str


def align(
    left: Sequence[Word], right: Sequence[Word], meeting: Meeting = meet
) -> tuple[float, tuple[int, ...], list[Pairing]]:
    """The best answer of each word of the shorter name in the longer.

    Gives the weight, the places in the longer name, and what came of each word.
    """
    rows = [[meeting(word, other) for other in right] for word in left]
    absent = [word.absent for word in right]
    weights = [[found.weight - gone for found, gone in zip(row, absent)] for row in rows]  # noqa: B905  equal by nature
    wishes = [max(row) for row in weights]
    order = tuple([row.index(wish) for row, wish in zip(weights, wishes)])  # noqa: B905
    if len(set(order)) < len(order):  # two words wish for one
        order = _best(weights)
        wishes = [row[place] for row, place in zip(weights, order, strict=True)]
    return sum(wishes) + sum(absent), order, [row[place] for row, place in zip(rows, order, strict=True)]


def _best(weights: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """The order in which rows take different columns for the greatest sum."""
    every = orders(len(weights[0]), len(weights))
    return max(every, key=lambda order: sum(row[place] for row, place in zip(weights, order, strict=True)))


@cache
def orders(places: int, words: int) -> tuple[tuple[int, ...], ...]:
    """All ways to give some words different places."""
    return tuple(permutations(range(places), words))


def weigh(left: Sequence[Word], right: Sequence[Word]) -> tuple[float, tuple[int, ...], list[Pairing]]:
    """The weight of two names, the shorter first, the places in the longer that answer to its words, what came."""
    weight, order, pairings = align(left, right)
    if weight > HOPELESS and any(pairing.how == "differs" for pairing in pairings):
        weight, order, pairings = align(left, right, meet_again)
    return agreed(weight + weight_of("", "bias"), pairings), order, pairings


def agreed(weight: float, pairings: Sequence[Pairing]) -> float:
    """The weight with what only the whole tells: one case for all words, and words that contradict."""
    ways = {pairing.how for pairing in pairings}
    if ways.isdisjoint(OF_THE_WHOLE):
        return weight
    cases = [pairing.role for pairing in pairings if pairing.how in CASES]
    if len(cases) > 1:  # no slip, and no woman of the family
        weight -= sum(weight_of(role, "case") for role in cases)
    if not ways.isdisjoint(AGAINST) or ("case_or_another" in ways and len(cases) == 1):
        weight = min(weight, CONTRADICTED)
    return weight


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
    weight, order, pairings = weigh(short, long)
    answers = zip(short, order, pairings, strict=True)
    pairs = [aligned(word, long[place], pairing, swapped=swapped) for word, place, pairing in answers]
    pairs += [alone(long[place], swapped=swapped) for place in range(len(long)) if place not in order]
    parts = tuple(sorted(pairs, key=lambda pair: ROLES.index(pair.role)))
    value = logistic(weight)
    return Comparison(value, decide(value), parts, reason(parts))


ROLES = ("surname", "given", "patronymic", "crossed")


@lru_cache(maxsize=1 << 18)
def aligned(short: Word, long: Word, pairing: Pairing, *, swapped: bool) -> Aligned:
    """What came of two words, with the rules behind it."""
    left, right = (long, short) if swapped else (short, long)
    return Aligned(
        left.part, right.part, pairing.role, OUTCOMES[pairing.how], rules(left, right, pairing), pairing.weight
    )


@lru_cache(maxsize=1 << 18)
def alone(word: Word, *, swapped: bool) -> Aligned:
    """A word that only the longer name has."""
    return Aligned(word.part if swapped else None, None if swapped else word.part, word.role, "absent", (), word.absent)
