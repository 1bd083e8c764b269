"""A second spelling of a language in terms of the one in which its word lists are written, as its data tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from letapis.vocabulary.resources import LANGUAGES, table

SPELT_TWICE = frozenset({"be"})  # languages with a `spelling.toml`


@dataclass(frozen=True, slots=True)
class Spelling:
    """Whole words, and the steps of rules that turn a word of the second spelling into one of the first."""

    words: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[tuple[re.Pattern[str], str], ...], ...] = ()

    def variants(self, word: str) -> tuple[str, ...]:
        """What a folded word may be in the first spelling, without the word itself; most often nothing."""
        found = []
        current = dict(self.words).get(word, word)
        if current != word:
            found.append(current)
        for step in self.steps:
            before = current
            for rule, replacement in step:
                current = rule.sub(replacement, current)
            if current != before:
                found.append(current)
        return tuple(found)


@cache
def spelling(language: str) -> Spelling:
    """The second spelling of a language; one that changes nothing where there is none."""
    if language not in SPELT_TWICE or language not in LANGUAGES:
        return Spelling()
    data = table(f"languages/{language}/spelling.toml")
    steps = tuple(tuple((re.compile(rule), turned) for rule, turned in step["rules"]) for step in data["step"])
    return Spelling(tuple(data["words"].items()), steps)
