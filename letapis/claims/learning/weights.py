"""The weights that were learned, as frozen values: loaded from a file of the vocabulary or of an archive.

Nothing depends on them: without the file, the rules' own order holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from math import exp
from typing import Any

from letapis.vocabulary.resources import text

FORMAT = 1
FILE = "weights.json"
DIGITS = 3  # decimals kept: more would tell the last bit of one machine's arithmetic
TASKS = ("claim", "date", "place")

Trait = tuple[str, str]  # what an option is, and the circumstances under which it counts; "" for any
Table = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Weights:
    """For each task, trait by trait, how much it speaks for an option; `dropped_below` is the least sure claim."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    dropped_below: float = 0.0
    taught: str = ""  # digest of what they were learned from
    decided: frozenset[str] = frozenset()  # ids of claims that people have judged: never dropped

    @property
    def digest(self) -> str:
        """The name of exactly these weights; empty where nothing was learned."""
        return sha256(to_bytes(self)).hexdigest()[:16] if self.tables else ""

    def knows(self, task: str) -> bool:
        """Whether anything was learned for a task."""
        return bool(self.tables.get(task))

    def score(self, task: str, traits: Sequence[str], around: Sequence[str], plain: Sequence[str] = ()) -> float:
        """How much speaks for an option: its traits, by themselves and with each circumstance, and its plain ones."""
        table = self.tables[task]
        total = 0.0
        for trait in traits:
            row = table.get(trait)
            if row:
                total += row.get("", 0.0) + sum(row[one] for one in around if one in row)
        for trait in plain:
            row = table.get(trait)
            if row:
                total += row.get("", 0.0)
        return total


def logistic(score: float) -> float:
    """The probability that belongs to a score."""
    return 1 / (1 + exp(-score)) if score > -500 else 0.0


def pairs(traits: Iterable[str], around: Sequence[str], plain: Iterable[str] = ()) -> list[Trait]:
    """All that `score` adds up, as pairs: what training sees."""
    found = [(trait, one) for trait in traits for one in ("", *around)]
    return found + [(trait, "") for trait in plain]


def table_of(learned: Mapping[Trait, float]) -> Table:
    """Rounded weights by trait and circumstance, in order; what rounds to nothing is left out."""
    rows: dict[str, dict[str, float]] = {}
    for (trait, around), value in sorted(learned.items()):
        rounded = round(value, DIGITS)
        if rounded:
            rows.setdefault(trait, {})[around] = rounded
    return rows


def to_bytes(weights: Weights) -> bytes:
    """The file: the same bytes for the same weights on every machine."""
    value: dict[str, Any] = {
        "format": FORMAT,
        "taught": weights.taught,
        "dropped_below": weights.dropped_below,
        "decided": sorted(weights.decided),
        "tables": weights.tables,
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")).encode() + b"\n"


def from_bytes(content: bytes) -> Weights:
    """The weights of a file. Raises ValueError where it is none of this version."""
    value = json.loads(content)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError("these weights are of another version")
    return Weights(value["tables"], value["dropped_below"], value["taught"], frozenset(value["decided"]))


@cache
def shipped() -> Weights | None:
    """The weights that come with Letapis; None where the file is missing."""
    try:
        return from_bytes(text(FILE).encode())
    except FileNotFoundError:
        return None
