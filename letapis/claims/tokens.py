"""Words and sentences of a text, cut once and shared by every reading part. Offsets are those of the text given."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from letapis.names.letters import fold_homoglyphs
from letapis.vocabulary.resources import LANGUAGES, table

# A word keeps its inner hyphens, apostrophes and soft signs; a number its separators of thousands and decimals,
# a time of day its colon. Words go first: no other alternative begins with a letter, and most tokens are words.
TOKEN = re.compile(
    r"[^\W\d_]+(?:['\u2018\u2019\u02bc\-\u2010\u2011][^\W\d_]+)*"
    r"|(?<![\d:])\d{1,2}:\d{2}(?![\d:])"
    r"|\d{1,3}(?:[.,\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
    r"|[^\w\s]|_"
)
EMPTY_LINE = re.compile(r"\n\s*\n")
SENTENCE_END = frozenset(".!?\u2026")
CLOSING = frozenset("\"'\u201d\u2019\u00bb)]\u201c")
FOLD = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u0451", "'''--\u0435")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into tokens and sentences.

    `words[i]` is token i in lower case with apostrophes, hyphens, ё and homoglyphs folded, always as long as the
    token itself; `text[starts[i]:ends[i]]` is the token as written. A sentence is a pair of token indices, the
    second exclusive; `paragraphs` likewise.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]

    def raw(self, index: int) -> str:
        """Token `index` as written."""
        return self.text[self.starts[index] : self.ends[index]]

    def sentence_of(self, index: int) -> int:
        """The number of the sentence that holds token `index`."""
        return max(0, bisect_right(self.sentences, (index, len(self.words))) - 1)

    def at_sentence_start(self, index: int) -> bool:
        """Whether a sentence begins with token `index`."""
        return bool(self.sentences) and self.sentences[self.sentence_of(index)][0] == index

    def at(self, offset: int) -> int:
        """The token that stands at or before character `offset`; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


def tokenise(text: str) -> Tokens:
    """Cut a text. Linear in its length; never raises."""
    spans = [match.span() for match in TOKEN.finditer(text)]
    starts, ends = (tuple(side) for side in zip(*spans, strict=True)) if spans else ((), ())
    words = tuple([fold(text[start:end]) for start, end in spans])  # a list first: a third faster than one by one
    paragraphs = _paragraph_breaks(text, starts)
    sentences = _sentence_breaks(text, words, starts, ends, frozenset(paragraphs))
    return Tokens(text, words, starts, ends, _pairs(sentences, len(words)), _pairs(paragraphs, len(words)))


def _pairs(breaks: list[int], length: int) -> tuple[tuple[int, int], ...]:
    edges = [0, *breaks, length]
    return tuple((left, right) for left, right in pairwise(edges) if left < right)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Lower case without variants of a letter; a letter of the wrong alphabet is put right ("Сouncil").

    As long as the word itself; the words of the vocabulary are folded by it too before they are compared.
    """
    if word.isascii():
        return word.lower()
    lower = word.lower().translate(FOLD)  # in this order: a capital Ё is a letter of the fold too
    if len(lower) != len(word):  # some capitals grow in lower case; offsets must hold
        lower = word.translate(FOLD)
    return fold_homoglyphs(lower)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(
        word for language in LANGUAGES for word in table(f"languages/{language}/sentences.toml")["abbreviations"]
    )


def _paragraph_breaks(text: str, starts: tuple[int, ...]) -> list[int]:
    """Tokens that begin a paragraph: those behind an empty line."""
    found = {bisect_right(starts, match.end() - 1) for match in EMPTY_LINE.finditer(text)}
    return sorted(index for index in found if 0 < index < len(starts))


def _sentence_breaks(
    text: str, words: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...], paragraphs: frozenset[int]
) -> list[int]:
    """Tokens that begin a sentence: those that begin a paragraph, or stand behind an end mark and what closes it."""
    abbreviations = _abbreviations()
    found = set(paragraphs)
    for stop in [index for index, word in enumerate(words) if word in SENTENCE_END]:
        if words[stop] == "." and _abbreviated(words, starts, ends, stop, abbreviations):
            continue
        for index in range(stop + 1, len(words)):
            if ends[index - 1] < starts[index] and _opens(text[starts[index]]):
                found.add(index)
                break
            if index in paragraphs or words[index] not in CLOSING:
                break
    return sorted(found)


def _opens(letter: str) -> bool:
    """Whether a sentence may begin with this character: not with a small letter, not with a closing mark."""
    return not letter.islower() and letter not in ",;:)]\u00bb\u201d%"


def _abbreviated(
    words: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...], stop: int, abbreviations: frozenset[str]
) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial: "Nov.", "г.", "A."."""
    if stop == 0 or ends[stop - 1] != starts[stop]:
        return False
    word = words[stop - 1]
    return word in abbreviations or (len(word) == 1 and word.isalpha())
