"""RTF: its text by striprtf, in the code page that the file itself names."""

from __future__ import annotations

import re

from letapis.sources.document import Document
from letapis.sources.errors import SourceError
from letapis.sources.finishing import finish
from letapis.sources.result import Original, Result, reader_with

READER = "rtf 1"
PARAGRAPH = re.compile(r"[ \t]*\n\s*")
CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
FONT_TABLE = re.compile(rb"\{[^{}]{0,200}\\fonttbl")
FONTS = 100_000  # bytes after which a font table is no font table; striprtf takes quadratic time over it


def read_rich_text(original: Original) -> Result:
    """One document. Raises SourceError."""
    from striprtf.striprtf import rtf_to_text

    _sane(original)
    match = CODE_PAGE.search(original.data[:2_000])
    encoding = f"cp{match[1].decode()}" if match else "cp1252"
    try:
        # An RTF file is ASCII with escapes, a stray byte in it of its code page. The targets of links are no text;
        # the line end keeps striprtf's search for them, quadratic in a long line, from beginning.
        words = original.data.decode(encoding, errors="replace").replace("\\fldinst", "\\fldinst\n")
        text: str = rtf_to_text(words, encoding=encoding, errors="strict")  # type: ignore[no-untyped-call]
        text = text.encode("utf-16", "surrogatepass").decode("utf-16")  # a sign beyond U+FFFF comes in two halves
    except (UnicodeError, LookupError, ValueError, OverflowError, IndexError, KeyError, TypeError) as error:
        raise SourceError(
            original.name, "", "is a damaged RTF file", "Open it in an office program and save it as DOCX."
        ) from error
    text = PARAGRAPH.sub("\n\n", text).strip()
    if not text:
        raise SourceError(original.name, "", "holds no text", "Bring its text as a file of its own.")
    document = Document(
        id=original.id,
        text=text,
        original=original.sha256,
        name=original.name,
        reader=reader_with(READER, "striprtf"),
        encoding=encoding,
    )
    return Result((finish(original, document),))


def _sane(original: Original) -> None:
    start = FONT_TABLE.search(original.data)
    if start:
        end = original.data.find(b"}}", start.end())
        if (end if end >= 0 else len(original.data)) - start.start() > FONTS:
            raise SourceError(
                original.name, "font table", "is damaged", "Open it in an office program and save it as DOCX."
            )
