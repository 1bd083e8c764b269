"""The claim: what one source says of one occurrence. The contract of the coder and of everything behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from letapis.sources.moment import Moment


@dataclass(frozen=True, slots=True)
class Count:
    """How many: an interval with open ends as None, its unit, and the words it was read from."""

    low: int | None
    high: int | None
    unit: str = "people"
    words: str = ""


@dataclass(frozen=True, slots=True)
class DateInterval:
    """From the first to the last day, both inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a slot has its value: the rule that fired and the words it fired on."""

    slot: str  # type, date, place, count, who, whom, status, scope, said_by
    rule: str  # the rule's name as it stands in the vocabulary or the code
    words: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement in one document that one occurrence took place, is planned, threatened or denied.

    `document.text[start:end] == quote`, always. Slots that a careful reader cannot tell are None or empty.
    """

    document: str  # id of the document
    type: str  # a code of vocabulary/types.toml
    quote: str
    start: int
    end: int
    date: DateInterval | None = None
    place: tuple[str, ...] = ()  # canonical English names
    count: Count | None = None
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    status: str = "happened"  # happened, planned, threatened, denied, alleged
    scope: str = "event"  # event, total
    said_by: str | None = None
    definition: str = ""  # what is counted where it is not what the type says: "punished or persecuted"
    basis: str = ""  # named_list, total, estimate, vague; empty where the text does not tell
    as_of: Moment | None = None  # the moment for which the count holds, where the text states one
    subset_of: str | None = None  # id of the claim that this count is a part of
    confidence: float = 0.5
    coder: str = ""  # name and version of what wrote the claim
    reasons: tuple[Reason, ...] = ()

    @property
    def id(self) -> str:
        """Stable and readable: document, place in it, type."""
        return f"{self.document}:{self.start}-{self.end}:{self.type}"
