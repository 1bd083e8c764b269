"""What was typed, as it is meant: words, phrases in quotes, words left out, beginnings; and the filters beside it.

Nothing that is typed is a command: what is no quote, hyphen or star of ours is a word or nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from letapis.registry.search.words import words

KINDS = ("event", "claim", "source")  # in this order where day and spelling are the same
PEOPLE = "people"
LONGEST = 1_000  # characters
MOST = 32  # words
SHORTEST_BEGINNING = 3  # letters before a star
DEEPEST = 10_000  # answers that can be paged through
PAGE = 200  # answers at once

_OPEN = '"«“”„‟「'
_CLOSE = '"»“”‟」'
_PHRASE = rf"[{_OPEN}](?P<phrase>[^{_CLOSE}]*)[{_CLOSE}]?"
_PIECE = re.compile(rf"(?P<out>(?<!\S)[-\u2212])?(?:{_PHRASE}|(?P<word>[^\s{_OPEN}]+))")


class QueryError(ValueError):
    """A query that cannot be answered; `str()` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: its forms in order, more than one for a phrase or a word with hyphens."""

    forms: tuple[str, ...]
    phrase: bool = False  # in quotes: these very words, one behind the other
    beginning: bool = False  # its last word may go on
    out: bool = False  # not to be found


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `repr` keeps the words out: a log must not tell who was searched for.

    `first` and `last`: days of which at least one must be among those of the answer. `origins`: at least so many, which
    only events have. `status` is that of claims and events, or `confirmed`, or `unconfirmed` for events.
    """

    text: str = field(default="", repr=False)
    kinds: tuple[str, ...] = (*KINDS, PEOPLE)
    first: date | None = None
    last: date | None = None
    place: str = ""  # canonical name; what lies in it is found too
    type: str = ""
    status: str = ""
    origins: int = 0
    limit: int = 20
    offset: int = 0

    @property
    def dated(self) -> bool:
        """Whether only certain days are asked for."""
        return self.first is not None or self.last is not None

    @property
    def filtered(self) -> bool:
        """Whether anything but words is asked for."""
        return self.dated or bool(self.place or self.type or self.status or self.origins)


def check(query: Query) -> tuple[Term, ...]:
    """The terms of a query that can be answered. Raises QueryError."""
    if len(query.text) > LONGEST:
        raise QueryError(f"the query has {len(query.text):,} characters; at most {LONGEST:,} are read: shorten it")
    if query.first and query.last and query.last < query.first:
        raise QueryError(f"{query.first} to {query.last} ends before it begins: turn the days round")
    if not 1 <= query.limit <= PAGE or not 0 <= query.offset <= DEEPEST:
        raise QueryError(f"limit goes from 1 to {PAGE}, offset to {DEEPEST:,}: ask for less, or narrow the query")
    found = parse(query.text)
    if sum(len(term.forms) for term in found) > MOST:
        raise QueryError(f"the query has more than {MOST} words: leave some out")
    if not query.filtered and all(term.out for term in found):
        raise QueryError("there is no word to look for: write at least one word, or a filter as --place or --from")
    return found


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a text as it was typed, each once. Raises QueryError for a beginning that is too short."""
    terms = (_term(match) for match in _PIECE.finditer(text.replace("\0", " ")))
    return tuple(dict.fromkeys(term for term in terms if term.forms))


def _term(match: re.Match[str]) -> Term:
    typed = match["phrase"] if match["word"] is None else match["word"]
    forms = tuple(word.form for word in words(typed or ""))
    beginning = typed.endswith("*") and bool(forms)
    if beginning and len(forms[-1]) < SHORTEST_BEGINNING:
        raise QueryError(f"{typed!r} begins too many words: write {SHORTEST_BEGINNING} letters or more before the star")
    return Term(forms, match["word"] is None, beginning, bool(match["out"]))
