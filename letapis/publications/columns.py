"""The columns of the tables beside a chronicle, as `columns.toml` describes them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its Frictionless type and what it means."""

    name: str
    type: str
    meaning: str


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in their order. Raises KeyError for a table that there is not."""
    entries = tomllib.loads(files("letapis.publications").joinpath("columns.toml").read_text(encoding="utf-8"))
    return tuple(Column(name, *entry) for name, entry in entries[table].items())
