"""Text of HTML by its tags alone: for mails, and for pages too odd to have a main text.

It runs nothing, loads nothing and takes time in proportion to the length of the page, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

BLOCK_NAMES = (
    "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section table tr ul title"
)
BLOCKS = frozenset(BLOCK_NAMES.split())
HIDDEN = frozenset(("script", "style", "template", "noscript", "head", "svg", "math", "object", "iframe"))
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:\-]{0,30})([^<>]*)>|<[!?/][^<>]*>")
BLOCK, LINE = "\x00", "\x01"


def text_of_markup(markup: str) -> str:
    """The visible words, blocks parted by an empty line. Never raises."""
    parts = "".join(_parts(_without_comments(markup.replace(BLOCK, "").replace(LINE, ""))))
    blocks = (" ".join(block.split()) for block in parts.split(BLOCK))
    lines = ([line.strip() for line in block.split(LINE)] for block in blocks)
    return "\n\n".join("\n".join(filter(None, block)) for block in lines if any(block))


def _without_comments(markup: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := markup.find("<!--", at)) >= 0 and (end := markup.find("-->", start + 4)) >= 0:
        kept.append(markup[at:start])
        at = end + 3
    return "".join((*kept, markup[at:]))


def _parts(markup: str) -> Iterator[str]:
    """Words and breaks in order, without what a browser does not show."""
    at, depth, hidden = 0, 0, ""
    for match in TAG.finditer(markup):
        if not hidden:
            yield unescape(markup[at : match.start()])
        at = match.end()
        closing, name = bool(match[1]), (match[2] or "").lower()
        if hidden:
            depth += 0 if name != hidden else -1 if closing else 1
            hidden = hidden if depth else ""
        elif name in HIDDEN and not closing and not match[3].endswith("/"):
            hidden, depth = name, 1
        elif name == "br":
            yield LINE
        elif name in BLOCKS:
            yield BLOCK
        elif name in ("td", "th"):
            yield " "
    if not hidden:
        yield unescape(markup[at:])
