"""Words as the match compares them: without endings, weighed by how rare they are among reports.

Rarity comes from the reports that are compared and from a small table of usual words, so that five reports are weighed
as sensibly as ten thousand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.names.endings import stem
from letapis.vocabulary.resources import table, text

PRIOR = 200.0  # reports that the table of usual words counts for
UNUSUAL = 0.002  # share of reports that hold a word which is not in the table
USUAL = 0.4  # share of reports from which on a word says nothing

Vector = Mapping[str, float]


@lru_cache(maxsize=1 << 17)
def bare(word: str) -> str:
    """A folded word without its ending, in any language that is read: what two forms of one word share."""
    if "\u0400" <= word[-1] <= "\u04ff":
        return stem(word)
    word = word.partition("'")[0] or word
    for ending, shortest in _latin_endings():
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word


@cache
def _latin_endings() -> tuple[tuple[str, int], ...]:
    data = table("matching.toml")["endings"]
    return tuple((ending, int(data["shortest"])) for ending in sorted(data["latin"], key=lambda one: (-len(one), one)))


@cache
def usual() -> dict[str, float]:
    """Share of reports that hold a word, by its bare form, in any language (`vocabulary/matching_words.tsv`)."""
    rows = (line.split("\t") for line in text("matching_words.tsv").splitlines() if line and not line.startswith("#"))
    found: dict[str, float] = {}
    for _, word, share in rows:
        found[word] = max(found.get(word, 0.0), int(share) / 1000)
    return found


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare each word is: the natural logarithm of one over the share of reports that hold it."""

    reports: int
    held: Mapping[str, int]  # word -> reports that hold it

    def of(self, word: str) -> float:
        """0 for a word of nearly every report."""
        expected = PRIOR * usual().get(word, UNUSUAL)
        return math.log((self.reports + PRIOR) / (self.held.get(word, 0) + expected))

    def vector(self, counts: Mapping[str, int]) -> Vector:
        """Words with their weights, of length 1 (TF-IDF with a logarithm of the count; Salton and Buckley 1988)."""
        usual_words = usual()
        weighed = {
            word: (1 + math.log(count)) * self.of(word)
            for word, count in counts.items()
            if usual_words.get(word, 0.0) < USUAL
        }
        length = math.sqrt(sum(value * value for value in weighed.values()))
        return {word: value / length for word, value in weighed.items()} if length else {}


def rarity(reports: Iterable[Iterable[str]]) -> Rarity:
    """The rarity of the words of these reports, each given as its distinct words."""
    held: Counter[str] = Counter()
    count = 0
    for words in reports:
        held.update(words)
        count += 1
    return Rarity(count, held)


def cosine(left: Vector, right: Vector) -> float:
    """Of two vectors of length 1: 1 where they are the same, 0 where they share nothing."""
    if len(left) > len(right):
        left, right = right, left
    return sum(value * right[word] for word, value in left.items() if word in right)


def rarest(left: Iterable[str], right: Iterable[str], rare: Rarity) -> list[str]:
    """Words of both, the rarest first."""
    return sorted(set(left) & set(right), key=lambda word: (-rare.of(word), word))
