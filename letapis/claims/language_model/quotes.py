"""Whether a quote stands in a text, and where. Nothing is found that differs by a letter.

A quote may differ in the form of its quotation marks, dashes and spaces: models straighten these. What is kept is
always the text's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from letapis.claims.language_model.settings import section

NUMBER = re.compile(r"\s*\[\d{1,4}\]\s*")  # the paragraph number that we put before a paragraph
LEAST = 3  # letters and digits; a quote with fewer says nothing


class Verbatim:
    """A text in which quotes are looked up."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.start = start
        self.end = len(text) if end is None else end
        self._even: tuple[str, list[int]] | None = None

    def find(self, quote: str, near: int) -> tuple[int, int] | None:
        """The span of the quote that begins nearest to `near`; None where the text does not hold it."""
        number = NUMBER.match(quote)
        for words in (quote, quote[number.end() :]) if number else (quote,):
            if sum(letter.isalnum() for letter in words) >= LEAST and (found := self._nearest(words.strip(), near)):
                return found
        return None

    def own(self, words: str) -> str:
        """Words as the text writes them, in small or capital letters; empty where it does not hold them."""
        words = words.strip()
        spans = [*self._exact(words)] or [*self._in_another_form(words)] or [*self._in_another_form(words, _small)]
        return self.text[spans[0][0] : spans[0][1]] if spans else ""

    def _nearest(self, quote: str, near: int) -> tuple[int, int] | None:
        spans = list(self._exact(quote)) or list(self._in_another_form(quote))
        return min(spans, key=lambda span: abs(span[0] - near)) if spans else None

    def _exact(self, quote: str) -> Iterator[tuple[int, int]]:
        for start in _starts(self.text, quote, self.start, self.end):
            if _whole(self.text, start, start + len(quote)):
                yield start, start + len(quote)

    def _in_another_form(self, quote: str, case: Callable[[str], str] = str) -> Iterator[tuple[int, int]]:
        wanted = case(even(quote)[0].strip())
        text, places = self._evened()
        text = case(text)
        for start in _starts(text, wanted, 0, len(text)):
            first, last = places[start], places[start + len(wanted) - 1]
            if _whole(self.text, first, last + 1):
                yield first, last + 1

    def _evened(self) -> tuple[str, list[int]]:
        if self._even is None:
            text, places = even(self.text[self.start : self.end])
            self._even = text, [self.start + place for place in places]
        return self._even


def even(text: str) -> tuple[str, list[int]]:
    """The text with one form of each mark and one space for many, and for each of its characters where it was."""
    forms = _forms()
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        form = forms.get(letter, letter)
        if form == " " and letters and letters[-1] == " ":
            continue
        letters.extend(form)
        places.extend([place] * len(form))
    return "".join(letters), places


def _small(text: str) -> str:
    """Small letters, as many as there were."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


@cache
def _forms() -> dict[str, str]:
    return {letter: form for form, letters in section("same").items() for letter in letters}


def _starts(text: str, wanted: str, start: int, end: int) -> Iterator[int]:
    place = text.find(wanted, start, end) if wanted else -1
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1, end)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends between words: "arrest" is no quote from "arrested"."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    ends = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return begins and ends
