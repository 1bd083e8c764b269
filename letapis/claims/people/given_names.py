"""Given names and patronymics: what makes two capitalised words a person. The names are data of `people.toml`."""

from __future__ import annotations

from functools import cache, lru_cache

from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

CASES = (
    "ого",
    "ому",
    "ой",
    "ом",
    "ем",
    "ею",
    "ей",
    "ью",
    "ым",
    "ім",
    "ам",
    "ай",
    "а",
    "я",
    "у",
    "ю",
    "е",
    "і",
    "и",
    "ы",
    "ё",
)
BASES = ("", "а", "я", "й", "ь", "о", "ія", "ия", "ій", "ий")
PATRONYMICS = tuple(
    f"{root}{case}"
    for root, cases in (
        ("ович", CASES),
        ("евич", CASES),
        ("овн", CASES),
        ("евн", CASES),
        ("ич", CASES),
        ("ичн", CASES),
        ("авіч", CASES),
        ("евіч", CASES),
        ("евіч", CASES),
        ("аўн", CASES),
        ("еўн", CASES),
        ("овіч", CASES),
    )
    for case in ("", *cases)
)


@cache
def given_names() -> frozenset[str]:
    """All given names, folded to lower case."""
    return frozenset(
        name for language in INTERFACE_LANGUAGES for name in table(f"languages/{language}/people.toml")["given"]
    )


@lru_cache(maxsize=65536)
def is_given_name(word: str) -> bool:
    """Whether a folded word is a given name, in any case."""
    bare = word.removesuffix("'s")
    names = given_names()
    if bare in names:
        return True
    if bare.isascii() or len(bare) < 3:
        return False
    for case in CASES:
        if bare.endswith(case):
            stem = bare[: -len(case)]
            if len(stem) >= 2 and any(stem + base in names for base in BASES):
                return True
    return False


@lru_cache(maxsize=65536)
def is_patronymic(word: str) -> bool:
    """Whether a folded word has the ending of a patronymic."""
    return len(word) > 6 and word.endswith(PATRONYMICS) and not word.isascii()
