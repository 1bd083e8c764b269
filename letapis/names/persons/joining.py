"""Other ways to part a name into words: two that are written as one elsewhere, particles and titles that are names.

Tse-tung is Цзэдун, Di Caprio DiCaprio, and Van of Ван И no particle but Wang. A second chance for names of other
languages; names of the region are parted well enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from letapis.names.folding import fold
from letapis.names.likeness import mask
from letapis.names.persons.pairing import ROLES, Word, ends_slavic, word
from letapis.names.persons.reading import Part, read

COST = 0.5  # what it says against two names that one of them had to be parted otherwise
APART = 2  # kinds of consonants that only one of two words has, if they may be one
ASIDE = ("particle", "title")
MOST = 5  # words of a name that is looked at


@lru_cache(maxsize=1 << 16)
def other_words(name: str) -> tuple[tuple[Word, ...], ...]:
    """The words of a name in each other way to part it, as `pairing.words` gives them."""
    parts = read(name).parts
    if not 1 < len(parts) <= MOST or any(map(_is_plain, parts)):
        return ()
    return tuple(dict.fromkeys(map(_in_order, _ways(parts))))


def _ways(parts: Sequence[Part]) -> Iterator[list[Part]]:
    if any(part.role in ASIDE for part in parts):
        yield [replace(part, role="given") if part.role in ASIDE else part for part in parts]
    for place, (first, second) in enumerate(pairwise(parts)):
        if not first.initial and not second.initial and second.role not in ASIDE:
            rest = [*parts[:place], _joined(first, second), *parts[place + 2 :]]
            yield [part for part in rest if part.role not in ASIDE]


def _joined(first: Part, second: Part) -> Part:
    text = first.text + second.text.lower()
    role = "surname" if "surname" in {first.role, second.role} else second.role
    return Part(text, role, fold(text))


def _is_plain(part: Part) -> bool:
    """Whether a word tells that a name is of the region, and parted as it should be."""
    return not part.initial and (part.role == "patronymic" or ends_slavic(part))


def _in_order(parts: Sequence[Part]) -> tuple[Word, ...]:
    return tuple(sorted(map(word, parts), key=lambda one: ROLES.index(one.role)))


def may_be_joined(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether two names have as many words, and each one in the other with about the same consonants."""
    return len(left) == len(right) and all(any(_near(one, other) for other in right) for one in left)


@lru_cache(maxsize=1 << 16)
def _near(left: Word, right: Word) -> bool:
    if left.part.initial or right.part.initial:
        return bool(left.firsts & right.firsts)
    pairs = ((key, other) for key in left.part.keys for other in right.part.keys)
    return any((mask(key) ^ mask(other)).bit_count() <= APART for key, other in pairs)
