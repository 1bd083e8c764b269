"""Notes on what is odd about a report or missing from it: the codes of `notes.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from letapis.vocabulary.resources import table


@dataclass(frozen=True, slots=True)
class Note:
    """One code with its label in each language of the interface."""

    code: str
    label: dict[str, str]
    meaning: str


@cache
def notes() -> dict[str, Note]:
    """All notes by code."""
    return {code: Note(code, entry["label"], entry["meaning"]) for code, entry in table("notes.toml").items()}
