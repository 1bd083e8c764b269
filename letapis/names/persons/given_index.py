"""Where a spelling of a given name leads: from its letters and its key to ids of `vocabulary/names/given.toml`.

Only Cyrillic forms are folded, and only those that may begin as the word does, so that the first look-up of a program
is quick; a Latin word finds them through its own keys. What a word may be is decided in `given`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from letapis.names.folding import clean, fold
from letapis.names.letters import is_cyrillic
from letapis.vocabulary.resources import table

LANGUAGES = ("ru", "be", "uk")  # be and uk are left out of the data where they are as ru
STANDARD = (*LANGUAGES, "latin")
FIELDS = (*STANDARD, "short")
# Letters, of words and of keys, that may begin one name: Уладзімір and Владимир, Хведар and Фёдар, Цімох and Тимох.
BEGINNINGS = ("аяоёэеєѣуюіиїйывўaiuv", "хкфhkf", "сзжшщszчтцtc", "гґg", "дd", "бb", "лl", "мm", "нn", "пp", "рr")
CLASS_OF = {letter: place for place, letters in enumerate(BEGINNINGS) for letter in letters}
MARKS = dict.fromkeys(range(0x300, 0x370))
PLAIN = str.maketrans(
    {"ё": "е", "'": None, "-": None, "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ı": "i", "ə": "a", "æ": "ae"}
    | dict.fromkeys("\u0300\u0301")  # stress in Cyrillic, which has no letters with it
)


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a given name; `standard` tells it from a diminutive."""

    text: str
    name: str
    standard: bool


@dataclass(frozen=True, slots=True)
class Spellings:
    """All forms once: ids by plain letters, and the Cyrillic forms by the class of their first letter."""

    names: dict[str, list[str]]
    classes: tuple[list[tuple[str, str, bool]], ...]


@cache
def entries() -> dict[str, dict[str, str]]:
    """The given names by id, as the data file has them: rows of forms, divided by blanks."""
    return table("names/given.toml")


def plain(word: str) -> str:
    """The letters by which spellings are looked up: small, ё as е, without apostrophes, hyphens and marks of Latin."""
    return _plain(clean(word))


def _plain(letters: str) -> str:
    bare = letters.translate(PLAIN)
    if bare.isascii() or any(map(is_cyrillic, bare)):
        return bare
    return unicodedata.normalize("NFD", bare).translate(MARKS)


def row(entry: dict[str, str], field: str) -> str:
    """The forms of a field, divided by blanks; be and uk that are left out are as ru."""
    return entry.get(field) or (entry.get("ru", "") if field in LANGUAGES else "")


@cache
def spellings() -> Spellings:
    """The forms of all entries by their letters."""
    names: dict[str, list[str]] = {}
    classes: tuple[list[tuple[str, str, bool]], ...] = tuple([] for _ in BEGINNINGS)
    for name, entry in entries().items():
        for field in FIELDS:
            text = entry.get(field)
            if text:
                _spell(name, text, field != "short", names, classes)
    return Spellings(names, classes)


def _spell(
    name: str, text: str, standard: bool, names: dict[str, list[str]], classes: tuple[list[tuple[str, str, bool]], ...]
) -> None:
    """Enter a row of forms; the whole of an entry's row is made plain at once, since there are thousands."""
    small = text.lower()
    for form, letters in zip(text.split(), map(_plain, small.split()), strict=True):
        names.setdefault(letters, []).append(name)
        place = CLASS_OF.get(letters[0]) if letters[0] > "z" else None
        if place is not None:
            classes[place].append((form, name, standard))


def exact(letters: str) -> frozenset[str]:
    """The ids of the names that have a form with these plain letters."""
    return frozenset(spellings().names.get(letters, ()))


@cache
def _keyed(place: int) -> dict[str, tuple[Form, ...]]:
    """The forms of one class of beginnings by their keys."""
    found: dict[str, dict[Form, None]] = {}
    for text, name, standard in spellings().classes[place]:
        for key in fold(text):
            found.setdefault(key, {})[Form(text, name, standard)] = None
    return {key: tuple(forms) for key, forms in found.items()}


def sounding(key: str) -> tuple[Form, ...]:
    """The Cyrillic forms that have this key."""
    place = CLASS_OF.get(key[0])
    return () if place is None else _keyed(place).get(key, ())


@cache
def _fathers(place: int) -> dict[str, tuple[Form, ...]]:
    """Standard forms of the names of men by the stems of their patronymics, as keys."""
    found: dict[str, dict[Form, None]] = {}
    for key, forms in _keyed(place).items():
        for form in forms:
            if form.standard and entries()[form.name]["gender"] == "m":
                found.setdefault(stem(key), {})[form] = None
    for form in _irregular():
        for key in fold(form.text):
            if CLASS_OF.get(key[0]) == place:
                found.setdefault(stem(key), {})[form] = None
    return {key: tuple(forms) for key, forms in found.items()}


@cache
def _irregular() -> tuple[Form, ...]:
    return tuple(
        Form(form, name, standard=True)
        for name, entry in entries().items()
        for form in entry.get("fathers", "").split()
    )


def stem(key: str) -> str:
    """A key without its last vowels; of a name that is all vowels, the key."""
    return key.rstrip("aiu") or key


def fathers(key: str) -> tuple[Form, ...]:
    """The forms of men's names, or their irregular stems, from which a patronymic with this stem is made."""
    place = CLASS_OF.get(key[0])
    return () if place is None else _fathers(place).get(key, ())
