"""The count that a model wrote, held against the words of its quote.

A vague word turns to numbers only by a named table, never by a model. Other numbers are the model's, with the words
that the rules read for the same number, or with a note that they read another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from letapis.claims.claim import Count
from letapis.claims.counts import read_counts
from letapis.claims.tokens import tokenise
from letapis.vocabulary.resources import LANGUAGES

VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Counted:
    """A count with its basis and the rule that it rests on; `words` are those of the text, for the reason."""

    count: Count | None
    basis: str = ""
    rule: str = ""
    words: str = ""


def counted(written: Count | None, quote: str, language: str, table: str, rule: str) -> Counted:
    """The count of a claim. `rule` names the model."""
    model = Counted(written, rule=rule) if written else Counted(None)
    if language not in LANGUAGES:
        return model
    spans = [span for span in read_counts(tokenise(quote), language, table) if not (span.lasting or span.negated)]
    vague = [span for span in spans if span.vague]
    if len(vague) == 1 == len(spans) and (written or vague[0].unit == "people"):
        span = vague[0]
        return Counted(Count(span.low, span.high, span.unit, span.words), VAGUE, f"table {table}", span.words)
    if written is None or not spans:
        return model
    same = next((span for span in spans if (span.low, span.high) == (written.low, written.high)), None)
    if same is None:
        return Counted(written, rule=f"{rule}; rules read another number", words=spans[0].words)
    return Counted(replace(written, words=same.words), rule=rule, words=same.words)
