"""Heads of mentions: whether two words can name one event, as the same word, its noun or verb, or one of its family."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from letapis.claims.tokens import fold
from letapis.names.endings import stem
from letapis.vocabulary.resources import table

ALIKE = 4  # letters that two forms of one word share at least


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """A word without endings of forms and of nouns made from verbs: arrest for arrested, detent for detention."""
    word = fold(word)
    cyrillic = "\u0400" <= word[-1:] <= "\u04ff"
    for ending, shortest in _endings("cyrillic" if cyrillic else "latin"):
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return stem(word) if cyrillic else word


@cache
def _endings(script: str) -> tuple[tuple[str, int], ...]:
    data = table("matching_heads.toml")["endings"]
    return tuple((ending, int(data["shortest"])) for ending in sorted(data[script], key=lambda one: (-len(one), one)))


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for language, lines in table("matching_heads.toml")["families"].items():
        for number, line in enumerate(lines):
            for word in line.split():
                found[root(word)].add(f"{language}{number}")
    return {word: frozenset(families) for word, families in found.items()}


@lru_cache(maxsize=1 << 16)
def families(word: str) -> frozenset[str]:
    """The families that a word belongs to in any of its forms."""
    return _families().get(root(word), frozenset())


@cache
def _light() -> frozenset[str]:
    return frozenset(root(word) for word in table("matching_heads.toml")["light"]["words"])


def light(word: str) -> bool:
    """Whether the word says little of what happened."""
    return root(word) in _light()


@lru_cache(maxsize=1 << 18)
def same_head(left: str, right: str) -> bool:
    """Whether two folded words are forms of one: arrest and arrested, nominate and nominee. Not star and start."""
    if left == right or (root(left) == root(right) and len(root(left)) > 2):
        return True
    pairs = zip(left, right, strict=False)
    common = next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))
    return common >= ALIKE and left[common:] in _tails() and right[common:] in _tails()


@cache
def _tails() -> frozenset[str]:
    return frozenset(("", *table("matching_heads.toml")["endings"]["tails"]))
