"""What the words of a claim tell of the slots of a kind, by data: `vocabulary/register/<kind>.toml`.

Marks are proposals with their words. This module says nothing of what is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from letapis.claims.acts.patterns import Matcher
from letapis.claims.tokens import tokenise
from letapis.vocabulary.resources import table

_LATIN, _CYRILLIC = re.compile("[a-z]", re.IGNORECASE), re.compile("[\u0400-\u04ff]")
HELD = 8192  # texts whose marks are remembered: a claim is asked for several slots


@dataclass(frozen=True, slots=True)
class Mark:
    """A slot and its value, with the words that say so and where they stand in the text."""

    slot: str
    value: str
    words: str
    start: int
    end: int


def entries(kind: str) -> Sequence[dict[str, Any]]:
    """The entries of a kind's file: slot, value, patterns, examples, counterexamples."""
    found: list[dict[str, Any]] = table(f"register/{kind}.toml")["mark"]
    return found


@lru_cache(maxsize=HELD)
def marks(kind: str, text: str) -> tuple[Mark, ...]:
    """The marks of a kind in a text, in its order; of one slot and value the first. Raises nothing."""
    if not _may_begin(kind, text):  # nearly every text
        return ()
    tokens = tokenise(text)
    known = entries(kind)
    found: dict[tuple[str, str], Mark] = {}
    for start, end in tokens.sentences:
        for match in _matcher(kind).find(tokens.words, start, end):
            entry = known[match.pattern.owner]
            first, last = tokens.starts[match.start], tokens.ends[match.end - 1]
            mark = Mark(entry["slot"], entry["value"], text[first:last], first, last)
            found.setdefault((mark.slot, mark.value), mark)
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.slot, one.value)))


def marked(kind: str, text: str, slot: str) -> tuple[Mark, ...]:
    """The marks of one slot."""
    return tuple(mark for mark in marks(kind, text) if mark.slot == slot)


def _may_begin(kind: str, text: str) -> bool:
    """Whether a first word of some pattern stands in the text; also where letters of two alphabets mix."""
    return bool(_first_words(kind).search(text.casefold().replace("\u0451", "\u0435"))) or (
        bool(_LATIN.search(text)) and bool(_CYRILLIC.search(text))
    )


@cache
def _first_words(kind: str) -> re.Pattern[str]:
    words = {
        word.strip("*^")
        for entry in entries(kind)
        for pattern in entry["patterns"]
        for word in pattern.split()[0].split("|")
    }
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, words))) + ")")


@cache
def _matcher(kind: str) -> Matcher:
    matcher = Matcher({}, {})
    for owner, entry in enumerate(entries(kind)):
        for pattern in entry["patterns"]:
            matcher.add(pattern, owner)
    return matcher
