"""The record: what the claims say together. Values only; `reconcile` makes them, nothing changes them."""

from __future__ import annotations

from dataclasses import dataclass

from letapis.claims.claim import Claim, DateInterval
from letapis.sources.moment import Moment


@dataclass(frozen=True, slots=True)
class Origin:
    """Where information truly comes from: a report with all its copies, or the body that a report credits."""

    id: str
    label: str
    kind: str  # body (a named third party), speaker (a person whom several reports credit) or report
    documents: tuple[str, ...]
    reasons: tuple[str, ...] = ()  # why documents are one origin: republication, near-duplicate, same third party


@dataclass(frozen=True, slots=True)
class Reading:
    """One origin's value of a figure as of a moment, with the claims that say it."""

    id: str
    origin: str  # Origin.id
    low: int | None
    high: int | None
    definition: str
    basis: str  # named_list, total, estimate, vague, or empty
    as_of: Moment | None
    claims: tuple[str, ...]
    words: str = ""  # the count in the source's words
    standing: bool = True  # False where a later reading of the same origin took its place
    stated: bool = False  # the as-of stands in the text; else it is the date of the report
    place: tuple[str, ...] = ()  # what it counts within, the widest of its claims


@dataclass(frozen=True, slots=True)
class Relation:
    """How two readings stand to one another."""

    kind: str  # compatible, conflict, superseded (left by right), subset (left of right), different_definition
    left: str
    right: str
    reason: str = ""  # in words


@dataclass(frozen=True, slots=True)
class Published:
    """The value we give and the named rule that chose it. Never an average."""

    rule: str  # named_list, range, lowest, highest
    low: int | None
    high: int | None
    readings: tuple[str, ...]  # those that the value rests on
    reason: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured quantity of an event, a day or a period, with all its readings."""

    id: str
    measure: str  # a code of vocabulary/measures.toml: detained, marched, injured ...
    definition: str
    unit: str
    scope: str  # event or total
    date: DateInterval | None
    place: tuple[str, ...]
    event: str | None  # Event.id for an event's figure
    readings: tuple[Reading, ...]
    relations: tuple[Relation, ...]
    published: Published | None
    origins: int  # independent origins behind the standing readings
    subset_of: str | None = None  # Figure.id
    population: str = ""  # the special group that is counted (vocabulary/joining.toml): journalists; empty for everyone
    criteria: str = ""  # Origin.id of the body by whose criteria people are counted: political prisoners


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link to another event, with its reason."""

    kind: str  # part_of, follows, series, other_date (one act upon one person, told for two days), denies
    event: str
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """An occurrence, supported by claims."""

    id: str
    type: str
    family: str
    date: DateInterval | None
    place: tuple[str, ...]
    status: str
    scope: str
    claims: tuple[str, ...]
    figures: tuple[str, ...]
    origins: tuple[str, ...]
    links: tuple[Link, ...] = ()
    reasons: tuple[str, ...] = ()  # why its claims were joined
    confirmed: bool = False  # True only where a judgement accepted it


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the claims and the judgements say, in one stable order."""

    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = ()  # judgements that could not be applied, and why
