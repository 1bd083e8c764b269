"""What the words in the name of an organisation mean in any of the languages: forms, sorts, fields, ranks and places.

The words are data (`vocabulary/organisations/`). Nothing here reads or compares a whole name.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from letapis.names.endings import stem
from letapis.names.folding import fold
from letapis.names.letters import fold_letters, is_cyrillic
from letapis.vocabulary import gazetteer
from letapis.vocabulary.resources import table

KINDS = ("sort", "field", "rank", "country", "filler")
LEAST_PREFIX = 3  # letters of the shortest beginning that stands for all words that begin so
LARGE = 200_000  # people of a town outside Belarus whose adjective is known
NEIGHBOURS = frozenset({"RU", "UA", "PL", "LT", "LV", "KZ"})
SHORT_PREFIX, ENDING = 6, 5
LONGEST_FORM = 8  # words

TOKEN = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W\d_]+)*")

Key = tuple[str, ...]


def plain(word: str) -> str:
    """A word as the tables of forms compare it: small, without marks, apostrophes and the ending of its case."""
    letters = fold_letters(word).replace("'", "")
    return stem(letters) if letters and is_cyrillic(letters[-1]) else gazetteer.fold(letters)


def words_of(text: str) -> Key:
    """The words of an entry of the tables, plain."""
    return tuple(plain(word) for word in TOKEN.findall(text))


@cache
def forms() -> dict[Key, str]:
    """Code of the legal form by its plain words."""
    found: dict[Key, str] = {}
    for code, entry in table("organisations/forms.toml").items():
        for name in entry["names"]:
            found.setdefault(words_of(name), code)
    return found


@cache
def form_starts() -> frozenset[str]:
    """The plain words that a form of several words begins with."""
    return frozenset(key[0] for key in forms())


def family(form: str) -> str:
    """The family of a form; empty for none."""
    return str(table("organisations/forms.toml")[form]["family"]) if form else ""


@cache
def abbreviations() -> dict[str, Key]:
    """The concepts behind an abbreviation, by its small letters."""
    data: dict[str, list[str]] = table("organisations/abbreviations.toml")["abbreviations"]
    return {fold_letters(short): tuple(concepts) for short, concepts in data.items()}


@cache
def kind_of_concept() -> dict[str, str]:
    """sort, field, rank, country or filler by concept."""
    data = table("organisations/words.toml")
    return {concept: kind for kind in KINDS for concept in data[kind]}


@cache
def _entries() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Concepts by whole word, and by beginning, both in small letters and (from Cyrillic) by sound behind a tilde."""
    whole: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    data = table("organisations/words.toml")
    for kind in KINDS:
        for concept, entries in data[kind].items():
            for entry in entries:
                target = begun if entry.endswith("*") else whole
                silent = kind == "filler" or entry.startswith("=")
                for spelling in _spellings(bare(entry), silent=silent):
                    target.setdefault(spelling, set()).add(concept)
    return {k: frozenset(v) for k, v in whole.items()}, {k: frozenset(v) for k, v in begun.items()}


def bare(entry: str) -> str:
    """The letters of an entry of the tables, without its marks."""
    return entry.strip("=*")


def _spellings(entry: str, *, silent: bool) -> list[str]:
    letters = fold_letters(entry)
    if silent or not is_cyrillic(letters[0]):
        return [letters]
    return [letters, *(f"~{key}" for key in fold(entry)[:1] if len(key) > LEAST_PREFIX)]


@cache
def sounds_of(concept: str) -> tuple[str, ...]:
    """The keys of the Cyrillic words of a concept: what it leaves in an abbreviation of syllables."""
    data = table("organisations/words.toml")
    entries = data[kind_of_concept()[concept]][concept]
    keys = (key for entry in map(bare, entries) if is_cyrillic(entry[0]) for key in fold(entry)[:1])
    return tuple(dict.fromkeys(keys))


@cache
def _first_halves() -> tuple[str, ...]:
    halves: list[str] = table("organisations/abbreviations.toml")["first_halves"]
    return tuple(sorted(halves, key=len, reverse=True))


@lru_cache(maxsize=65536)
def starts(word: str) -> tuple[str, ...]:
    """What a word may leave in an abbreviation of initials: its first sound, and those of both halves of a compound."""
    letters = fold_letters(word)
    half = next((half for half in _first_halves() if letters.startswith(half) and len(letters) > len(half) + 2), "")
    second = letters.partition(" ")[2] or (letters[len(half) :].lstrip("-") if half else "")
    first = _sound(letters)
    return (first, first + _sound(second)) if first and second and _sound(second) else (first,) if first else ()


def _sound(word: str) -> str:
    return next((key[0] for key in fold(word[:1])), "")


@cache
def starts_of(concept: str) -> tuple[str, ...]:
    """The same of the words of a concept."""
    entries = table("organisations/words.toml")[kind_of_concept()[concept]][concept]
    return tuple(dict.fromkeys(start for entry in entries for start in starts(bare(entry))))


def spelled(word: str) -> str:
    """The sounds of an abbreviation letter by letter: each stands for a word of its own."""
    return "".join(map(_sound, word))


@lru_cache(maxsize=65536)
def concepts(word: str) -> frozenset[str]:
    """What a word means, in whichever language and alphabet; empty for a proper name."""
    whole, begun = _entries()
    letters = fold_letters(word)
    spelled = [letters, *(f"~{key}" for key in fold(word) if len(key) > LEAST_PREFIX)]
    if is_cyrillic(letters[0]):
        spelled.insert(1, stem(letters))
    return next((found for each in spelled if (found := whole.get(each, _longest(each, begun)))), frozenset())


def _longest(letters: str, begun: dict[str, frozenset[str]]) -> frozenset[str]:
    """The concepts of the longest beginning that is known; a short one leaves room for an ending only."""
    for length in range(len(letters), LEAST_PREFIX - 1, -1):
        if (found := begun.get(letters[:length])) and (length > SHORT_PREFIX or len(letters) - length <= ENDING):
            return found
    return frozenset()


@lru_cache(maxsize=65536)
def compound(first: str, second: str) -> frozenset[str]:
    """What two words mean together, "machine building"; empty where only one of them means something."""
    whole, begun = _entries()
    letters = f"{fold_letters(first)}-{fold_letters(second)}"
    if found := whole.get(letters):
        return found
    starts = (letters[:length] for length in range(len(letters), len(first) + 1, -1))
    return next((begun[start] for start in starts if start in begun), frozenset())


@cache
def _towns() -> dict[str, str]:
    """Canonical name of a town by the sounds of its name and of its adjective."""
    found: dict[str, str] = {}
    names = [(row[0], (row[0], *row[4:8], *row[8].split(";"))) for row in gazetteer.rows("belarus.tsv")]
    for line in gazetteer.settlement_lines().values():
        row = line.split("\t")
        if row[2] in NEIGHBOURS and int(row[6]) >= LARGE:
            names.append((row[0], (row[0], row[8])))
    names += [(place, (word,)) for word, place in table("gazetteer/adjectives.toml")["towns"].items()]
    for town, spellings in names:
        for spelling in filter(None, spellings):
            for key in fold(spelling)[:1]:
                bare = key.rstrip("aiu")
                for known in (key, f"{key}sk", f"{bare}sk", f"{bare.rstrip('dt')}ck"):
                    if len(known) > LEAST_PREFIX:
                        found.setdefault(known, town)
    return found


@lru_cache(maxsize=65536)
def town(word: str) -> str:
    """The town that a word names, as a noun or an adjective; empty where it names none."""
    keys = (known for key in sounds(word) for known in (key, key.rstrip("aiu")))
    return next((_towns()[key] for key in keys if key in _towns()), "")


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, ...]:
    """The keys of a word; of a Cyrillic one also without the ending of its case."""
    letters = fold_letters(word)
    bare = fold(stem(letters)) if letters and is_cyrillic(letters[-1]) else ()
    return tuple(dict.fromkeys((*fold(word), *bare)))
