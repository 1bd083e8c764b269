"""The claim types of `types.toml`: code, family, labels, and their numbers in the lists of others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from letapis.vocabulary.resources import table

FAMILIES = ("collective", "people", "civic_space", "response")
STATUSES = ("happened", "planned", "threatened", "denied", "alleged")
SCOPES = ("event", "total")


@dataclass(frozen=True, slots=True)
class ClaimType:
    """One type. `measure` is the code of what a count of this type measures; empty where nothing is counted."""

    code: str
    family: str
    label: dict[str, str]
    definition: str
    huridocs: str
    acled: str
    plover: str
    measure: str


@cache
def claim_types() -> dict[str, ClaimType]:
    """All types by code, in the order of the contract."""
    return {code: ClaimType(code=code, **entry) for code, entry in table("types.toml").items()}
