"""Text of strangers made safe to show: escaped, and with every character that hides or turns text shown as a mark.

Nothing is dropped: the original keeps the character, the page shows its number where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

# Bidirectional controls, zero-width characters, soft hyphen, byte order mark, controls but for line feed and tab,
# half surrogates, tags and other invisible format characters: what a reader could not see (security 5.2, item 24).
# Not the selectors that colour an emoji, nor the carriage return that ends a line of Windows.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]",
)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _mark(hidden: re.Match[str]) -> str:
    character = hidden.group()
    name = unicodedata.name(character, "")
    title = f' title="{name}"' if name else ""
    return f'<span class="hidden-character"{title}>{_code(character)}</span>'


def visible(text: str | None) -> Markup:
    """The text as HTML: escaped, hidden characters as marks."""
    if not text:
        return Markup()
    safe = str(escape(text))
    return Markup(_HIDDEN.sub(_mark, safe) if _HIDDEN.search(safe) else safe)  # noqa: S704 - escaped one line above


def plain(text: str | None) -> str:
    """The text for titles and attributes, where no mark-up can stand: hidden characters as ‹U+202E›."""
    if not text:
        return ""
    return _HIDDEN.sub(lambda hidden: f"‹{_code(hidden.group())}›", text)


def encodable(text: str) -> str:
    """The text without half surrogates, which no UTF-8 file can hold; each becomes U+FFFD."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of text to highlight: where, and the number under which the page lists it."""

    start: int
    end: int
    number: int
    anchor: str


def stretches(length: int, quotes: Sequence[Quoted]) -> Iterator[tuple[int, int, tuple[Quoted, ...]]]:
    """Cut 0..length at every edge of a quote; each piece comes with the quotes that cover it.

    The pieces follow one another without a gap, whichever way the quotes overlap. Linear but for the sorting, as
    long as few quotes cover one place.
    """
    inside = [quote for quote in quotes if 0 <= quote.start < quote.end <= length]
    opening = sorted(inside, key=lambda quote: (quote.start, -quote.end, quote.number))
    edges = sorted({0, length, *(q.start for q in inside), *(q.end for q in inside)})
    covering: list[Quoted] = []
    position = 0
    for start, end in pairwise(edges):
        covering = [quote for quote in covering if quote.end > start]
        while position < len(opening) and opening[position].start == start:
            covering.append(opening[position])
            position += 1
        yield start, end, tuple(covering)


def highlighted(text: str, quotes: Sequence[Quoted], back: str) -> Markup:
    """The whole text with every quote in <mark>, an anchor where it begins and a link back where it ends.

    `back` is the label of the link for a screen reader, with `{n}` for the number of the quote.
    """
    parts: list[str] = []
    for start, end, covering in stretches(len(text), quotes):
        words = str(visible(text[start:end]))
        if not covering:
            parts.append(words)
            continue
        parts.extend(f'<span class="anchor" id="{escape(q.anchor)}"></span>' for q in covering if q.start == start)
        depth = min(len(covering), 3)
        parts.append(f'<mark class="quote depth-{depth}">{words}</mark>')
        parts.extend(_link_back(quote, back) for quote in covering if quote.end == end)
    return Markup("".join(parts))  # noqa: S704 - every part was escaped by visible() or is ours


def _link_back(quote: Quoted, label: str) -> str:
    spoken = escape(label.replace("{n}", str(quote.number)))
    return f'<a class="back" href="#claim-{quote.number}" aria-label="{spoken}">{quote.number}</a>'
