"""Names in other scripts than Latin and Cyrillic: their words, and these in Latin letters.

Chinese characters are read as Mandarin; the same characters in a Japanese name are read wrongly, and then do not meet
their other spellings. Nothing is compared here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from letapis.vocabulary.resources import table

OTHER = re.compile(
    r"[\u0370-\u03ff\u0530-\u1c7f\u1d80-\u1dbf\u1f00-\u1fff\u2e80-\ua63f\ua6a0-\ua71f\ua800-\uabff\uac00-\ud7ff\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufeff]"
)
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,5}")
HANGUL = re.compile(r"[\uac00-\ud7a3]{2,5}")
NASAL = str.maketrans("\u0902\u0982\u0a02\u0a82", "\u0928\u09a8\u0a28\u0aa8")  # anusvara as the letter for n


def is_other(text: str) -> bool:
    """Whether a text has a letter that is neither Latin nor Cyrillic."""
    return not text.isascii() and bool(OTHER.search(text))


def spaced(text: str) -> str:
    """A name with spaces between its words where its script writes none, and without signs that stand upon letters.

    A Chinese name is parted behind the surname, a Korean one behind each syllable, as their other spellings are.
    """
    bare = "".join(sign for sign in text.translate(NASAL) if unicodedata.category(sign) not in ("Mn", "Mc"))
    return HANGUL.sub(_syllables, HAN.sub(_behind_surname, bare))


def _behind_surname(match: re.Match[str]) -> str:
    run = match.group()
    return f" {run[: _surname(run)]} {run[_surname(run) :]} "


def _syllables(match: re.Match[str]) -> str:
    run = match.group()
    return f" {run[: _surname(run)]} {' '.join(run[_surname(run) :])} "


def _surname(run: str) -> int:
    """The length of a surname in signs: one, but for some."""
    return 2 if len(run) > 2 and run[:2] in table("names/foreign.toml")["double_surnames"] else 1


@lru_cache(maxsize=1 << 16)
def romanise(word: str) -> str:
    """A word in small Latin letters without marks; vowels that its script does not write are not there."""
    from anyascii import anyascii

    return anyascii(word).lower()


def script(word: str) -> str:
    """The script of the first letter, as `arabic`; nothing where there is no letter."""
    letter = next(filter(str.isalpha, word), "")
    return unicodedata.name(letter, "").partition(" ")[0].lower() if letter else ""
