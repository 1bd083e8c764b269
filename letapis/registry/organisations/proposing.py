"""What the machine proposes of organisations from claims that one is set up, and of offices from claims of any type.

Nobody becomes a member by a machine, and no two organisations are joined by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from letapis.claims.claim import Claim
from letapis.registry.entry import body_code, name_key
from letapis.registry.filling import Fill, Known, filled
from letapis.registry.marks import Mark, marked
from letapis.registry.model.naming import named, person_of
from letapis.registry.model.proposals import days_of
from letapis.registry.model.statement import Statement
from letapis.registry.organisations.closing import ended
from letapis.registry.organisations.naming import KIND, bodies_in, sort_of
from letapis.registry.record import Event
from letapis.registry.workplaces import workplaces_in

OFFICE = "office"
SET_UP = "organising"
_CLAUSE = re.compile(r"[.;:!?(]|, (?=and |but |а |але |но )")
TOLD = frozenset({"happened", "alleged", "planned"})


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation in the words of one claim: its entry, its name as written, where it stands in the quote."""

    entry: str
    name: str
    start: int
    end: int


def proposed_organisations(event: Event, claims: Iterable[Claim], known: Known) -> Iterator[Statement]:
    """Statements of the organisations that the claims of an event tell to be set up, announced, elected or ended.

    A body with a name of its own has one entry wherever it is named; one without, an entry of its own in each event.
    """
    told = [claim for claim in claims if claim.type == SET_UP and claim.status in TOLD]
    first = min(((known(claim.document), claim.id) for claim in told), default=("", ""))[1]
    for claim in sorted(told, key=lambda claim: claim.id):
        yield from filled(claim, known, _organisation(claim, event, first))
    for claim in sorted(claims, key=lambda claim: claim.id):
        yield from filled(claim, known, _ended(claim, event))


def _ended(claim: Claim, event: Event) -> Iterator[Fill]:
    """What a closure tells of the body itself: its name. How it ended stands in the closure."""
    for body in ended(claim):
        yield Fill(body.id, "name", body.name)
        yield Fill(body.id, "event", f"event:{event.id}")
        if sort := sort_of(body.name):
            yield Fill(body.id, "kind", sort.value, sort.words)


def proposed_offices(_: Event, claims: Iterable[Claim], known: Known) -> Iterator[Statement]:
    """Statements of the office that a claim gives the one person whom it names; several of either are for people."""
    told = {claim.id: found for claim in claims if (found := _held(claim))}
    first: dict[str, str] = {}
    for claim in sorted(claims, key=lambda one: (known(one.document), one.id)):
        if claim.id in told:
            first.setdefault(told[claim.id][0], claim.id)
    for claim in sorted(claims, key=lambda one: one.id):
        if claim.id in told:
            person, title = told[claim.id]
            yield from filled(claim, known, _office(claim, named(OFFICE, first[person], person), person, title))


def _organisation(claim: Claim, event: Event, first: str) -> Iterator[Fill]:
    found = list(_named(claim, first))
    for one in found:
        yield Fill(one.entry, "name", one.name)
        yield Fill(one.entry, "event", f"event:{event.id}")
        yield from (Fill(one.entry, "place", place) for place in claim.place)
        sort = sort_of(one.name)
        if sort:
            yield Fill(one.entry, "kind", sort.value, sort.words)
        beginning = _beginning(claim, one)
        yield from (fill for mark in beginning for fill in _begins(claim, one, mark))
        if beginning and len(found) == 1:
            yield from (Fill(one.entry, "workplace", name, words) for name, words in workplaces_in(claim.quote))
            yield from (Fill(one.entry, "aim", _clause(claim.quote, mark)) for mark in marked(KIND, claim.quote, "aim"))


def _named(claim: Claim, first: str) -> Iterator[Named]:
    bodies = [body for body in bodies_in(claim.quote) if not body.state]
    for body in bodies:
        yield Named(body.id, body.name, body.start, body.end)
    sort = None if bodies else sort_of(claim.quote)
    if sort:
        yield Named(named(KIND, first, sort.value), sort.words, sort.start, sort.end)


def _beginning(claim: Claim, one: Named) -> tuple[Mark, ...]:
    """The words by which this body is set up or announced: it stands behind the verb, or the verb is passive."""
    passive = bool(marked(KIND, claim.quote, "voice"))
    return tuple(mark for mark in marked(KIND, claim.quote, "begins") if passive or mark.start < one.start)


def _begins(claim: Claim, one: Named, mark: Mark) -> Iterator[Fill]:
    if mark.value == "founded" and claim.status == "planned":
        return
    if claim.date:
        yield Fill(one.entry, mark.value, days_of(claim.date), mark.words)
    elif mark.value == "announced":
        yield Fill(one.entry, "status", "announced", mark.words)


def _clause(text: str, mark: Mark) -> str:
    """The words from a mark to the end of its clause."""
    return _CLAUSE.split(text[mark.start :], maxsplit=1)[0].strip()


def _held(claim: Claim) -> tuple[str, Mark] | None:
    """The person and the office, where the words of a claim name one of each."""
    if not (claim.whom or claim.who) or claim.status == "denied":
        return None
    titles = marked(OFFICE, claim.quote, "title")
    titles = tuple(one for one in titles if not any(_within(one, other) for other in titles))
    if len(titles) != 1:
        return None
    people = {person_of(found) for words in (*claim.whom, *claim.who) if (found := _person(words, claim.quote))}
    return (people.pop(), titles[0]) if len(people) == 1 else None


def _person(words: str, quote: str) -> str:
    """The key of a person whom the quote itself names; empty for bodies and for whom other sentences name."""
    start = quote.find(words)
    if start < 0 or body_code(words):
        return ""
    overlapping = any(start < body.end and body.start < start + len(words) for body in bodies_in(quote))
    return "" if overlapping else name_key(words)


def _within(one: Mark, other: Mark) -> bool:
    """Whether a mark is a part of the words of a longer one: "chair" of "deputy chair"."""
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start


def _office(claim: Claim, entry: str, person: str, title: Mark) -> Iterator[Fill]:
    yield Fill(entry, "person", person)
    yield Fill(entry, "title", title.value, title.words)
    if claim.date:
        yield Fill(entry, "told_for", days_of(claim.date))
    body = next((one for one in bodies_in(claim.quote) if one.end > title.start), None)
    if body:
        yield Fill(entry, "body", body.name)
        yield Fill(entry, "organisation", body.id)
        return
    sorts = [mark for mark in marked(KIND, claim.quote, "kind") if mark.end > title.start]
    for mark in sorts[:1]:
        yield Fill(entry, "body", mark.words)
