"""Claims that may tell of reprisals against people on strike: offered to whoever links acts to it, never linked here.

A part in a strike is told of this strike only: who pressed strikers here may have stood by others elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from letapis.claims.claim import Claim
from letapis.registry.marks import marked
from letapis.registry.model.proposals import is_act
from letapis.registry.places import comparable
from letapis.registry.strikes.reading import Strike

NEAR = timedelta(days=31)  # a reprisal comes within a month of a day on which the strike is told


def likely_reprisals(strike: Strike, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Of claims `against_strikers`, those near the strike in days and places."""
    return tuple(claim for claim in claims if _near(claim, strike) and _there(claim, strike))


def against_strikers(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of harm whose words name strikers, a strike or its committee, in the order of their ids."""
    found = [claim for claim in claims if is_act(claim) and marked("strike", claim.quote, "strikers")]
    return tuple(sorted(found, key=lambda claim: claim.id))


def _near(claim: Claim, strike: Strike) -> bool:
    """Where a day is not known, only in a report that tells of the strike too."""
    if claim.date is None or not strike.days:
        return any(source.startswith(f"{claim.document}:") for source in strike.sources)
    first, last = strike.days[0].earliest, max(day.latest for day in strike.days)
    return first - NEAR <= claim.date.last and claim.date.first <= last + NEAR


def _there(claim: Claim, strike: Strike) -> bool:
    return not strike.places or not claim.place or any(comparable(claim.place, (place,)) for place in strike.places)
