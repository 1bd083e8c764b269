"""The lines of a text gathered into blocks: paragraphs, headings, list items, separators, bare links, page numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
LONGEST_LINK, LONGEST_PAGE = 4_000, 24  # characters
ADDRESSES = ("http", "www.", "ftp:", "file:")
MARKS = frozenset("-*_=~•·—–─━#+.")  # a line of these alone separates
SEPARATOR = re.compile(r"[ \t\u00a0]*([-*_=~•·—–─━+#])(?:[ \t\u00a0]*\1){2,}[ \t\u00a0]*")
HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+\S")
ITEM = re.compile(r"[ \t]*(?:[-*+•·▪▫◦●○■□►▶➤➡✔✅❗‼🔴🔵⚡—–]\ufe0f?[ \t\u00a0]+|\(?\d{1,3}[.)][ \t\u00a0]+(?=\D))\S")
LINK = re.compile(
    r"[\s*_>\-]{0,6}(?:<?(?:https?|ftp|file)://[^\s<>]{1,2000}>?(?: \d{1,4}/\d{1,4})?|www\.[^\s<>]{1,2000}"
    r"|!\[[^\]\n]{0,300}\]\([^()\n]{0,2000}\)"
    r"|\[[^\]\s]{0,60}(?: [^\]\s]{0,60}){0,2}\]\([^()\n]{0,2000}\))[\s*_.,;]{0,6}"
)
PAGE = re.compile(
    r"[\s\-–—|\[(]{0,6}(?:(?:page|p\.|стр\.?|страница|старонка|сторінка|с\.|seite)[ \u00a0])?\d{1,4}"
    r"(?:[ \u00a0]{0,2}(?:/|of|из|з|von)[ \u00a0]{0,2}\d{1,4})?[\s\-–—|\])]{0,6}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. Offsets are characters of the text; line ends are not part of a line."""

    kind: str  # paragraph, heading, item, separator, link, page
    lines: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """First character."""
        return self.lines[0][0]

    @property
    def end(self) -> int:
        """Behind the last character."""
        return self.lines[-1][1]


def blocks(text: str) -> list[Block]:
    """All blocks in order. Linear in the length of the text."""
    found: list[Block] = []
    current: list[tuple[int, int]] = []
    last_end = 0
    kind = "paragraph"
    for match in LINE.finditer(text):
        start, end = match.span()
        line_kind = _kind(match.group())
        blank = not line_kind or _blank(text, last_end, start)
        if current and (blank or line_kind != "paragraph" or kind not in ("paragraph", "item")):
            found.append(Block(kind, tuple(current)))
            current = []
        last_end = end
        if not line_kind:
            continue
        if not current:
            kind = line_kind
        current.append((start, end))
    if current:
        found.append(Block(kind, tuple(current)))
    return found


def _blank(text: str, start: int, end: int) -> bool:
    """Whether an empty line lies between two lines; a carriage return with a line feed is one line end."""
    gap = end - start
    return gap > 2 or (gap == 2 and text[start:end] != "\r\n")


def _kind(line: str) -> str:
    """Kind of a line by itself; empty for one without a visible character."""
    stripped = line.strip()
    first = stripped[:1]
    if not first:
        return ""
    return _worded(stripped) if first.isalpha() else _signed(line, stripped, first)


def _signed(line: str, stripped: str, first: str) -> str:
    """Kind of a line that begins with a sign or a figure."""
    kind = "item" if ITEM.match(line) else "paragraph"
    if first in MARKS and len(stripped) >= 3 and SEPARATOR.fullmatch(stripped):
        kind = "separator"
    elif first == "#" and HEADING.match(line):
        kind = "heading"
    elif len(stripped) <= LONGEST_LINK and ("://" in stripped or "](" in stripped) and LINK.fullmatch(stripped):
        kind = "link"
    elif len(stripped) <= LONGEST_PAGE and PAGE.fullmatch(stripped):
        kind = "page"
    return kind


def _worded(stripped: str) -> str:
    """Kind of a line that begins with a letter."""
    if (
        stripped.startswith(("http", "www.", "ftp:", "file:"))
        and len(stripped) <= LONGEST_LINK
        and LINK.fullmatch(stripped)
    ):
        return "link"
    if len(stripped) <= LONGEST_PAGE and stripped[-1].isdigit() and PAGE.fullmatch(stripped):
        return "page"
    return "paragraph"
