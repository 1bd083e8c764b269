"""What the name of a record gives to be compared, as short texts; `columns` chooses between readings over all records.

Pure and small, so that a pool of processes can do it for a million names.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import chain
from multiprocessing import get_context
from typing import NamedTuple

from letapis.names.folding import fold
from letapis.names.persons import given as given_names
from letapis.names.persons.reading import Part, read

POOL_FROM = 50_000  # names from which a second process is worth its start
CHUNK = 10_000


class NameWords(NamedTuple):
    """A name as the linker compares it. Readings are the likeliest first; empty where the name has no such part."""

    surname: tuple[str, ...] = ()  # phonemic keys
    second: tuple[str, ...] = ()  # keys of the other half of a double surname
    given: tuple[str, ...] = ()  # ids of the given names it may be, else its keys, marked with "?"
    given_key: str = ""
    given_letters: str = ""  # sounds that the name may begin with in any spelling
    father: tuple[str, ...] = ()
    father_key: str = ""
    father_letters: str = ""
    sex: str = ""


UNKNOWN = "?"  # before a key that is no known name


def name_words(name: str) -> NameWords:
    """Take one name apart."""
    parts = [part for part in read(name).parts if part.keys]
    surnames = [part for part in parts if part.role == "surname"]
    given = next((part for part in parts if part.role == "given"), None)
    father = next((part for part in parts if part.role == "patronymic"), None)
    given_of = _word(given, "given")
    father_of = _word(father, "father")
    return NameWords(
        surnames[0].keys if surnames else (),
        surnames[1].keys if len(surnames) > 1 else (),
        *given_of,
        *father_of,
        _sex(given, father, surnames),
    )


def _word(part: Part | None, kind: str) -> tuple[tuple[str, ...], str, str]:
    """Readings, key and letters of a given name or a patronymic."""
    if part is None:
        return (), "", ""
    if part.initial:
        return (), "", "".join(dict.fromkeys(key[0] for key in part.keys))
    return known_word(part.text, kind)


@lru_cache(maxsize=1 << 17)
def known_word(text: str, kind: str) -> tuple[tuple[str, ...], str, str]:
    """Readings, key and letters of a given name (`given`) or patronymic (`father`) written in full."""
    keys = fold(text)
    ids = given_names.given(text) if kind == "given" else given_names.patronymic(text)
    own = "".join(dict.fromkeys(key[0] for key in keys))
    if not ids:
        return tuple(UNKNOWN + key for key in keys), keys[0], own
    letters = dict.fromkeys(chain(own, sorted(given_names.first_sounds(ids))))  # Вольга, Ольга and Olga: v and a
    return tuple(sorted(ids)), keys[0], "".join(letters)


def _sex(given: Part | None, father: Part | None, surnames: Sequence[Part]) -> str:
    """m, f, or nothing: told by the patronymic, else the given name, else the ending of the surname."""
    for part in (father, given):
        if part is not None and not part.initial and (told := sex_of(part.text)):
            return told
    return surname_sex(surnames[0].keys[0]) if surnames else ""


@lru_cache(maxsize=1 << 17)
def sex_of(word: str) -> str:
    """The sex that a given name or a patronymic tells."""
    return given_names.gender(word)


def surname_sex(key: str) -> str:
    """The sex that the ending of a surname tells: -ova, -ina, -skaya; -ov, -sky."""
    if key.endswith(("ava", "ina", "ska", "cka")):
        return "f"
    return "m" if key.endswith(("av", "sk", "ck")) else ""


def _chunk(names: Sequence[str]) -> list[NameWords]:
    return [name_words(name) for name in names]


def _method() -> str:
    """Fork starts at once, and is safe only where it is the system's habit and no other thread runs."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def all_name_words(names: Iterable[str], processes: int) -> list[NameWords]:
    """The words of many names, in their order; each distinct name is read once."""
    listed = list(dict.fromkeys(names))
    if processes > 1 and len(listed) >= POOL_FROM:
        chunks = [listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK)]
        with ProcessPoolExecutor(processes, mp_context=get_context(_method())) as pool:
            by_name = _by_name(listed, chain.from_iterable(pool.map(_chunk, chunks)))
    else:
        by_name = _by_name(listed, map(name_words, listed))
    return [by_name[name] for name in names]


def _by_name(names: Iterable[str], words: Iterable[NameWords]) -> dict[str, NameWords]:
    """Equal words are one object: a million names have far fewer."""
    seen: dict[NameWords, NameWords] = {}
    return {name: seen.setdefault(found, found) for name, found in zip(names, words, strict=True)}
