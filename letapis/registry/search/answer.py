"""What a search answers: values only. Words that somebody wrote or bears stay out of `repr`, and so out of logs."""

from __future__ import annotations

from dataclasses import dataclass, field

from letapis.claims.claim import DateInterval
from letapis.registry.search.query import Query
from letapis.registry.search.snippets import Snippet
from letapis.registry.search.withheld import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A source, claim or event that was found.

    `exact`: with the words as they were typed. `snippet` is a passage of the report `document`, and of the quote of
    `claim` where that is named; its offsets are those of the report's text. `withheld`: a coerced statement, whose
    words are not shown here.
    """

    kind: str  # event, claim, source
    id: str
    exact: bool
    date: DateInterval | None = None
    title: str = field(default="", repr=False)
    title_marks: tuple[Span, ...] = ()
    type: str = ""
    place: tuple[str, ...] = ()
    status: str = ""
    origins: int = 0
    claims: int = 0  # of an event
    confirmed: bool = False
    document: str = ""
    claim: str = ""
    event: str = ""
    publisher: str = ""
    language: str = ""
    withheld: bool = False
    snippet: Snippet = field(default_factory=Snippet)


@dataclass(frozen=True, slots=True)
class Name:
    """A name like the one that was asked for, how sure, and where it stands: claims that name it, a row of a list."""

    text: str = field(repr=False)
    score: float
    reason: str = field(repr=False)
    claims: int = 0  # at most 1,000 are counted
    latest: str = ""  # id of the newest claim
    record: str = ""  # id of the row of a list


@dataclass(frozen=True, slots=True)
class Facets:
    """How many answers there are of each kind, type and month, of `counted` answers, the newest."""

    kinds: dict[str, int]
    types: dict[str, int]
    months: dict[str, int]
    counted: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Results:
    """A page of answers. `total` is exact unless `more`: then there are more than that.

    `undated`: so many more would fit but for their day, which is unknown. `remarks` tell what was not looked for.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    more: bool = False
    undated: int = 0
    names: tuple[Name, ...] = ()
    facets: Facets | None = None
    remarks: tuple[str, ...] = ()
