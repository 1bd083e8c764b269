"""Web pages: the main text by trafilatura; title, roles and dates from what the page says of itself in its head.

A date is taken only from a field that is made for it, never from dates that stand about in the page.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from letapis.sources.document import Document
from letapis.sources.encodings import decode
from letapis.sources.errors import SourceError
from letapis.sources.finishing import finish
from letapis.sources.markup import text_of_markup
from letapis.sources.moment import Moment
from letapis.sources.result import Original, Result, reader_with
from letapis.sources.telegram_preview import is_preview, read_telegram_preview

READER = "html 1"
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)
PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "article.published",
    "sailthru.date",
    "parsely-pub-date",
)
EDITED = ("article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified")
AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name", "publisher")
TITLE = ("og:title", "dc.title", "twitter:title")
TITLE_TAIL = re.compile(r"\s+[|–—-]\s+[^|]{2,60}$")


def read_web_page(original: Original) -> Result:
    """One document; of a preview of a Telegram channel one for each post. Raises SourceError, UndecodableError."""
    if is_preview(original.data):
        return read_telegram_preview(original)
    charset = CHARSET.search(original.data[:4_096])
    decoded = decode(original.data, charset[1].decode() if charset else None)
    tree = _tree(decoded.text)
    head = _head(tree) if tree is not None else {}
    text = (_main_text(decoded.text) if tree is not None else "") or text_of_markup(decoded.text)
    if not text.strip():
        raise SourceError(
            original.name, "", "holds no text", "Save the page from the browser once it has loaded, or print it to PDF."
        )
    document = Document(
        id=original.id,
        text=text,
        original=original.sha256,
        name=original.name,
        encoding=decoded.encoding,
        reader=reader_with(READER, "trafilatura"),
        title=_title(tree, head),
        author=_words(head, AUTHOR),
        publisher=_words(head, PUBLISHER),
        published=_moment(head, PUBLISHED),
        edited=_moment(head, EDITED),
        url=_address(tree, head),
    )
    return Result((finish(original, document),))


def _tree(markup: str) -> Any:  # noqa: ANN401  lxml's type is not ours to name
    from trafilatura import load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return load_html(markup)
    except (ValueError, RecursionError, AssertionError):
        return None


def _main_text(markup: str) -> str:
    """Main text, paragraphs parted by an empty line; empty where trafilatura finds none."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            markup,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            with_metadata=False,
            favor_recall=True,
        )
    except (ValueError, RecursionError, AttributeError, TypeError, AssertionError, IndexError):
        return ""  # a page that its parser stumbles on is read by the plain way
    text = getattr(found, "text", None) or ""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def _head(tree: Any) -> dict[str, str]:  # noqa: ANN401
    """The first value of each named field: meta elements, linked data, the time element of an article."""
    fields: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if element.get("content"):
            fields.setdefault(str(name).strip().lower(), str(element.get("content")).strip())
    for found in _linked_data(tree):
        for key, value in found:
            fields.setdefault(key, value)
    for element in tree.iter("time"):
        if element.get("datetime") and (
            element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        ):
            fields.setdefault("datepublished", str(element.get("datetime")))
    return fields


def _linked_data(tree: Any) -> Iterator[list[tuple[str, str]]]:  # noqa: ANN401
    """Fields of JSON-LD articles."""
    for element in tree.iter("script"):
        if element.get("type") != "application/ld+json" or not element.text:
            continue
        try:
            found = json.loads(element.text)
        except (ValueError, RecursionError):
            continue
        items = found if isinstance(found, list) else found.get("@graph", [found]) if isinstance(found, dict) else []
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and ("datePublished" in item or "headline" in item):
                yield list(_fields(item))


def _fields(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, name in (("datePublished", "datepublished"), ("dateModified", "datemodified"), ("headline", "og:title")):
        if isinstance(item.get(key), str):
            yield name, unescape(item[key])
    for key, name in (("author", "author"), ("publisher", "publisher")):
        named = item.get(key)
        named = named[0] if isinstance(named, list) and named else named
        named = named.get("name") if isinstance(named, dict) else named
        if isinstance(named, str):
            yield name, unescape(named)


def _words(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    """The first field that is there and is words: "author" is a link on some pages."""
    values = (fields.get(name, "").strip() for name in names)
    return next((value for value in values if value and "://" not in value and len(value) <= 200), None)


def _moment(fields: dict[str, str], names: tuple[str, ...]) -> Moment | None:
    for name in names:
        try:
            return Moment.parse(fields[name])
        except (KeyError, ValueError):
            continue
    return None


def _title(tree: Any, fields: dict[str, str]) -> str | None:  # noqa: ANN401
    """The title for sharing, else the one heading, else the title of the window without the name of the site."""
    if named := _words(fields, TITLE):
        return named
    if tree is None:
        return None
    headings = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return str(headings[0])
    window = next((" ".join(element.text_content().split()) for element in tree.iter("title")), "")
    return TITLE_TAIL.sub("", window) or None


def _address(tree: Any, fields: dict[str, str]) -> str | None:  # noqa: ANN401
    for element in tree.iter("link") if tree is not None else ():
        if "canonical" in str(element.get("rel", "")).split() and str(element.get("href", "")).startswith("http"):
            return str(element.get("href"))
    address = fields.get("og:url", "")
    return address if address.startswith("http") else None
