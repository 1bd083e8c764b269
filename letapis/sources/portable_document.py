"""PDF: the text layer page by page, with an anchor for each page. Pictures of text have none and are refused.

The dates and names in a PDF's properties are those of the file, not of the report: the date of its making is kept
among the extra fields, names are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from letapis.sources.document import Anchor, Document
from letapis.sources.errors import SourceError
from letapis.sources.finishing import finish
from letapis.sources.limits import bytes_of
from letapis.sources.result import Original, Result, reader_with

READER = "pdf 1"
PASSWORD = 4  # pdfium's number for a file that asks for one
# What a browser prints round a page: when it was printed and the title above, the address and the page number below.
PRINTED = re.compile(
    r"(?:^|\n)\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}(?:[ \u202f][AaPp]\.?[Mm]\.?)?(?: [^\n]{0,300})?"
    r"(?=\n(?:https?|file)://\S{1,2000}(?:\n| )\d{1,4}/\d{1,4}$)"
)
CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})")


def read_portable_document(original: Original) -> Result:
    """One document. Raises SourceError."""
    with _opened(original) as opened:
        count = len(opened)
        if count > original.given.limits.pages:
            raise SourceError(
                original.name,
                "",
                f"has {count} pages, the limit pages is {original.given.limits.pages}",
                f"Split it, or raise the limit under [limits] in {original.name}.meta.toml.",
            )
        text, anchors, empty = _pages(original, opened)
        extra = _created(opened)
    if not text.strip():
        raise SourceError(
            original.name,
            "",
            f"has no text on its {count} pages: they are pictures",
            "Run text recognition on it (ocrmypdf is one program) and bring the result beside it.",
        )
    notes = ("pages-without-text",) if empty else ()
    if empty:
        extra["pages-without-text"] = ", ".join(str(page) for page in empty)
    document = Document(
        id=original.id,
        text=text,
        original=original.sha256,
        name=original.name,
        reader=reader_with(READER, "pypdfium2"),
        anchors=anchors,
        notes=notes,
        extra=extra,
    )
    return Result((finish(original, document),))


@contextmanager
def _opened(original: Original) -> Iterator[Any]:
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(original.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise SourceError(
                original.name, "", "is locked with a password", "Save a copy without the password and bring that."
            ) from error
        raise SourceError(original.name, "", "breaks off or is damaged", "Copy it again from where it came.") from error
    try:
        yield opened
    finally:
        opened.close()


def _pages(original: Original, opened: Any) -> tuple[str, tuple[Anchor, ...], list[int]]:  # noqa: ANN401  no types
    """Text of all pages, where each begins, and the pages without any."""
    parts: list[str] = []
    anchors: list[Anchor] = []
    empty: list[int] = []
    length = 0
    for number in range(1, len(opened) + 1):
        words = _page(original, opened, number)
        if not words.strip():
            empty.append(number)
            continue
        if parts:
            parts.append("\n\n")
            length += 2
        anchors.append(Anchor(length, f"page {number}"))
        parts.append(words)
        length += len(words)
        if length > bytes_of(original.given.limits.text_megabytes):
            raise SourceError(
                original.name,
                f"page {number}",
                "holds more text than text_megabytes allows",
                "Split it or raise the limit.",
            )
    return "".join(parts), tuple(anchors), empty


def _page(original: Original, opened: Any, number: int) -> str:  # noqa: ANN401
    import pypdfium2

    try:
        page = opened[number - 1]
        text_page = page.get_textpage()
        words: str = text_page.get_text_bounded()
        text_page.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise SourceError(
            original.name, f"page {number}", "is damaged", "Copy the file again from where it came."
        ) from error
    return PRINTED.sub("", words.replace("\r\n", "\n").replace("\x00", "").rstrip())


def _created(opened: Any) -> dict[str, str]:  # noqa: ANN401
    match = CREATED.match(opened.get_metadata_value("CreationDate") or "")
    return {"file-created": "{}-{}-{}T{}:{}".format(*match.groups())} if match else {}
