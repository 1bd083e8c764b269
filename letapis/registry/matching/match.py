"""A match: the score of two things that may be one occurrence, and the parts that it is made of. It knows no text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from letapis.vocabulary.resources import table

SHOWN = 8  # words of a part that are kept for a reader
SUREST = 0.999  # no machine is certain


@dataclass(frozen=True, slots=True)
class Part:
    """One thing compared: how much of it there is (`value`, mostly 0 to 1), what that weighs, the words it rests on.

    A part speaks for the match where `value * weight` is above 0, against it where it is below.
    """

    name: str
    value: float
    weight: float
    words: tuple[str, ...] = ()

    @property
    def evidence(self) -> float:
        """What the part adds to the evidence, in logits."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Match:
    """How well two things can be one: `score` from 0 to 1, and the parts, the weightiest first."""

    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part weighs, the bias, and the least score of a proposal. Fitted by `bench/fit_matching.py`."""

    bias: float
    threshold: float
    parts: Mapping[str, float]

    def evidence(self, values: Mapping[str, float]) -> float:
        """The logit that the two are one; a part that the table does not have weighs nothing."""
        weights = self.parts
        return self.bias + sum(value * weights.get(name, 0.0) for name, value in values.items())

    def match(self, values: Mapping[str, float], words: Mapping[str, tuple[str, ...]]) -> Match:
        """The match of these values; parts that say nothing are left out."""
        parts = [
            Part(name, round(value, 4), self.parts[name], words.get(name, ())[:SHOWN])
            for name, value in values.items()
            if value and self.parts.get(name)
        ]
        parts.sort(key=lambda part: (-abs(part.evidence), part.name))
        return Match(min(SUREST, round(probability(self.evidence(values)), 3)), tuple(parts))


def probability(evidence: float) -> float:
    """The share of such pairs that are one."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, evidence))))


def logit(share: float) -> float:
    """The evidence of a probability above 0 and below 1."""
    return math.log(share / (1 - share))


@cache
def weights(name: str) -> Weights:
    """The weights of that name in `vocabulary/matching.toml`: reports, across (languages), mentions or events."""
    data = table("matching.toml")[name]
    return Weights(float(data["bias"]), float(data["threshold"]), data["weights"])
