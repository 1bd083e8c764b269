"""The workplaces that words name: plants, hospitals, universities of the gazetteer, in any case and language.

What the gazetteer does not know is not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from letapis.claims.tokens import Tokens, tokenise
from letapis.names.organisations.bodies import key
from letapis.names.organisations.comparing import WORKPLACES
from letapis.names.places.sites import find_sites
from letapis.vocabulary.gazetteer import named_places

LONGEST = 6  # words of a name
HELD = 8192


@lru_cache(maxsize=HELD)
def workplaces_in(text: str) -> tuple[tuple[str, str], ...]:
    """Canonical name and words of each workplace that a text names, in its order; the longest name first."""
    tokens = tokenise(text)
    found: dict[str, str] = {}
    at = 0
    while at < len(tokens.words):
        name, words, at = _begun_at(tokens, at)
        if name:
            found.setdefault(name, words)
    return tuple(found.items())


def _begun_at(tokens: Tokens, at: int) -> tuple[str, str, int]:
    """The workplace whose name begins at a token, its words, and where to go on."""
    if tokens.raw(at)[0].isupper() and _opens(tokens.raw(at)):
        for stop in _ends(tokens, at):
            words = tokens.text[tokens.starts[at] : tokens.ends[stop - 1]]
            names = {site.name for site in find_sites(words) if site.kind in WORKPLACES}
            if len(names) == 1:  # of several that share a name none is meant for sure
                return names.pop(), words, stop
    return "", "", at + 1


@lru_cache(maxsize=HELD)
def _opens(word: str) -> bool:
    """Whether the name of a workplace may begin with the word, in any case of it."""
    return not _openings().isdisjoint(key(word)[:1])


@cache
def _openings() -> frozenset[str]:
    sites = (site for site in named_places().values() if site.kind in WORKPLACES)
    names = (name for site in sites for name in (site.name, *site.labels.values(), *site.spellings))
    return frozenset(first for name in names for first in key(name)[:1])


def _ends(tokens: Tokens, at: int) -> Iterator[int]:
    for stop in range(min(at + LONGEST, len(tokens.words)), at, -1):
        if tokens.words[stop - 1][0].isalnum():
            yield stop
