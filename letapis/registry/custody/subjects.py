"""Whose stretch it is: persons by id where people have joined them, else by the key of the name, never by a guess.

Two spellings under one key are one person unless the whole names contradict. That spellings under different keys may be
of one person is told beside a number, not worked into it: persons are joined by people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from letapis.names.persons.comparing import SAME, UNSURE, score
from letapis.names.persons.keys import keys
from letapis.registry.entry import fold, name_key
from letapis.registry.model.kinds import is_entry
from letapis.registry.model.naming import person_of

RECORDS = "person-"  # a person whom people put together from the rows of lists


def subject_of(person: str, joined: Mapping[str, str] | None = None) -> str:
    """The id that a person is counted under, `person:bokun_a` for "Anatol Bokun"; `joined` is what people joined."""
    found = _subject(person)
    return joined.get(found, found) if joined else found


@lru_cache(maxsize=65536)
def _subject(person: str) -> str:
    return person if is_entry(person) or person.startswith(RECORDS) else person_of(name_key(person) or fold(person))


@lru_cache(maxsize=65536)
def sound_of(person: str) -> str:
    """What spellings of one name share in every script; empty for an id, as whose it is has been decided."""
    if is_entry(person) or person.startswith(RECORDS):
        return ""
    found = sorted(keys(person))
    return next((key for key in found if key[0] in "ij"), found[0] if found else "")


def parted(names: Iterable[str]) -> dict[str, str]:
    """Each name of one key with the first one, in their order, that may be the same person's: "A" and "B" apart.

    A name that fits several persons ("A. Ivanou") stands for itself.
    """
    leads: list[str] = []
    found: dict[str, str] = {}
    for name in sorted(set(names), key=lambda one: (-len(one.split()), -max(map(len, one.split()), default=0), one)):
        fitting = [lead for lead in leads if lead == name or score(lead, name) >= UNSURE]
        found[name] = fitting[0] if len(fitting) == 1 else name
        if len(fitting) != 1:
            leads.append(name)
    return found


def alike(held: Mapping[str, tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of subjects whose names may be one person's, from subject -> name and its sound; of equal sounds only."""
    sounding: dict[str, list[str]] = defaultdict(list)
    for subject, (_, sound) in held.items():
        if sound:
            sounding[sound].append(subject)
    return tuple(
        (left, right)
        for subjects in sounding.values() if len(subjects) > 1
        for number, left in enumerate(sorted(subjects))
        for right in sorted(subjects)[number + 1 :]
        if score(held[left][0], held[right][0]) >= SAME
    )  # fmt: skip
