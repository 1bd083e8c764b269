"""Sets the words of two names of organisations against each other: which are one, translated, abbreviated, left over.

It only aligns; what the alignment is worth is said in `organisations`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from letapis.names.letters import fold_letters
from letapis.names.likeness import key_likeness
from letapis.names.organisations.reading import OrganisationWord, is_abbreviation

ALIKE = 0.84  # likeness of two keys from which two proper names are spellings of one
MOST_KEYS = 4  # of a word's own; those of its meaning, behind them, serve abbreviations
SHORT = 3  # letters; of so short names only the same ones are alike
LEAST_ABBREVIATION = 3  # sounds
INITIALS = 5  # sounds of an abbreviation of capitals up to which each word leaves one
PIECE = 3  # sounds that a word leaves in a longer one at most; in one of small letters at least two
SKIPPED = 0.3  # what a word costs that leaves nothing in an abbreviation


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """Words that answer to each other. `outcome`: same, variant, translated, abbreviation, absent or contradicts."""

    left: str
    right: str
    kind: str  # of the words: core, sort, field, rank, country, town, number
    outcome: str
    likeness: float
    quoted: bool = False


@lru_cache(maxsize=1 << 18)
def meet(left: OrganisationWord, right: OrganisationWord) -> tuple[float, str]:
    """How far two words are one, 0 to 1, and by what: same, variant, translated; empty where they are not."""
    if left.kind == "number" or right.kind == "number":
        return (1.0, "same") if left.meanings & right.meanings else (0.0, "")
    if left.meanings == right.meanings and fold_letters(left.text) == fold_letters(right.text):
        return 1.0, "same"
    if left.meanings & right.meanings:
        return 1.0, "translated"
    value = 0.0 if left.meanings and right.meanings else _likeness(left, right)
    return (value, "variant") if value >= ALIKE else (0.0, "")


def _likeness(left: OrganisationWord, right: OrganisationWord) -> float:
    """How alike two words sound; short ones and abbreviations do so wholly or not at all."""
    keys, others = left.keys[:MOST_KEYS], right.keys[:MOST_KEYS]
    if not set(keys).isdisjoint(others):
        return 1.0
    if min(len(left.text), len(right.text)) <= SHORT or (is_abbreviation(left.text) and is_abbreviation(right.text)):
        return 0.0
    return max((key_likeness(key, other) for key in keys for other in others), default=0.0)


def align(left: Sequence[OrganisationWord], right: Sequence[OrganisationWord]) -> tuple[AlignedWord, ...]:
    """The best answer of each word, then abbreviations, then what is left of both sides; in any order of names."""
    if [word.text for word in right] < [word.text for word in left]:
        return tuple(replace(part, left=part.right, right=part.left) for part in _aligned(right, left))
    return _aligned(left, right)


def _aligned(left: Sequence[OrganisationWord], right: Sequence[OrganisationWord]) -> tuple[AlignedWord, ...]:
    pairs = sorted(
        ((meet(word, other), i, j) for i, word in enumerate(left) for j, other in enumerate(right)),
        key=lambda pair: (-pair[0][0], abs(pair[1] - pair[2]), pair[1]),
    )
    free_left, free_right = dict(enumerate(left)), dict(enumerate(right))
    found: list[AlignedWord] = []
    for (value, outcome), i, j in pairs:
        if not outcome:
            break
        if i in free_left and j in free_right:
            word, other = free_left.pop(i), free_right.pop(j)
            found.append(AlignedWord(word.text, other.text, _kind(word, other), outcome, value, _quoted(word, other)))
    found += _abbreviated(free_left, free_right, right, mirrored=False)
    found += _abbreviated(free_right, free_left, left, mirrored=True)
    for word in free_left.values():
        found.append(AlignedWord(word.text, "", word.kind, "absent", 0.0, word.quoted))
    found += [AlignedWord("", word.text, word.kind, "absent", 0.0, word.quoted) for word in free_right.values()]
    return tuple(found)


def _kind(word: OrganisationWord, other: OrganisationWord) -> str:
    return "core" if "core" in (word.kind, other.kind) else word.kind


def _quoted(word: OrganisationWord, other: OrganisationWord) -> bool:
    return word.quoted and other.quoted


def _abbreviated(
    free: dict[int, OrganisationWord],
    others: dict[int, OrganisationWord],
    words: Sequence[OrganisationWord],
    *,
    mirrored: bool,
) -> list[AlignedWord]:
    """Abbreviations among the words without an answer, and the words of the other name that they are made of."""
    found: list[AlignedWord] = []
    for i, word in list(free.items()):
        if word.kind != "core" or not others:
            continue
        left_over = sorted(others)
        used, value = longest_made(word, [words[j] for j in left_over])
        used = tuple(left_over[place] for place in used)
        if not value:
            used, value = longest_made(word, words)
        if not value or not any(j in others for j in used):
            continue
        del free[i]
        whole = " ".join(words[j].text for j in used)
        for j in used:
            others.pop(j, None)
        sides = (whole, word.text) if mirrored else (word.text, whole)
        found.append(AlignedWord(*sides, "core", "abbreviation", value))
    return found


def longest_made(short: OrganisationWord, words: Sequence[OrganisationWord]) -> tuple[tuple[int, ...], float]:
    """The words that an abbreviation is made of, in their order, and how sure that is; nothing where it is none."""
    best: tuple[tuple[int, ...], float] = ((), 0.0)
    for key in short.keys:
        if len(key) < LEAST_ABBREVIATION or len(words) < 2:
            continue
        used = made_of(key, words, _piece(short.text, key))
        if len({words[place].text for place in used}) == len(used) > 1:
            value = 1.0 - SKIPPED * (len(words) - len(used))
            if value > best[1] and (len(key) > LEAST_ABBREVIATION or len(used) == len(words)):
                best = (used, value)
    return best


def _piece(text: str, key: str) -> tuple[int, int]:
    """How many sounds each word leaves in an abbreviation at least and at most."""
    if not text.isupper():
        return (1 if sum(map(str.isupper, text)) > 1 else 2), len(key)
    return 1, 1 if len(key) <= INITIALS else PIECE


def made_of(key: str, words: Sequence[OrganisationWord], piece: tuple[int, int] = (1, 1)) -> tuple[int, ...]:
    """The places of the words whose beginnings make up the key, the most of them; empty where they do not."""
    reached: dict[int, tuple[int, ...]] = {0: ()}  # by how many sounds of the key are used up: the words that did it
    for place, word in enumerate(words):
        for start, used in list(reached.items()):
            for length in _beginnings(key[start:], word, piece):
                before = reached.get(start + length)
                if before is None or len(before) <= len(used):
                    reached[start + length] = (*used, place)
    return reached.get(len(key), ())


def _beginnings(rest: str, word: OrganisationWord, piece: tuple[int, int]) -> set[int]:
    """How many sounds of what is left of an abbreviation a word may have begun: МАЗ takes one, Гомсельмаш three."""
    least, most = piece
    found = {len(start) for start in word.starts if rest.startswith(start) and len(start) >= least}
    for key in word.keys:
        for length in range(1, min(most, len(rest), len(key)) + 1):
            if rest[:length] != key[:length]:
                break
            if length >= least:
                found.add(length)
    return found
