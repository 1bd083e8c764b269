"""What the custody log knows of pages that were asked for: when, with what outcome, by what captures are compared."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from letapis.archive.archive import Archive, Sealed
from letapis.archive.errors import ArchiveError
from letapis.sources.document import Document
from letapis.sources.web_address import one_spelling
from letapis.workflow.reading import documents_of

SEALED, AGAIN, GONE = "collected", "seen-again", "not-there"


@dataclass(frozen=True, slots=True)
class Seen:
    """One time that a page was asked for and answered."""

    act: str
    at: str  # UTC, when it was logged
    url: str  # as it was asked for
    sha256: str = ""  # of the original that has it
    status: str = ""
    text: str = ""  # digest of the words
    pictures: str = ""  # digest of the pictures; empty where they were not asked for
    list: str = ""
    round: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One moment in the life of a page."""

    at: str
    what: str  # "sealed", "changed", "seen-again", "not-there"
    status: str
    sha256: str
    reports: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # lines of the words, with "-" those that went and "+" those that came


def times_seen(archive: Archive) -> list[Seen]:
    """All of them, in the order of the log."""
    return [one for entry in archive.custody.entries() if (one := _seen(entry)) is not None]


def _seen(entry: Mapping[str, Any]) -> Seen | None:
    match entry:
        case {"act": "collected" | "seen-again" | "not-there" as act, "source": {"requested": str(url)} as source}:
            told = entry.get("capture") or {}
            of = entry.get("object") or {}
            number = str(told.get("round", "0"))
            return Seen(
                str(act),
                str(entry.get("at", "")),
                url,
                str(of.get("sha256", "")),
                str(source.get("status", "")),
                str(told.get("text", "")),
                str(told.get("pictures", "")),
                str(told.get("list", "")),
                int(number) if number.isdecimal() else 0,
            )
    return None


def last_version(seen: list[Seen], url: str) -> Seen | None:
    """The newest sealed capture of a page, however its address was spelled."""
    page = one_spelling(url)
    return next((one for one in reversed(seen) if one.act == SEALED and one_spelling(one.url) == page), None)


def round_of(seen: list[Seen], name: str, *, again: bool) -> int:
    """Which round through a list of addresses this is: the one that was begun, or the next where it is asked for."""
    begun = max((one.round for one in seen if one.list == name), default=0)
    return begun + 1 if again or not begun else begun


def history_of(archive: Archive, url: str) -> list[Step]:
    """The life of one page: its versions with what changed in the words, and when it was the same or gone."""
    page = one_spelling(url)
    return list(_steps(archive, [one for one in times_seen(archive) if one_spelling(one.url) == page]))


def _steps(archive: Archive, seen: list[Seen]) -> Iterator[Step]:
    before: list[str] | None = None
    originals = archive.sealed()
    for one in seen:
        if one.act != SEALED:
            yield Step(one.at, one.act, one.status, one.sha256)
            continue
        documents = _documents(archive, originals.get(one.sha256))
        words = [line for document in documents for line in document.text.split("\n")]
        changed = tuple(_differences(before, words)) if before is not None else ()
        what = "sealed" if before is None else "changed"
        yield Step(one.at, what, one.status, one.sha256, tuple(document.id for document in documents), changed)
        before = words


def _documents(archive: Archive, sealed: Sealed | None) -> tuple[Document, ...]:
    """The reports of an original; none where it was erased."""
    try:
        return documents_of(archive, sealed).documents if sealed else ()
    except ArchiveError:
        return ()


def _differences(before: list[str], after: list[str]) -> Iterator[str]:
    for line in difflib.unified_diff(before, after, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")) and line[1:].strip():
            yield f"{line[0]} {line[1:]}"
