"""Reading the data files of this room. Each file is read once; nothing here knows what the words mean."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ru", "be", "uk", "de")  # languages that are read
INTERFACE_LANGUAGES = ("en", "be", "ru")  # languages that are written


def text(name: str) -> str:
    """The content of a data file, `languages/ru/numbers.toml` for one. Raises FileNotFoundError."""
    return files("letapis.vocabulary").joinpath(name).read_text(encoding="utf-8")


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML data file, parsed once; callers must not change it."""
    return tomllib.loads(text(name))
