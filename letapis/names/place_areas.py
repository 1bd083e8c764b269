"""Districts and regions in all their spellings: «Салігорскі раён», "Soligorsky district" and «Солигорск» are one area.

Those of Belarus are known by their adjectives; any other area is compared by its sound.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from letapis.names.folding import fold
from letapis.names.place_words import WORD, name_words, read_spelling, without_kind
from letapis.vocabulary.gazetteer import REGIONS, rows

NEAR = 0.85  # a key so near that of a known area is a slip of it
# Endings of an adjective in another case than that of the data, and the ending there.
OBLIQUE = ("ага", "ого", "аго", "ому", "аму", "ім", "им", "ом", "ай", "ой", "ая", "ую", "іх", "их")
LATIN_ADJECTIVE = ("skiy", "skij", "skyi", "sky", "ski", "skaya", "skaja", "ska", "skiego", "skaga", "skoye")


@cache
def _known() -> dict[str, dict[str, str]]:
    """Canonical name of the districts and of the regions of Belarus by the key of every word that names them."""
    found: dict[str, dict[str, str]] = {"district": {}, "region": {}}
    for name, _, _, own, belarusian, russian, adjective_be, adjective_ru, others in rows("belarus.tsv"):
        spellings = [name, belarusian, russian, adjective_be, adjective_ru, *others.split(";")]
        if own:
            _enter(found["district"], f"{name} district", spellings)
        if f"{name} region" in REGIONS:
            _enter(found["region"], f"{name} region", [*spellings, *REGIONS[f"{name} region"]])
    for name, _, _, belarusian, russian, others in rows("districts.tsv"):
        _enter(found["district"], name, map(without_kind, (name, belarusian, russian, *others.split(";"))))
    return found


def _enter(index: dict[str, str], area: str, spellings: Iterable[str]) -> None:
    for spelling in spellings:
        for key in _keys(spelling):
            index.setdefault(key, area)


def _keys(spelling: str) -> tuple[str, ...]:
    words = name_words(spelling)
    readings = [fold(word) for word in words]
    most = max((len(keys) for keys in readings), default=0)
    return tuple(dict.fromkeys("".join(keys[min(i, len(keys) - 1)] for keys in readings if keys) for i in range(most)))


@lru_cache(maxsize=16384)
def area(written: str, kind: str = "district") -> str:
    """The canonical name of a district or region of Belarus, else the key of the words; empty for nothing."""
    name = _name(written)
    if not name:
        return ""
    known = _known()[kind]
    keys = [key for form in _forms(name) for key in _keys(form)]
    for key in keys:
        if key in known:
            return known[key]
    pairs = ((Levenshtein.normalized_similarity(key, one), one) for key in keys[:4] for one in known)
    near = max(pairs, default=(0.0, ""))
    return known[near[1]] if near[0] >= NEAR and len(near[1]) > 4 else keys[0] if keys else ""


def _name(written: str) -> str:
    """The words without those of the kind."""
    bare = without_kind(written)
    if bare != written or len(WORD.findall(written)) < 2:
        return bare
    spelling = read_spelling(written)
    return " ".join(spelling.names[0]) if spelling.names else ""


def _forms(name: str) -> list[str]:
    """As written, in the nominative, and without the ending of an adjective."""
    forms = [name]
    lower = name.lower()
    forms += [lower[: -len(ending)] + "і" for ending in OBLIQUE if lower.endswith(ending)]
    forms += [lower[: -len(ending)] + "sk" for ending in LATIN_ADJECTIVE if lower.endswith(ending)]
    return forms
