"""Word documents (DOCX): the text of paragraphs and tables in their order, as a reader of the page sees it.

The properties of the file (author, created) tell who typed it and when it was saved, not who reports and when: the
dates are kept among the extra fields and the name of the typist is not kept at all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from letapis.sources.document import Document
from letapis.sources.errors import SourceError
from letapis.sources.finishing import finish
from letapis.sources.packed import joined, part_of, sound_xml, xml_part
from letapis.sources.result import Original, Result, reader_with

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

READER = "docx 1"
DCTERMS = "{http://purl.org/dc/terms/}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = frozenset(
    (
        W + "del",
        W + "moveFrom",
        W + "instrText",
        W + "rPr",
        W + "pPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # the same text box a second time
    )
)
INSTEAD = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
PICTURES = frozenset((W + "drawing", W + "pict"))


def read_word(original: Original, archive: zipfile.ZipFile) -> Result:
    """One document. Raises SourceError for a file that Word would not open either."""
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            sound_xml(original, part, part_of(original, archive, part))
    opened = _opened(original)
    lines = list(_lines(opened.element.body))
    text = joined(original, lines)
    document = Document(
        id=original.id,
        text=text,
        original=original.sha256,
        name=original.name,
        reader=reader_with(READER, "python-docx"),
        extra=_properties(xml_part(original, archive, "docProps/core.xml")),
    )
    return Result((finish(original, document),))


def _opened(original: Original) -> Any:  # noqa: ANN401  python-docx ships no types
    import docx

    try:
        return docx.Document(io.BytesIO(original.data))
    except Exception as error:  # python-docx raises whatever the broken part made it stumble on
        raise SourceError(
            original.name,
            "",
            "is a damaged Word document",
            "Open it in Word or LibreOffice, save it again, and bring that.",
        ) from error


def _properties(core: Element | None) -> dict[str, str]:
    """When the file was made and saved, for people to weigh; a template carries dates of years ago.

    Read from the part itself: python-docx makes up the present hour where a file does not tell.
    """
    found: dict[str, str] = {}
    for tag, key in (("created", "file-created"), ("modified", "file-modified")):
        element = core.find(DCTERMS + tag) if core is not None else None
        if element is not None and element.text:
            found[key] = element.text.strip()[:16]
    return found


def _lines(body: Any) -> Iterator[str]:  # noqa: ANN401
    """Paragraphs and table rows in order; a heading keeps its rank as Markdown does."""
    for element in body:
        if element.tag == W + "p":
            yield _heading(element) + _words(element)
        elif element.tag == W + "tbl":
            for row in element.iter(W + "tr"):
                yield "\t".join(
                    " ".join(_words(part) for part in cell.iter(W + "p")) for cell in row.iterchildren(W + "tc")
                )
        elif element.tag in (W + "sdt", W + "ins", W + "moveTo", W + "sdtContent", W + "customXml"):
            yield from _lines(element)


def _heading(paragraph: Any) -> str:  # noqa: ANN401
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else str(style.get(W + "val", ""))
    if name in ("Title", "Heading1"):
        return "# "
    return "## " if name.startswith("Heading") and name[7:].isdigit() else ""


def _words(element: Any) -> str:  # noqa: ANN401
    """What the page shows of an element: inserted words too, deleted words and field codes not."""
    parts: list[str] = []
    stack = [iter(element)]
    while stack:  # not by recursion: a hostile file nests deeper than Python calls
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == W + "t":
            parts.append(child.text or "")
        elif child.tag in INSTEAD:
            parts.append(INSTEAD[child.tag])
        elif child.tag not in SKIPPED:
            stack.append(iter(child))
    return "".join(parts)
