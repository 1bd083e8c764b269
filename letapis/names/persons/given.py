"""Given names in every spelling, script and diminutive, and names after the father, by ids: Сярожа is `syarhei`.

The names are data (`vocabulary/names/given.toml`). Names that are only of one origin (Іван, Ян, John) keep their ids;
a word may be several names (Саша), and two words that share an id may be one name, no more.
"""

from __future__ import annotations

from functools import lru_cache

from letapis.names.folding import fold
from letapis.names.letters import is_cyrillic
from letapis.names.persons import patronymics
from letapis.names.persons.given_index import STANDARD, Form, entries, exact, plain, row, sounding
from letapis.names.vowels import distance, vowels

# Of the distance of vowels. A word further from all names than so much for each of its vowels is another name, and so
# is one beside a diminutive that is written otherwise; names within the margin of the nearest are possible: a small
# one where that is written as the word sounds, else a wide one, since then nobody knows which spelling was meant.
FURTHEST, FURTHEST_OF_ALL, FURTHEST_OF_SHORT = 0.25, 0.6, 0.2
SAME, MARGIN, WIDE_MARGIN = 0.0, 0.1, 0.5
LIKELY = 2  # readings of a Latin word that are taken at their word; later ones only where the vowels agree, too
SURE = 3  # sounds of a key that is likewise taken at its word


@lru_cache(maxsize=1 << 17)
def given(word: str) -> frozenset[str]:
    """The ids of the given names that a word may be, in the nominative and in any spelling; none for another word."""
    letters = plain(word)
    if not letters.isalpha():
        return frozenset()
    written = exact(letters)
    if not written or any(map(is_cyrillic, letters)):
        return written or _sounding(word, known=False)
    return written | {name for name in _sounding(word, known=True) if genders(frozenset({name})) & genders(written)}


@lru_cache(maxsize=1 << 14)
def genders(names: frozenset[str]) -> frozenset[str]:
    """The genders of names by their ids: m, f."""
    return frozenset(entries()[name]["gender"] for name in names)


def _sounding(word: str, *, known: bool) -> frozenset[str]:
    """The names of the first key that has any, those whose vowels are nearest; for a known word, its equals only."""
    own = vowels(word)
    furthest = SAME if known else min(FURTHEST_OF_ALL, FURTHEST * len(own))
    for place, key in enumerate(fold(word)):
        most = furthest if place < LIKELY and len(key) >= SURE else min(furthest, FURTHEST_OF_SHORT)
        costs = [(cost, form.name) for form in sounding(key) if (cost := _cost(own, form, most)) is not None]
        if costs:
            least = min(costs)[0]
            margin = MARGIN if least == SAME else WIDE_MARGIN
            return frozenset(name for cost, name in costs if cost <= least + margin)
    return frozenset()


def _cost(own: str, form: Form, furthest: float) -> float | None:
    """How far a form is from a word with these vowels; nothing where it is too far."""
    most = furthest if form.standard else min(FURTHEST_OF_SHORT, furthest)
    cost = distance(own, vowels(form.text))
    if cost > most or (furthest == SAME and not form.standard):
        return None
    return cost


def patronymic(word: str) -> frozenset[str]:
    """The ids of the names of the father that a word may be made of; none for another word or an unknown name."""
    found = patronymics.read(word)
    return found.fathers if found else frozenset()


def is_patronymic(word: str) -> bool:
    """Whether a word has the form of a patronymic, as many surnames have, too."""
    return patronymics.read(word) is not None


@lru_cache(maxsize=1 << 15)
def gender(word: str) -> str:
    """Either m or f, as a given name or a patronymic tells it; nothing where the word does not tell."""
    found = genders(given(word))
    if found:
        return next(iter(found)) if len(found) == 1 else ""
    read = patronymics.read(word)
    return read.gender if read else ""


def of_one_origin(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two words, by their ids, may be forms of one name in languages that do not share it: Ян, John and Іван.

    Names of kings, saints and emigrants are put so into another language; for neighbours they are different names.
    """
    return not left.isdisjoint(right) or not origins(left).isdisjoint(origins(right))


@lru_cache(maxsize=1 << 12)
def origins(names: frozenset[str]) -> frozenset[str]:
    """What the names of these ids come from; nothing for names without kin in other languages."""
    return frozenset(origin for name in names if (origin := entries()[name].get("origin")))


def forms(name: str) -> tuple[str, ...]:
    """The standard forms of a name by its id, diminutives left out. Raises KeyError for an unknown id."""
    entry = entries()[name]
    return tuple(dict.fromkeys(form for field in STANDARD for form in row(entry, field).split()))


@lru_cache(maxsize=1 << 12)
def first_sounds(ids: frozenset[str]) -> frozenset[str]:
    """The first sounds of all standard forms of names, for initials: v of Вольга, a of Ольга."""
    return frozenset(fold(form)[0][0] for name in ids for form in forms(name) if fold(form))


def title(name: str) -> str:
    """A name by its id as explanations print it: Aliaksandr."""
    return name.partition("_")[0].capitalize()
