"""What belongs to the web site and not to the report: notes on cookies, menus, subscription walls, other headlines.

Two things tell it: words of sites, and sentences that stand word for word in reports whose titles share nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from letapis.claims.tokens import fold
from letapis.registry.matching.words import USUAL, bare, usual
from letapis.sources.document import Document
from letapis.vocabulary.resources import table

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORTEST = 4  # words of a sentence that is told again by a site and not by chance
SITES = 3  # reports that hold the same sentence
MARKS, MARKS_OF_LINE = 2, 3  # words of sites in one sentence, in one paragraph
DENSE = 0.08  # and their share of its words


def sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text, roughly; together they are the text without its spaces between them."""
    return (found[0] for found in SENTENCE.finditer(text))


def key(sentence: str) -> str:
    """The sentence as it is compared: its words; empty for one that is too short to tell anything."""
    words = WORD.findall(sentence.casefold())
    return " ".join(words) if len(words) >= SHORTEST else ""


def repeated(documents: Iterable[Document]) -> frozenset[str]:
    """Keys of sentences that reports share whose titles share no telling word. Reports without a title tell nothing."""
    titles: dict[str, list[frozenset[str]]] = defaultdict(list)
    for document in documents:
        title = frozenset(_telling(document.title or ""))
        if title:
            for one in {key(sentence) for sentence in sentences(document.text)} - {""}:
                titles[one].append(title)
    return frozenset(one for one, held in titles.items() if len(held) >= SITES and _strangers(held))


def _telling(title: str) -> Iterator[str]:
    for word in WORD.findall(title):
        plain = bare(fold(word))
        if len(plain) > 2 and usual().get(plain, 0.0) < USUAL / 4:
            yield plain


def _strangers(titles: list[frozenset[str]]) -> bool:
    """Whether no telling word stands in more than half of the titles."""
    distinct = set(titles)
    counts = Counter(word for title in titles for word in title)
    return len(distinct) >= SITES and max(counts.values()) * 2 <= len(titles)


def without_furniture(text: str, known: frozenset[str]) -> str:
    """The text without the sentences that are the site's."""
    lines = (line for line in text.split("\n") if not _full_of_marks(line, MARKS_OF_LINE))
    return "\n".join("".join(one for one in sentences(line) if not is_furniture(one, known)) for line in lines)


def is_furniture(sentence: str, known: frozenset[str]) -> bool:
    """Whether a sentence is the site's: one of the known, or full of words of sites."""
    return bool(known and key(sentence) in known) or _full_of_marks(sentence, MARKS)


def _full_of_marks(words: str, least: int) -> bool:
    held = [fold(word) for word in WORD.findall(words)]
    marks = sum(word in _site_words() for word in held)
    return marks >= least and marks >= DENSE * len(held)


@cache
def _site_words() -> frozenset[str]:
    return frozenset(fold(word) for words in table("matching.toml")["site"].values() for word in words)
