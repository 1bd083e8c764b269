"""Notes: what the register has to say beside its values, as a code and parts; the words stand in the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from letapis.vocabulary.resources import table


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to tell about an entry. `parts` fill the sentence `code` of `vocabulary/custody_words.toml`."""

    code: str
    entry: str
    parts: Mapping[str, str] = field(default_factory=dict)


def sentence(note: Note, language: str = "en") -> str:
    """The note in words, without the id of the entry."""
    return words("notes", note.code, language).format(**note.parts)


def words(group: str, code: str, language: str = "en") -> str:
    """A text of the custody words. Raises KeyError for one that is not there."""
    text: str = table("custody_words.toml")[group][code][language]
    return text


def note(code: str, entry: str, **parts: object) -> Note:
    """A note with its parts as text; days as 2020-10-16, several values with "or" left to the reader as "40 / 43"."""
    return Note(code, entry, {name: _told(value) for name, value in parts.items()})


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return " / ".join(map(_told, value))
    return value.isoformat() if isinstance(value, date) else str(value)
