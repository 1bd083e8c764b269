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

from letapis.names.persons.evidence import weight_of
from letapis.names.persons.explaining import OUTCOMES, Aligned, reason, rules
from letapis.names.persons.joining import COST, may_be_joined, other_words
from letapis.names.persons.pairing import Pairing, Word, gains, gains_again, may_answer, meet, meet_again, words

SAME = 0.8  # a score from which two names are said to be one person's
UNSURE = 0.5  # a score from which a person should look
CONTRADICTED = 1.3  # the most that two names weigh of which a word contradicts: under SAME, whatever the rest says
ORDER = ("surname", "given", "patronymic", "crossed")
AGAINST = frozenset({"another", "foreign_or_another", "differs", "initial_differs"})
CASES = frozenset({"case", "case_or_another"})
HOPELESS = -15.0  # a weight that no reading in another language mends

Meeting = Callable[[Word, Word], Pairing]
Telling = Callable[[Word, Sequence[Word]], list[float]]
# The weight of two names, the places in the longer name that answer to the words of the shorter, and what came of each.
Answer = tuple[float, list[int], list[Pairing]]
Parted = tuple[float, tuple[Word, ...], tuple[Word, ...]]  # a weight, and the words of both names that give it


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer for two names: `score` 0 to 1, `decision` same, unsure or different, and why."""

    score: float
    decision: str
    parts: tuple[Aligned, ...]
    reason: str


def align(left: Sequence[Word], right: Sequence[Word], meeting: Meeting = meet, telling: Telling = gains) -> Answer:
    """The best answer of each word of the shorter name in the longer; without places where nothing answers."""
    rows = [telling(word, right) for word in left]
    wishes = [max(row) for row in rows]
    weight = sum(wishes)
    for word in right:
        weight += word.absent
    if weight < HOPELESS:
        return weight, [], []
    order = [row.index(wish) for row, wish in zip(rows, wishes)]  # noqa: B905  the check costs a tenth
    if len(set(order)) < len(order):  # two words wish for one
        order = best_order(rows)
        weight += sum(row[place] for row, place in zip(rows, order, strict=True)) - sum(wishes)
    return weight, order, [meeting(word, right[place]) for word, place in zip(left, order)]  # noqa: B905


def best_order(rows: Sequence[Sequence[float]]) -> list[int]:
    """The order in which rows take different columns for the greatest sum."""
    best = -math.inf
    chosen: Sequence[int] = ()
    for order in orders(len(rows[0]), len(rows)):
        total = 0.0
        for row, place in zip(rows, order):  # noqa: B905  the check costs a tenth
            total += row[place]
        if total > best:
            best, chosen = total, order
    return list(chosen)


@cache
def orders(places: int, words: int) -> tuple[tuple[int, ...], ...]:
    """All ways to give some words different places."""
    return tuple(permutations(range(places), words))


def plainly(left: Sequence[Word], right: Sequence[Word]) -> Answer | None:
    """The answer where each word agrees with that of its own role: no other order need be looked at."""
    weight = 0.0
    pairings = []
    for word, other in zip(left, right):  # noqa: B905  the longer name may have more
        if word.role != other.role:
            return None
        found = meet(word, other)
        if found.weight <= 0:
            return None
        weight += found.weight
        pairings.append(found)
    for word in right[len(left) :]:
        weight += word.absent
    return weight, list(range(len(left))), pairings


def weigh(left: Sequence[Word], right: Sequence[Word], *, again: bool = True) -> Answer:
    """The answer of two names, the shorter first, with what only the whole tells; `again` gives a second chance."""
    weight, order, pairings = plainly(left, right) or align(left, right)
    region = left[0].slavic and right[0].slavic  # by their surnames
    if again and not region and (any(pairing.again for pairing in pairings) or (not order and promising(left, right))):
        weight, order, pairings = align(left, right, meet_again, gains_again)
    return agreed(weight + weight_of("", "bias"), pairings), order, pairings


def promising(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether each word of a name may be one of the other, read as those of another language."""
    return all(any(may_answer(word, other) for other in right) for word in left)


def agreed(weight: float, pairings: Sequence[Pairing]) -> float:
    """The weight with what only the whole tells: one case for all words, and words that contradict."""
    cases = []
    against = False
    for pairing in pairings:
        if pairing.how in AGAINST:
            against = True
        elif pairing.how in CASES:
            cases.append(pairing)
    if len(cases) > 1:  # no slip, and no woman of the family
        weight -= sum(weight_of(pairing.role, "case") for pairing in cases)
    elif cases and cases[0].how == "case_or_another":
        against = True
    return min(weight, CONTRADICTED) if against else weight


def score(left: str, right: str, *, again: bool = True) -> float:
    """How likely two names are one person's, 0 to 1; 0 where one of them is empty.

    Without `again` no word is read as one of another language, which takes most of the time of names that differ.
    """
    mine, others = words(left), words(right)
    if _other_way(mine, others, left, right):
        mine, others = others, mine
    if not mine:
        return 0.0
    weight = weigh(mine, others, again=again)[0]
    if again and weight <= CONTRADICTED and (other_words(left) or other_words(right)):
        parted = parted_otherwise(min(left, right), max(left, right), weight)
        weight = parted[0] if parted else weight
    return logistic(weight)


def parted_otherwise(left: str, right: str, least: float) -> Parted | None:
    """The best answer if one of two names is parted into words otherwise; none where that is not worth a look.

    The names come in the order of their letters, so that the answer has no sides.
    """
    mine, others = words(left), words(right)
    pairs = [*((other, others) for other in other_words(left)), *((mine, other) for other in other_words(right))]
    best = None
    for one, other in pairs:
        if may_be_joined(one, other):
            weight = weigh(one, other)[0] - COST
            if weight > max(least, 0.0):
                best, least = (weight, one, other), weight
    return best


def _other_way(mine: Sequence[Word], others: Sequence[Word], left: str, right: str) -> bool:
    """Whether the right name goes first: the shorter, or the one that sorts first, so that the answer has no sides."""
    return len(mine) > len(others) or (len(mine) == len(others) and left > right)


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
    swapped = _other_way(mine, others, left, right)
    short, long = (others, mine) if swapped else (mine, others)
    weight, order, pairings = weigh(short, long)
    if weight <= CONTRADICTED and (parted := parted_otherwise(min(left, right), max(left, right), weight)):
        swapped = left > right
        weight, short, long = parted
        _, order, pairings = weigh(short, long)
    if not order:  # nothing answers; shown as it would fit best
        order = best_order([gains(word, long) for word in short])
        pairings = [meet(word, long[place]) for word, place in zip(short, order, strict=True)]
    answers = zip(short, order, pairings, strict=True)
    pairs = [aligned(word, long[place], pairing, swapped=swapped) for word, place, pairing in answers]
    pairs += [alone(long[place], swapped=swapped) for place in range(len(long)) if place not in order]
    parts = tuple(sorted(pairs, key=lambda pair: ORDER.index(pair.role)))
    value = logistic(weight)
    return Comparison(value, decide(value), parts, reason(parts))


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
