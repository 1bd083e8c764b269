"""Which places a word or a run of words may name: the gazetteer's spellings with the endings of each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.names.endings import stem
from letapis.vocabulary import gazetteer
from letapis.vocabulary.gazetteer import fold
from letapis.vocabulary.resources import LANGUAGES, table, text

NAME, ADJECTIVE, PEOPLE = "name", "adjective", "people"
LONGEST = 5  # words of the longest name looked for


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a word may stand for: a place by canonical name, and how the word names it."""

    place: str
    how: str  # name, adjective, people
    exact: bool = True  # in the nominative, as the gazetteer writes it


@dataclass(frozen=True, slots=True)
class Rules:
    """The data of `places.toml` of one language."""

    endings: dict[str, list[str]]
    prepositions: frozenset[str]
    capital: frozenset[str]
    region_words: frozenset[str]
    not_the_town: frozenset[str]
    place_words: frozenset[str]
    media_words: frozenset[str]
    guarded: frozenset[str]
    metonym_verbs: frozenset[str]
    metonym_before: frozenset[str]
    seats: dict[str, str]
    homeland: str = ""  # the country that a text of the language is about where it names no other
    surname_endings: tuple[str, ...] = ()  # of surnames that look like the name of a town
    district_bodies: frozenset[str] = frozenset()  # what sits in the main town of its district
    district_words: frozenset[str] = frozenset()  # what stands behind such an adjective, by stem
    district_endings: tuple[str, ...] = ()  # of adjectives that name a quarter, its court and its police


@cache
def rules(language: str) -> Rules:
    """The rules of a language; those of English where it has none of its own."""
    try:
        data = table(f"languages/{language}/places.toml")
    except FileNotFoundError:
        data = table(f"languages/{'ru' if language == 'uk' else 'en'}/places.toml")
    guarded = {fold(word) for word in data["guarded"]} - {fold(word) for word in data["strong_exceptions"]}
    sets = {
        key: frozenset(data[key])
        for key in ("prepositions", "capital", "region_words", "not_the_town", "place_words", "media_words")
    }
    sets["not_the_town"] = frozenset(map(stem, sets["not_the_town"]))
    verbs = frozenset(data["metonym_verbs"])
    return Rules(
        data.get("endings", {}),
        guarded=frozenset(guarded),
        metonym_verbs=verbs,
        metonym_before=frozenset(data["metonym_before"]),
        seats=data["seats"],
        homeland=data.get("homeland", ""),
        surname_endings=tuple(data.get("surname_endings", ())),
        district_bodies=frozenset(map(stem, data.get("district_bodies", ()))),
        district_words=frozenset(map(stem, data.get("district_words", ()))),
        district_endings=tuple(data.get("district_endings", ())),
        **sets,
    )


@cache
def spellings() -> dict[str, str]:
    """Canonical names, tabs between them, by folded spelling of one word; the likeliest place first."""
    return dict(line.split("\t", 1) for line in text("gazetteer/spellings.tsv").splitlines())


@cache
def _long_names() -> tuple[dict[str, str], dict[str, int]]:
    """Names of several words by their stems; and by the first stem, how many words the longest of them has."""
    names = dict(line.split("\t", 1) for line in text("gazetteer/long_names.tsv").splitlines())
    longest: dict[str, int] = {}
    for stems in names:
        first, length = stems.partition(" ")[0], stems.count(" ") + 1
        longest[first] = max(longest.get(first, 0), min(length, LONGEST))
    return names, longest


def long_name(pieces: list[str]) -> tuple[int, str] | None:
    """How many of the pieces make up a name of several words, and which place it is."""
    names, longest = _long_names()
    stems = [stem(piece) for piece in pieces[:LONGEST]]
    for length in range(min(len(stems), longest.get(stems[0], 0)), 1, -1):
        name = names.get(" ".join(stems[:length]))
        if name is not None:
            return length, name
    return None


def starts_long_name(word: str) -> bool:
    """Whether a name of several words begins like this."""
    return stem(word) in _long_names()[1]


@cache
def _derived() -> dict[str, tuple[Sense, ...]]:
    """Adjectives and names of peoples, by stem for Cyrillic and by word for English."""
    found: dict[str, list[Sense]] = {}
    for row in gazetteer.rows("countries.tsv"):
        for word in row[6].split(";"):
            for form in filter(None, (word, f"{word}s")):
                found.setdefault(fold(form), []).append(Sense(row[0], ADJECTIVE if form == word else PEOPLE))
        for word in filter(None, (row[7] + ";" + row[8]).split(";")):
            how = ADJECTIVE if word.endswith(("ий", "кі")) else PEOPLE
            found.setdefault(_derived_stem(fold(word)), []).append(Sense(row[0], how))
    for row in gazetteer.rows("belarus.tsv"):
        for word in filter(None, row[6:8]):
            found.setdefault(_derived_stem(fold(word)), []).append(Sense(row[0], ADJECTIVE))
    for word, place in table("gazetteer/adjectives.toml")["towns"].items():
        found.setdefault(_derived_stem(fold(word)), []).append(Sense(place, ADJECTIVE))
    return {word: tuple(dict.fromkeys(senses)) for word, senses in found.items()}


def _derived_stem(word: str) -> str:
    for ending in ("ий", "і", "ы", "и", "е"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


@cache
def _endings(how: str) -> frozenset[str]:
    """What may follow the stem of an adjective or of the name of a people."""
    return frozenset(table("endings.toml")[how]) | ({""} if how == PEOPLE else set())


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A token as the gazetteer's spellings stand: without `'s`, accents and apostrophes, hyphens as blanks."""
    return fold(word.removesuffix("'s"))


@lru_cache(maxsize=65536)
def derived(word: str) -> tuple[Sense, ...]:
    """The places behind an adjective or the name of a people: "belarusian", "минского", "беларусам"."""
    index = _derived()
    if word.isascii():
        return index.get(word.removesuffix("'s"), ())
    for length in range(len(word), max(len(word) - 4, 2), -1):
        senses = index.get(word[:length])
        if senses:
            ending = word[length:]
            kept = tuple(s for s in senses if ending in _endings(s.how))
            if kept:
                return kept
    return ()


@lru_cache(maxsize=65536)
def named(word: str, language: str) -> tuple[Sense, ...]:
    """The places that one folded word may name, in any case of the language; the exact form goes before all others."""
    index = spellings()
    if exact := index.get(word):
        return tuple(Sense(name, NAME) for name in exact.split("\t"))
    if word.isascii() or not "\u0400" <= word[-1] <= "\u04ff":
        return ()
    found = dict.fromkeys(name for base in _bases(word, language) if base in index for name in index[base].split("\t"))
    return tuple(Sense(name, NAME, exact=False) for name in sorted(found, key=_rank))


def _rank(name: str) -> tuple[bool, int]:
    """Countries first, then the larger place."""
    known = gazetteer.place(name)
    return (known is None or known.kind != "country", -known.population if known else 0)


def _bases(word: str, language: str) -> Iterator[str]:
    """The nominatives that a form may come from, the longest ending first."""
    for code in (language, *(other for other in ("ru", "be") if other != language)):
        endings = rules(code).endings if code in LANGUAGES else {}
        for length in (4, 3, 2, 1):
            if len(word) - length >= 2:
                for base in endings.get(word[-length:], ()):
                    yield word[:-length] + base
