"""Words of a text as the search has them: each with its form, one way to write what case, accents and letters vary.

A form is of the very word, not of its stem; other forms and other scripts are the business of `keys`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from letapis.names.letters import CYRILLIC_TO_LATIN, LATIN_TO_CYRILLIC, fold_homoglyphs, is_cyrillic

_STRESS = "\u0300-\u036f"  # marks upon letters
# Soft hyphens, spaces of no width, and what turns the direction of writing.
_UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_APOSTROPHE = "'\u2018\u2019\u02bc\u02b9`\u00b4\u2032"
_LETTER = rf"[^\W\d_][{_STRESS}{_UNSEEN}]*"
WORD = re.compile(
    rf"(?:{_LETTER})+(?:[{_APOSTROPHE}](?:{_LETTER})+)*|\d{{1,3}}(?:[.,\u00a0\u202f\u2009 ]\d{{3}})+(?!\d)|\d+"
)
_DROPPED = re.compile(rf"[{_STRESS}{_UNSEEN}{_APOSTROPHE}.,\s]")
_OWNER = re.compile(rf"[{_APOSTROPHE}]s$")
_HYPHENS = frozenset("-\u2010\u2011")
HYPHEN = re.compile(r"\w[-\u2010\u2011]\w")
FORM = 64  # letters of a form; what is longer is no word, and both engines take so many


class Word(NamedTuple):
    """A word of a text: its form, and where it stands, `text[start:end]`."""

    form: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text and its numbers, in order. Linear in its length; never raises."""
    for match in WORD.finditer(text):
        yield Word(form(match.group()), match.start(), match.end())


def forms(text: str) -> list[str]:
    """The forms of a text alone, in order."""
    return list(map(form, WORD.findall(text)))


def joined(text: str) -> Iterator[str]:
    """The forms of words with hyphens as if they were written in one: "e-mail" as "email"."""
    found = list(words(text)) if HYPHEN.search(text) else []
    start = 0
    for place in range(1, len(found) + 1):
        if place < len(found) and tied(found[place - 1][1:], found[place][1:], text):
            continue
        if place - start > 1:
            yield "".join(word.form for word in found[start:place])[:FORM]
        start = place


def tied(left: tuple[int, int], right: tuple[int, int], text: str) -> bool:
    """Whether only a hyphen stands between two words, each given by its place."""
    return right[0] == left[1] + 1 and text[left[1]] in _HYPHENS


@lru_cache(maxsize=1 << 18)
def form(word: str) -> str:
    """Small letters of one alphabet; without accents, apostrophes and the signs within a number; ё as е, ў as у."""
    if word.isascii() and word.isalnum():
        return word.lower()[:FORM]
    bare = _DROPPED.sub("", _OWNER.sub("", unicodedata.normalize("NFKC", word)))
    lower = fold_homoglyphs(bare).casefold().replace("ё", "е").replace("ў", "у")
    plain = lower if lower.isascii() else "".join(map(_without_accent, lower))
    return (plain or bare.casefold())[:FORM]


@lru_cache(maxsize=1 << 12)
def _without_accent(letter: str) -> str:
    """A letter without what stands upon it; Cyrillic ones stay: й is a letter of its own."""
    if is_cyrillic(letter):
        return letter
    return "".join(sign for sign in unicodedata.normalize("NFD", letter) if not unicodedata.combining(sign))


def twin(one: str) -> str:
    """The form in look-alikes of the other alphabet, where each of its letters has one; else nothing."""
    other = one.translate(CYRILLIC_TO_LATIN if any(map(is_cyrillic, one)) else LATIN_TO_CYRILLIC)
    cyrillic = sum(map(is_cyrillic, other))
    return form(other) if other != one and cyrillic in (0, len(other)) else ""
