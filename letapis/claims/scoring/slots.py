"""Values of a claim's slots as scoring compares them: dates as pairs, places without diacritics and old spellings."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any

from letapis.vocabulary.resources import table

SLOTS = ("date", "place", "count", "status", "scope")
STRICT = ("date", "place", "count")


@cache
def fold_place(name: str) -> str:
    """A place name in lower-case ASCII, by the spelling that the contract uses."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().strip()
    text = text.replace("'", "").replace("`", "")
    aliases: dict[str, str] = table("place_aliases.toml")["aliases"]
    return aliases.get(text, text)


def slot(claim: Mapping[str, Any], name: str) -> Hashable:
    """The comparable value of a slot; None where the claim does not say."""
    value = claim.get(name)
    if name == "date":
        return (value["from"], value["to"]) if value and value.get("from") else None
    if name == "place":
        return frozenset(fold_place(place) for place in value) if value else None
    if name == "count":
        if not value or (value.get("low") is None and value.get("high") is None):
            return None
        return value.get("low"), value.get("high")
    return value or None


def shown(value: Hashable) -> str:
    """A value of a slot for a person: "2020-10-11 to 2020-10-12", "brest and minsk", "600 to ?", "nothing"."""
    if isinstance(value, frozenset):
        return " and ".join(sorted(value))
    if isinstance(value, tuple):
        first, last = ("?" if bound is None else str(bound) for bound in value)
        return first if first == last else f"{first} to {last}"
    return str(value or "nothing")


def span_shared(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """How many characters two spans share; zero or less where they do not meet."""
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def overlaps(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two spans share at least half of the shorter one."""
    shared = span_shared(one, other)
    return shared > 0 and 2 * shared >= min(one["end"] - one["start"], other["end"] - other["start"])
