"""A text as a reader wants it: no page furniture, no marks, whole sentences. Every span knows the way back.

It must not change words: characters are dropped, or replaced by a plain one (a space for a no-break space).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

from letapis.sources.furniture import furniture, separate
from letapis.sources.headings import dated_prefix
from letapis.sources.layout import Block, blocks
from letapis.sources.offsets import Cleaned, Pieces

__all__ = ["Cleaned", "clean"]

WIDE = r"\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces besides the plain one
UNSEEN = r"\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff"
# Where something that is not plain may begin, and what it is. Every alternative is bounded, so a line of brackets
# costs no more than one of words.
ODD_START = re.compile(rf"[\[!<*_`~\u0300-\u036f{WIDE}{UNSEEN}]")
ODD_START_OR_SPACES = re.compile(rf"[\[!<*_`~\u0300-\u036f{WIDE}{UNSEEN}]| [ {WIDE}]")
ODD = re.compile(
    r"(?P<link>\[(?P<words>[^\[\]\n]{0,300})\]\([^()\s]{0,1000}\))"
    r"|(?P<image>!\[[^\[\]\n]{0,300}\]\([^()\s]{0,1000}\))"
    r"|(?P<address><(?:https?|ftp|mailto):[^<>\s]{0,1000}>)"
    rf"|(?P<space>[ {WIDE}]+)"
    r"|(?P<mark>\*{1,3}|_{1,3}|`{1,3}|~~)"
    r"|(?P<accent>[\u0300-\u036f]{1,8})"
    rf"|(?P<unseen>[{UNSEEN}]+)"
)
BULLET = re.compile(r"[ \t]*(?:[-*+•·▪▫◦●○■□►▶➤➡][ \t\u00a0]+|>[ \t]?|#{1,6}(?:[ \t]+|$))+")
HASHES = re.compile(r"[ \t]+#+[ \t]*")
ENDS = frozenset(".!?…:;")
CLOSERS = "\"'”’»)]*_“"
LONG = 80  # characters; a shorter line may be a line of its own in small letters, as in chats
SAMPLE = 2_000  # characters from which it is told whether a text is all in capitals
WIDTH = 45  # no program wraps lines more narrowly than this


def clean(text: str) -> Cleaned:
    """The readable text of `text`. Linear in its length; text that is plain already comes back as it is.

    Paragraphs are parted by an empty line, and so are lines that stand for themselves; a line broken only to fit a
    page is joined. A heading or a page number that stands in the middle of a sentence is dropped and the sentence
    joined.
    """
    pieces = Pieces()
    previous: Block | None = None
    found = blocks(text)
    wrapped = _is_wrapped(text, found)
    for block, joined in _kept(text, separate(text, found)):
        if previous is not None:
            _gap(pieces, previous.end, block.start, joined=joined)
        _block(pieces, text, block, wrapped=wrapped)
        previous = block
    return pieces.finish()


def _is_wrapped(text: str, found: list[Block]) -> bool:
    """Whether lines were broken to fit a page: a small letter goes on after a fifth of the ends of inner lines.

    A text in capitals has no small letters: there most lines must end where the next word would not have fitted.
    """
    starts = [line[0] for block in found if len(block.lines) > 1 for line in block.lines[1:]]
    if text[:SAMPLE].isupper():
        return 0 < len(starts) <= 2 * sum(_full_lines(text, block) for block in found if len(block.lines) > 1)
    return sum(text[start].islower() for start in starts) * 5 >= len(starts) > 0


def _full_lines(text: str, block: Block) -> int:
    """How many lines of a block, but the last, are as wide as its widest allows."""
    width = max(end - start for start, end in block.lines)
    return sum(_broken_to_fit(text, line, following, width) for line, following in pairwise(block.lines))


def _kept(text: str, found: list[Block]) -> list[tuple[Block, bool]]:
    """The blocks that carry words, each with whether it goes on the sentence of the one before."""
    kept: list[tuple[Block, bool]] = []
    between: list[Block] = []  # headings and page furniture since the last words
    for block, dropped in zip(found, furniture(text, found), strict=True):
        if dropped or block.kind in ("heading", "page"):
            between.append(block)
            continue
        before = next((earlier for earlier, _ in reversed(kept)), None)
        joined = before is not None and _unfinished(text, before) and _goes_on(text, before, block, between)
        if not joined:
            kept.extend((earlier, False) for earlier in between if _has_words(text, earlier))
        between = []
        kept.append((block, joined))
    kept.extend((earlier, False) for earlier in between if _has_words(text, earlier))
    return kept


def _has_words(text: str, block: Block) -> bool:
    """Whether what stands between paragraphs is of the report: a heading, or a bare number, which may be a figure."""
    return block.kind == "heading" or (block.kind == "page" and text[block.start : block.end].strip().isdigit())


def _unfinished(text: str, block: Block) -> bool:
    """Whether the last sentence of a paragraph lacks its end."""
    if block.kind not in ("paragraph", "item"):
        return False
    start, end = block.lines[-1]
    last = text[max(start, end - 40) : end].rstrip().rstrip(CLOSERS).rstrip()
    return bool(last) and last[-1] not in ENDS


def _goes_on(text: str, before: Block, block: Block, between: list[Block]) -> bool:
    """Whether a paragraph begins in the middle of a sentence: small letter, after a long one or something of a page."""
    if block.kind != "paragraph" or not (between or before.end - before.start > LONG):
        return False
    first = text[block.start : block.start + 40].lstrip(" \t\u00a0*_")
    return bool(first) and first[0].islower()


def _gap(pieces: Pieces, start: int, end: int, *, joined: bool) -> None:
    """What stands between two blocks: one space inside a sentence, else one empty line."""
    pieces.add(" " if joined else "\n\n", start, end)


def _block(pieces: Pieces, text: str, block: Block, *, wrapped: bool) -> None:
    width = max((end - start for start, end in block.lines), default=0) if wrapped else 0
    before: tuple[int, int] | None = None
    for start, end in block.lines:
        first, last = _bare(text, start, end, block.kind)
        if first >= last:
            continue
        if before is not None:
            _line_end(pieces, text, before, (first, last), width)
        _words(pieces, text, first, last)
        before = (first, last)


def _bare(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """The line without indentation, bullet, heading marks and leading label."""
    while end > start and text[end - 1] in " \t\u00a0\r":
        end -= 1
    while start < end and text[start] in " \t\u00a0\ufeff":
        start += 1
    if text[start : start + 1] in _bulleted():
        bullet = BULLET.match(text, start, end)
        start = bullet.end() if bullet else start
    if kind == "heading" and text[end - 1 : end] == "#":
        hashes = list(HASHES.finditer(text, max(start, end - 20), end))
        end = hashes[-1].start() if hashes and hashes[-1].end() == end else end
    return start + len(dated_prefix(text[start : min(end, start + 500)])), end


@cache
def _bulleted() -> frozenset[str]:
    return frozenset("-*+•·▪▫◦●○■□►▶➤➡>#")


def _line_end(pieces: Pieces, text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> None:
    """Join a line to the one before where it was only broken to fit; else part them."""
    gap = (before[1], line[0])
    if _broken_to_fit(text, before, line, width):
        if (
            text[before[1] - 1] in "-\u2010"
            and text[before[1] - 2 : before[1] - 1].isalpha()
            and text[line[0]].islower()
        ):
            return  # "self-\norganised": the hyphen stays, the line end goes
        if text[before[1] - 1] in "\u00ad\ufffe\x02":
            return
        pieces.add(" ", *gap)
    else:
        pieces.add("\n\n", *gap)


def _broken_to_fit(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether the sentence goes on in small letters, or the next word would not have fitted on the line."""
    first = text[line[0]]
    if first.islower() or first in ",;)»”":
        return True
    if width < WIDTH:
        return False
    word_end = text.find(" ", line[0], line[0] + 40)
    word = (word_end if 0 <= word_end < line[1] else min(line[1], line[0] + 40)) - line[0]
    return before[1] - before[0] + 1 + word >= width - 3


def _words(pieces: Pieces, text: str, start: int, end: int) -> None:
    """One line, with what is not plain dropped or replaced."""
    starts = ODD_START_OR_SPACES if text.find("  ", start, end) >= 0 else ODD_START
    at = looked = start
    while begin := starts.search(text, looked, end):
        match = ODD.match(text, begin.start(), end)
        if match is None or (match.lastgroup == "mark" and not _is_mark(text, *match.span(), start, end)):
            looked = match.end() if match else begin.end()
            continue
        first = match.start() - (match.lastgroup == "accent" and match.start() > at)
        pieces.add(text[at:first], at, first)
        _odd(pieces, text, match, first)
        at = looked = match.end() + _space_left_over(text, match, start, end)
    pieces.add(text[at:end], at, end)


def _space_left_over(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a picture or an address that goes stood between two spaces, of which one is enough."""
    return (
        match.lastgroup in ("image", "address")
        and (match.start() == start or text[match.start() - 1] == " ")
        and match.end() < end
        and text[match.end()] == " "
    )


def _odd(pieces: Pieces, text: str, match: re.Match[str], first: int) -> None:
    """What stands in place of one odd thing; nothing for marks, pictures, addresses and unseen characters."""
    if match.lastgroup == "space":
        pieces.add(" ", *match.span())
    elif match.lastgroup == "link":
        _words(pieces, text, *match.span("words"))
    elif match.lastgroup == "accent":
        pieces.add(unicodedata.normalize("NFC", text[first : match.end()]), first, match.end())


def _is_mark(text: str, start: int, end: int, line_start: int, line_end: int) -> bool:
    """Whether asterisks or underscores are emphasis: beside a word on one side only, so not in "2 * 3" or "a_b"."""
    if end < line_end and unicodedata.combining(text[end]):
        return False  # an accent on the mark itself: without it the accent would fall on the letter before
    left = start > line_start and not text[start - 1].isspace()
    right = end < line_end and not text[end].isspace()
    if text[start] in "`~":
        return True
    left_word = left and text[start - 1].isalnum()
    right_word = right and text[end].isalnum()
    return (left or right) and not (left_word and right_word)
