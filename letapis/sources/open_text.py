"""OpenDocument text (ODT): paragraphs, headings and table rows in their order, without deleted passages and remarks.

Its XML is read with defusedxml; a document type declaration is refused before that.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from letapis.sources.document import Document
from letapis.sources.finishing import finish
from letapis.sources.packed import joined, xml_part
from letapis.sources.result import Original, Result

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

READER = "odt 1"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
SKIPPED = frozenset((TEXT + "tracked-changes", OFFICE + "annotation", TEXT + "sequence-decls", TEXT + "ruby-text"))
MOST_SPACES = 100  # one element may claim to stand for any number


def read_open_text(original: Original, archive: zipfile.ZipFile) -> Result:
    """One document. Raises SourceError."""
    root = xml_part(original, archive, "content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    lines = [] if body is None else list(_lines(body))
    text = joined(original, lines)
    document = Document(
        id=original.id,
        text=text,
        original=original.sha256,
        name=original.name,
        reader=READER,
        extra=_properties(xml_part(original, archive, "meta.xml")),
    )
    return Result((finish(original, document),))


def _properties(meta: Element | None) -> dict[str, str]:
    """When the file was made and saved: not the date of the report, kept for people to weigh."""
    found: dict[str, str] = {}
    if meta is not None:
        for tag, key in ((META + "creation-date", "file-created"), (DC + "date", "file-modified")):
            element = meta.find(f"{OFFICE}meta/{tag}")
            if element is not None and element.text:
                found[key] = element.text[:16]
    return found


def _lines(body: Element) -> Iterator[str]:
    """Paragraphs, headings with their rank, table rows; lists and sections are walked through."""
    stack = [iter(body)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == TEXT + "h":
            yield ("# " if child.get(TEXT + "outline-level", "1") == "1" else "## ") + _words(child)
        elif child.tag == TEXT + "p":
            yield ("# " if child.get(TEXT + "style-name") == "Title" else "") + _words(child)
        elif child.tag == TABLE + "table-row":
            yield "\t".join(" ".join(_words(part) for part in cell.iter(TEXT + "p")) for cell in child)
        elif child.tag not in SKIPPED:
            stack.append(iter(child))


def _words(element: Element) -> str:
    """The words of one paragraph, with its spaces, tabs and line breaks."""
    parts = [element.text or ""]
    stack = [iter(element)]
    open_elements: list[Element] = []
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            if open_elements:
                parts.append(open_elements.pop().tail or "")
        elif child.tag in SKIPPED or child.tag == TEXT + "note-citation":
            parts.append(child.tail or "")
        elif child.tag in (TEXT + "s", TEXT + "tab", TEXT + "line-break"):
            parts.append(_space(child) + (child.tail or ""))
        else:
            parts.append(child.text or "")
            open_elements.append(child)
            stack.append(iter(child))
    return "".join(parts)


def _space(element: Element) -> str:
    if element.tag == TEXT + "s":
        count = element.get(TEXT + "c", "1")
        return " " * min(int(count) if count.isdigit() else 1, MOST_SPACES)
    return "\t" if element.tag == TEXT + "tab" else "\n"
