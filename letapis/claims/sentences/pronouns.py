"""Whom a pronoun of the third person means: the last one named before it whose number and gender fit."""

from __future__ import annotations

from functools import cache

from letapis.claims.people.given_names import given_names
from letapis.claims.people.reading import PersonSpan
from letapis.claims.sentences.reading import Placed, Reading
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

WOMENS = ("a", "\u0430", "\u044f")  # last letters of the given names of women
KINDS = {"man": ("singular", "man"), "woman": ("singular", "woman"), "many": ("plural", "")}
REACH = 60  # tokens back to the one that a pronoun means


@cache
def _forms(language: str) -> dict[str, tuple[str, str]]:
    """The pronouns of a language: form -> number and gender."""
    data = table(f"languages/{language}/people.toml")["pronouns"] if language in INTERFACE_LANGUAGES else {}
    return {
        form.replace("\u0451", "\u0435"): (number, gender)
        for name, (number, gender) in KINDS.items()
        for form in data.get(name, ())
    }


def is_pronoun(reading: Reading, index: int) -> bool:
    """Whether a token is a pronoun that means somebody told of before."""
    return reading.tokens.words[index] in _forms(reading.language)


def meant(reading: Reading, index: int) -> str:
    """The name or group that the pronoun at a token means, as it was written; empty where none fits."""
    form = _forms(reading.language).get(reading.tokens.words[index])
    if form is None:
        return ""
    number, gender = form
    start = max(reading.paragraph_of(index), index - REACH)
    fitting = [item for item in reading.people.within(start, index) if _fits(reading, item, number, gender)]
    openings = set(reading.openings)
    subjects = [item for item in fitting if item.first in openings]
    chosen = (subjects or fitting)[-1:]
    return chosen[0].span.name if chosen else ""


def _fits(reading: Reading, item: Placed[PersonSpan], number: str, gender: str) -> bool:
    span = item.span
    if number == "plural":
        return span.type == "GROUP" and span.number != "singular"
    if span.type == "PER":
        return _gender(reading, item) in {"", gender}
    return span.type == "GROUP" and span.number == "singular" and span.kind != "officials"


def _gender(reading: Reading, item: Placed[PersonSpan]) -> str:
    """By the given name; a name of two words whose first ends in a vowel `a` is a woman's."""
    first = reading.tokens.words[item.first]
    if first not in given_names():
        return ""
    return "woman" if first.endswith(WOMENS) and first not in _mens_names() else "man"


@cache
def _mens_names() -> frozenset[str]:
    return frozenset(
        name.replace("\u0451", "\u0435")
        for code in INTERFACE_LANGUAGES
        for name in table(f"languages/{code}/people.toml")["men"]
    )
