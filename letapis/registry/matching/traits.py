"""What a report tells that another of the same occurrence would tell as well: words, names, numbers, days, places.

A function of the report alone. Names, numbers, days and places are the same in every language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from letapis.claims.counts import read_counts
from letapis.claims.dates import DateSpan, read_dates
from letapis.claims.kinds import read_kinds
from letapis.claims.places.reading import read_places
from letapis.claims.tokens import Tokens, tokenise
from letapis.names.endings import stem
from letapis.names.folding import fold
from letapis.registry.matching.furniture import without_furniture
from letapis.registry.matching.words import bare
from letapis.sources.document import Document
from letapis.sources.language import language_of
from letapis.vocabulary.resources import LANGUAGES

LEAD = 120  # words at the beginning, where a report says what happened
OPENING = 1_200  # characters in which counts, places and kinds of event are read
LONGEST_SPAN = 3  # days of a date that is still one occasion
NEWS = 3  # days for which an occurrence is news
SHORTEST_NAME = 3
VOWELS = "aiu"  # of a key: Hrodna, Гродно, Гродне
HEADLINE = 0.6  # a title with more capitals than this writes every word with one


@dataclass(frozen=True, slots=True)
class Traits:
    """One report as the match sees it. Words are bare forms; `names` are keys of how words with a capital sound."""

    id: str
    language: str
    published: date | None
    title: Mapping[str, int]
    lead: Mapping[str, int]
    words: Mapping[str, int]
    names: Mapping[str, int]
    written: Mapping[str, str]  # key of a name -> the name as written
    numbers: Mapping[str, int]
    days: frozenset[date]
    places: frozenset[str]  # canonical; countries only where nothing narrower is named
    kinds: frozenset[str]

    @property
    def fresh(self) -> list[date]:
        """The days named that were news when the report was published."""
        published = self.published
        return [day for day in self.days if published and 0 <= (published - day).days <= NEWS]

    @property
    def keys(self) -> set[str]:
        """All that has a rarity; names, numbers and places are marked, as they are no words."""
        return {*self.words, *self.names, *self.numbers, *(f"place:{place}" for place in self.places)}


def traits_of(document: Document, furniture: frozenset[str] = frozenset()) -> Traits:
    """The traits of a report; sentences of `furniture` are the site's and not the report's."""
    title = document.title or ""
    body = without_furniture(document.text, furniture)
    language = document.language or language_of(document.text[:OPENING] or title)
    tokens = tokenise(f"{title}\n\n{body}" if title else body)
    opening = tokenise(f"{title}\n\n{body[:OPENING]}")
    words, head = _words(tokens), len(tokenise(title).words)
    content = [word for word, index in words if index >= head]
    dates = read_dates(tokens, language, document.published, document.written)
    dating = frozenset(index for span in dates for index in range(span.token, span.token_end))
    names = [found for found in _names(tokens, head) if found[0] not in dating]
    dated = document.dated
    return Traits(
        id=document.id,
        language=language,
        published=dated.day if dated else None,
        title=Counter(word for word, index in words if index < head),
        lead=Counter([word for word, index in words if index < head] + content[:LEAD]),
        words=Counter(word for word, _ in words),
        names=Counter(key for _, key, _ in names),
        written={key: raw for _, key, raw in reversed(names)},
        numbers=Counter(_numbers(tokens, opening, language, dating)),
        days=frozenset(_days(dates)),
        places=_places(opening, language),
        kinds=_kinds(opening, language),
    )


def _words(tokens: Tokens) -> list[tuple[str, int]]:
    return [(bare(word), index) for index, word in enumerate(tokens.words) if len(word) > 1 and word[0].isalpha()]


def _names(tokens: Tokens, head: int) -> list[tuple[int, str, str]]:
    """Place in the text, key and spelling of words whose capital is no sentence's beginning and no headline's."""
    starts = {start for start, _ in tokens.sentences}
    titled = _headline(tokens, head)
    found: list[tuple[int, str, str]] = []
    for index, word in enumerate(tokens.words):
        raw = tokens.raw(index)
        if len(word) < SHORTEST_NAME or not raw[0].isupper() or index in starts or (titled and index < head):
            continue
        found.append((index, name_key(word), raw))
    return found


def _headline(tokens: Tokens, head: int) -> bool:
    words = [tokens.raw(index) for index in range(head) if len(tokens.words[index]) > 3]
    return sum(word[0].isupper() for word in words) > HEADLINE * len(words)


def name_key(word: str) -> str:
    """How a word of a name sounds, without its ending and whatever the script: one key for Bokun, Бокун and Бокуна."""
    plain = word.partition("'")[0] or word
    keys = fold(stem(plain))
    sound = keys[0] if keys else plain
    return f"name:{sound.rstrip(VOWELS) if len(sound) > SHORTEST_NAME else sound}"


def _numbers(tokens: Tokens, opening: Tokens, language: str, dating: frozenset[int]) -> Iterable[str]:
    """Numbers in digits that are of no date, and counts in words where they are exact."""
    for index, word in enumerate(tokens.words):
        if word[0].isdigit() and ":" not in word and index not in dating:
            yield f"number:{word}"
    for count in read_counts(opening, language, dates=()):  # what is in words is seldom a date
        if count.low == count.high and count.low is not None and not count.words[:1].isdigit():
            yield f"number:{count.low}"


def _days(dates: Iterable[DateSpan]) -> Iterable[date]:
    for span in dates:
        if span.first and span.last and (span.last - span.first).days < LONGEST_SPAN:
            yield from (span.first + timedelta(number) for number in range((span.last - span.first).days + 1))


def _places(opening: Tokens, language: str) -> frozenset[str]:
    spans = [span for span in read_places(opening, language) if span.place]
    narrow = frozenset(span.place for span in spans if span.kind != "country")
    return narrow or frozenset(span.place for span in spans)


def _kinds(opening: Tokens, language: str) -> frozenset[str]:
    """Kinds of event of the opening's main clauses; none in a language whose words for them are not known."""
    if language not in LANGUAGES:
        return frozenset()
    return frozenset(kind.root for kind in read_kinds(opening, language) if not kind.aside)
