"""Counts read from tokens: numerals with their bounds, without what only looks like a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor

from letapis.claims.counts.context import is_clock, is_no_count, lasting, subset
from letapis.claims.counts.grammar import CountGrammar, count_grammar
from letapis.claims.counts.nouns import counted_noun
from letapis.claims.counts.span import CountSpan
from letapis.claims.counts.sums import added
from letapis.claims.dates import DateSpan, read_dates
from letapis.claims.numerals import Lexicon, Numeral, lexicon, read_numerals
from letapis.claims.patterns import Edge, Match
from letapis.claims.tokens import Tokens

LISTING = frozenset({",", "and", "&", "и", "і", "й", "та", "und"})
LENGTHS = frozenset({"hours", "minutes"})
BOUNDS = frozenset({"MORE", "MOST", "LESS"})
BOUND = 3  # tokens of the longest bound
DIVISIBLE = frozenset(
    {"money", "percent", "days", "weeks", "hours", "minutes", "months", "years", "distance", "times", "things"}
)


def read_counts(
    tokens: Tokens, language: str, table: str = "schema", dates: Sequence[DateSpan] | None = None
) -> tuple[CountSpan, ...]:
    """The counts of a text in their order, never overlapping. Linear in its length.

    `table` names the table of vague words. In `dates` no count is sought; they are read here where none are given.
    Raises KeyError for an unknown table.
    """
    if dates is None:
        dates = read_dates(tokens, language, None)
    taken = [(span.start, span.end) for span in dates]
    found = Reader(tokens, lexicon(language, table), count_grammar(language), taken).read()
    return tuple(added(tokens, found, language, table))


def bounded(tokens: Tokens, language: str, table: str = "schema") -> tuple[CountSpan, ...]:
    """Every number with its bounds, also those that count nothing: years, articles, ages."""
    return tuple(Reader(tokens, lexicon(language, table), count_grammar(language), (), counted=False).read())


class Reader:
    """One pass over the tokens of a text."""

    def __init__(
        self, tokens: Tokens, lexicon: Lexicon, grammar: CountGrammar, taken: Sequence[tuple[int, int]],
        *, counted: bool = True,
    ) -> None:  # fmt: skip
        self.tokens = tokens
        self.counted = counted  # whether what is no count is left out
        self.lexicon = lexicon
        self.grammar = grammar
        self.refused = 0  # the token after the last number that counts nothing
        self.numerals = read_numerals(tokens, lexicon, [span for span in taken if not self._in_bound(span[0])])
        self.lattice = self._lattice()

    def _lattice(self) -> dict[int, list[Edge]]:
        """Edges of the numerals, and of the phrases near them."""
        lattice: dict[int, list[Edge]] = {}
        for start, numeral in self.numerals.items():
            if numeral.kind != "ordinal":
                if start and not numeral.digits and self.tokens.words[start - 1] in self.grammar.articles:
                    lattice.setdefault(start - 1, []).append(Edge(numeral.end, "NUMBER", numeral))
                lattice.setdefault(start, []).append(Edge(numeral.end, "NUMBER", numeral))
                if numeral.alone is not None:
                    lattice[start].append(Edge(numeral.end, "GENITIVE", numeral))
                scale = self.lexicon.scale(self.tokens.words[start]) if numeral.end == start + 1 else None
                if scale is not None and scale.value >= numeral.low / 2:
                    lattice[start].append(Edge(numeral.end, "SCALE", scale.value))
        first_words = self.grammar.phrases.by_first
        for index, word in enumerate(self.tokens.words):
            if word in first_words:
                lattice.setdefault(index, []).extend(self.grammar.phrases.edges(self.tokens.words, index))
        return lattice

    def _in_bound(self, start: int) -> bool:
        """Whether what begins at a character begins inside a bound: "больш за тры гадзіны" is no date."""
        at = self.tokens.at(start)
        before = range(max(at - BOUND, 0), at)
        return any(
            edge.end == at + 1 and edge.symbol in BOUNDS
            for index in before
            for edge in self.grammar.phrases.edges(self.tokens.words, index)
        )

    def read(self) -> list[CountSpan]:
        """All counts of the text."""
        found: list[CountSpan] = []
        begins = self.grammar.grammar.begins(self.lattice)
        end = 0  # of the last count or number
        for index in sorted(begins | self.numerals.keys()):
            if index < end:
                continue
            span = self._read_at(index) if index in begins and index >= self.refused else None
            if span is not None:
                found.append(span)
                end = span.last
            elif index in self.numerals:
                end = self.numerals[index].end
        return found

    def _read_at(self, index: int) -> CountSpan | None:
        for match in self.grammar.grammar.matches(self.lattice, index):
            if match.meaning == "none":
                return self._span(index, match.end, 0, 0, match)
            if match.meaning == "share":  # "one in five"
                self.refused = max(self.refused, match.end)
                return None
            values = self._values(match)
            if values is None and self._score(index, match):
                self.refused = max(self.refused, match.end)
                return None
            if values is None:
                continue
            if self.counted and (is_no_count(self.tokens, match, self.grammar) or self._listed(index, match)):
                self.refused = max(self.refused, match.end)
                continue
            low, high = values
            begin = match.get("NUMBER").start if match.meaning == "reached" else index  # “выросло до 58”: 58
            span = self._span(begin, match.end, low, high, match)
            bare = self.counted and match.meaning == "exact" and span.noun < 0
            if bare and is_clock(self.tokens, span, self.grammar):
                self.refused = max(self.refused, match.end)
                return None
            if span.value is None or span.unit in DIVISIBLE or not self.counted:
                return span
        return None

    def _score(self, index: int, match: Match) -> bool:
        """Whether a range that falls is the score of a game: "won 3-2"."""
        tokens = self.tokens
        bare = match.end == index + 3 and all(tokens.words[at].isdecimal() for at in (index, index + 2))
        return self.counted and bare and tokens.ends[index] == tokens.starts[index + 1]

    def _listed(self, index: int, match: Match) -> bool:
        """Whether the number goes on a list of what is no count: "sections 2 and 3"."""
        if self.refused != index - 1 or self.tokens.words[index - 1] not in LISTING or match.meaning != "exact":
            return False
        return match.end >= len(self.tokens.words) or self.tokens.words[match.end] not in self.grammar.units

    def _values(self, match: Match) -> tuple[float | None, float | None] | None:
        """Low and high of a match; None where it says nothing sensible, such as a range that falls."""
        alone = match.get("GENITIVE")
        numerals: list[Numeral] = match.all("NUMBER")
        low: float | None
        high: float | None
        if alone is not None:
            low = high = alone.alone
        else:
            low, high = numerals[0].low, numerals[0].high
        if match.meaning == "range":
            first = replace(alone, low=low, high=high, scale=low) if alone is not None else numerals[0]
            low, high = _range(first, numerals[-1])
            return None if low is None or high is None or low >= high else (low, high)
        scale = match.get("SCALE") or 1  # "20-odd thousand", "двадцать с лишним тысяч"
        low, high = (None if end is None else end * scale for end in (low, high))
        if match.meaning == "least":
            return low, None
        if match.meaning == "most":
            return None, high
        return low, high

    def _span(self, start: int, end: int, low: float | None, high: float | None, match: Match) -> CountSpan:
        tokens = self.tokens
        numerals: list[Numeral] = [value for name, value in match.slots if name != "SCALE"]
        collective = bool(numerals) and numerals[-1].kind == "collective"
        noun, unit = counted_noun(tokens, start, end, self.grammar, self.numerals)
        return CountSpan(
            tokens.starts[start], tokens.ends[end - 1],
            None if low is None else floor(low), None if high is None else ceil(high),
            "people" if collective and unit != "people" and noun < 0 else unit,
            tokens.text[tokens.starts[start] : tokens.ends[end - 1]],
            vague=next((numeral.vague for numeral in numerals if numeral.vague), ""),
            bound="exact" if match.meaning == "reached" else match.meaning,
            collective=collective, subset=subset(tokens, start, end, self.grammar),
            negated=match.meaning == "none",
            noun=noun, noun_start=tokens.starts[noun] if noun >= 0 else -1,
            noun_end=tokens.ends[noun] if noun >= 0 else -1, first=start, last=end,
            lasting=unit in LENGTHS and lasting(tokens, start, max(end, noun + 1), self.grammar),
            value=low if low is not None and low != int(low) and low == high else None,
        )  # fmt: skip


def _range(first: Numeral, second: Numeral) -> tuple[float, float | None]:
    """Both ends; "20 to 30 thousand" and "от тысячи до пяти" share one scale."""
    low, high = first.low, second.high
    if first.scale == 1 and second.scale > 1 and first.low * second.scale <= (second.high or second.low):
        low = first.low * second.scale
    elif second.scale == 1 and first.scale > 1 and high is not None and high < low:
        high *= first.scale
    return low, high
