"""Districts and regions in all their spellings: «Салігорскі раён», "Soligorsky district" and «Солигорск» are one area.

Those of Belarus are known by their adjectives; any other area is compared by its sound.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from letapis.names.folding import fold
from letapis.names.places.keys import bare, likeness
from letapis.names.places.words import WORD, name_words, read_spelling, without_kind
from letapis.vocabulary.gazetteer import REGIONS, rows

NEAR, APART = 0.82, 0.04  # a key so near that of a known area, and so much nearer than to another, is a slip of it
MOST = 4  # readings that are compared with all areas
# Endings of an adjective in another case than that of the data, and the ending there.
OBLIQUE = ("ага", "ого", "аго", "ому", "аму", "ім", "им", "ом", "ай", "ой", "ая", "ую", "іх", "их")
LATIN_ADJECTIVE = ("skiy", "skij", "skyi", "sky", "ski", "skaya", "skaja", "ska", "skiego", "skaga", "skoye")


@cache
def _exonyms() -> dict[str, list[str]]:
    return {row[0]: row[1].split(";") for row in rows("exonyms.tsv")}


@cache
def _known() -> dict[str, dict[str, str]]:
    """Canonical name of the districts and of the regions of Belarus by the key of every word that names them."""
    found: dict[str, dict[str, str]] = {"district": {}, "region": {}}
    for name, _, _, own, belarusian, russian, adjective_be, adjective_ru, others in rows("belarus.tsv"):
        spellings = [
            *_exonyms().get(name, ()),
            name,
            belarusian,
            russian,
            adjective_be,
            adjective_ru,
            *others.split(";"),
        ]
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
    ended = [key for word in bare(name.split()[-1]) for key in _keys(f"{name.rpartition(' ')[0]} {word}")]
    found = next((known[key] for key in (*keys, *ended) if key in known), "")
    return found or _nearest(keys, known) or (keys[0] if keys else "")


def _nearest(keys: Iterable[str], known: dict[str, str]) -> str:
    """The area that sounds nearest, where it is near and no other is; else empty."""
    best: dict[str, float] = {}
    for key in list(keys)[:MOST]:
        for one, name in known.items():
            best[name] = max(best.get(name, 0.0), likeness(key, one) if key[0] == one[0] else 0.0)
    first, second = [*sorted(best, key=lambda name: -best[name]), "", ""][:2]
    return first if best.get(first, 0) >= NEAR and best.get(first, 0) - best.get(second, 0) >= APART else ""


def _name(written: str) -> str:
    """The words without those of the kind, and without a preposition."""
    name = without_kind(written)
    if len(WORD.findall(name)) < 2:
        return name
    spelling = read_spelling(name)
    return " ".join(spelling.names[0]) if spelling.names else ""


def _forms(name: str) -> list[str]:
    """As written, in the nominative, and without the ending of an adjective."""
    forms = [name]
    lower = name.lower()
    forms += [lower[: -len(ending)] + "і" for ending in OBLIQUE if lower.endswith(ending)]
    forms += [lower[: -len(ending)] + "sk" for ending in LATIN_ADJECTIVE if lower.endswith(ending)]
    return forms
