"""The kinds of entries, the reasons for looking and the purposes of a consent, as `kinds.toml` lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from letapis.archive.errors import ArchiveError

LONGEST = 1 << 20  # characters of one field


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be told in an entry of this kind, and for how many days it is kept."""

    name: str
    days: int
    fields: tuple[str, ...]
    meaning: Mapping[str, str]


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((files("letapis.vault") / "kinds.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    found = {}
    for name, told in _told()["kind"].items():
        meaning = MappingProxyType({language: told[language] for language in ("en", "be", "ru")})
        found[name] = Kind(name, told["days"], tuple(told["fields"]), meaning)
    return MappingProxyType(found)


def reasons() -> Mapping[str, Mapping[str, str]]:
    """Why an entry may be looked at or erased."""
    return MappingProxyType(_told()["reason"])


def purposes() -> Mapping[str, Mapping[str, str]]:
    """What a consent can be for."""
    return MappingProxyType(_told()["purpose"])


def checked(kind: str, told: Mapping[str, str]) -> dict[str, str]:
    """The fields of an entry as they are kept. Raises ArchiveError for a kind or a field that there is none of."""
    if kind not in kinds():
        raise ArchiveError("the vault", f"there is no kind {kind!r}", f"Take one of {', '.join(kinds())}")
    unknown = sorted(set(told) - set(kinds()[kind].fields))
    if unknown:
        allowed = ", ".join(kinds()[kind].fields)
        raise ArchiveError("the vault", f"{kind} has no field {unknown[0]!r}", f"Take some of {allowed}")
    kept = {name: text for name, text in told.items() if text.strip()}
    if not kept:
        raise ArchiveError("the vault", f"nothing is told of this {kind}", "Give at least one field")
    if long := [name for name, text in kept.items() if len(text) > LONGEST]:
        raise ArchiveError("the vault", f"{long[0]} is longer than {LONGEST} characters", "Seal it as a report")
    return kept
