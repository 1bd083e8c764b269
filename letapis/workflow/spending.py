"""What a run spent on a language model, and what of its answers was dropped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from letapis.claims.language_model.answer import Answer
from letapis.claims.language_model.checking import Dropped
from letapis.workflow.derived import Json

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in and out; None where nobody said."""

    tokens_in: float | None = None
    tokens_out: float | None = None
    currency: str = ""


@dataclass(slots=True)
class Spending:
    """The account of one run. Answers of earlier runs cost nothing now."""

    price: Price = field(default_factory=Price)
    calls: int = 0  # requests that were sent, those that failed as well
    answers: int = 0  # that came
    kept: int = 0  # answers of earlier runs
    untold: int = 0  # answers whose tokens the endpoint did not tell
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    documents: int = 0
    claims: int = 0
    dropped: list[Dropped] = field(default_factory=list)

    def answered(self, answer: Answer) -> None:
        """Take note of an answer."""
        if answer.kept:
            self.kept += 1
            return
        self.answers += 1
        self.untold += answer.tokens_in is None or answer.tokens_out is None
        self.tokens_in += answer.tokens_in or 0
        self.tokens_out += answer.tokens_out or 0

    def coded(self, _document: str, claims: int, dropped: tuple[Dropped, ...]) -> None:
        """Take note of a document."""
        self.documents += 1
        self.claims += claims
        self.dropped += dropped

    @property
    def cost(self) -> float | None:
        """In the currency of the price; None where there is no price or not all tokens were told."""
        if self.price.tokens_in is None or self.price.tokens_out is None or self.untold:
            return None
        return (self.tokens_in * self.price.tokens_in + self.tokens_out * self.price.tokens_out) / MILLION

    def reasons(self) -> dict[str, int]:
        """How many claims were dropped for each reason, most first."""
        counted = Counter(one.reason for one in self.dropped)
        return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))

    def as_json(self) -> Json:
        """All of it."""
        return {
            "documents": self.documents,
            "claims": self.claims,
            "calls": self.calls,
            "answers": self.answers,
            "kept_answers": self.kept,
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "answers_without_tokens": self.untold,
            "seconds": round(self.seconds, 3),
            "cost": None if self.cost is None else round(self.cost, 6),
            "currency": self.price.currency,
            "dropped": [{"document": one.document, "reason": one.reason, "words": one.words} for one in self.dropped],
            "dropped_by_reason": self.reasons(),
        }

    def as_lines(self) -> list[str]:
        """For a person."""
        untold = f", not told for {self.untold} answer(s)" if self.untold else ""
        cost = "" if self.cost is None else f"; cost {self.cost:.4f} {self.price.currency}".rstrip()
        asked = f"{self.answers} answer(s) to {self.calls} call(s) in {self.seconds:.1f} s"
        before = f"{self.kept} answer(s) kept from before"
        coded = f"{self.claims} claim(s) in {self.documents} document(s)"
        lines = [
            f"Language model: {asked}, {before}; {coded}.",
            f"Tokens: {self.tokens_in} in, {self.tokens_out} out{untold}{cost}.",
        ]
        if self.dropped:
            counted = "; ".join(f"{number} x {reason}" for reason, number in self.reasons().items())
            lines.append(f"Dropped: {len(self.dropped)} claim(s): {counted}.")
        return lines
