"""Plain text and Markdown: the bytes in their encoding, unchanged."""

from __future__ import annotations

from letapis.sources.document import Document
from letapis.sources.encodings import decode
from letapis.sources.finishing import finish
from letapis.sources.result import Original, Result

READER = "text 1"


def read_plain_text(original: Original) -> Result:
    """One document. Raises UndecodableError."""
    decoded = decode(original.data)
    document = Document(
        id=original.id,
        text=decoded.text,
        original=original.sha256,
        name=original.name,
        encoding=decoded.encoding,
        reader=READER,
    )
    return Result((finish(original, document),))
