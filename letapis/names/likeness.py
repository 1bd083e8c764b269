"""How alike two words of names sound, 0 to 1, whatever alphabet and romanisation they are written in.

Exact keys first; then, for words that differ, sounds that are taken for each other cost less than others
(`vocabulary/names/likeness.toml`).
"""

from __future__ import annotations

from functools import cache, lru_cache

from letapis.names.folding import fold
from letapis.vocabulary.resources import table

FIRST = 0.5  # added where two keys begin with different sounds


@cache
def _costs() -> tuple[dict[str, float], dict[str, float], float, float]:
    data = table("names/likeness.toml")
    pairs = {a + b: cost for (a, b), cost in data["pairs"].items()} | {
        b + a: cost for (a, b), cost in data["pairs"].items()
    }
    return pairs, data["left_out"], data["substitution"], data["insertion"]


@lru_cache(maxsize=1 << 19)
def mask(key: str) -> int:
    """The consonants of a key as bits, those that are taken for each other in one."""
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
    return max(key_likeness(key, other) for key in keys for other in others)


@lru_cache(maxsize=1 << 20)
def key_likeness(key: str, other: str) -> float:
    """How alike two keys are: one less the cost of turning one into the other, by the length of the longer."""
    if (mask(key) ^ mask(other)).bit_count() > 2:
        return 0.0
    cost = distance(key, other)
    if key[0] != other[0]:  # few slips and fewer readings change the first sound
        cost += FIRST
    return max(0.0, 1.0 - cost / max(len(key), len(other)))


def distance(key: str, other: str) -> float:
    """The least cost of turning one key into the other (Wagner and Fischer 1974, with costs by pair of sounds)."""
    pairs, left_out, substitution, insertion = _costs()
    row = [0.0]
    for letter in other:
        row.append(row[-1] + left_out.get(letter, insertion))
    for letter in key:
        gone = left_out.get(letter, insertion)
        before, row[0] = row[0], row[0] + gone
        for place, wanted in enumerate(other, 1):
            cost = 0.0 if letter == wanted else pairs.get(letter + wanted, substitution)
            best = min(before + cost, row[place] + gone, row[place - 1] + left_out.get(wanted, insertion))
            before, row[place] = row[place], best
    return row[-1]
