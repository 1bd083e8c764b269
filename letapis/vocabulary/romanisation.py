"""Spells the Belarusian or Russian name of a town as another language does, by the tables of `romanisations.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from letapis.vocabulary.resources import table


@cache
def schemes() -> dict[str, dict[str, Any]]:
    """All schemes by name."""
    found: dict[str, dict[str, Any]] = table("gazetteer/romanisations.toml")["scheme"]
    return found


def spell(name: str, scheme: str) -> str:
    """A name in small letters as the scheme writes it."""
    rules = schemes()[scheme]
    word = name.lower()
    for pair, written in rules.get("pairs", {}).items():
        word = word.replace(pair, written)
    letters: dict[str, str] = dict(rules.get("letters", {}))
    if not rules.get("cyrillic"):
        letters = table("gazetteer/romanisations.toml")["base"][rules["from"]]["letters"] | letters
    word = "".join(letters.get(letter, letter) for letter in word)
    for ending, written in rules.get("endings", {}).items():
        if word.endswith(ending):
            return word[: -len(ending)] + str(written)
    return word


def spellings(belarusian: str, russian: str) -> tuple[str, ...]:
    """The spellings of a town by all schemes."""
    names = {"be": belarusian, "ru": russian}
    return tuple(dict.fromkeys(spell(names[rules["from"]], scheme) for scheme, rules in schemes().items()))
