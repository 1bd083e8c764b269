"""A claim in the making: slots by token, filled step by step, each with the rule that filled it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from letapis.claims.claim import Count, DateInterval, Reason
from letapis.sources.moment import Moment

if TYPE_CHECKING:  # it looks at drafts itself
    from letapis.claims.learning.choosing import Offered

# The share of claims that were right on annotated reports, by the form of the act and whether it has a number.
CONFIDENCE = {
    ("verbs", True): 0.87,
    ("verbs", False): 0.74,
    ("suffers", True): 0.9,
    ("suffers", False): 0.67,
    ("nouns", True): 0.63,
    ("nouns", False): 0.66,
    ("results", True): 0.86,
    ("results", False): 0.3,
    ("list", True): 0.77,
    ("term", True): 0.67,
}


@dataclass(slots=True)
class Draft:
    """What will be a claim: `first` and `stop` are the tokens of its quote, `counted` those of its number."""

    type: str
    first: int
    stop: int
    head: int
    form: str = "verbs"
    sentence: int = -1  # first token of its sentence
    title: bool = False  # it stands in a title
    status: str = "happened"
    date: DateInterval | None = None
    date_rule: str = ""
    place: tuple[str, ...] = ()
    place_rule: str = ""
    count: Count | None = None
    counted: tuple[int, int] | None = None
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    scope: str = "event"
    said_by: str | None = None
    definition: str = ""
    basis: str = ""
    as_of: Moment | None = None
    subset: bool = False  # its number is told as a part: "570 of them"
    part_of: Draft | None = None
    voice: str = ""  # of its frame
    offered: Offered | None = None  # what the text offers for date and place, where something was learned
    sure: float | None = None  # how sure it is by what was learned
    reasons: list[Reason] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        """How often a claim like this is right: by what was learned, else by its form."""
        return CONFIDENCE[self.form, self.count is not None] if self.sure is None else self.sure

    def why(self, slot: str, rule: str, words: str) -> None:
        """Note the rule that filled a slot; nothing where no rule did."""
        if rule:
            self.reasons.append(Reason(slot, rule, words))
