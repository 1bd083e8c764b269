"""What a day in a sentence is the day of: the act, the saying of it, or the beginning of what still goes on."""

from __future__ import annotations

from letapis.claims.dates import DateSpan
from letapis.claims.dates.lexicon import beside
from letapis.claims.sentences.reading import Placed, Reading

PERFECT = 4  # tokens between "have" and its participle
BESIDE = 3  # tokens between a word of saying and its day: "said late on Monday"


def of_saying(reading: Reading, item: Placed[DateSpan], head: int) -> bool:
    """Whether the day stands beside a word of saying other than the act itself, with no mark between them."""
    said = beside(reading.language, "saying")
    words = reading.tokens.words
    if not said or item.span.precision not in {"day", "hour"} or item.span.as_of:
        return False
    for steps in (range(item.first - 1, item.first - 1 - BESIDE, -1), range(item.stop, item.stop + BESIDE)):
        for index in steps:
            if not 0 <= index < len(words) or index == head or _ends(reading, words[index]):
                break
            if words[index] in said:
                return True
    return False


def _ends(reading: Reading, word: str) -> bool:
    """Whether a mark, a preposition or a conjunction parts the day from the word of saying."""
    if not word[0].isalnum():
        return True
    parts = bool(reading.words.kinds(word) & {"stops", "conjunctions", "relatives"})
    return parts and word not in beside(reading.language, "saying_links")


def since_span(reading: Reading, span: DateSpan) -> bool:
    """Whether an expression begins what still goes on: "since 9 August"."""
    before = reading.tokens.words[span.token - 1] if span.token > 0 else ""
    return span.precision == "open" or reading.words.has("since", before)


def to_come(reading: Reading, start: int, end: int) -> bool:
    """Whether the only days that tokens [start, end) name lie after the publication."""
    days = [item.span.first for item in reading.dates.within(start, end) if item.span.first is not None]
    return reading.published is not None and bool(days) and min(days) > reading.published.day


def perfect(reading: Reading, start: int, head: int) -> bool:
    """Whether the act is told as a result that stands at the time of the report: "have resigned", "has been cut"."""
    words = reading.tokens.words
    between = beside(reading.language, "perfect_between")
    for index in range(head - 1, max(start, head - PERFECT) - 1, -1):
        if words[index] in beside(reading.language, "perfect"):
            return True
        if words[index] not in between and not words[index].endswith("ly"):
            return False
    return False


def standing(reading: Reading, start: int, end: int, *, present: bool = False) -> bool:
    """Whether tokens [start, end) tell what is so at the time of the report: "still held"; `present`: "are held"."""
    listed = beside(reading.language, "standing") | (beside(reading.language, "present") if present else frozenset())
    return not listed.isdisjoint(reading.tokens.words[start:end])


def after(reading: Reading, sentence: int, start: int) -> bool:
    """Whether a clause behind another tells what went before it: "... after police had used tear gas"."""
    if start <= sentence:  # the first clause goes on behind no other
        return False
    words = reading.tokens.words
    phrases = [tuple(phrase.split()) for phrase in beside(reading.language, "went_before")]
    openings = (start - 1, start) if start - 1 > sentence else (start,)
    return any(words[first : first + len(phrase)] == phrase for first in openings for phrase in phrases)
