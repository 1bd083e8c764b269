"""What the machine proposes of closures: the end of a body that is named, or the number that a source states of many.

A stated number is an entry of its own, and is never added to what the register counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letapis.claims.claim import Claim
from letapis.registry.entry import name_key
from letapis.registry.filling import Fill, Known, filled
from letapis.registry.marks import marked
from letapis.registry.model.naming import named
from letapis.registry.model.proposals import days_of, number_of
from letapis.registry.model.statement import Statement
from letapis.registry.organisations.naming import Body, bodies_in, organisation_id
from letapis.registry.record import Event

KIND = "closure"
DONE = frozenset({"happened", "alleged"})
STEP = {  # code of a kind of closure -> the date that a claim of it tells
    "suit": "suit_filed",
    "struck_off": "struck_off",
    "court_decision": "decided_on",
    "office_decision": "decided_on",
    "self": "decided_on",
}


def proposed_closures(event: Event, claims: Iterable[Claim], known: Known) -> Iterator[Statement]:
    """Statements of closures that the claims of an event tell: one for each body named, one for each stated number."""
    for claim in sorted(claims, key=lambda claim: claim.id):
        if _tells(claim):
            yield from filled(claim, known, _fills(claim, event))


def _tells(claim: Claim) -> bool:
    """Whether it tells of an end: shops that close in protest, for one, do not end by it."""
    return claim.type == KIND and claim.status in DONE and not marked("strike", claim.quote, "form")


def _fills(claim: Claim, event: Event) -> Iterator[Fill]:
    if _counted(claim):
        entry = named(KIND, claim.id)
        yield from _kind(claim, entry)
        yield from _stated(claim, entry, event)
    for body in ended(claim):
        yield from _closed(claim, body, event)


def ended(claim: Claim) -> tuple[Body, ...]:
    """The bodies that a claim says are ended: not the state, nor whoever acts, speaks or counts in it."""
    if not _tells(claim):
        return ()
    # "More than 40 were closed, Viasna says": beside a number only who is told to be among them.
    return tuple(body for body in _named(claim) if not _counted(claim) or _among(body, claim.whom))


def _named(claim: Claim) -> tuple[Body, ...]:
    others = (*claim.who, *filter(None, [claim.said_by]))
    found = tuple(body for body in bodies_in(claim.quote) if not body.state and not _among(body, others))
    if found or len(claim.whom) != 1 or not name_key(claim.whom[0]):
        return found
    whom = claim.whom[0]
    return (Body(whom, 0, 0, organisation_id(whom)),) if organisation_id(whom) else ()


def _among(body: Body, words: Iterable[str]) -> bool:
    return any(body.name in text or text in body.name for text in words)


def _counted(claim: Claim) -> bool:
    count = claim.count
    return bool(count and count.unit == "organisations" and (count.low, count.high) not in {(None, None), (1, 1)})


def _kind(claim: Claim, entry: str) -> Iterator[Fill]:
    yield from (Fill(entry, mark.slot, mark.value, mark.words) for mark in marked(KIND, claim.quote, "kind"))
    yield from (Fill(entry, "place", place) for place in claim.place)


def _stated(claim: Claim, entry: str, event: Event) -> Iterator[Fill]:
    assert claim.count is not None
    yield Fill(entry, "event", f"event:{event.id}")
    yield Fill(entry, "number", number_of(claim.count), claim.count.words)
    yield from (Fill(entry, "estimate", "yes", mark.words) for mark in marked(KIND, claim.quote, "stated"))
    yield from _covered(claim, entry)
    if claim.said_by:
        yield Fill(entry, "said_by", claim.said_by)


def _covered(claim: Claim, entry: str) -> Iterator[Fill]:
    """The days that the number covers, and its moment; the one day of a total is its moment."""
    one_day = claim.date is not None and claim.date.first == claim.date.last
    if claim.as_of:
        yield Fill(entry, "as_of", claim.as_of.iso())
    elif claim.date and one_day and claim.scope == "total":
        yield Fill(entry, "as_of", claim.date.last.isoformat())
    if claim.date and not (one_day and claim.scope == "total"):
        yield Fill(entry, "from", claim.date.first.isoformat())
        yield Fill(entry, "to", claim.date.last.isoformat())


def _closed(claim: Claim, body: Body, event: Event) -> Iterator[Fill]:
    entry = named(KIND, body.id)
    yield Fill(entry, "name", body.name)
    yield Fill(entry, "organisation", body.id)
    yield Fill(entry, "event", f"event:{event.id}")
    yield from _kind(claim, entry)
    yield from (Fill(entry, "basis", mark.value, mark.words) for mark in marked(KIND, claim.quote, "basis"))
    yield from (Fill(entry, "decided_by", one.name) for one in bodies_in(claim.quote) if one.state)
    if claim.date:
        steps = {STEP.get(mark.value, "told_for") for mark in marked(KIND, claim.quote, "kind")} or {"told_for"}
        yield from (Fill(entry, slot, days_of(claim.date)) for slot in sorted(steps))
