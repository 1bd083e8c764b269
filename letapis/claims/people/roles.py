"""The role that the text gives a person: before the name ("president Lukashenko") or behind it, between commas."""

from __future__ import annotations

from letapis.claims.people.lexicon import is_role
from letapis.claims.people.span import PersonSpan
from letapis.claims.tokens import Tokens

BEFORE = 6
BEHIND = 10
STOPS = frozenset('.;:!?()–—"«»“”')
LINKS = frozenset(["of", "the", "a", "an", "for", "at", "in", "and", "former", "ex"])


def role_of(tokens: Tokens, language: str, span: PersonSpan) -> str:
    """The words of the role as written; empty where the text gives none."""
    return _before(tokens, language, span.first) or _behind(tokens, language, span.stop)


def _before(tokens: Tokens, language: str, first: int) -> str:
    """From the first word of office down to the name: "co-chair of the strike committee Anatol Bokun"."""
    begin = -1
    for index in range(first - 1, max(first - 1 - BEFORE, -1), -1):
        word = tokens.words[index]
        if word in STOPS or word == "," or not word[0].isalpha():
            break
        if is_role(word, language):
            begin = index
    if begin < 0:
        return ""
    if (
        begin < first - 1
        and language == "en"
        and not any(word in ("of", "for", "at") or is_role(word, language) for word in tokens.words[begin + 1 : first])
    ):
        return ""
    return tokens.text[tokens.starts[begin] : tokens.ends[first - 1]]


def _behind(tokens: Tokens, language: str, stop: int) -> str:
    """Between the commas behind the name: ", co-chair of the strike committee,"."""
    if stop + 1 >= len(tokens.words) or tokens.words[stop] != ",":
        return ""
    end = stop + 1
    while (
        end < len(tokens.words) and end - stop <= BEHIND and tokens.words[end] != "," and tokens.words[end] not in STOPS
    ):
        end += 1
    closed = end < len(tokens.words) and (tokens.words[end] == "," or tokens.words[end] == ".")
    opening = [word for word in tokens.words[stop + 1 : stop + 5] if word not in LINKS]
    if closed and opening and any(is_role(word, language) for word in opening[:3]) and end - stop > 1:
        return tokens.text[tokens.starts[stop + 1] : tokens.ends[end - 1]]
    return ""
