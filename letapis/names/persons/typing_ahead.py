"""Finding a name while it is typed, in any script: the lines stored with a name, and the beginnings that are looked up.

A beginning is read in every way that the letters still to come could make it read, so that an answer stays while one
types on.
"""

from __future__ import annotations

from letapis.names.folding import clean, fold
from letapis.names.letters import is_cyrillic
from letapis.names.persons.reading import SEPARATORS, read
from letapis.vocabulary.resources import table

WORDS = 5  # words of a name, and of a typed text, that count
LETTERS = 24  # letters of a typed word that count
LONGEST = 100  # characters of a typed text; nobody's name is longer
CUT = str.maketrans("", "", ".-'’`ʼ_")


def prefixes(name: str) -> tuple[str, ...]:
    """The lines stored with a name: each of its words in front once, in each reading, those of all others behind it.

    Sorted, they put names together whose first word begins alike: "tihanavsk sarga", "sarga tihanavsk".
    """
    words = [part.keys for part in read(name).parts[:WORDS] if part.keys]
    found: dict[str, None] = {}
    for place, readings in enumerate(words):
        others = [key for other, keys in enumerate(words) if other != place for key in keys]
        for key in readings:
            found[" ".join([key, *dict.fromkeys(others)])] = None
    return tuple(found)


def typed(text: str) -> tuple[str, ...]:
    """The beginnings to look up for what was typed: one entry for each word, its readings parted by |.

    The likeliest reading is first. Empty where nothing was typed that could begin a name.
    """
    if len(text) > LONGEST:
        return ()
    words = [word for word in SEPARATORS.split(text.replace("-", " ")) for word in word.split()]
    named = [word.translate(CUT)[:LETTERS] for word in words if any(map(str.isalpha, word))]
    return tuple(start for start in ("|".join(beginnings(word)) for word in named[:WORDS]) if start)


def beginnings(word: str) -> tuple[str, ...]:
    """The sounds that a word may begin with that begins with these letters; none that only goes on another one."""
    letters = clean(word)
    following = table("names/typing.toml")["cyrillic" if any(map(is_cyrillic, letters)) else "latin"]
    found = {
        start: None for more, sounds in following for key in fold(letters + more) if (start := _start(key, sounds))
    }
    return tuple(one for one in found if not any(one != other and one.startswith(other) for other in found))


def _start(key: str, sounds: str) -> str:
    """The key without the sounds put behind; where nothing is left, what was typed is a vowel that is not heard."""
    if not key.endswith(sounds):
        return ""
    return key[: -len(sounds)] or sounds.removesuffix("m")
