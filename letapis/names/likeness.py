"""How alike two words of names sound, 0 to 1, whatever alphabet and romanisation they are written in.

Exact keys first; then, for words that differ, sounds that are taken for each other cost less than others
(`vocabulary/names/likeness.toml`).
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from string import ascii_lowercase

from letapis.names.folding import fold
from letapis.vocabulary.resources import table

LETTERS = ascii_lowercase
LEAST = 0.6  # likeness under which two words have nothing in common
MOST_APART = 2  # kinds of consonants that only one of two words may have
FIRST = 0.5  # added where two keys begin with different sounds


@cache
def _costs() -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """What it costs to take one sound for another, and to leave a sound out."""
    data = table("names/likeness.toml")
    pairs = {
        letter: {other: 0.0 if letter == other else data["substitution"] for other in LETTERS} for letter in LETTERS
    }
    for (letter, other), cost in data["pairs"].items():
        pairs[letter][other] = pairs[other][letter] = cost
    return pairs, {letter: data["left_out"].get(letter, data["insertion"]) for letter in LETTERS}


@lru_cache(maxsize=1 << 19)
def mask(key: str) -> int:
    """The kinds of consonants in a key as bits."""
    bits = 0
    for letter in key:
        bits |= _BITS.get(letter, 0)
    return bits


_GROUPS = ("bpvfu", "szc", "td", "gkh", "l", "m", "n", "r")
_BITS = {letter: 1 << place for place, group in enumerate(_GROUPS) for letter in group if letter != "u"}


@lru_cache(maxsize=1 << 20)
def likeness(left: str, right: str) -> float:
    """How alike two words sound: 1 the same key, 0 nothing in common. The readings that fit best count."""
    keys, others = fold(left), fold(right)
    if not keys or not others:
        return 0.0
    if not set(keys).isdisjoint(others):
        return 1.0
    best = 0.0
    for key, bits in masks(left):
        for other, their_bits in masks(right):
            if (bits ^ their_bits).bit_count() <= MOST_APART:
                best = max(best, key_likeness(key, other))
    return best


@lru_cache(maxsize=1 << 18)
def masks(word: str) -> tuple[tuple[str, int], ...]:
    """The keys of a word, each with its consonants as bits, those that are taken for each other in one."""
    return tuple((key, mask(key)) for key in fold(word))


@lru_cache(maxsize=1 << 20)
def key_likeness(key: str, other: str) -> float:
    """How alike two keys are: one less the cost of turning one into the other, by the length of the longer.

    0 where two fifths of it or more would have to be turned.
    """
    if (mask(key) ^ mask(other)).bit_count() > MOST_APART:
        return 0.0
    length = max(len(key), len(other))
    start = 0.0 if key[0] == other[0] else FIRST  # few slips and fewer readings change the first sound
    cost = distance(key, other, start, length * (1.0 - LEAST))
    return 1.0 - cost / length if cost <= length * (1.0 - LEAST) else 0.0


def distance(key: str, other: str, start: float = 0.0, most: float = math.inf) -> float:
    """The least cost of turning one key into the other (Wagner and Fischer 1974, with costs by pair of sounds).

    The reckoning begins with `start` and is broken off above `most`. Comparisons stand where `min` would be plainer:
    they take half of its time here, where all the time goes.
    """
    pairs, left_out = _costs()
    added = [left_out[letter] for letter in other]
    row = [start]
    for cost in added:
        row.append(row[-1] + cost)
    for letter in key:
        gone, costs = left_out[letter], pairs[letter]
        before = row[0]
        least = row[0] = last = before + gone
        for place, wanted in enumerate(other, 1):
            best, above = before + costs[wanted], row[place]
            if above + gone < best:  # noqa: PLR1730
                best = above + gone
            if last + added[place - 1] < best:  # noqa: PLR1730
                best = last + added[place - 1]
            before, row[place] = above, best
            last = best
            if best < least:  # noqa: PLR1730
                least = best
        if least > most:
            return least
    return row[-1]
