"""An index of places by the sound of their names: which of many could a spelling mean at all.

A slip of one consonant still finds its place (skeletons are entered with and without each of their consonants); where
nothing near is found, every name is compared. Scores and context are the business of `resolving`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from letapis.names.places.areas import area
from letapis.names.places.keys import PlaceKey, place_keys, shortened, skeleton
from letapis.names.places.words import AREAS, name_words
from letapis.vocabulary.gazetteer_rows import PlaceRow

NEAREST = 10  # names that are compared in earnest, for each reading


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of the gazetteer: its key and the places (by position) that are spelled so."""

    spelling: str
    key: PlaceKey
    places: tuple[int, ...]


class PlaceIndex:
    """Places and the ways to find them. Built once for a gazetteer; it takes some 20 microseconds a spelling."""

    def __init__(self, places: Sequence[PlaceRow]) -> None:
        self.places = tuple(places)
        self.ids = {row.place_id: index for index, row in enumerate(self.places)}
        self.districts = tuple(area(row.district) for row in self.places)
        self.regions = tuple(area(row.region, "region") for row in self.places)
        self.entries = tuple(_entries(self.places))
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_area: dict[str, list[int]] = defaultdict(list)
        for index, entry in enumerate(self.entries):
            self._enter(index, entry)
        self._keys = list(self._by_key)
        named = {kind: {area(row.names[0], kind) for row in self.places if row.kind == kind} for kind in AREAS}
        self.known_districts = frozenset({*self.districts, *named["district"]} - {""})
        self.known_regions = frozenset({*self.regions, *named["region"]} - {""})

    def _enter(self, index: int, entry: Entry) -> None:
        self._by_key[entry.key.joined].append(index)
        for name in {self.districts[place] for place in entry.places} - {""}:
            self._by_area[name].append(index)

    @cached_property
    def _by_bones(self) -> dict[str, list[int]]:
        """Entries by the parts of their names, made when a name is not found as it sounds."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, entry in enumerate(self.entries):
            for part in _parts(entry.key):
                found[part].append(index)
        return found

    def exact(self, keys: Iterable[PlaceKey]) -> set[int]:
        """Entries of the very key."""
        return {index for key in keys for index in self._by_key.get(key.joined, ())}

    def near(self, keys: Iterable[PlaceKey]) -> set[int]:
        """Entries whose consonants differ by one slip, or that share a word."""
        found: set[int] = set()
        for key in keys:
            for part in _parts(key):
                found.update(self._by_bones.get(part, ()))
        return found

    def of_district(self, district: str) -> list[int]:
        """All entries of a district, by its canonical name."""
        return self._by_area.get(district, [])

    def nearest(self, key: PlaceKey, entries: Iterable[int]) -> set[int]:
        """Those of the entries that are nearest by plain distance: the costly comparison is for them alone."""
        joined = {number: self.entries[number].key.joined for number in entries}
        most = NEAREST if len(key.words) == 1 else 2 * NEAREST
        nearest = process.extract(
            key.joined, joined, scorer=Levenshtein.normalized_similarity, limit=most, score_cutoff=0.3
        )
        own = _own_words(key)
        shared = {number for number in joined if own & _own_words(self.entries[number].key)}
        return shared | {number for _, _, number in nearest}

    def sweep(self, keys: Iterable[PlaceKey]) -> set[int]:
        """The nearest of all names, where the index brings nothing."""
        found: set[int] = set()
        for key in keys:
            nearest = process.extract(
                key.joined, self._keys, scorer=Levenshtein.normalized_similarity, limit=NEAREST, score_cutoff=0.4
            )
            found.update(index for one, _, _ in nearest for index in self._by_key[one])
        return found


def _parts(key: PlaceKey) -> set[str]:
    """Under what a name is entered and looked up: its consonants, those of its words, and what its only word means."""
    parts = set(shortened(skeleton(key.joined)))
    if len(key.words) > 1:
        parts.update(skeleton(word) for word, same in zip(key.words, key.same, strict=True) if not same)
    elif key.same[0]:
        parts.add(f"={key.same[0]}")
    return parts


def _own_words(key: PlaceKey) -> set[str]:
    """What a name may share with another to be looked at: of several words those that only it has, else its meaning."""
    if len(key.words) > 1:
        return {word for word, same in zip(key.words, key.same, strict=True) if not same}
    return {f"={key.same[0]}"} if key.same[0] else set()


def _entries(places: Sequence[PlaceRow]) -> Iterable[Entry]:
    by_spelling: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(places):
        for name in row.names:
            by_spelling[name].append(index)
    for spelling, found in by_spelling.items():
        keys = place_keys(name_words(spelling))
        for key in {each.joined: each for each in keys}.values():
            yield Entry(spelling, key, tuple(dict.fromkeys(found)))
