"""Events of the record that may be one though the rules hold them apart; how well those agree that the rules joined.

Proposals for a person: nothing is joined here. An event is compared with those near it in kind, time and place, weighed
by what is rare in general, so that a new report changes what is said of its neighbours only.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from letapis.claims.claim import Claim, DateInterval
from letapis.names.persons.comparing import SAME, UNSURE, score
from letapis.names.persons.keys import keys as name_keys
from letapis.registry.counts import Interval, disjoint, ends
from letapis.registry.matching.match import Match, logit, weights
from letapis.registry.matching.occasions import Occasion, of_claims, of_event, silent_claims
from letapis.registry.matching.places import near
from letapis.registry.matching.words import cosine
from letapis.registry.places import lies_in
from letapis.registry.record import Event, Record

DAYS = 2  # between two dates of one occurrence that were told differently
NAMED = 6  # people of an event whose names are compared
SPAN = 4  # days of an occasion; a longer time holds many of them
FURTHEST = 14  # days between two tellings of one act upon one person
MANY, FEW = 10, 0.3  # a number from which on two equal ones are no chance; what smaller ones are worth
CROWD = 40  # events of one kind on one day, from which on only those of one place, person or number are compared
LINKED = frozenset({"part_of", "follows", "series", "denies"})  # links that say that two are two

Values = dict[str, float]
Words = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two events that may be one, by their ids in order, and how well they agree."""

    left: str
    right: str
    match: Match


@dataclass(frozen=True, slots=True)
class Tie:
    """How a report is tied to the event that the rules put its claims into: its likest other report, and the match."""

    report: str
    other: str
    match: Match


def candidates(record: Record, apart: Iterable[Iterable[str]] = ()) -> tuple[Candidate, ...]:
    """All pairs of events that may be one, the surest first. `apart`: claims that people hold apart, set by set."""
    claims = {claim.id: claim for claim in record.claims}
    silent = silent_claims(record.claims)
    held = {event.id: one for event in record.events if (one := of_event(event, claims, silent)) is not None}
    links = ((event.id, link) for event in record.events for link in event.links)
    linked = {frozenset((event, link.event)) for event, link in links if link.kind in LINKED}
    keyed: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in held.values():
        for key in keys(one):
            keyed[key].append(one.id)
    telling = (sorted(members) for key, members in keyed.items() if _tells(key, members))
    pairs = {pair for members in telling for pair in combinations(members, 2)}
    separate = _separate(held.values(), apart)
    found = (_candidate(held[left], held[right]) for left, right in pairs if {left, right} not in linked)
    proposed = (one for one in found if one and frozenset((one.left, one.right)) not in separate)
    return tuple(sorted(proposed, key=lambda one: (-one.match.score, one.left, one.right)))


def candidates_of(event: Occasion, neighbours: Iterable[Occasion]) -> tuple[Candidate, ...]:
    """The same for one event, among those that share one of its `keys`: what a newcomer makes new."""
    own = set(keys(event))
    around = (other for other in neighbours if other.id != event.id and not own.isdisjoint(keys(other)))
    found = (_candidate(*sorted((event, other), key=lambda one: one.id)) for other in around)
    return tuple(sorted(filter(None, found), key=lambda one: (-one.match.score, one.left, one.right)))


def keys(one: Occasion) -> Iterator[tuple[object, ...]]:
    """What two events must have one of in common to be compared: kind with person, number, or day and place."""
    base = (one.kin, one.standing)
    sounds = {key for name in one.persons[:NAMED] for key in name_keys(name)}
    yield from ((*base, "person", key, time) for key in sorted(sounds) for time in _fortnights(one.date))
    if one.persons or one.date is None:
        return
    for day in _days_around(one.date):
        yield (*base, day)
        yield (*base, day, "place", one.place)
        for key, interval in sorted(one.counts.items()):
            if (interval[0] or 0) >= MANY:
                yield (*base, day, "count", key, interval[0])


def _fortnights(when: DateInterval | None) -> tuple[int, ...]:
    """Two in a row, so that any days less than `FURTHEST` apart share one; and 0, for what has no date."""
    if when is None:
        return (0,)
    number = when.first.toordinal() // FURTHEST
    return 0, number, number + 1


def _days_around(when: DateInterval) -> Iterator[date]:
    days = (when.last - when.first).days
    if days < SPAN:
        yield from (when.first + timedelta(number) for number in range(-DAYS // 2, days + DAYS // 2 + 1))


def _tells(key: tuple[object, ...], members: Sequence[str]) -> bool:
    """Whether the events of a key are few enough to be compared pair by pair."""
    return len(members) > 1 and (len(members) <= CROWD or (len(key) > 3 and len(members) <= CROWD * 5))


def _separate(held: Iterable[Occasion], apart: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    """Pairs of events whose claims people hold apart."""
    of_claim = {claim: one.id for one in held for claim in one.claims}
    sets = ({of_claim[claim] for claim in claims if claim in of_claim} for claims in apart)
    return {frozenset(pair) for events in sets for pair in combinations(sorted(events), 2)}


def _candidate(left: Occasion, right: Occasion) -> Candidate | None:
    if _hopeless(left, right):
        return None
    match = compare(left, right)
    return Candidate(left.id, right.id, match) if match.score >= weights("events").threshold else None


def _hopeless(left: Occasion, right: Occasion) -> bool:
    """Whether kind, time, place and numbers speak so much against that no name and no word can mend it."""
    table = weights("events")
    told = [found for part in (_types, _days, _places, _numbers) for found in part(left, right)]
    best = sum(table.parts[name] for name in ("quotes", "quoted_names"))
    best += table.parts["same_persons"] if left.persons and right.persons else 0.0
    return table.evidence({name: value for name, value, _ in told}) + best < logit(table.threshold)


# ---- the comparison


def compare(left: Occasion, right: Occasion) -> Match:
    """How well two events can be one. Symmetric."""
    values: Values = {}
    words: Words = {}
    for part in (_types, _days, _places, _people, _numbers, _quotes):
        for name, value, told in part(left, right):
            values[name] = value
            words[name] = told
    return weights("events").match(values, words)


Found = Iterator[tuple[str, float, tuple[str, ...]]]


def _types(left: Occasion, right: Occasion) -> Found:
    common = left.types & right.types
    yield ("same_type" if common else "same_kin"), 1.0, tuple(sorted(common or left.types | right.types))
    if left.documents & right.documents:
        yield "same_report", 1.0, tuple(sorted(left.documents & right.documents))


def _days(left: Occasion, right: Occasion) -> Found:
    if left.date is None or right.date is None:
        yield "unknown_day", 1.0, ()
        return
    told = (_span(left.date), _span(right.date))
    between = (max(left.date.first, right.date.first) - min(left.date.last, right.date.last)).days
    if between <= 0:
        longest = max((one.date.last - one.date.first).days + 1 for one in (left, right) if one.date)
        yield "same_day", min(1.0, SPAN / longest), told[:1] if told[0] == told[1] else told
    elif between == 1:
        yield "near_day", 1.0, told
    else:
        yield "days_between", min(FURTHEST, between) - 1.0, told


def _span(when: DateInterval) -> str:
    first, last = when.first.isoformat(), when.last.isoformat()
    return first if first == last else f"{first} to {last}"


def _places(left: Occasion, right: Occasion) -> Found:
    one, other = left.place, right.place
    if not one or not other:
        yield "unknown_place", 1.0, ()
    elif one == other:
        yield "same_place", 1.0, one
    elif lies_in(one, other) or lies_in(other, one):
        yield "within_place", 1.0, (*one, *other)
    elif any(near(first, second) for first in one for second in other):
        yield "near_place", 1.0, (*one, *other)
    else:
        yield "other_place", 1.0, (*one, *other)


def _people(left: Occasion, right: Occasion) -> Found:
    if left.persons and right.persons:
        pairs = product(left.persons[:NAMED], right.persons[:NAMED])
        likeness, pair = max((score(*pair), pair) for pair in pairs)
        if likeness >= SAME:
            yield "same_persons", likeness, tuple(dict.fromkeys(pair))
        elif likeness < UNSURE:
            yield "other_persons", 1.0, pair
    if left.actors and right.actors and not left.actors & right.actors:
        yield "other_actors", 1.0, ()


def _numbers(left: Occasion, right: Occasion) -> Found:
    """Of the things that both count, what speaks the loudest: apart, equal, fitting."""
    pairs = [(left.counts[key], right.counts[key]) for key in sorted(left.counts.keys() & right.counts.keys())]
    if not pairs and not left.types & right.types:  # marchers of one are flower bearers of the other
        pairs = [
            (left.counts[one], right.counts[other])
            for one, other in product(sorted(left.counts), sorted(right.counts))
            if one[1:] == other[1:]
        ]
    for name in ("count_apart", "same_count", "count_fits"):
        for pair in pairs:
            if _state(*pair) == name:
                size = max(ends(interval)[0] for interval in pair)
                yield name, 1.0 if size >= MANY or name == "count_apart" else FEW, tuple(map(_told, pair))
                return


def _state(one: Interval, other: Interval) -> str:
    if disjoint(one, other):
        return "count_apart"
    return "same_count" if one == other else "count_fits"


def _told(interval: Interval) -> str:
    low, high = interval
    if low == high:
        return str(low)
    return f"{'' if low is None else low}\u2013{'' if high is None else high}"


def _quotes(left: Occasion, right: Occasion) -> Found:
    for name, one, other in (("quotes", left.words, right.words), ("quoted_names", left.names, right.names)):
        shared = sorted(one.keys() & other.keys(), key=lambda word: (-one[word] * other[word], word))
        if shared:
            yield name, math.sqrt(cosine(one, other)), tuple(word.removeprefix("name:") for word in shared)


# ---- what the rules joined


def ties(event: Event, claims: Mapping[str, Claim]) -> tuple[Tie, ...]:
    """For each report of an event the likest other one; none where one report tells it alone."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for one in event.claims:
        if one in claims:
            by_report[claims[one].document].append(claims[one])
    silent = silent_claims(claim for told in by_report.values() for claim in told)
    held = [of_claims(report, told, silent=silent) for report, told in sorted(by_report.items())]
    return tuple(_tie(one, [other for other in held if other is not one]) for one in held) if len(held) > 1 else ()


def _tie(one: Occasion, others: Sequence[Occasion]) -> Tie:
    matched = ((compare(one, other), other.id) for other in others)
    match, other = min(matched, key=lambda pair: (-pair[0].score, pair[1]))
    return Tie(one.id, other, match)


def explain_join(event: Event, claims: Mapping[str, Claim]) -> Match:
    """How well the claims of an event agree: the match of its weakest tie. Of one report alone: 1, and no parts."""
    weakest = min(ties(event, claims), key=lambda tie: (tie.match.score, tie.report), default=None)
    return Match(1.0, ()) if weakest is None else weakest.match
