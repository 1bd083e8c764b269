"""What the machine proposes of strikes, from the claims of one event, with the words behind each slot.

Which stoppages are one dispute, and who took reprisals, people say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from letapis.claims.claim import Claim, Count
from letapis.registry.filling import Fill, Known, filled
from letapis.registry.marks import marks
from letapis.registry.model.naming import named
from letapis.registry.model.proposals import days_of, number_of
from letapis.registry.model.statement import Statement
from letapis.registry.record import Event
from letapis.registry.workplaces import workplaces_in

KIND = "strike"
DONE, AHEAD = frozenset({"happened", "alleged"}), frozenset({"planned", "threatened"})
STEERING = frozenset({"boundary", "strikers"})  # marks that fill no slot by themselves
_COUNTED = {"people": "workers", "organisations": "workplaces"}  # unit of a claim -> slot


def proposed_strikes(event: Event, claims: Iterable[Claim], known: Known) -> Iterator[Statement]:
    """Statements of the strikes that the claims of an event tell: one for each workplace or group of workplaces named.

    Two plants of one town on one day may be one event, and are two strikes. The id comes from the claim that was known
    first, so that it stays when more is told. Nothing comes of a claim that denies a strike.
    """
    told: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.type == KIND and claim.status in DONE | AHEAD:
            told[tuple(sorted(name for name, _ in workplaces_in(claim.quote)))].append(claim)
    for workplaces in sorted(told):
        first = min(told[workplaces], key=lambda claim: (known(claim.document), claim.id))
        entry = named(KIND, first.id, *workplaces)
        for claim in sorted(told[workplaces], key=lambda claim: claim.id):
            yield from filled(claim, known, _fills(claim, event, entry))


def _fills(claim: Claim, event: Event, entry: str) -> Iterator[Fill]:
    yield Fill(entry, "event", f"event:{event.id}")
    yield from (Fill(entry, "place", place) for place in claim.place)
    yield from (Fill(entry, "workplace", name, words) for name, words in workplaces_in(claim.quote))
    yield from _days(claim, entry)
    if claim.count and claim.count.unit in _COUNTED and tells(claim.count):
        yield Fill(entry, _COUNTED[claim.count.unit], number_of(claim.count), claim.count.words)
    for mark in marks(KIND, claim.quote):
        if mark.slot not in STEERING:
            yield Fill(entry, mark.slot, mark.value, mark.words)


def tells(count: Count) -> bool:
    """Whether a count has an end at all."""
    return (count.low, count.high) != (None, None)


def _days(claim: Claim, entry: str) -> Iterator[Fill]:
    """The day is the first or the last one only where the words say so."""
    if claim.date is None:
        return
    days = days_of(claim.date)
    if claim.status in AHEAD:
        yield Fill(entry, "planned_for", days)
        return
    yield Fill(entry, "told_for", days)
    for mark in marks(KIND, claim.quote):
        if mark.slot == "boundary":
            yield Fill(entry, mark.value, days, mark.words)
