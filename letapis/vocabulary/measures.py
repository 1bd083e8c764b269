"""The measures of `measures.toml`: what a figure counts, in what unit, and how a sentence says it was done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from letapis.vocabulary.resources import table
from letapis.vocabulary.types import claim_types


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `label` and `done` are keyed by interface language; `done` holds the forms `one` and `many`."""

    code: str
    types: tuple[str, ...]
    unit: str
    label: dict[str, str]
    done: dict[str, dict[str, str]]


@cache
def measures() -> dict[str, Measure]:
    """All measures by code, in the order of the file."""
    return {
        code: Measure(code, tuple(entry["types"]), entry["unit"], entry["label"], entry["done"])
        for code, entry in table("measures.toml").items()
    }


def measure_of(claim_type: str) -> str:
    """The code of what a count of this claim type measures; empty where nothing is counted."""
    known = claim_types().get(claim_type)
    return known.measure if known else ""
