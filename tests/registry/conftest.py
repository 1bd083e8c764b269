"""Small makers of reports and claims, so that a case reads as what is told. All words are our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.figures import figure_on
from letapis.registry.reconcile import reconcile
from letapis.registry.record import Event, Figure, Record
from letapis.sources.document import Document
from letapis.sources.moment import Moment


@dataclass
class Telling:
    """A case: reports and what they say. Every claim gets a place of its own in its report."""

    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def report(self, id_: str, published: str | None = None, text: str = "", **slots) -> Document:
        moment = Moment.parse(published) if published else None
        document = Document(id_, text, published=moment, **slots)
        self.documents.append(document)
        return document

    def claim(self, document: str, kind: str, when: str | None = None, *where: str, **slots) -> Claim:
        """`when` is a day, `first/last`, or None; `count` a number, (low, high) or None."""
        start = sum(100 for claim in self.claims if claim.document == document)
        count, unit = slots.pop("count", None), slots.pop("unit", "people")
        low, high = count if isinstance(count, tuple) else (count, count)
        if when:
            first, _, last = when.partition("/")
            slots["date"] = DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))
        if "as_of" in slots:
            slots["as_of"] = Moment.parse(slots["as_of"])
        words = slots.pop("words", "")
        quote = slots.pop("quote", f"{kind} told at {start}")
        claim = Claim(
            document, kind, quote, start, start + 90, place=where,
            count=None if count is None else Count(low, high, unit, words), **slots,
        )  # fmt: skip
        self.claims.append(claim)
        return claim

    def record(self, *judgements) -> Record:
        return reconcile(self.documents, self.claims, judgements)

    def figure(self, measure: str, day: str, place: str | None = None) -> Figure | None:
        return figure_on(self.record(), measure, date.fromisoformat(day), place)

    def event_of(self, claim: Claim, *judgements) -> Event:
        return next(event for event in self.record(*judgements).events if claim.id in event.claims)


@pytest.fixture
def told() -> Telling:
    return Telling()


@pytest.fixture
def sunday(told: Telling) -> Telling:
    """11 October 2020 as a republished essay and a diary tell it."""
    told.report("essay", "2020-10-27", publisher="A magazine", origin="No Tram News")
    told.report("diary", "2020-10-13", author="A diarist", speaker="Lilia")
    told.claim("essay", "detention", "2020-10-11", "Belarus", count=(700, None), whom=("people",))
    told.claim("diary", "detention", "2020-10-11", "Minsk", count=(600, None), said_by="Lilia")
    told.claim("diary", "detention", "2020-10-11", "Minsk", count=(30, None), whom=("journalists",), said_by="Lilia")
    return told


@pytest.fixture
def counted_sunday(sunday: Telling) -> Telling:
    """The same with the ministry's total and Viasna's growing list."""
    sunday.report("ministry", "2020-10-12", publisher="Interior Ministry")
    sunday.report("list", "2020-10-12", publisher="Viasna")
    day, country = "2020-10-11", "Belarus"
    sunday.claim("ministry", "detention", day, country, count=713, basis="total", said_by="the Interior Ministry")
    sunday.claim("list", "detention", day, country, count=(620, None), basis="named_list", as_of="2020-10-12T12:30")
    return sunday
