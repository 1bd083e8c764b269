"""The phonemic key of a word of a name: what stays of it whatever the language, romanisation or passport that wrote it.

The rules are data (`vocabulary/names/folding.toml`), each with its name, so that an explanation can print which of them
made two spellings one. Keys are for comparing and finding, never for showing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.names.letters import APOSTROPHES, fold_homoglyphs, is_cyrillic
from letapis.names.scripts import is_other, romanise
from letapis.vocabulary.resources import table

LONGEST = 60  # letters of a word that are read; nobody's name is longer
MOST = 4  # keys of one word


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: the key, the title of the reading, and the names of the rules that were used."""

    key: str
    title: str
    rules: tuple[str, ...]


class Letters(dict[int, str]):
    """Sounds of letters that no rule reads, in capitals, for `str.translate`; of others, that of the bare letter."""

    def __init__(self, letters: dict[str, str]) -> None:
        super().__init__({ord(letter): sound.upper() for letter, sound in letters.items()})

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        known = letter.isascii() and letter.isupper()
        sound = letter if known else self.get(ord(unicodedata.normalize("NFD", letter)[0]), "")
        self[code] = sound
        return sound


@dataclass(frozen=True, slots=True)
class Reader:
    """A compiled reading: one pattern for all its rules, whose number of the group tells the rule."""

    title: str
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    sounds: tuple[str, ...]  # in capitals, so that they are not taken for letters that are still to be read
    letters: Letters


def clean(word: str) -> str:
    """Small letters, composed, in one alphabet, with one apostrophe: what the rules read."""
    composed = unicodedata.normalize("NFC", word[:LONGEST]).translate(APOSTROPHES)
    if is_other(composed):
        composed = romanise(composed)
    return fold_homoglyphs(composed).lower()


@cache
def readers() -> dict[str, tuple[Reader, ...]]:
    """The readings by script: cyrillic, latin."""
    found: dict[str, tuple[Reader, ...]] = {}
    for reading in table("names/folding.toml")["readings"].values():
        found[reading["script"]] = (*found.get(reading["script"], ()), _reader(reading))
    return found


def _reader(reading: dict[str, object]) -> Reader:
    rules: list[list[str]] = reading["rules"]  # type: ignore[assignment]
    letters: dict[str, str] = reading["letters"]  # type: ignore[assignment]
    pattern = re.compile("|".join(f"({rule[1]})" for rule in rules))
    sounds = tuple(rule[2].upper() for rule in rules)
    return Reader(str(reading["title"]), pattern, tuple(rule[0] for rule in rules), sounds, Letters(letters))


@cache
def endings() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """The rules that run over the sounds of the whole word: name, what it finds, what it puts."""
    return tuple(
        (name, re.compile(found), put) for name, found, put, _ in table("names/folding.toml")["sounds"]["rules"]
    )


def _script(word: str) -> str:
    return "cyrillic" if any(map(is_cyrillic, word)) else "latin"


def _sounds(word: str, reader: Reader) -> str:
    sounds = reader.sounds

    def put(match: re.Match[str]) -> str:
        return sounds[(match.lastindex or 1) - 1]

    return reader.pattern.sub(put, word).translate(reader.letters).lower()


@lru_cache(maxsize=1 << 18)
def _finish(sounds: str) -> str:
    for _, pattern, put in endings():
        sounds = pattern.sub(put, sounds)
    return sounds


@lru_cache(maxsize=1 << 20)
def fold(word: str) -> tuple[str, ...]:
    """The keys of one word, the likeliest first: small letters a to z; none where nothing of a name is in it."""
    letters = clean(word)
    keys = (_finish(_sounds(letters, reader)) for reader in readers()[_script(letters)])
    return tuple(dict.fromkeys(key for key in keys if key))[:MOST]


def explain(word: str) -> tuple[Reading, ...]:
    """The readings behind `fold`, with the rules that were used; letters that every reading takes alike name none."""
    letters = clean(word)
    found: dict[str, Reading] = {}
    for reader in readers()[_script(letters)]:
        reading = _explained(letters, reader)
        if reading.key:
            found.setdefault(reading.key, reading)
    return tuple(found.values())[:MOST]


def _explained(word: str, reader: Reader) -> Reading:
    used: dict[str, None] = {}
    for match in reader.pattern.finditer(word):
        used[reader.names[(match.lastindex or 1) - 1]] = None
    sounds = _sounds(word, reader)
    for name, pattern, put in endings():
        changed = pattern.sub(put, sounds)
        if changed != sounds:
            used[name] = None
        sounds = changed
    return Reading(sounds, reader.title, tuple(used))
