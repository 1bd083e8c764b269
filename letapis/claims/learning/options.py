"""Options for a slot: every value that the text offers for it, each once, with what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from letapis.claims.learning.weights import Weights
from letapis.claims.learning.weights import ruled as trait_of

Value = TypeVar("Value")
NEAR = ((2, "beside"), (6, "near"), (14, "far"))
CLEARLY = 0.7  # how much more must speak for an option than for the rules' own: twice as likely
LEARNED = "learned: "  # before the name of a source that no rule goes to


@dataclass(slots=True)
class Option(Generic[Value]):
    """A value with the rule and words that offer it first, and all that speaks for it."""

    value: Value
    rule: str
    words: str = ""
    traits: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked(Generic[Value]):
    """The options for one slot of one act; the first is the one that the rules took."""

    options: tuple[Option[Value], ...]
    rule: str

    def best(self, weights: Weights, task: str) -> Option[Value]:
        """The option for which clearly more speaks than for the rules' own; that one where the rule is little known."""
        own = self.options[0]
        if not weights.has(task, self.rule):
            return own
        least = weights.score(task, own.traits) + CLEARLY
        found = own
        for option in self.options[1:]:
            score = weights.score(task, option.traits)
            if score > least:
                found, least = option, score
        return found


class Collected(Generic[Value]):
    """Options by value, in the order in which they were offered: what two sources offer has the traits of both.

    The first is the rules' own; `around` is what is the case when the rule is to be trusted or not.
    """

    def __init__(self, ruled: tuple[Value, str, str], around: Sequence[str] = ()) -> None:
        self._rule = trait_of(ruled[1])
        self._options: dict[Value, Option[Value]] = {}
        self.offer(*ruled, self._rule, [f"{self._rule}, {one}" for one in around])

    def offer(self, value: Value, rule: str, words: str, source: str, traits: Sequence[str] = ()) -> None:
        """One more source of a value."""
        option = self._options.setdefault(value, Option(value, rule, words))
        option.traits += (source, *traits)

    def asked(self) -> Asked[Value]:
        """All of them."""
        return Asked(tuple(self._options.values()), self._rule)


def distance(first: int, stop: int, head: int) -> str:
    """How far tokens [first, stop) are from the head of an act, and on which side."""
    gap, side = (first - head, "behind") if first > head else (head - stop + 1, "before")
    return f"{next((name for most, name in NEAR if gap <= most), 'farther')} {side}"
