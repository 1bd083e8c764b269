"""A long text in pieces that a model can answer: cut at ends of paragraphs, each begins with the end of the last."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARAGRAPH = re.compile(r"\n{2,}")
SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of a text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters."""
        return self.end - self.start


def cut(text: str, longest: int, overlap: int) -> tuple[Piece, ...]:
    """The whole text in pieces of at most `longest` characters; neighbours share up to `overlap` of them.

    A piece ends where a paragraph ends, else a sentence, else a word; only a run without any of these is cut anywhere.
    """
    return halves(text, Piece(0, len(text)), longest, overlap)


def halves(text: str, whole: Piece, longest: int, overlap: int) -> tuple[Piece, ...]:
    """`cut` within a piece. `overlap` must be less than half of `longest`, so that each piece goes on."""
    if overlap * 2 >= longest:
        raise ValueError(f"an overlap of {overlap} is too much for pieces of {longest}")
    pieces = []
    start = whole.start
    while whole.end - start > longest:
        end = _ending(text, start + longest // 2, start + longest)
        pieces.append(Piece(start, end))
        start = _beginning(text, end - overlap, end)
    pieces.append(Piece(start, whole.end))
    return tuple(piece for piece in pieces if text[piece.start : piece.end].strip())


def paragraphs(text: str, piece: Piece) -> tuple[Piece, ...]:
    """The paragraphs of a piece, without the empty lines between."""
    found = []
    start = piece.start
    for gap in PARAGRAPH.finditer(text, piece.start, piece.end):
        found.append(Piece(start, gap.start()))
        start = gap.end()
    found.append(Piece(start, piece.end))
    return tuple(one for one in found if text[one.start : one.end].strip())


def _ending(text: str, low: int, high: int) -> int:
    """The last good place to end between two offsets."""
    for kind in (PARAGRAPH, SENTENCE, SPACE):
        ends = [found.end() for found in kind.finditer(text, low, high)]
        if ends:
            return ends[-1]
    return high


def _beginning(text: str, low: int, high: int) -> int:
    """The first good place to begin again between two offsets; the later one where there is none."""
    for kind in (PARAGRAPH, SENTENCE, SPACE):
        found = kind.search(text, low, high)
        if found and found.end() < high:
            return found.end()
    return high
