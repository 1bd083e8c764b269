"""WARC and ARC files: each page that was answered with words is a report, through the readers of pages and texts.

Files of others are read as our own captures are. What a file says of itself (digests, lengths) is checked and told,
never believed; nothing is loaded from anywhere.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from letapis.network.unpacking import GrowthError, PackedError, unpacked
from letapis.sources.document import Document
from letapis.sources.encodings import UndecodableError
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.limits import bytes_of
from letapis.sources.plain_text import read_plain_text
from letapis.sources.result import Original, Result, reader_with
from letapis.sources.telegram_preview import is_preview, read_telegram_preview
from letapis.sources.web_address import one_spelling
from letapis.sources.web_archive_records import Record, records
from letapis.sources.web_page import read_web_page

FORMAT = "letapis-capture"
WORDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
WAY_OUT = "Capture the page again, or bring its text as a file of its own."


@dataclass(slots=True)
class _Run:
    """One file on its way through: its pages, and what our own captures say about them."""

    original: Original
    pages: list[tuple[Record, tuple[Document, ...]]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    about: dict[str, Any] = field(default_factory=dict)


def read_web_archive(original: Original) -> Result:
    """The pages of a WARC or ARC, packed or not. Raises SourceError."""
    run = _Run(original)
    _read(run, original.data)
    return _result(run)


def read_web_archives(original: Original, archives: list[bytes], notes: tuple[str, ...] = ()) -> Result:
    """The pages of several in one original, as a WACZ holds them."""
    run = _Run(original)
    for data in archives:
        _read(run, data)
    result = _result(run)
    noted = tuple(replace(one, notes=tuple(sorted({*one.notes, *notes}))) for one in result.documents)
    return replace(result, documents=noted)


def _read(run: _Run, data: bytes) -> None:
    try:
        for record in records(run.original.name, data, run.original.given.limits):
            if record.broken:
                run.refused.append(Refusal(run.original.name, record.place, record.broken, WAY_OUT))
            else:
                _take(run, record)
    except GrowthError as error:
        limit = "If you trust it, raise unpacked_megabytes under [limits] in its meta file."
        raise SourceError(run.original.name, "", str(error), limit) from error


def _take(run: _Run, record: Record) -> None:
    """One record: a page, what we said about our capture, or something beside pages."""
    if record.kind == "metadata" and record.media == "application/json":
        run.about = run.about or _about(record)
        return
    if record.kind not in {"response", "resource"} or not record.url.startswith(("http://", "https://")):
        return
    if record.status and record.status != "200":
        run.passed_over[f"answer {record.status}"] += 1
        return
    try:
        body = _body(run, record)
        kind = WORDS.get(record.media) or ("html" if not record.media and body.lstrip()[:1] == b"<" else "")
        if not kind:
            run.passed_over[record.media or "answer of no kind"] += 1
            return
        run.pages.append((record, _documents(run.original, record, kind, body)))
    except UndecodableError as error:
        run.refused.append(Refusal(run.original.name, f"{record.place}, {error.place}", error.problem, error.way_out))
    except SourceError as error:
        run.refused.append(Refusal(run.original.name, record.place, error.problem, error.way_out))
    except PackedError as error:
        run.refused.append(Refusal(run.original.name, record.place, str(error), WAY_OUT))


def _body(run: _Run, record: Record) -> bytes:
    limits = run.original.given.limits
    most = bytes_of(limits.text_megabytes)
    if len(record.body) > most and record.media in WORDS:
        raise SourceError(run.original.name, record.place, f"is longer than {limits.text_megabytes:g} MB", WAY_OUT)
    if record.media not in WORDS and record.media:
        return b""
    return unpacked(record.body, record.packed, most, int(limits.unpacked_times))


def _documents(original: Original, record: Record, kind: str, body: bytes) -> tuple[Document, ...]:
    """The reports in one page, still under the id of the file."""
    page = Original(original.name, body, original.sha256, original.given)
    if kind == "html" and is_preview(body):
        return tuple(_dated(one, record) for one in read_telegram_preview(page).documents)
    if not body.strip():
        raise SourceError(original.name, record.place, "is an empty page", WAY_OUT)
    read = read_web_page if kind == "html" else read_plain_text
    url = original.given.url or one_spelling(record.url)
    return tuple(_dated(replace(one, url=url), record) for one in read(page).documents)


def _dated(document: Document, record: Record) -> Document:
    notes = {*document.notes, *(("wrong-digest",) if record.forged else ())}
    extra = {**document.extra, **({"captured": record.date} if record.date else {})}
    reader = reader_with(f"web archive 1, {document.reader}", "warcio")
    return replace(document, notes=tuple(sorted(notes)), extra=extra, reader=reader)


def _about(record: Record) -> dict[str, Any]:
    """What our capture says of itself; empty for metadata of others."""
    try:
        found = json.loads(record.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def _result(run: _Run) -> Result:
    """The documents with their ids. In our own captures only the page that was asked for counts as one."""
    pages = run.pages
    if answered := str(run.about.get("answered", "")):
        pages = [page for page in pages if page[0].url == answered][-1:]
        if len(run.pages) > len(pages):
            run.passed_over["embedded page"] += len(run.pages) - len(pages)
    documents = [_named(run, place, one) for place, (_, found) in enumerate(pages, 1) for one in found]
    if len(documents) > run.original.given.limits.items:
        raise SourceError(run.original.name, "", "holds more pages than the limit items allows", "Split it.")
    if len(documents) == 1 and not documents[0].part.partition("-")[2]:
        replaces = run.about.get("replaces")
        told = str(replaces) if replaces and isinstance(replaces, str) else None
        documents = [replace(documents[0], id=run.original.id, part="", replaces=told)]
    return Result(tuple(documents), tuple(run.refused), dict(sorted(run.passed_over.items())))


def _named(run: _Run, place: int, document: Document) -> Document:
    """The place of the page among the pages, and what the page itself calls its part."""
    alone = bool(run.about)
    part = document.part if alone and document.part else f"{place}-{document.part}" if document.part else str(place)
    return replace(document, id=run.original.part_id(part), part=part)
