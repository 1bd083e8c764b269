"""One text with everything the reading parts found in it, by token: where frames and assembly look things up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from letapis.claims.acts.lexicon import Lexicon, Refused
from letapis.claims.counts import CountSpan
from letapis.claims.dates import DateSpan
from letapis.claims.people.reading import PersonSpan
from letapis.claims.places.reading import PlaceSpan
from letapis.claims.tokens import Tokens
from letapis.claims.words import Words
from letapis.sources.moment import Moment

if TYPE_CHECKING:  # they look at readings themselves
    from letapis.claims.learning.weights import Weights
    from letapis.claims.learning.whole import Whole


class Spanned(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """Behind the last character."""
        ...


Span = TypeVar("Span", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Span]):
    """A span with the tokens [first, stop) that it covers."""

    first: int
    stop: int
    span: Span


class Spans(Generic[Span]):
    """Spans in order of the text, found by token range."""

    __slots__ = ("_firsts", "items")

    def __init__(self, tokens: Tokens, spans: Sequence[Span]) -> None:
        ordered = sorted(spans, key=lambda span: (span.start, span.end))
        self.items = tuple(
            Placed(max(tokens.at(span.start), 0), max(tokens.at(span.end - 1), 0) + 1, span) for span in ordered
        )
        self._firsts = [item.first for item in self.items]

    def within(self, start: int, end: int) -> tuple[Placed[Span], ...]:
        """The spans that begin in tokens [start, end)."""
        left = bisect_left(self._firsts, start)
        return self.items[left : bisect_left(self._firsts, end, left)]

    def first(self, start: int, end: int) -> tuple[Placed[Span], ...]:
        """The first span that begins in tokens [start, end), or none; however long that is, it costs the same."""
        place = bisect_left(self._firsts, start)
        return self.items[place : place + (place < len(self._firsts) and self._firsts[place] < end)]

    def before(self, end: int, number: int, start: int = 0) -> tuple[Placed[Span], ...]:
        """Up to `number` spans that begin last before token `end`, none of them before token `start`."""
        place = bisect_left(self._firsts, end)
        return self.items[max(place - number, bisect_left(self._firsts, start)) : place]

    def covers(self, token: int) -> bool:
        """Whether a token lies inside a span."""
        index = bisect_left(self._firsts, token + 1)  # all before it begin at the token or before it
        return (index > 0 and token < self.items[index - 1].stop) or (index > 1 and token < self.items[index - 2].stop)


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens, language, and the spans of the reading parts."""

    tokens: Tokens
    language: str
    published: Moment | None
    lexicon: Lexicon
    words: Words
    counts: Spans[CountSpan]
    dates: Spans[DateSpan]
    places: Spans[PlaceSpan]
    people: Spans[PersonSpan]
    weights: Weights | None = None  # what was learned; None: the rules' own order, and nothing is kept for training
    whole: Whole | None = None  # what the text as a whole offers, where something was learned
    casing: str = ""  # upper or lower where the text has one case only: its capitals were put there to be read
    headed: bool = False  # the first paragraph is a title: a label stood before it
    openings: tuple[int, ...] = ()  # first tokens of the sentences
    paragraph_starts: tuple[int, ...] = ()
    paragraph_ends: frozenset[int] = frozenset()  # last tokens of the paragraphs
    refused: list[Refused] = field(default_factory=list)  # filled on the way: what was no claim, for `explain`

    def paragraph_of(self, token: int) -> int:
        """The first token of the paragraph that a token stands in."""
        starts = self.paragraph_starts
        return starts[bisect_right(starts, token) - 1] if starts else 0

    def text(self, start: int, end: int) -> str:
        """The text of tokens [start, end) as written."""
        return self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]] if start < end else ""
