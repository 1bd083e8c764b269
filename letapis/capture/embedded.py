"""Addresses of what a page or a style sheet embeds: pictures and style sheets, in the order in which they stand.

It reads tags with one regular expression, linear in the page; it loads nothing and runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin

from letapis.sources.markup import TAG

ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z\-]{0,30})\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
STYLE = re.compile(r"url\(\s{0,20}(?:\"([^\"()]{1,4000})\"|'([^'()]{1,4000})'|([^\s\"'()]{1,4000}))\s{0,20}\)")
IMPORT = re.compile(r"@import\s{1,20}(?:\"([^\"]{1,4000})\"|'([^']{1,4000})')")
SHEET = re.compile(r"<style[^<>]{0,2000}>|</style", re.IGNORECASE)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)
FONTS = (".woff", ".woff2", ".ttf", ".otf", ".eot")  # letters are read without them
WHERE = {"img": ("src", "srcset"), "source": ("srcset",), "video": ("poster",), "input": ("src",), "image": ("href",)}


def words_of(data: bytes) -> str:
    """The bytes of a page as text, as far as its tags go: nothing is refused, and no quote is taken from it."""
    told = CHARSET.search(data[:4_096])
    try:
        return data.decode(told[1].decode() if told else "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def in_page(markup: str, url: str) -> Iterator[str]:
    """Addresses that a page at `url` embeds, whole, each once."""
    start = url
    found: list[str] = []
    for match in TAG.finditer(markup):
        name = (match[2] or "").lower()
        if match[1] or not match[3]:
            continue
        told = {one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in ATTRIBUTE.finditer(match[3])}
        if name == "base" and told.get("href") and start == url:
            start = _joined(url, told["href"]) or url
        found += _of_element(name, told)
    for sheet in _sheets(markup):
        found += _in_style(sheet)
    yield from _whole(found, start)


def _sheets(markup: str) -> Iterator[str]:
    """What stands between the tags of a style, in one pass however many are never closed."""
    start = -1
    for match in SHEET.finditer(markup):
        if match[0].startswith("</"):
            if start >= 0:
                yield markup[start : match.start()]
            start = -1
        elif start < 0:
            start = match.end()


def in_sheet(text: str, url: str) -> Iterator[str]:
    """Addresses that a style sheet at `url` embeds, whole, each once."""
    yield from _whole(_in_style(text), url)


def _of_element(name: str, told: dict[str, str]) -> Iterator[str]:
    for key in WHERE.get(name, ()):
        if key in told:
            yield from _candidates(told[key]) if key == "srcset" else (told[key],)
    if name == "link" and {"stylesheet", "icon"} & set(told.get("rel", "").lower().split()) and "href" in told:
        yield told["href"]
    if "style" in told:
        yield from _in_style(told["style"])


def _candidates(told: str) -> Iterator[str]:
    """The pictures of a `srcset`."""
    for one in told.split(", "):
        if words := one.split():
            yield words[0].strip(",")


def _in_style(text: str) -> Iterator[str]:
    for pattern in (IMPORT, STYLE):
        for match in pattern.finditer(text):
            found = next(filter(None, match.groups()), "")
            if not found.lower().partition("?")[0].endswith(FONTS):
                yield found


def _whole(found: list[str] | Iterator[str], start: str) -> Iterator[str]:
    seen: set[str] = set()
    for one in found:
        address = _joined(start, one)
        if address and address not in seen:
            seen.add(address)
            yield address


def _joined(start: str, place: str) -> str:
    """The whole address, without its fragment; empty for what is no address of the web."""
    place = place.strip()
    if not place:
        return ""  # the page itself
    try:
        address = urldefrag(urljoin(start, place))[0]
    except ValueError:
        return ""
    return address if address.lower().startswith(("http://", "https://")) else ""
