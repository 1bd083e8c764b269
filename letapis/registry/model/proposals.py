"""What the machine proposes of acts: one type of harm, one victim, from the claims of one event.

Proposals are statements without a person behind them. Nothing that was said under duress gets into one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.entry import fold, name_key, population
from letapis.registry.model.naming import named, person_of
from letapis.registry.model.statement import Statement
from letapis.registry.record import Event
from letapis.vocabulary.types import claim_types

Known = Callable[[str], str]

HARM = frozenset({"people", "civic_space"})  # families of claim types that are done to somebody
NO_ACTS = frozenset({"deployment", "election"})  # of these families, and yet nothing is done to a victim
DONE = frozenset({"happened", "alleged"})
_UNITS = {"closure": "organisation"}  # who is hit by such acts, where it is not people
_COUNTED = {"people": "person", "organisations": "organisation"}  # unit of a claim -> counting unit


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim as one saying of one act; `name` is the victim as the claim names it, empty for a group."""

    claim: Claim
    known: str
    name: str = ""


def proposed_acts(event: Event, claims: Iterable[Claim], known: Known) -> Iterator[Statement]:
    """Statements of the acts, victims and involvements that the claims of an event tell.

    One act a claim type and victim: named persons apiece, else the group with its count and unit. The ids come from the
    claim that was known first, so that they stay when more is told.
    """
    for (kind, victim), sayings in sorted(_sayings(claims, known).items()):
        first = min(sayings, key=lambda one: (one.known, one.claim.id))
        act = named("act", first.claim.id, kind, victim)
        who = victim if victim.startswith("person:") else named("person", act)
        for one in sorted(sayings, key=lambda one: one.claim.id):
            yield from _victim(one, who)
            yield from _act(one, event, act, who)
            yield from _involvements(one, act)


def is_act(claim: Claim) -> bool:
    """Whether a claim tells of a harm that was done."""
    return _harmful(claim.type) and claim.status in DONE and claim.scope == "event"


@cache
def _harmful(code: str) -> bool:
    known = claim_types().get(code)
    return known is not None and known.family in HARM and code not in NO_ACTS


def _sayings(claims: Iterable[Claim], known: Known) -> Mapping[tuple[str, str], Sequence[Saying]]:
    """Type and victim -> what is said of it. A victim is the id of a person, or the special group (empty: everyone)."""
    found: dict[tuple[str, str], list[Saying]] = defaultdict(list)
    for claim in claims:
        if is_act(claim):
            for name, victim in victims(claim):
                found[claim.type, victim].append(Saying(claim, known(claim.document), name))
    return found


def victims(claim: Claim) -> Iterator[tuple[str, str]]:
    """Name and id of each person to whom it was done; one nameless group where people are counted, not named."""
    people = [(name, name_key(name)) for name in claim.whom]
    keys = {key for _, key in people if key}
    counted = claim.count.low if claim.count else None
    # "Eleven people, among them A" is done to a group in which one is named: never eleven and one.
    if not keys or (counted is not None and counted > len(keys)):
        yield "", population(claim)
        return
    for name, key in people:
        if key:
            yield name, person_of(key)


def _victim(one: Saying, who: str) -> Iterator[Statement]:
    if one.name:
        yield _said(one, who, "name", one.name)
        return
    names = [name for name in one.claim.whom if not name_key(name)]
    for number, name in enumerate(names, 1):
        yield _said(one, who, "name", name, number)
    unit = _UNITS.get(one.claim.type, "person")
    yield _said(one, who, "unit", unit)
    count = one.claim.count
    if count and _COUNTED.get(count.unit) == unit and (count.low, count.high) != (None, None):
        yield _said(one, who, "number", number_of(count))


def _act(one: Saying, event: Event, act: str, who: str) -> Iterator[Statement]:
    yield _said(one, act, "event", f"event:{event.id}")
    yield _said(one, act, "type", one.claim.type)
    yield _said(one, act, "victim", who)
    if one.claim.date:
        yield _said(one, act, "began", days_of(one.claim.date))
    for number, place in enumerate(one.claim.place, 1):
        yield _said(one, act, "place", place, number)


def _involvements(one: Saying, act: str) -> Iterator[Statement]:
    """Whoever is told to have done it took part in a degree that no machine can tell.

    Nobody is proposed on their own word: what people say against themselves may have been forced.
    """
    speaker = name_key(one.claim.said_by or "")
    for who in dict.fromkeys(one.claim.who):
        if speaker and name_key(who) == speaker:
            continue
        entry = named("involvement", act, name_key(who) or fold(who))
        yield _said(one, entry, "act", act)
        yield _said(one, entry, "perpetrator", who)
        yield _said(one, entry, "degree", "unknown")


def number_of(count: Count) -> str:
    """The count as the value of a slot: `713`, `600..700`, `600..`, `..700`."""
    if count.low == count.high:
        return str(count.low)
    return f"{'' if count.low is None else count.low}..{'' if count.high is None else count.high}"


def days_of(days: DateInterval) -> str:
    """The days as the value of a slot: one day, or the interval in which it lies."""
    first, last = days.first.isoformat(), days.last.isoformat()
    return first if first == last else f"{first}/{last}"


def _said(one: Saying, entry: str, slot: str, value: str, number: int = 1) -> Statement:
    name = f"{one.claim.id}.{slot}" + (f".{number}" if number > 1 else "")
    words = one.claim.count.words if slot == "number" and one.claim.count else ""
    return Statement(name, entry, slot, value, one.known, words=words, rests_on=(one.claim.id,))
