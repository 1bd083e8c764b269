"""Invented people and records of their detention, in any number and the same on each machine, for benches and tests.

Names are put together from lists of our own; no real person is meant. Kin and namesakes are in it on purpose.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from letapis.registry.people.records import PersonRecord
from letapis.vocabulary.romanisation import schemes, spell

Kind = TypeVar("Kind")
HERE = Path(__file__).resolve().parent
VOWELS = "аеёиоуыэюя"
HARDENED = str.maketrans("иея", "ыэа")  # after consonants that Belarusian always speaks hard
LATIN_TWINS = str.maketrans("аеорсхіАВЕКМНОРСТХІ", "aeopcxiABEKMHOPCTXI")
FIRST_DAY = date(2020, 8, 9)
LISTS = 16  # how many lists the records lie in
# Shares of the languages of records, and of the ways to write a name with Latin letters.
LANGUAGES = {"ru": 50, "be": 20, "latin": 30}
SCHEMES = {
    "plain-be": 26, "bgn-be": 15, "lacinka": 9, "scientific-be": 3, "german-be": 3, "polish-be": 5,
    "plain-ru": 20, "passport-ru": 10, "scientific-ru": 4, "german-ru": 3, "polish-ru": 2,
}  # fmt: skip
EPISODES = {1: 60, 2: 22, 3: 11, 4: 5, 5: 2}
TOLD = {1: 50, 2: 30, 3: 14, 4: 6}  # in how many lists one detention stands
ARTICLES = {"23.34": 60, "24.23": 25, "17.1": 15, "342": 12, "369": 5, "130": 3, "364": 2, "293": 2}
TOWNS = {"Minsk": 90, "Homiel": 18, "Hrodna": 18, "Brest": 16, "Viciebsk": 14, "Mahiliou": 14}  # all others: 1


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name with what is made of it; patronymics are those of his children."""

    sex: str
    weight: int
    russian: str
    belarusian: str
    patronymic: tuple[str, str]  # Russian, Belarusian
    familiar: tuple[tuple[str, ...], tuple[str, ...]]
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    id: str
    given: GivenName
    father: GivenName
    surname: str  # Russian, masculine, the stressed vowel capital
    birth_year: int
    town: int  # row of `towns()`

    def parts(self, language: str) -> tuple[str, str, str]:
        """Surname, given name and patronymic in `be` or `ru`."""
        index = int(language == "be")
        words = surname(self.surname, language, self.given.sex)
        patronymic = self.father.patronymic[index]
        given = self.given.belarusian if index else self.given.russian
        return words, given, patronymic if self.given.sex == "m" else daughter(patronymic)


def belarusian(word: str) -> str:
    """A Russian surname with its stressed vowel in capital, spelled by the rules of Belarusian (small letters)."""
    stressed = next((place for place, letter in enumerate(word) if letter.isupper()), None)
    if stressed is None:
        stressed = max((place for place, letter in enumerate(word) if letter in VOWELS), default=0)
    out = ""
    before = max((place for place in range(stressed) if word[place] in VOWELS), default=-1)
    for place, letter in enumerate(word.lower()):
        written = letter
        if place != stressed and letter == "о":
            written = "а"
        elif place == before and letter == "е":
            written = "я"
        if out[-1:] in ("т", "д") and letter in "еиёюяь":
            out = out[:-1] + {"т": "ц", "д": "дз"}[out[-1]]
        if out[-1:] in tuple("ржчшц") and not out.endswith(("ць", "дзь")) and word[place - 1] not in "тТ":
            written = written.translate(HARDENED)
        out += {"и": "і", "щ": "шч"}.get(written, written)
        if letter not in VOWELS and out[-2:-1] == "в" and out[-3:-2] in tuple("аеёіоуыэюя"):
            out = out[:-2] + "ў" + out[-1]
    out = out.removesuffix("й") if out.endswith(("скій", "цкій")) else out
    return out[:-1] + "ў" if out.endswith("в") else out


@cache
def surnames() -> tuple[str, ...]:
    """All surnames by rank, the most usual first."""
    table = tomllib.loads((HERE / "synthetic_surnames.toml").read_text(encoding="utf-8"))
    made = [_stress(root + ending) for root in table["roots"].split() for ending in table["endings"]]
    random.Random(1).shuffle(made)
    return tuple(dict.fromkeys(made))


def _stress(word: str) -> str:
    """The word with the stressed vowel in capital: by default the last but one."""
    if any(map(str.isupper, word)):
        return word
    vowels = [place for place, letter in enumerate(word) if letter in VOWELS]
    place = vowels[-2] if len(vowels) > 1 else vowels[0]
    return word[:place] + word[place].upper() + word[place + 1 :]


@cache
def _feminine() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads((HERE / "synthetic_surnames.toml").read_text(encoding="utf-8"))["feminine"]
    return table


@lru_cache(200_000)
def surname(base: str, language: str, sex: str) -> str:
    """A surname as `be` or `ru` write it for a man or a woman."""
    word = belarusian(base) if language == "be" else base.lower()
    if sex == "f":
        for ending, hers in _feminine().items():
            if word.endswith(ending):
                word = word.removesuffix(ending) + hers
                break
    return word.capitalize()


def daughter(patronymic: str) -> str:
    """The patronymic of a daughter from that of a son."""
    for his, hers in (
        ("вич", "вна"),
        ("авіч", "аўна"),
        ("евіч", "еўна"),
        ("овіч", "оўна"),
        ("итич", "итична"),
        ("ич", "инична"),
        ("іч", "інічна"),
    ):
        if patronymic.endswith(his):
            return patronymic.removesuffix(his) + hers
    return patronymic


@cache
def given_names(sex: str) -> tuple[tuple[GivenName, ...], tuple[int, ...]]:
    """The given names of men (`m`) or women (`f`), and their weights added up."""
    names = []
    for line in (HERE / "synthetic_given_names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(sex + "\t"):
            continue
        _, weight, russian, byel, *patronymic, ru_familiar, be_familiar, latin = line.split("\t")
        familiar = (_several(ru_familiar), _several(be_familiar))
        pair = (patronymic[0], patronymic[1])
        names.append(GivenName(sex, int(weight), russian, byel, pair, familiar, _several(latin)))
    return tuple(names), tuple(accumulate(name.weight for name in names))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


@cache
def towns() -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """Towns as (Latin, Belarusian, Russian), from the gazetteer, and their weights added up."""
    from letapis.vocabulary.gazetteer import rows

    found = tuple((row[0], row[4], row[5]) for row in rows("belarus.tsv") if row[1] in ("city", "town"))
    return found, tuple(accumulate(TOWNS.get(row[0], 1) for row in found))


@cache
def _surname_weights() -> tuple[float, ...]:
    """A usual surname is had by one in 200; the thousandth by one in some thousands."""
    return tuple(accumulate(1 / (rank + 20) ** 0.9 for rank in range(1, len(surnames()) + 1)))


def people(n: int, seed: int = 0) -> Iterator[Person]:
    """That many invented people; kin and namesakes follow one another."""
    draw = random.Random(f"people {seed}")
    made = 0
    last: Person | None = None
    while made < n:
        person = _stranger(draw, f"p{made}")
        if last is not None and draw.random() < 0.1:
            person = _kin(draw, last, person)
        yield person
        last, made = person, made + 1


def _stranger(draw: random.Random, name: str) -> Person:
    men, men_weights = given_names("m")
    sex = "m" if draw.random() < 0.68 else "f"
    names, weights = given_names(sex)
    return Person(
        name,
        draw.choices(names, cum_weights=weights)[0],
        draw.choices(men, cum_weights=men_weights)[0],
        draw.choices(surnames(), cum_weights=_surname_weights())[0],
        2020 - min(80, 16 + int(draw.gammavariate(2.2, 9))),
        _town(draw),
    )


def _town(draw: random.Random) -> int:
    return draw.choices(range(len(towns()[0])), cum_weights=towns()[1])[0]


def _kin(draw: random.Random, one: Person, other: Person) -> Person:
    """The other made a relative or a namesake of the one."""
    kind = draw.choices(("child", "sibling", "spouse", "namesake", "double"), (30, 35, 20, 12, 3))[0]
    if kind == "child" and one.given.sex == "m":
        born = min(2004, one.birth_year + draw.randint(19, 35))
        return replace(other, surname=one.surname, father=one.given, birth_year=born, town=one.town)
    if kind == "sibling":
        born = min(2004, one.birth_year + draw.choice((-6, -4, -3, -2, 0, 2, 3, 5)))
        given = (
            other.given if other.given != one.given else next(name for name in given_names("m")[0] if name != one.given)
        )
        return replace(other, surname=one.surname, father=one.father, birth_year=born, town=one.town, given=given)
    if kind == "spouse":
        return replace(other, surname=one.surname, birth_year=one.birth_year + draw.randint(-5, 5), town=one.town)
    if kind == "double":
        return replace(other, surname=one.surname, given=one.given, father=one.father)
    return replace(other, surname=one.surname, given=one.given)


@dataclass(frozen=True, slots=True)
class Detention:
    """One detention as it was; lists tell it with gaps and slips."""

    person: Person
    day: date
    town: int
    article: str


def records(n: int, seed: int = 0) -> Iterator[tuple[PersonRecord, str]]:
    """That many records, each with the id of the person it is about. Those of one person follow one another."""
    draw = random.Random(f"records {seed}")
    rows = [0] * LISTS
    made = 0
    for person in people(n, seed):
        for detention in _detentions(draw, person):
            for source in draw.sample(range(LISTS), _one_of(draw, TOLD)):
                if made == n:
                    return
                rows[source] += 1
                made += 1
                yield _record(draw, detention, source, rows[source]), person.id


def _detentions(draw: random.Random, person: Person) -> Iterator[Detention]:
    for _ in range(_one_of(draw, EPISODES)):
        day = FIRST_DAY + timedelta(days=int(draw.expovariate(1 / 60)))
        town = person.town if draw.random() < 0.9 else _town(draw)
        yield Detention(person, day, town, _one_of(draw, ARTICLES))


def _record(draw: random.Random, told: Detention, source: int, row: int) -> PersonRecord:
    language = _one_of(draw, LANGUAGES)
    year: int | None = None if draw.random() < 0.4 else told.person.birth_year
    if year is not None and draw.random() < 0.03:
        year += draw.choice((-1, 1, -10, 10))
    column = {"latin": 0, "be": 1, "ru": 2}[language]
    day = told.day + timedelta(days=draw.choice((-1, 1)) if draw.random() < 0.05 else 0)
    return PersonRecord(
        id=f"list{source}:{row}",
        source=f"list{source}",
        row=row,
        name=_written(draw, told.person, language),
        birth_year=year,
        town="" if draw.random() < 0.2 else towns()[0][told.town][column],
        date="" if draw.random() < 0.15 else day.isoformat(),
        article="" if draw.random() < 0.5 else told.article,
    )


def _written(draw: random.Random, person: Person, language: str) -> str:
    """The name as one list writes it."""
    scheme = _one_of(draw, SCHEMES) if language == "latin" else ""
    tongue = schemes()[scheme]["from"] if scheme else language
    family, given, patronymic = person.parts(tongue)
    if draw.random() < 0.03 and (familiar := person.given.familiar[int(tongue == "be")]):
        given = draw.choice(familiar)
    has_patronymic = draw.random() > (0.6 if scheme else 0.25)
    words = [family, given, patronymic] if has_patronymic else [family, given]
    if scheme:
        words = [spell(word, scheme).capitalize().replace("'", "") for word in words]
        if person.given.latin and draw.random() < 0.15:
            words[1] = draw.choice(person.given.latin)
    if draw.random() < 0.05:
        words = _mistyped(draw, words)
    if draw.random() < 0.05:
        words = [words[0], *(word[0] + "." for word in words[1:])]
    return _dressed(draw, words, scheme)


def _mistyped(draw: random.Random, words: list[str]) -> list[str]:
    """One slip of the keyboard in one word."""
    place = draw.randrange(len(words))
    word = words[place]
    at = draw.randrange(1, max(2, len(word) - 1))
    slip = draw.choice(("drop", "double", "swap", "other"))
    if slip == "drop" and len(word) > 3:
        word = word[:at] + word[at + 1 :]
    elif slip == "double":
        word = word[:at] + word[at] + word[at:]
    elif slip == "swap":
        word = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    else:
        word = word[:at] + draw.choice("aeioutnr" if word.isascii() else "аеиоутнр") + word[at + 1 :]
    return [*words[:place], word, *words[place + 1 :]]


def _dressed(draw: random.Random, words: list[str], scheme: str) -> str:
    """The order of the words, capitals, and letters of the other alphabet that look alike."""
    given_first = draw.random() < (0.7 if scheme else 0.3)
    if draw.random() < 0.15:
        words = [words[0].upper(), *words[1:]]
    name = " ".join([*words[1:], words[0]] if given_first else words)
    if draw.random() < 0.05:
        name = name.upper()
    if not scheme and draw.random() < 0.02:
        at = draw.randrange(len(name))
        name = name[:at] + name[at:].translate(LATIN_TWINS)
    return name


def _one_of(draw: random.Random, shares: dict[Kind, int]) -> Kind:
    return draw.choices(list(shares), list(shares.values()))[0]
