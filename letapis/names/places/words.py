"""What a written place name says beside the name: the kind of the place, its district and region, a preposition.

The words are data (`vocabulary/gazetteer/place_words.toml`). Which place is meant is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from letapis.names.letters import APOSTROPHES, fold_homoglyphs
from letapis.vocabulary.resources import table

LONGEST = 200  # letters of a spelling that are read
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*\.?")
SEGMENT = re.compile(r"[,;()\[\]/|\n]+")
AREAS = ("district", "region")
ALONE = frozenset("г")  # abbreviations of one letter that are written without a dot too


@dataclass(frozen=True, slots=True)
class Spelling:
    """A place name taken apart. `names` are readings of the name as words, the likeliest first; none: no letter."""

    names: tuple[tuple[str, ...], ...]
    kind: str = ""
    district: str = ""
    region: str = ""
    around: tuple[str, ...] = ()  # what else stands beside it: a country, a district, a town
    inflected: bool = False  # a preposition stands before the name


@dataclass(slots=True)
class _Segment:
    """What lies between two commas: the words of a name, and the areas that words such as "district" tell."""

    written: list[str]
    name: list[str] = field(default_factory=list)
    kind: str = ""
    areas: dict[str, str] = field(default_factory=dict)
    trailing: bool = False  # the word of a kind stands behind the name: "Krasnoye Selo"


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    words = table("gazetteer/place_words.toml")["kinds"]
    return {tuple(plain(form).split()): kind for kind, forms in words.items() for form in forms}


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(word for words in table("gazetteer/place_words.toml")["prepositions"].values() for word in words)


@cache
def _same() -> dict[str, str]:
    groups = table("gazetteer/place_words.toml")["same"]
    return {plain(form): group["id"] for group in groups for form in group["forms"]}


def plain(word: str) -> str:
    """Small letters without apostrophes, ё as е: how the words of the data are looked up."""
    return word.lower().replace("'", "").replace("ё", "е")


def same_word(word: str) -> str:
    """The id of the adjective or number that stands in all languages: Новы, Nowy and Naujasis are "new"; else empty."""
    return _same().get(plain(word), "")


@lru_cache(maxsize=65536)
def read_spelling(text: str) -> Spelling:
    """Take a written place name apart. A text without a letter gives a spelling without names."""
    composed = unicodedata.normalize("NFC", text[:LONGEST]).translate(APOSTROPHES)
    segments = [found for part in SEGMENT.split(composed) if (words := WORD.findall(part)) and (found := _cut(words))]
    if not segments:
        return Spelling(())
    head, *others = segments
    areas = {key: value for segment in reversed(segments) for key, value in segment.areas.items()}
    name, inflected = ([], True) if _only_preposition(head) else _without_preposition(head.name)
    if not name:  # "Салігорскі раён": the area itself is asked for
        return _area(head, areas, tuple(" ".join(other.name) for other in others if other.name))
    around = tuple(" ".join(other.name) for other in others if other.name)
    written = name if head.areas else _without_preposition(head.written)[0]
    names = _readings(written, name) if head.trailing else _readings(name, written)
    return Spelling(names, head.kind, areas.get("district", ""), areas.get("region", ""), around, inflected)


def _area(head: _Segment, areas: dict[str, str], around: tuple[str, ...]) -> Spelling:
    for kind in AREAS:
        if kind in head.areas:
            name, inflected = _without_preposition(head.areas[kind].split())
            rest = {other: value for other, value in areas.items() if other != kind}
            return Spelling(
                (split_words(name),), kind, rest.get("district", ""), rest.get("region", ""), around, inflected
            )
    return Spelling(())


def _without_preposition(words: list[str]) -> tuple[list[str], bool]:
    if len(words) > 1 and words[0].lower() in _prepositions():
        return words[1:], True
    return words, False


def _only_preposition(segment: _Segment) -> bool:
    """«у Салігорскім раёне»: beside the area nothing but a preposition."""
    return len(segment.name) == 1 and bool(segment.areas) and segment.name[0].lower() in _prepositions()


def _readings(name: list[str], written: list[str]) -> tuple[tuple[str, ...], ...]:
    """The name without, and then with, the word of its kind: in «Хутор Вольны» it may be a part of the name."""
    return tuple(dict.fromkeys((split_words(name), split_words(written))))


def split_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words with the halves of double names apart, each in one alphabet."""
    return tuple(part for word in words for part in fold_homoglyphs(word.removesuffix(".")).split("-") if part)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as a gazetteer holds it: nothing is taken off."""
    composed = unicodedata.normalize("NFC", name[:LONGEST]).translate(APOSTROPHES)
    return split_words(WORD.findall(composed))


def _kind_at(words: list[str], index: int) -> tuple[str, int]:
    """The kind that the words from here tell, and how many they are; ("", 0) where they tell none."""
    for length in (2, 1):
        some = words[index : index + length]
        kind = _kinds().get(tuple(plain(word).removesuffix(".") for word in some))
        if kind and len(some) == length and not _too_short(some):
            return kind, length
    return "", 0


def _too_short(words: list[str]) -> bool:
    """«в» is a preposition, «в.» a village; only «г» is read as a town without its dot."""
    return len(words) == 1 and len(words[0]) == 1 and words[0].lower() not in ALONE


def without_kind(name: str) -> str:
    """The name of an area without its last word where that only says what it is: Салігорскі, of Салігорскі раён."""
    first, _, last = name.rpartition(" ")
    return first if first and _kinds().get((plain(last),)) in AREAS else name


def _cut(words: list[str]) -> _Segment:
    """Sort the words of a segment: names, the word of a kind, and an area with the name that stands beside its word."""
    segment = _Segment(words)
    index = 0
    while index < len(words):
        kind, length = _kind_at(words, index)
        if not kind or (length == len(words)):
            segment.name.append(words[index])
            index += 1
        elif kind in AREAS:
            index = _take_area(segment, kind, words, index, length)
        else:
            segment.trailing = segment.trailing or bool(segment.name)
            segment.kind = segment.kind or kind
            index += length
    if not segment.name and not segment.areas:
        segment.name = list(words)
    return segment


def _take_area(segment: _Segment, kind: str, words: list[str], index: int, length: int) -> int:
    """«Слабада Салігорскага раёна»: the word before; "district of Salihorsk": the word behind."""
    after = index + length
    if segment.name:
        last = segment.name.pop()
        if segment.name and same_word(segment.name[-1]):  # "Staryya Darohi district"
            last = f"{segment.name.pop()} {last}"
        segment.areas[kind] = last
        return after
    if after < len(words) and not _kind_at(words, after)[0]:
        segment.areas[kind] = words[after]
        return after + 1
    return after
