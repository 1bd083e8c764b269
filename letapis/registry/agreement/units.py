"""What several people coded of one thing, field by field: the units that agreement is measured on.

Fields of claims are nominal, but for days (distance in days) and counts (order): 599 and 600 are nearly the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from letapis.claims.scoring.slots import slot
from letapis.registry.agreement.alpha import Level
from letapis.registry.entry import fold

NOT_TOLD = "not told"
LEVELS: Mapping[str, Level] = {
    "found": "nominal", "verdict": "nominal", "type": "nominal", "date": "interval", "date_told": "nominal",
    "place": "nominal", "count": "ordinal", "count_told": "nominal", "who": "nominal", "whom": "nominal",
    "status": "nominal", "scope": "nominal", "said_by": "nominal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that several people coded: a passage, a claim, a slot of an entry.

    `values` is field -> coder -> value; who gave no value is missing there. `group` is what units share: a document.
    `coders` are those who could have coded it, `levels` the levels of fields that are not those of claims.
    """

    id: str
    group: str
    values: Mapping[str, Mapping[str, Hashable]]
    coders: tuple[str, ...]
    language: str = ""
    type: str = ""
    words: str = ""
    levels: Mapping[str, Level] = field(default_factory=dict)


def values_of(claim: Mapping[str, Any]) -> dict[str, Hashable]:
    """The values of a claim as the contract's JSON object, field by field.

    That a day or a count is not told is a decision of its own (`date_told`, `count_told`); as days and numbers such
    values are missing, since nothing is no number of days away from anything.
    """
    days, count = slot(claim, "date"), slot(claim, "count")
    found: dict[str, Hashable] = {
        "type": claim["type"],
        "place": slot(claim, "place") or NOT_TOLD,
        "status": claim.get("status") or "happened",
        "scope": claim.get("scope") or "event",
        "said_by": fold(claim.get("said_by") or "") or NOT_TOLD,
        "date_told": bool(days),
        "count_told": bool(count),
    }
    for name in ("who", "whom"):
        found[name] = frozenset(fold(one) for one in claim.get(name) or ()) or NOT_TOLD
    if isinstance(days, tuple):
        found["date"] = date.fromisoformat(days[0]).toordinal()
    if isinstance(count, tuple):
        found["count"] = count[0] if count[0] is not None else count[1]
    return found


def shown(name: str, value: Hashable) -> str:
    """A value of a field for a person."""
    if name == "date" and isinstance(value, int):
        return date.fromordinal(value).isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " and ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
