"""The weights that were learned, as frozen values: loaded from a file of the vocabulary or of an archive.

Nothing depends on them: without the file, the rules' own order holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from math import exp
from typing import Any

from letapis.vocabulary.resources import text

FORMAT = 1
FILE = "weights.json"
DIGITS = 3  # decimals kept: more would tell the last bit of one machine's arithmetic
CLAIM, DATE, PLACE, COUNT = TASKS = ("claim", "date", "place", "count")

Table = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """For each task, how much each trait speaks for an option; `dropped_below` is the least sure claim that is kept."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    dropped_below: float = 0.0
    taught: str = ""  # digest of what they were learned from
    decided: frozenset[str] = frozenset()  # ids of claims that people have taken as right: never dropped
    digest: str = ""  # of the file that they were loaded from: the name of exactly these weights

    def knows(self, task: str) -> bool:
        """Whether anything was learned for a task."""
        return bool(self.tables.get(task))

    def asks(self, task: str, rule: str) -> bool:
        """Whether options are looked for: where something may go over a rule, or to learn what is not yet learned."""
        return not self.tables or self.has(task, ruled(rule))

    def has(self, task: str, trait: str) -> bool:
        """Whether a trait was met often enough to weigh anything."""
        return trait in self.tables.get(task, {})

    def score(self, task: str, traits: Iterable[str]) -> float:
        """How much speaks for an option with these traits."""
        table = self.tables[task]
        return sum([table[trait] for trait in traits if trait in table])


def ruled(rule: str) -> str:
    """The trait of what a rule took."""
    return f"rules: {rule or 'none'}"


def logistic(score: float) -> float:
    """The probability that belongs to a score."""
    return 1 / (1 + exp(-score)) if score > -500 else 0.0


def table_of(learned: Mapping[str, float]) -> Table:
    """Rounded weights in order of their traits."""
    return {trait: round(value, DIGITS) for trait, value in sorted(learned.items())}


def to_bytes(weights: Weights) -> bytes:
    """The file: the same bytes for the same weights on every machine, a line for each weight."""
    value: dict[str, Any] = {
        "format": FORMAT,
        "taught": weights.taught,
        "dropped_below": weights.dropped_below,
        "decided": sorted(weights.decided),
        "tables": weights.tables,
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")).encode() + b"\n"


def from_bytes(content: bytes) -> Weights:
    """The weights of a file. Raises ValueError where it holds none, or those of another version."""
    value = json.loads(content)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError("these weights are of another version")
    try:
        decided = frozenset(value["decided"])
        name = sha256(content).hexdigest()[:16]
        return Weights(value["tables"], value["dropped_below"], value["taught"], decided, name)
    except KeyError as error:
        raise ValueError(f"these weights lack {error}") from error


@cache
def shipped() -> Weights | None:
    """The weights that come with Letapis; None where the file is missing."""
    try:
        return from_bytes(text(FILE).encode())
    except FileNotFoundError:
        return None
