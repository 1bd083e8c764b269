"""What a word means beyond its letters: a place in all its names, a type of claim in three languages, a body."""

from __future__ import annotations

from functools import cache, lru_cache

from letapis.claims.places.lexicon import folded, named
from letapis.names.organisations import bodies
from letapis.registry.search.keys import keys
from letapis.registry.search.marks import place_mark, type_mark
from letapis.registry.search.words import words
from letapis.vocabulary.gazetteer import place
from letapis.vocabulary.types import claim_types

__all__ = ["meant_marks", "other_names", "places_of"]

_NAMES = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4096)
def places_of(form: str) -> tuple[str, ...]:
    """Canonical names of the place that a word names in any case and spelling; nothing where it names several."""
    senses = named(folded(form), "be")
    return (senses[0].place,) if senses else ()


def meant_marks(form: str) -> tuple[str, ...]:
    """The marks of what a word may stand for: the place it names, unless that is a whole country; a type of claim."""
    found = [place_mark(name) for name in places_of(form) if (known := place(name)) and known.kind != "country"]
    found += [type_mark(code) for key in keys(form) for code in _types().get(key, ())]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def other_names(form: str) -> _NAMES:
    """Other names, each as its forms, of the place or the body that a word names."""
    names: list[str] = []
    for canonical in places_of(form):
        known = place(canonical)
        names += (known.name, *known.labels.values(), *known.spellings) if known else ()
    body = bodies.recognise(form)
    if body:
        names += _names_of_body(body.code)
    return tuple(dict.fromkeys(tuple(word.form for word in words(name)) for name in names))


@cache
def _types() -> dict[str, tuple[str, ...]]:
    """Codes of types by the key of a label of one word."""
    found: dict[str, tuple[str, ...]] = {}
    for code, kind in claim_types().items():
        for label in (*kind.label.values(), code.replace("_", " ")):
            forms = [word.form for word in words(label)]
            for key in keys(forms[0]) if len(forms) == 1 else ():
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), code)))
    return found


def _names_of_body(code: str) -> tuple[str, ...]:
    from letapis.vocabulary.resources import table

    entry = table("bodies.toml")[code]
    return (*entry["label"].values(), *entry["spellings"])
