"""Reads the name of a person as it is written: which word is the given name, the patronymic, the surname, in any order.

Nothing is guessed that the writing does not show: a word whose place in the name cannot be told is `other`. Comparing
is `comparing`; this module only takes a name apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from letapis.names.folding import fold
from letapis.names.persons import given
from letapis.names.scripts import is_other, spaced
from letapis.vocabulary.resources import table

LONGEST = 200  # characters of a name that are read
MOST = 7  # words of a name that are read
SEPARATORS = re.compile(r"[^\w.'’`\u02bc\u2010\u2011\-]+|(?<=\.)(?=\S)")
HYPHENS = re.compile(r"[\u2010\u2011\-]")
MARKS = "'’`\u02bc_"
GLUED = re.compile(r"(?<=[^\W\d_]{3}[a-zа-яёіїўґєąćęłńóśźżčšž])(?=[A-ZА-ЯЁІЇЎҐЄ][^\W\d_]{3})")
PLAIN = re.compile(r"[a-zA-Z\u00c0-\u024f\u0400-\u04ff .,'’\-]*")  # nothing to tidy up
LETTER = re.compile(r"[^\W\d_]")
CYRILLIC = re.compile("[\u0400-\u0481\u048a-\u04ff]")  # its letters
FOREIGN = re.compile(r"[^\W\d_\u0400-\u04ff]")  # those of any other alphabet
INITIAL = re.compile(r"^(?:[^\W\d_]|[^\W\d_]{1,2}\.)$")
FATHERS = re.compile(r"(?:[ai]vic|[ai]vna|icna)$")  # over keys: -ович, -авіч, -ovych, -owitsch; -овна, -аўна; -ична


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a name. `role`: given, patronymic, surname, particle, title or other; `keys` as of `folding.fold`."""

    text: str
    role: str
    keys: tuple[str, ...]
    initial: bool = False
    fathers: bool = False  # has the ending of a patronymic; many surnames have it too
    joined: bool = False  # hyphened to the word before it


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `language`: be, ru, uk, cyrillic, latin, other or mixed, as far as its letters tell."""

    text: str
    language: str
    parts: tuple[Part, ...]

    def of(self, role: str) -> tuple[Part, ...]:
        """The parts of one role."""
        return tuple(part for part in self.parts if part.role == role)


@lru_cache(maxsize=1 << 18)
def read(name: str) -> Name:
    """Take a name apart; one without any letter has no parts."""
    text = _tidy(name)
    before, _, after = text.partition(",")
    head = _words(before)
    tail = _words(after) if after else []
    parts = [_part(word, joined) for word, joined in head + tail][:MOST]
    comma = len(head) if tail and head else 0
    return Name(name, language(text), tuple(_with_roles(parts, comma)))


def _tidy(name: str) -> str:
    """Composed letters, no control characters, no more than a name's length."""
    composed = unicodedata.normalize("NFC", name[:LONGEST])
    if PLAIN.fullmatch(composed):
        return composed
    if is_other(composed):
        composed = spaced(composed)
    return "".join(
        letter
        for letter in composed
        if unicodedata.category(letter) not in ("Cc", "Cf", "So", "Co", "Cs") or letter.isspace()
    )


def _words(text: str) -> list[tuple[str, bool]]:
    """The words of a piece of a name; true where a hyphen ties the word to the one before."""
    found: list[tuple[str, bool]] = []
    for group in SEPARATORS.split(GLUED.sub(" ", text)):
        for place, word in enumerate(HYPHENS.split(group)):
            bare = word.strip(MARKS)
            if LETTER.search(bare):
                found.append((bare, place > 0))
    return found


@lru_cache(maxsize=1 << 18)
def _part(word: str, joined: bool) -> Part:
    bare = word.rstrip(".")
    keys = fold(bare)
    if bare.lower() in particles():
        role = "particle"
    elif bare.lower() in titles() or word.lower() in titles():
        role = "title"
    else:
        role = "other"
    initial = bool(INITIAL.match(word)) and role == "other" and _has_case(bare)
    fathers = not initial and (any(map(FATHERS.search, keys)) or bool(given.patronymic(bare)))
    return Part(bare, role, keys, initial=initial, fathers=fathers, joined=joined)


def _has_case(word: str) -> bool:
    """Whether a word is of letters that come great and small: one sign of Chinese writing is a whole word."""
    return word.lower() != word.upper()


@cache
def particles() -> frozenset[str]:
    """Words that stand before or behind a part of a name and are none: von, de, оглы."""
    return frozenset(table("names/titles.toml")["particles"]["words"])


@cache
def titles() -> frozenset[str]:
    """Titles, ranks and forms of address."""
    return frozenset(word for words in table("names/titles.toml")["titles"].values() for word in words)


def language(text: str) -> str:
    """What the letters tell: be, ru, uk, cyrillic (any of them), latin, mixed or other."""
    low = text.lower()
    if not CYRILLIC.search(low):
        return "latin" if any(letter.isalpha() and letter < "\u0250" for letter in low) else "other"
    if FOREIGN.search(low):
        return "mixed"
    rows = table("names/folding.toml")["languages"]["rows"]
    return next((code for code, marks in rows if all(mark in low for mark in marks)), "cyrillic")


def _with_roles(parts: Sequence[Part], comma: int) -> list[Part]:
    """Give every word its role."""
    free = [place for place, part in enumerate(parts) if part.role == "other"]
    if len(free) != len(parts):
        comma = sum(1 for place in free if place < comma)
    inner = _roles([parts[place] for place in free], comma)
    named = list(parts)
    for place, role in zip(free, inner, strict=True):
        named[place] = _with_role(named[place], role)
    return named


@lru_cache(maxsize=1 << 18)
def _with_role(part: Part, role: str) -> Part:
    return replace(part, role=role)


def _roles(words: Sequence[Part], comma: int) -> list[str]:
    """Roles of the words that are neither particles nor titles; `comma` words stand before a comma."""
    if len(words) < 2:
        return ["surname" if not word.initial else "given" for word in words]
    surname = _surname(words, comma)
    roles = ["given" if place not in surname else "surname" for place in range(len(words))]
    patronymic = _patronymic(words, roles)
    if patronymic is not None:
        roles[patronymic] = "patronymic"
    return roles


def _surname(words: Sequence[Part], comma: int) -> set[int]:
    """Places of the surname: before the comma, in capitals, or what is no given name and no patronymic."""
    if 0 < comma < len(words):
        return set(range(comma))
    capitals = {place for place, word in enumerate(words) if word.text.isupper() and len(word.text) > 2}
    if capitals and len(capitals) < sum(not word.initial for word in words):
        return capitals
    initials = {place for place, word in enumerate(words) if word.initial}
    if initials:
        return _beside_initials(words, initials)
    return _with_hyphen(words, _by_words(words))


def _beside_initials(words: Sequence[Part], initials: set[int]) -> set[int]:
    """Where a name has initials, its surname is the word written in full; of several, the one that is no given name."""
    full = [place for place in range(len(words)) if place not in initials]
    if len(full) < 2:
        return set(full)
    unknown = [place for place in full if not given.given(words[place].text)]
    return _with_hyphen(words, {unknown[-1] if unknown else full[-1]})


def _by_words(words: Sequence[Part]) -> set[int]:
    last = len(words) - 1
    fathers = [place for place, word in enumerate(words) if word.fathers]
    known = [bool(given.given(word.text)) and not word.fathers for word in words]
    if fathers and last >= 2:
        return _beside_patronymic(words, fathers, known)
    if known[0] and not known[last]:
        return {last}
    if known[last] and not known[0]:
        return {0}
    return {last}


def _beside_patronymic(words: Sequence[Part], fathers: list[int], known: list[bool]) -> set[int]:
    """Given, patronymic, surname; or surname, given, patronymic: the word before the patronymic is the given name."""
    behind_given = [place for place in fathers if place and known[place - 1]]
    patronymic = (behind_given or [place for place in fathers if place] or fathers)[0]
    rest = [place for place in range(len(words)) if place not in (patronymic, patronymic - 1)]
    return {rest[-1]} if rest else {len(words) - 1}


def _with_hyphen(words: Sequence[Part], surname: set[int]) -> set[int]:
    """Both halves of a double name."""
    whole = set(surname)
    for place, word in enumerate(words):
        if word.joined and {place, place - 1} & whole:
            whole |= {place, place - 1}
    return whole


def _patronymic(words: Sequence[Part], roles: list[str]) -> int | None:
    """The word behind the given name that has the ending of a patronymic, or the second initial."""
    names = [place for place, role in enumerate(roles) if role == "given"]
    if len(names) < 2:
        return None
    for place in names[1:]:
        if words[place].fathers or (words[place].initial and place == names[1]):
            return place
    return names[0] if words[names[0]].fathers and not given.given(words[names[0]].text) else None
