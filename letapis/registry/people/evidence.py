"""Evidence in one short string and back: `surname:same:8.250 given:variant:4.100`, weights to three decimals.

Hundreds of thousands of proposals share most of their parts, so equal parts and equal evidence are one object.
"""

from __future__ import annotations

from functools import lru_cache

from letapis.registry.people.records import FIELDS, OUTCOMES, FieldEvidence


def evidence_text(evidence: tuple[FieldEvidence, ...]) -> str:
    """The string of some evidence."""
    return " ".join(map(_text, evidence))


@lru_cache(maxsize=1 << 18)
def evidence_from_text(text: str) -> tuple[FieldEvidence, ...]:
    """The evidence of a string. Raises ValueError for a field or an outcome that there is not."""
    return tuple(map(_part, text.split()))


@lru_cache(maxsize=1 << 16)
def _text(one: FieldEvidence) -> str:
    return f"{one.field}:{one.outcome}:{one.weight:.3f}"


@lru_cache(maxsize=1 << 16)
def _part(text: str) -> FieldEvidence:
    name, outcome, weight = text.split(":")
    if name not in FIELDS or outcome not in OUTCOMES:
        raise ValueError("no such evidence")
    return FieldEvidence(name, outcome, float(weight))
