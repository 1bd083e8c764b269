"""Two words of two names side by side: whether they are one, by which rule, and what that says about the names.

The rules are tried from the plainest on: the same letters, the same sounds, one given name, an ending of case or
language, sounds that are taken for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from letapis.names.folding import fold
from letapis.names.foreign import CERTAIN, foreign_likeness
from letapis.names.inflection import forms
from letapis.names.likeness import key_likeness, likeness, mask
from letapis.names.persons import given
from letapis.names.persons.evidence import likeness_weight, weight_of
from letapis.names.persons.reading import FATHERS, Part, read

ROLES = ("surname", "given", "patronymic")
ALIKE = 0.8  # likeness from which two patronymics may be spellings of one name that is not known
FORMS_FROM = 0.35  # likeness under which no ending is tried
APART = 3  # kinds of consonants that only one of two words has, if they may be one in another language
SPELLED = re.compile("^j|tch|ouch|sj", re.IGNORECASE)  # Japarov, Tchekhov, Khrouchtchev, Tjebysjov
MOST_KNOWN = 1 << 12  # other words that a word remembers
SLAVIC = re.compile(r"(?:[ai]va?|ska?|nka|vic)$")  # over keys: -ов, -ева, -скі, -ская, -энка, -овіч
VOWELS = ("", "ап", "уп", "лап", "an")  # what may follow an initial: it decides how the letter sounds


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a name as the comparing needs it. Words are made once (`word`), so that they compare by identity."""

    part: Part
    text: str
    role: str
    ids: frozenset[str]  # given names that it may be; of a patronymic, those of the father
    firsts: frozenset[str]  # sounds that it may begin with
    absent: float  # what it says if the other name has no such word
    slavic: bool = False  # ends as surnames of the region do
    gains: dict[Word, float] = field(default_factory=dict)  # what was told already, by the other word


@dataclass(frozen=True, slots=True)
class Pairing:
    """What came of two words.

    `how`: letters, sounds, given, another (a known other name), case, case_or_another, language, feminine, near,
    foreign, foreign_or_another, initial, initial_differs or differs.
    """

    role: str
    how: str
    weight: float
    likeness: float
    again: bool = False  # whether it deserves a second chance


@lru_cache(maxsize=1 << 18)
def words(name: str) -> tuple[Word, ...]:
    """The words of a name that count, no particles and no titles: the surname first, then given name and patronymic."""
    counting = (word(part) for part in read(name).parts if part.role in ROLES)
    return tuple(sorted(counting, key=lambda one: ROLES.index(one.role)))


@lru_cache(maxsize=1 << 18)
def word(part: Part) -> Word:
    """A part with what is looked up about it."""
    absent = weight_of(part.role, "joined" if part.joined else "absent")
    if part.initial:
        return Word(part, part.text.lower(), part.role, frozenset(), _initial_sounds(part.text), absent)
    ids = given.patronymic(part.text) if part.role == "patronymic" else given.given(part.text)
    firsts = frozenset(key[0] for key in part.keys) | given.first_sounds(ids)
    return Word(part, part.text.lower(), part.role, ids, firsts, absent, ends_slavic(part))


def _initial_sounds(letter: str) -> frozenset[str]:
    return frozenset(key[0] for rest in VOWELS for key in fold(letter + rest))


@lru_cache(maxsize=1 << 20)
def meet(left: Word, right: Word) -> Pairing:
    """What two words say when they answer to each other."""
    role = role_of(left, right)
    if left.part.initial or right.part.initial:
        how = "initial" if left.firsts & right.firsts else "initial_differs"
        return Pairing(role, how, weight_of(role, how), 0.0)
    return _weighed(left, right, role, *_meeting(left, right, role))


@lru_cache(maxsize=1 << 18)
def meet_again(left: Word, right: Word) -> Pairing:
    """The same with a second chance: read as words of another language."""
    found = meet(left, right)
    if not found.again:
        return found
    value = foreign_likeness(left.text, right.text)
    if found.how == "another":  # Марыа is Mario or Maria
        return _weighed(left, right, found.role, "foreign_or_another", value) if value >= CERTAIN else found
    if value <= found.likeness:
        return found
    how = "foreign" if likeness_weight(found.role, value) >= 0 else "differs"
    return _weighed(left, right, found.role, how, value)


@lru_cache(maxsize=1 << 18)
def may_answer(left: Word, right: Word) -> bool:
    """Whether two words might be one in another language, as far as their consonants tell."""
    if left.part.initial or right.part.initial:
        return bool(left.firsts & right.firsts)
    if left.slavic and right.slavic:
        return False
    keys, others = left.part.keys, right.part.keys
    return any((mask(key) ^ mask(other)).bit_count() <= APART for key in keys for other in others)


def gains(left: Word, right: Iterable[Word]) -> list[float]:
    """What a word and each of others say together, over what the other says if it stays alone."""
    known = left.gains
    if len(known) > MOST_KNOWN:
        known.clear()
    row = []
    for other in right:
        value = known.get(other)
        if value is None:
            value = known[other] = meet(left, other).weight - other.absent
        row.append(value)
    return row


def gains_again(left: Word, right: Iterable[Word]) -> list[float]:
    """The same with the second chance."""
    return [meet_again(left, other).weight - other.absent for other in right]


def ends_slavic(part: Part) -> bool:
    """Whether a word ends as surnames of the region do, and is spelled as these are.

    No English or Italian reading of it is to be believed.
    """
    return part.role == "surname" and any(map(SLAVIC.search, part.keys)) and not SPELLED.search(part.text)


def _weighed(left: Word, right: Word, role: str, how: str, value: float) -> Pairing:
    weight = weight_of(role, how) if how == "another" else likeness_weight(role, value)
    if how in ("case", "case_or_another", "feminine"):
        weight += weight_of(role, how.removesuffix("_or_another"))
    if left.role != right.role:
        weight += weight_of(role, "misplaced")
    return Pairing(role, how, weight, value, _again(left, right, role, how, value))


def _again(left: Word, right: Word, role: str, how: str, value: float) -> bool:
    """Whether two words deserve a second chance; known names that sound nearly alike (Alena, Alina) do not."""
    if role not in ("given", "surname") or not may_answer(left, right):
        return False
    if how == "another":
        return value == 1.0 or (value < ALIKE and foreign_likeness(left.text, right.text) >= CERTAIN)
    return how in ("differs", "near") and value < CERTAIN


def role_of(left: Word, right: Word) -> str:
    """What two words are when they answer to each other; `crossed` for a patronymic against another word."""
    if left.role == right.role:
        return left.role
    roles = {left.role, right.role}
    if "patronymic" in roles:
        return "crossed"
    return "surname" if "surname" in roles else "given"


def _meeting(left: Word, right: Word, role: str) -> tuple[str, float]:
    if left.text == right.text:
        return "letters", 1.0
    value = _patronymics(left, right) if role == "patronymic" else likeness(left.text, right.text)
    if role in ("given", "patronymic") and left.ids and right.ids:
        return _known(left, right, role, value)
    if value == 1.0:
        return "sounds", value
    if value >= FORMS_FROM and role != "patronymic" and (kind := _by_ending(left, right)):
        return kind, 1.0
    return _alike(role, value), value


def _alike(role: str, value: float) -> str:
    return "near" if likeness_weight(role, value) >= 0 else "differs"


def _known(left: Word, right: Word, role: str, value: float) -> tuple[str, float]:
    """Two words that are known names, of the persons or of their fathers."""
    if left.ids & right.ids:
        return ("sounds" if value == 1.0 else "given"), 1.0
    if role == "patronymic":
        return (_alike(role, value) if value >= ALIKE else "another"), value
    kind = _by_ending(left, right)
    if kind == "language":
        return kind, 1.0
    # Александра may be of Александр, or a woman
    return ("case_or_another", 1.0) if kind == "case" else ("another", value)


def _patronymics(left: Word, right: Word) -> float:
    """Likeness of the fathers' names, without the ending that all patronymics share."""
    mine = {FATHERS.sub("", key) for key in left.part.keys}
    others = {FATHERS.sub("", key) for key in right.part.keys}
    if mine & others:
        return 1.0
    return max((key_likeness(key, other) for key in mine for other in others), default=0.0)


def _by_ending(left: Word, right: Word) -> str:
    """The kind of the ending that makes one word of two; nothing where none does."""
    found = {form.kind for form in forms(left.text) if not set(form.keys).isdisjoint(right.part.keys)}
    found |= {form.kind for form in forms(right.text) if not set(form.keys).isdisjoint(left.part.keys)}
    return next((kind for kind in ("language", "feminine", "case") if kind in found), "") or _two_cases(left, right)


def _two_cases(left: Word, right: Word) -> str:
    """Two cases of one name: Бяляцкага, Бяляцкаму."""
    mine, others = (
        {key for form in forms(word.text) if form.kind == "case" for key in form.keys} for word in (left, right)
    )
    return "case" if mine & others else ""
