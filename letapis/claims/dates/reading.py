"""Dates read from tokens: one pass for what stands by itself, one for what is made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from letapis.claims.dates.frame import Frame, YearAway, anchor_of
from letapis.claims.dates.lattice import Edges, lattice
from letapis.claims.dates.lexicon import BEFORE, DateLexicon, date_lexicon
from letapis.claims.dates.meanings import MEANINGS
from letapis.claims.dates.outer import OUTER
from letapis.claims.dates.span import DateSpan, Reading
from letapis.claims.numerals import lexicon as number_lexicon
from letapis.claims.numerals import read_numerals
from letapis.claims.patterns import Edge, Match
from letapis.claims.tokens import Tokens
from letapis.sources.moment import Moment

Quotation = tuple[int, int, Moment]  # characters, and when the words in them were written

OUTER_REACH = 10  # tokens before a date at which a pattern that holds it may begin: "since the start of the strike on"
TENSE_FAR = 30  # tokens to a word that tells what is to come, beyond which it says nothing of a date
TENSE_REACH = 8  # tokens around a date in which a word tells that it is over
BARE = frozenset({"year_bare", "decade_bare"})  # a preposition and digits alone
FINAL = frozenset({"day_month", "day_range", "night", "nothing"})  # where these say nothing no part of them does


def read_dates(  # noqa: PLR0913, PLR0917  # each says what the words are resolved against
    tokens: Tokens,
    language: str,
    published: Moment | None,
    written: Moment | None = None,
    quotations: Sequence[Quotation] = (),
    prefers: str = "past",
) -> tuple[DateSpan, ...]:
    """The dates of a text in their order, never overlapping. Linear in its length.

    Relative words are resolved against `written`, else `published`; inside `quotations` against the day of the words
    quoted. `prefers` says which of two a bare weekday means: past (news) or future (announcements).
    """
    today = written or published
    reader = Reader(
        tokens, date_lexicon(language), language=language, today=None if today is None else today.day,
        quotations=quotations, prefers=prefers,
    )  # fmt: skip
    return tuple(reader.read())


class Reader:
    """Both passes over the tokens of a text."""

    def __init__(  # noqa: PLR0913  # a reader holds what its call was given
        self, tokens: Tokens, lexicon: DateLexicon, *, language: str, today: date | None,
        quotations: Sequence[Quotation], prefers: str,
    ) -> None:  # fmt: skip
        self.tokens = tokens
        self.lexicon = lexicon
        self.edges: Edges = lattice(tokens, lexicon, read_numerals(tokens, number_lexicon(language)))
        self.begins = lexicon.grammar.begins(self.edges)
        self.clocks = {at for at, edges in self.edges.items() for edge in edges if edge.symbol == "CLOCK"}
        self.today = today
        self.quotations = sorted(quotations, key=lambda quotation: quotation[:2])
        self.quoted = [start for start, _, _ in self.quotations]
        self.frame = Frame(today, prefers=prefers)
        self.paragraphs = [start for start, _ in tokens.paragraphs]
        self.paragraph = 0
        self.refused = 0
        self.year = (-2, 0)  # the token after the last year told, and that year
        self.prefers = prefers
        self.cues = [at for at, word in enumerate(tokens.words) if word in lexicon.coming]

    def read(self) -> list[DateSpan]:
        """All dates of the text."""
        return self._outer(self._inner())

    def _inner(self) -> list[DateSpan]:
        found: list[DateSpan] = []
        end = 0
        for index in sorted(self.begins):
            span = self._inner_at(index) if index >= end and index >= self.refused else None
            if span is not None:
                found.append(span)
                end = span.token_end
        return found

    def _matches(self, index: int) -> list[Match]:
        if index not in self.begins:
            return []
        return self._whole(index, self.lexicon.grammar.matches(self.edges, index))

    def _whole(self, index: int, matches: list[Match]) -> list[Match]:
        """The matches that end in the paragraph they begin in."""
        if not matches:
            return matches
        following = bisect_right(self.paragraphs, index)
        limit = self.paragraphs[following] if following < len(self.paragraphs) else len(self.tokens.words)
        return [match for match in matches if match.end <= limit]

    def _inner_at(self, index: int) -> DateSpan | None:
        matches = self._matches(index)
        if not matches or self._name(index, matches[0].end):
            return None
        end = matches[0].end
        if any(later[0].end > end for at in range(index + 1, end) if (later := self._matches(at))):
            return None  # "in October" gives way to "October 2020"
        self._enter(index)
        self.frame.beside = self.year[1] if index - self.year[0] in {0, 1} else None
        for match in matches:
            if match.meaning in BARE and self._counts_a_noun(match):
                continue
            reading = MEANINGS[match.meaning](match, self.frame)
            if reading is not None:
                reading = self._remember(reading, away=isinstance(match.get("YEAR"), YearAway))
                if reading.precision == "year" and reading.first is not None:
                    self.year = (match.end, reading.first.year)
                before = sum(match.get(symbol) or 0 for symbol in BEFORE)
                return self._span(index + before, match.end, reading, match.meaning)
            if match.meaning in FINAL:
                self.refused = match.end  # "31 June 2022" is no date, and "June 2022" is none in it
                return None
        return None

    def _counts_a_noun(self, match: Match) -> bool:
        """Whether a small word follows that the digits may count: "в 2020 автобусах", not "в 1976 он"."""
        end = match.end
        if end >= len(self.tokens.words):
            return False
        word = self.tokens.words[end]
        if match.meaning == "decade_bare":
            return bool(self.lexicon.counted) and word.endswith(self.lexicon.counted)
        return word[0].isalpha() and self.tokens.raw(end)[0].islower() and word not in self.lexicon.after_year

    def _enter(self, index: int) -> None:
        """Set the frame for a token: the day of writing, and no year of an earlier paragraph."""
        paragraph = bisect_right(self.paragraphs, index)
        if paragraph != self.paragraph:
            self.paragraph, self.frame.year = paragraph, None
        self.frame.today = self.today
        self.frame.prefers = self._tense(index)
        self.frame.over = self.frame.prefers != "future" and self._over(index)
        offset = self.tokens.starts[index]
        quoted = bisect_right(self.quoted, offset) - 1
        if quoted >= 0 and offset < self.quotations[quoted][1]:
            self.frame.today = self.quotations[quoted][2].day

    def _tense(self, index: int) -> str:
        """Future where the nearest word of its sentence that tells the time tells what is to come."""
        near = bisect_right(self.cues, index)
        start, end = self.tokens.sentences[self.tokens.sentence_of(index)] if self.cues else (0, 0)
        cues = [at for at in self.cues[max(near - 1, 0) : near + 1] if start <= at < end]
        away = min((abs(at - index) for at in cues), default=TENSE_FAR)
        if away >= TENSE_FAR:
            return self.prefers
        around = range(max(start, index - away + 1), min(end, index + away))
        past = any(self.lexicon.tenses.has("past", self.tokens.words[at]) for at in around)
        return self.prefers if past else "future"

    def _over(self, index: int) -> bool:
        """Whether a word near in its sentence tells what is over; one of saying does not: "said that on 4 May ..."."""
        start, end = self.tokens.sentences[self.tokens.sentence_of(index)]
        near = self.tokens.words[max(start, index - TENSE_REACH) : min(end, index + TENSE_REACH)]
        if not self.lexicon.tenses.has_any("past", near):
            return False
        return any(self.lexicon.tenses.has("past", word) and word not in self.lexicon.saying for word in near)

    def _remember(self, reading: Reading, *, away: bool) -> Reading:
        """Keep what later dates are told by; `away` where the year was told as "last year" and is not given."""
        self.frame.anchor = anchor_of(reading, self.frame.anchor)
        fine = reading.precision in {"day", "month", "interval"} and not reading.backward
        if reading.first is not None and fine:
            self.frame.month = reading.first
        if reading.first is not None and reading.last is not None and (fine or reading.precision == "year"):
            self.frame.told = (reading.first, reading.last)
        if reading.year_given and reading.last is not None and reading.precision in {"day", "month", "interval"}:
            self.frame.year = reading.last.year
        return replace(reading, year_given=False, relative=True) if away else reading

    def _name(self, index: int, end: int) -> bool:
        """A weekday or month inside a name: "Bloody Sunday", "Black Friday", "the Sunday Times"."""
        words = self.tokens.words
        if index and words[index - 1] in self.lexicon.not_after:
            return True
        if index and words[index][0].isalpha() and words[index - 1].isdecimal() and self._touches_number(index):
            return True
        if end == index + 1 and self._followed_by_number(index, end):
            return True
        single = end == index + 1 and any(edge.symbol == "WEEKDAY" for edge in self.edges[index])
        return single and end < len(words) and self.tokens.raw(end) in {"Times", "Telegraph", "Mirror", "Agreement"}

    def _followed_by_number(self, index: int, end: int) -> bool:
        """“August 32”: a bare month before digits that are neither its day nor a year."""
        words = self.tokens.words
        if end >= len(words) or not words[end].isdecimal():
            return False
        return any(edge.symbol == "MONTH_SURE" for edge in self.edges[index])

    def _touches_number(self, index: int) -> bool:
        """“32 August 2014”: a month after digits that are no day of it is no date."""
        return any(edge.symbol in {"MONTH", "MONTH_SURE"} for edge in self.edges[index]) and not any(
            edge.symbol in {"DAY", "YEAR"} for edge in self.edges.get(index - 1, ())
        )

    def _span(self, start: int, end: int, reading: Reading, meaning: str) -> DateSpan:
        first, last = self.tokens.starts[start], self.tokens.ends[end - 1]
        return DateSpan(
            first, last, reading.first, reading.last, reading.precision, self.tokens.text[first:last],
            anchor_needed=reading.anchor_needed, relative=reading.relative, recurring=reading.recurring,
            time=reading.time, as_of=reading.as_of, year_given=reading.year_given, other=reading.other,
            meaning=meaning, token=start, token_end=end,
        )  # fmt: skip

    def _outer(self, inner: list[DateSpan]) -> list[DateSpan]:
        """Join the dates of the first pass where a pattern of dates holds them."""
        for each in inner:
            self.edges.setdefault(each.token, []).append(Edge(each.token_end, "WHEN", _reading(each)))
        by_start = {each.token: each for each in inner}
        found: list[DateSpan] = []
        self.frame.anchor = None
        end = 0
        for index in self._near(inner):
            if index < end or index not in self.edges:
                continue
            span = self._outer_at(index) or by_start.get(index)
            if span is not None:
                self.frame.anchor = anchor_of(_reading(span), self.frame.anchor)
                found.append(span)
                end = span.token_end
        return found

    def _near(self, inner: list[DateSpan]) -> list[int]:
        """The tokens at which a pattern made of dates may begin: a few before each date and time of day."""
        held = {each.token for each in inner} | self.clocks
        return sorted({at for start in held for at in range(max(0, start - OUTER_REACH), start + 1)})

    def _outer_at(self, index: int) -> DateSpan | None:
        for match in self._whole(index, self.lexicon.outer.matches(self.edges, index)):
            self._enter(index)
            reading = OUTER[match.meaning](match, self.frame)
            if reading is not None:
                return self._span(index, match.end, reading, match.meaning)
        return None


def _reading(span: DateSpan) -> Reading:
    return Reading(
        span.first, span.last, span.precision, span.anchor_needed, span.relative, span.recurring, span.time,
        span.as_of, span.year_given, span.other,
    )  # fmt: skip
