"""The document: one report as it was read from a sealed original, and what the report says of itself.

`text` is what the reader took from the original, unchanged: claims point into it. Cleaning is a view of it
(`cleaning.clean`) that knows the way back. What a report does not say of itself stays None.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from letapis.sources.moment import Moment


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named place in the original: from `start` (characters of `text`) on, the text stands at `label` ("page 3")."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    `id` is stable: the first 16 hex digits of the original's SHA-256, with `.part` where one original holds several
    reports (a message of a Telegram export, a line of JSONL, a mail of an MBOX). Documents that were never sealed
    (`letapis code DOCS.jsonl`) carry the id that came with them and an empty `original`.
    """

    id: str
    text: str
    language: str = ""  # of most of the text: en, ru, be, uk, de; empty where it cannot be told
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    speaker: str | None = None
    translator: str | None = None
    published: Moment | None = None
    written: Moment | None = None  # the date under the text, where it is not that of publication
    url: str | None = None
    origin: str | None = None  # who it was taken from, as named: "No Borders News", a forwarded channel
    edited: Moment | None = None
    replaces: str | None = None  # id of the earlier version of the same report
    original: str = ""  # SHA-256 of the sealed bytes
    part: str = ""
    name: str = ""  # file name as it came in
    encoding: str | None = None
    reader: str = ""  # reader and version that took the text out
    anchors: tuple[Anchor, ...] = ()
    notes: tuple[str, ...] = ()  # what is missing or odd: codes of vocabulary/notes.toml, e.g. "missing-attachment"
    extra: dict[str, str] = field(default_factory=dict)  # fields of the input that we do not know, kept

    @property
    def dated(self) -> Moment | None:
        """When the words were written as far as is known: the date of the text, else that of publication."""
        return self.written or self.published
