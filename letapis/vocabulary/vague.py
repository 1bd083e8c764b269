"""Vague words as intervals, by named table. The word itself is always kept beside the interval."""

from __future__ import annotations

from functools import cache

from letapis.vocabulary.resources import table

DEFAULT = "schema"


def tables() -> tuple[str, ...]:
    """Names of the tables, the default first."""
    return tuple(table("vague.toml"))


@cache
def interval(key: str, name: str = DEFAULT) -> tuple[int, int | None] | None:
    """Lowest and highest value of a vague word (None = open end); None where no table has the word.

    Raises KeyError for a table that does not exist.
    """
    entry = table("vague.toml")[name].get(key) or table("vague.toml")[DEFAULT].get(key)
    if entry is None:
        return None
    low, high = entry
    return low, None if high == -1 else high
