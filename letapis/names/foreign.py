"""Names of other languages: how a word would be written in Cyrillic letters if it were English, French or Chinese.

A second chance for words that the Slavic readings of `folding` do not bring together, so that Churchill meets Черчилль.
Nothing is decided here; the languages and their rules are data (`vocabulary/names/foreign.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from letapis.names.folding import clean, fold
from letapis.names.letters import is_cyrillic
from letapis.names.likeness import FIRST, MOST_APART, distance, key_likeness, mask, masks
from letapis.names.scripts import is_other, romanise, script
from letapis.vocabulary.resources import table

MOST_FORMS = 12  # spellings of a word by one language
LONGEST = 20  # letters of a word that is read
LEAST = 0.75  # likeness of two keys under which they are not worth a thought
CERTAIN = 0.97  # likeness of words that come to one key in some language
VOWELS = str.maketrans("", "", "aiu")
OPEN = str.maketrans("оэ", "аа")  # one to `fold`: fewer forms to fold
DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Language:
    """A compiled reading: the words it is for, one pattern for all rules, what is written for each and for letters."""

    name: str
    only: re.Pattern[str] | None
    pattern: re.Pattern[str]
    written: tuple[tuple[str, ...], ...]
    letters: dict[str, str]


@cache
def languages() -> tuple[Language, ...]:
    """The readings of Latin letters."""
    data = table("names/foreign.toml")
    return tuple(_language(name, reading, data["letters"]) for name, reading in data["readings"].items())


@cache
def cyrillic() -> Language:
    """Other ways to write a foreign sound in Cyrillic."""
    return _language("Cyrillic", table("names/foreign.toml")["cyrillic"], {})


@cache
def consonantal() -> dict[str, Language]:
    """The readings of scripts that write no vowels, by script."""
    data = table("names/foreign.toml")
    return {
        name: _language(name, reading, data["letters"])
        for name, reading in data["consonants"].items()
        if name != "likeness"
    }


def _language(name: str, reading: dict[str, list[list[str]]], letters: dict[str, str]) -> Language:
    only = re.compile(str(reading["only"])) if "only" in reading else None
    rules = reading["rules"]
    pattern = re.compile("|".join(f"({rule[0]})" for rule in rules) + "|.", re.DOTALL)
    return Language(name, only, pattern, tuple(tuple(rule[1].split("|")) for rule in rules), letters)


def spellings(word: str, language: Language) -> tuple[str, ...]:
    """A word in small letters as it is written in Cyrillic, the likeliest first; none if it is not of the language."""
    if language.only is not None and not language.only.match(word):
        return ()
    forms, rest = [(0, "")], ""
    for match in language.pattern.finditer(word[:LONGEST]):
        ways = _ways(match, language)
        if len(ways) == 1:
            rest += ways[0]
            continue
        forms = [(doubts + place, form + rest + way) for doubts, form in forms for place, way in enumerate(ways)]
        forms, rest = sorted(forms, key=_doubts)[:MOST_FORMS], ""
    return tuple(form + rest for _, form in forms)


def _doubts(form: tuple[int, str]) -> int:
    return form[0]


def _ways(match: re.Match[str], language: Language) -> tuple[str, ...]:
    if match.lastindex is not None:
        return language.written[match.lastindex - 1]
    letter = match.group()
    if is_cyrillic(letter):
        return (letter,)
    return (language.letters.get(letter) or language.letters.get(normalize("NFD", letter)[0], ""),)


@lru_cache(maxsize=1 << 17)
def foreign_keys(word: str) -> tuple[str, ...]:
    """The keys of a word as of `folding.fold`, by each language that it may be of, beside those of `fold` itself."""
    letters = clean(word)
    if is_other(letters):
        letters = romanise(letters)
    several = (cyrillic(),) if any(map(is_cyrillic, letters)) else languages()
    found = (form.translate(OPEN) for language in several for form in spellings(letters, language))
    return tuple(dict.fromkeys(key for form in dict.fromkeys(found) for key in fold(form)))


@lru_cache(maxsize=1 << 18)
def foreign_likeness(left: str, right: str) -> float:
    """How alike two words sound, 0 to 1, if they are read as words of another language."""
    if script(left) in consonantal() or script(right) in consonantal():
        return bare_likeness(left, right)
    if not _every_key(left).isdisjoint(_every_key(right)):
        return CERTAIN
    return CERTAIN * max(_nearest(masked(left), masks(right)), _nearest(masked(right), masks(left)))


@lru_cache(maxsize=1 << 17)
def _every_key(word: str) -> frozenset[str]:
    return frozenset((*fold(word), *foreign_keys(word)))


@lru_cache(maxsize=1 << 17)
def masked(word: str) -> tuple[tuple[str, int], ...]:
    """The foreign keys of a word, each with its consonants as bits (`likeness.masks` has those of `fold`)."""
    return tuple((key, mask(key)) for key in foreign_keys(word))


def _nearest(keys: Iterable[tuple[str, int]], others: Sequence[tuple[str, int]]) -> float:
    """The likeness of the two keys that are most alike, 0 where none are worth a thought."""
    best = 0.0
    for key, bits in keys:
        for other, their_bits in others:
            if (bits ^ their_bits).bit_count() > MOST_APART:
                continue
            length = max(len(key), len(other))
            most = length * (1.0 - max(best, LEAST))
            cost = distance(key, other, 0.0 if key[0] == other[0] else FIRST, most)
            if cost < most:
                best = 1.0 - cost / length
    return best


def bare_likeness(left: str, right: str) -> float:
    """How alike two words are by their consonants alone."""
    mine, others = _consonants(left), _consonants(right)
    shared = mine & others
    steps: list[float] = table("names/foreign.toml")["consonants"]["likeness"]
    if shared:
        return steps[min(len(steps), max(map(len, shared))) - 1]
    best = max((key_likeness(key, other) for key in mine for other in others), default=0.0)
    return steps[-1] * best


@lru_cache(maxsize=1 << 16)
def _consonants(word: str) -> frozenset[str]:
    """What the readings of a word leave without vowels."""
    language = consonantal().get(script(word))
    if language is None:
        keys: Iterable[str] = (*fold(word), *foreign_keys(word))
    else:
        keys = (key for form in spellings(romanise(word), language) for key in fold(form))
    return frozenset(DOUBLED.sub(r"\1", bare) for key in keys if (bare := key.translate(VOWELS)))


def read_as(left: str, right: str) -> tuple[str, ...]:
    """The languages that bring two words to one key, as an explanation names them; none where they are only alike."""
    if any(script(word) in consonantal() for word in (left, right)):
        return ("consonants alone",)
    words = (clean(left), clean(right))
    readers = (*languages(), cyrillic())
    keys = ({*fold(left)}, {*fold(right)})
    return tuple(
        reader.name.capitalize()
        for reader in readers
        if _keys_by(reader, words[0]) & keys[1] or _keys_by(reader, words[1]) & keys[0]
    )[:3]


def _keys_by(language: Language, word: str) -> set[str]:
    """The keys of a word by one language."""
    if any(map(is_cyrillic, word)) != (language.name == "Cyrillic"):
        return set()
    return {key for form in spellings(romanise(word) if is_other(word) else word, language) for key in fold(form)}
