"""Options for a slot: every value that the text offers for it, each once, with what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from letapis.claims.assembly.stand import Spot
from letapis.claims.assembly.told import after, perfect, standing
from letapis.claims.learning.weights import Trait, Weights, pairs
from letapis.claims.sentences.reading import Reading

Value = TypeVar("Value")
NEAR = ((2, "beside"), (6, "near"), (14, "far"))


@dataclass(slots=True)
class Option(Generic[Value]):
    """A value, and what offers it; `sources` count with every circumstance, `traits` by themselves."""

    value: Value
    rule: str
    words: str = ""
    sources: list[str] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked(Generic[Value]):
    """The options for one slot of one act, the circumstances, and the option that the rules took."""

    options: tuple[Option[Value], ...]
    around: tuple[str, ...]
    ruled: int

    def best(self, weights: Weights, task: str) -> Option[Value]:
        """The option for which most speaks; the rules' own where two are alike."""
        scores = [weights.score(task, one.sources, self.around, one.traits) for one in self.options]
        highest = max(scores)
        return self.options[self.ruled if scores[self.ruled] >= highest else scores.index(highest)]

    def traits(self) -> tuple[tuple[Trait, ...], ...]:
        """What training sees of each option."""
        return tuple(tuple(pairs(one.sources, self.around, one.traits)) for one in self.options)


class Collected(Generic[Value]):
    """Options by value, in the order in which they were offered: what two sources offer has the traits of both."""

    def __init__(self) -> None:
        self._options: dict[Value, Option[Value]] = {}

    def offer(self, value: Value, rule: str, words: str, source: str, traits: Sequence[str] = ()) -> None:
        """One more source of a value."""
        option = self._options.setdefault(value, Option(value, rule, words))
        option.sources.append(source)
        option.traits += traits

    def asked(self, around: tuple[str, ...], ruled: Value) -> Asked[Value]:
        """All of them; `ruled` is the value that the rules took, which must have been offered."""
        values = list(self._options)
        return Asked(tuple(self._options.values()), around, values.index(ruled))


def circumstances(reading: Reading, spot: Spot, form: str, voice: str, *, counted: bool) -> tuple[str, ...]:
    """What is the case around an act, whichever slot is asked for."""
    start, end = spot.clause
    found = [
        f"type {spot.kind}",
        f"form {form}",
        f"voice {voice}",
        f"status {spot.status}",
        f"language {reading.language}",
        f"stand {spot.stand.date_rule or 'none'}",
        f"home {spot.stand.place_rule or 'none'}",
        "counted" if counted else "not counted",
        _position(reading, spot),
    ]
    if perfect(reading, start, spot.head):
        found.append("perfect")
    if standing(reading, start, end):
        found.append("standing")
    if after(reading, spot.sentence[0], start):
        found.append("went before")
    if reading.whole is not None:
        found += reading.whole.around
    if reading.published is None:
        found.append("day of publication unknown")
    return tuple(found)


def _position(reading: Reading, spot: Spot) -> str:
    """Where in the text the sentence stands: first, in the first paragraph, or later."""
    if spot.sentence[0] == 0:
        return "first sentence"
    return "first paragraph" if reading.paragraph_of(spot.sentence[0]) == 0 else "later"


def distance(first: int, stop: int, head: int) -> str:
    """How far tokens [first, stop) are from the head of an act, and on which side."""
    gap, side = (first - head, "behind") if first > head else (head - stop + 1, "before")
    return f"{next((name for most, name in NEAR if gap <= most), 'farther')} {side}"
