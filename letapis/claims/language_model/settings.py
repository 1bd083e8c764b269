"""The data file of this folder, `vocabulary/language_model.toml`, as values."""

from __future__ import annotations

from functools import cache
from typing import Any

from letapis.vocabulary.resources import table

FILE = "language_model.toml"


@cache
def section(name: str) -> dict[str, Any]:
    """One table of the file; callers must not change it."""
    found: dict[str, Any] = table(FILE)[name]
    return found


def number(name: str, key: str) -> int:
    """One whole number of a table."""
    return int(section(name)[key])


def share(key: str) -> float:
    """One number of the table of confidence."""
    return float(section("confidence")[key])
