"""The case that the form of a Cyrillic noun or name tells: who acts stands in the nominative, the others do not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.claims.people.given_names import given_names, is_given_name
from letapis.claims.people.span import PersonSpan
from letapis.claims.tokens import Tokens
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

WOMENS = ("\u0430", "\u044f")
NOMINATIVE, OBLIQUE, AGENT = "nominative", "oblique", "agent"


@dataclass(frozen=True, slots=True)
class Endings:
    """The endings of one language that tell a case, of nouns and of surnames."""

    agent: tuple[str, ...]
    oblique: tuple[str, ...]
    surname_agent: tuple[str, ...]
    surname_oblique: tuple[str, ...]
    unsure: tuple[str, ...]


@cache
def _endings(language: str) -> Endings:
    code = language if language in INTERFACE_LANGUAGES else "ru"
    data = table(f"languages/{code}/people.toml").get("cases", {})
    return Endings(
        *(tuple(data.get(name, ())) for name in ("agent", "oblique", "surname_agent", "surname_oblique", "unsure"))
    )


def case_of(tokens: Tokens, span: PersonSpan, language: str) -> str:
    """`nominative`, `oblique`, `agent` (of who did it, behind a passive), or empty where the form is unsure."""
    if span.type == "PER":
        return _of_name(tokens, span, language)
    index = span.head if span.type == "GROUP" else span.first
    return _of_noun(tokens.words[index], language)


def _of_name(tokens: Tokens, span: PersonSpan, language: str) -> str:
    """By the given name; where its form may be of a man or a woman, by the surname."""
    first, last = tokens.words[span.first], tokens.words[span.stop - 1]
    if span.stop - span.first == 1:
        return _of_surname(last, language) or (NOMINATIVE if first in given_names() else "")
    if first in given_names():
        return NOMINATIVE if not _may_be_a_man(first) else _of_surname(last, language)
    if is_given_name(first):
        return AGENT if first.endswith(_endings(language).surname_agent) else OBLIQUE
    return _of_surname(last, language) or _of_noun(first, language)


def _may_be_a_man(word: str) -> bool:
    """Whether a form of a woman's name is one of a man's too: "Александра"."""
    return word.endswith(WOMENS) and not given_names().isdisjoint(
        {word[:-1], word[:-1] + "\u0439", word[:-1] + "\u044c"}
    )


@lru_cache(maxsize=65536)
def _of_surname(word: str, language: str) -> str:
    """Empty for a surname that has one form for all cases, or whose form may be of a man or a woman."""
    endings = _endings(language)
    if word.endswith(endings.surname_agent):
        return AGENT
    if word.endswith(endings.surname_oblique):
        return OBLIQUE
    return "" if word.endswith(endings.unsure) or not word[-1:].isalpha() or len(word) < 3 else NOMINATIVE


@lru_cache(maxsize=65536)
def _of_noun(word: str, language: str) -> str:
    endings = _endings(language)
    if word.isascii() or len(word) < 3:
        return ""
    if word.endswith(endings.agent):
        return AGENT
    return OBLIQUE if word.endswith(endings.oblique) else NOMINATIVE
