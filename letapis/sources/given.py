"""What a person tells about a report beside its file: NAME.meta.toml or options. It overrides what the text says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from letapis.sources.document import Document
from letapis.sources.errors import SourceError
from letapis.sources.limits import LIMITS, Limits
from letapis.sources.moment import Moment

WORDS = ("title", "publisher", "author", "speaker", "translator", "url", "origin", "language")
MOMENTS = ("published", "written")


@dataclass(frozen=True, slots=True)
class Given:
    """Facts about the report from the person who brings it; None where nothing is told."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    speaker: str | None = None
    translator: str | None = None
    published: Moment | None = None
    written: Moment | None = None
    url: str | None = None
    origin: str | None = None
    language: str | None = None
    limits: Limits = LIMITS

    def over(self, document: Document) -> Document:
        """The document with every told fact in place of what its text says."""
        told = {name: getattr(self, name) for name in (*WORDS, *MOMENTS) if getattr(self, name) is not None}
        if not told:
            return document
        if "published" in told or "written" in told:
            told["notes"] = tuple(note for note in document.notes if note != "undated")
        return replace(document, **told)


def parse_meta(name: str, data: bytes) -> Given:
    """Read the bytes of NAME.meta.toml; `name` is for the message. Raises SourceError."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceError(name, f"byte {error.start}", "is not UTF-8", "Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(name, "", f"is not TOML: {error}", 'Write lines such as published = "2020-10-13".') from error
    limits = _limits(name, table.pop("limits", {}))
    return Given(**{key: _value(name, key, value) for key, value in table.items()}, limits=limits)


def _value(name: str, key: str, value: object) -> Any:  # noqa: ANN401  the field it goes to decides the type
    if key in WORDS:
        if isinstance(value, str) and value.strip():
            return value.strip()
        raise SourceError(name, key, "is not a text", f'Write {key} = "..." or leave the line out.')
    if key in MOMENTS:
        return _moment(name, key, value)
    known = ", ".join((*WORDS, *MOMENTS, "[limits]"))
    raise SourceError(name, key, "is no known key", f"Known keys: {known}.")


def _moment(name: str, key: str, value: object) -> Moment:
    if isinstance(value, datetime):
        return Moment(value.date(), value.time().replace(second=0, microsecond=0, tzinfo=None))
    if isinstance(value, date):
        return Moment(value)
    try:
        return Moment.parse(str(value))
    except ValueError as error:
        raise SourceError(
            name, key, f"is not a date: {value}", f'Write {key} = "2020-10-13" or "2020-10-13T12:30".'
        ) from error


def _limits(name: str, table: object) -> Limits:
    known = {field.name: field.default for field in fields(Limits)}
    if not isinstance(table, dict):
        raise SourceError(name, "limits", "is not a table", "Write [limits] and under it text_megabytes = 60.")
    for key, value in table.items():
        if key not in known or isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise SourceError(
                name, f"limits.{key}", "is no known limit or no number above 0", f"Limits: {', '.join(known)}."
            )
    return replace(LIMITS, **table)
