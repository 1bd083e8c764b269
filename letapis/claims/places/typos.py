"""Long names of places with one letter wrong: "Salihorst". Never a guess between two names, never a short word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from letapis.claims.places.lexicon import rules, spellings
from letapis.vocabulary.gazetteer import place

SHORTEST = 8
LEAST_POPULATION = 300_000


@cache
def _neighbourhood() -> dict[str, frozenset[str]]:
    """Canonical names by spellings with one letter left out."""
    found: dict[str, set[str]] = {}
    for spelling, names in spellings().items():
        if len(spelling) < SHORTEST:
            continue
        known = place(names.split("\t")[0])
        if known is None or known.kind in ("country", "village"):
            continue
        if known.country == "Belarus" or known.population >= LEAST_POPULATION:
            for short in _shortened(spelling):
                found.setdefault(short, set()).add(known.name)
    return {short: frozenset(names) for short, names in found.items()}


def _shortened(word: str) -> Iterator[str]:
    yield word
    for index in range(1, len(word)):  # the first letter is hardly ever the wrong one
        yield word[:index] + word[index + 1 :]


@lru_cache(maxsize=4096)
def nearest(word: str, language: str) -> str:
    """The one place whose name is a letter away from the word, in any case of the language; else empty."""
    if len(word) < SHORTEST:
        return ""
    forms = {word}
    for length in (3, 2, 1):
        forms |= {word[:-length] + base for base in rules(language).endings.get(word[-length:], ())}
    found: set[str] = set()
    for form in sorted(forms):
        if len(form) >= SHORTEST:
            for short in _shortened(form):
                found |= _neighbourhood().get(short, frozenset())
    return found.pop() if len(found) == 1 else ""
