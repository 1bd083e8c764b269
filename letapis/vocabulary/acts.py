"""The acts of a language as its files tell them: words.toml and one file for each family of claim types."""

from __future__ import annotations

from functools import cache
from typing import Any

from letapis.vocabulary.resources import table

FAMILIES = ("collective", "people", "civic_space", "response")


@cache
def acts_of(language: str) -> dict[str, Any]:
    """`sets`, `endings`, `voice` and `words` of a language, and under `act` all entries; callers must not change it."""
    folder = f"languages/{language}/acts"
    entries = [entry for family in FAMILIES for entry in table(f"{folder}/{family}.toml").get("act", ())]
    return {**table(f"{folder}/words.toml"), "act": entries}
