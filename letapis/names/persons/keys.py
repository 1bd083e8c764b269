"""Keys that are stored with every name, so that it is found among a million by looking up and not by comparing.

Two spellings of one name should share a key; that two names share one means nothing yet: `comparing` decides. By their
first letter the keys of a name are:
w a surname as it sounds;
p two words of the name by their consonants, in any order; a all of its words;
g a given name by its id with the consonants of the surname;
i the initial of the given name with these; j the same where the name has only the initial;
h, t a given name with the first and the last consonants of the surname, for slips of the pen;
r given name, patronymic and the first consonant of the surname;
= the letters themselves, where nothing else can be made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations, product

from letapis.names.folding import fold
from letapis.names.foreign import foreign_keys
from letapis.names.persons import given
from letapis.names.persons.reading import Part, read
from letapis.names.persons.typing_ahead import prefixes, typed
from letapis.vocabulary.resources import table

__all__ = ["VERSION", "asked", "asked_otherwise", "keys", "prefixes", "typed"]

VERSION = 1  # to be raised with every change of the keys; an index that was made with another one has to be made anew
WORDS = 5  # words of a name that go into pairs
READINGS = 3  # readings of a word that go into pairs
WAYS = 6  # readings of a word that may be of another language
HEAD, TAIL = 3, 4  # consonants at the ends of a surname, of which a slip leaves one alone
# Ганна is Анна, and Latvian puts an s behind men's names.
LEFT_OUT = re.compile("^[gh](?=[aiu])|(?<=.{3})s$")
VOWELS = str.maketrans("", "", "aiu")
# Voiced and voiceless, г and х, ц and с: what readings and hasty hands take for one another.
COARSE = str.maketrans("bdgvzhc", "ptkfsks")


@lru_cache(maxsize=1 << 16)
def keys(name: str) -> frozenset[str]:
    """The keys stored with a name; none for a text without a letter."""
    words = _words(name)
    found = frozenset(_keys(words))
    return found or _letters(name)


@lru_cache(maxsize=1 << 10)
def asked(name: str) -> frozenset[str]:
    """The keys to look up for a name: those stored with it, and those of shorter forms, without one of its words."""
    words = _words(name)
    shorter = (some for length in (1, 2) if length < len(words) for some in combinations(words, length))
    stored = keys(name)
    if not any(part.initial and part.role == "given" for part in words):
        # A full name asks for initials, not for all who have one that might be the same.
        stored = frozenset(f"j{key[1:]}" if key[0] == "i" else key for key in stored)
    return stored.union(*map(_whole, shorter))


@lru_cache(maxsize=1 << 10)
def asked_otherwise(name: str) -> frozenset[str]:
    """Further keys to look up where `asked` found nobody: the words read as if they were of other languages."""
    full = [part for part in _words(name) if not part.initial]
    ways = [tuple(dict.fromkeys(map(bones, (*part.keys, *foreign_keys(part.text)))))[:WAYS] for part in full]
    found = set().union(*(_joined("p", left, right) for left, right in combinations(ways, 2)))
    for surname, _ in _surnames(tuple(full)):
        found.update(f"w{key}" for key in foreign_keys(surname.text)[:WAYS])
    return frozenset(found) - asked(name)


def _words(name: str) -> tuple[Part, ...]:
    return tuple(part for part in read(name).parts if part.role not in {"particle", "title"} and part.text)[:WORDS]


def _letters(name: str) -> frozenset[str]:
    letters = "".join(filter(str.isalpha, name.casefold()))[:200]
    return frozenset({f"={letters}"}) if letters else frozenset()


def _keys(words: tuple[Part, ...]) -> Iterator[str]:
    full = [part for part in words if not part.initial]
    for left, right in combinations(full, 2):
        yield from _joined("p", consonants(left), consonants(right))
    yield from _whole(words)
    patronymics = [part for part in full if part.role == "patronymic"]
    for surname, names in _surnames(words):
        yield from (f"w{key}" for key in surname.keys)
        for part in names:
            yield from _with_given(part, surname, patronymics)


def _surnames(words: tuple[Part, ...]) -> Iterator[tuple[Part, list[Part]]]:
    """Each surname with the given names beside it; where no word is known for a given name, any word may be either."""
    clear = any(part.role == "patronymic" or (part.role == "given" and given.given(part.text)) for part in words)
    for place, part in enumerate(words):
        if not part.initial and (part.role == "surname" or not clear):
            others = (*words[:place], *words[place + 1 :])
            yield part, [other for other in others if other.role == "given" or not clear]


def _with_given(part: Part, surname: Part, patronymics: list[Part]) -> Iterator[str]:
    """The keys of a given name, or its initial, beside a surname."""
    bones = consonants(surname)
    yield from (f"i{letter} {bone}" for letter in sorted(initials(part)) for bone in bones)
    if part.initial:
        yield from (f"j{letter} {bone}" for letter in sorted(initials(part)) for bone in bones)
        return
    names = sorted(given.given(part.text))
    yield from (f"g{name} {bone}" for name in names for bone in bones)
    either = names or consonants(part)
    for bone in bones:
        if len(bone) > HEAD:
            yield from (f"h{name} {bone[:HEAD]}" for name in either)
            yield from (f"t{name} {bone[max(1, len(bone) - TAIL) :]}" for name in either)
        for patronymic in patronymics:
            yield from (f"r{name} {other} {bone[:1]}" for name in either for other in consonants(patronymic))


def _whole(words: Iterable[Part]) -> set[str]:
    """One key of all words; none for a name with initials, of which all words are not known."""
    several = [() if part.initial else consonants(part)[:2] for part in words]
    return {f"a{' '.join(sorted(some))}" for some in product(*several) if some}


def _joined(kind: str, left: tuple[str, ...], right: tuple[str, ...]) -> set[str]:
    return {f"{kind}{' '.join(sorted(pair))}" for pair in product(left, right)}


def consonants(part: Part) -> tuple[str, ...]:
    """What the readings of a word leave of it: its consonants, those taken for one another made one."""
    return _consonants(part.keys)


@lru_cache(maxsize=1 << 16)
def _consonants(readings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(bones, readings[:READINGS])))


def bones(key: str) -> str:
    """The consonants of a key, none doubled, without what some languages leave out; a key without any stays."""
    kept = LEFT_OUT.sub("", key).translate(VOWELS).translate(COARSE)
    return "".join(letter for place, letter in enumerate(kept) if letter != kept[place - 1 : place]) or key


def initials(part: Part) -> frozenset[str]:
    """The classes of the letters that may stand for a given name: its own, and those of its other forms."""
    own = _class(part.text[:1].lower())
    return own if part.initial else own | _others(part.text)


@lru_cache(maxsize=1 << 14)
def _others(word: str) -> frozenset[str]:
    return frozenset[str]().union(*map(_class, given.first_sounds(given.given(word))))


@cache
def _classes() -> dict[str, str]:
    """The classes of each letter."""
    found: dict[str, str] = {}
    for name, letters in table("names/initials.toml")["classes"].items():
        for letter in letters:
            found[letter] = found.get(letter, "") + name
    return found


@lru_cache(maxsize=1 << 12)
def _class(letter: str) -> frozenset[str]:
    return frozenset(_classes().get(letter) or (fold(letter) or ("?",))[0])
