"""The way back from a cleaned text to the text it was cleaned from, exact for every span."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and its pieces, in order.

    Piece i begins at `clean_starts[i]` and stands for `originals[i]` (start, end) of the input. Where both are equally
    long, characters stand one for one; else the piece is one thing and is taken whole.
    """

    text: str
    clean_starts: tuple[int, ...]
    originals: tuple[tuple[int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the input that a cleaned span was made of. Raises ValueError outside the text."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is no span of a text of {len(self.text)} characters")
        if not self.clean_starts:
            return 0, 0
        first = self._at(start, 0)
        return (first, first) if start == end else (first, self._at(end - 1, 1))

    def cleaned(self, start: int, end: int) -> tuple[int, int]:
        """The cleaned span that lies within a span of the input; empty where all of it was dropped."""
        piece = bisect_right(self.originals, start, key=lambda span: span[1])
        left = self._inside(piece, start, 1) if piece < len(self.originals) else len(self.text)
        piece = bisect_left(self.originals, end, key=lambda span: span[0]) - 1
        right = self._inside(piece, end, 0) if piece >= 0 else 0
        return left, max(left, right)

    def _inside(self, piece: int, offset: int, after: int) -> int:
        """Cleaned offset for an input offset in or before a piece; a piece cut in two counts as outside."""
        start, end = self.originals[piece]
        begin, length = self.clean_starts[piece], self._length(piece)
        if end - start == length:
            return begin + min(max(offset - start, 0), length)
        if after:
            return begin if offset <= start else begin + length
        return begin + length if offset >= end else begin

    def _piece_of(self, offset: int) -> int:
        return max(bisect_right(self.clean_starts, offset) - 1, 0)

    def _length(self, piece: int) -> int:
        following = self.clean_starts[piece + 1] if piece + 1 < len(self.clean_starts) else len(self.text)
        return following - self.clean_starts[piece]

    def _at(self, offset: int, after: int) -> int:
        """Input offset of a cleaned character, or behind it with `after`=1."""
        piece = self._piece_of(offset)
        start, end = self.originals[piece]
        if end - start == self._length(piece):
            return start + offset - self.clean_starts[piece] + after
        return end if after else start


class Pieces:
    """Collects a cleaned text piece by piece; neighbours that follow one another become one piece."""

    __slots__ = ("_clean_starts", "_length", "_originals", "_straight", "_words")

    def __init__(self) -> None:
        self._words: list[str] = []
        self._clean_starts: list[int] = []
        self._originals: list[tuple[int, int]] = []
        self._length = 0
        self._straight = False

    def add(self, words: str, start: int, end: int) -> None:
        """Append `words`, which stand for [start, end) of the input; as long as it: character for character."""
        if not words:
            return
        straight = len(words) == end - start
        if straight and self._straight and self._originals[-1][1] == start:
            self._originals[-1] = (self._originals[-1][0], end)
        else:
            self._clean_starts.append(self._length)
            self._originals.append((start, end))
        self._straight = straight
        self._words.append(words)
        self._length += len(words)

    def finish(self) -> Cleaned:
        """The cleaned text with its way back."""
        return Cleaned("".join(self._words), tuple(self._clean_starts), tuple(self._originals))
