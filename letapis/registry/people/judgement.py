"""A judgement about persons: who decided what about which records, when, why, and what was shown to them.

It is a value of the log, appended and never changed; what all of them together come to is the business of `persons.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from letapis.registry.people.evidence import evidence_from_text
from letapis.registry.people.records import FieldEvidence

KINDS = ("same", "not_same", "unsure", "split", "confirm", "undo")
NOBODY = ("", "unnamed")  # handles that are no second person

Pair = tuple[str, str]  # ids of two records, the smaller first


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair of records, with the probability and the evidence that stood on the screen; none where it was unasked."""

    left: str
    right: str
    probability: float | None = None
    told: str = ""  # the evidence as the log keeps it

    @property
    def evidence(self) -> tuple[FieldEvidence, ...]:
        """The evidence field by field. Raises ValueError where the log holds none that can be read."""
        return evidence_from_text(self.told)

    @property
    def pair(self) -> Pair:
        """The two records in the order of their ids."""
        return pair(self.left, self.right)


@dataclass(frozen=True, slots=True)
class PersonJudgement:
    """One decision. Which parts are set depends on its kind.

    `pairs` for same, not_same and unsure; `groups` for split: the records of one group stay one person, those of two
    groups are not; `targets` for confirm and undo: ids of earlier judgements. A bulk acceptance is one `same` over many
    pairs, with the model, the threshold and the digest of the evidence that it rested on.
    """

    id: str  # "pj" and the number of the line in the log
    kind: str
    by: str
    at: str
    reason: str = ""
    pairs: tuple[Shown, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    targets: tuple[str, ...] = ()
    model: str = ""
    threshold: float | None = None
    evidence_digest: str = ""

    @property
    def order(self) -> tuple[int, str]:
        """Its place in the log: pj9 before pj10."""
        return len(self.id), self.id


def pair(first: str, second: str) -> Pair:
    """Two records in the order of their ids."""
    return (first, second) if first < second else (second, first)


def problem(judgement: PersonJudgement) -> str:
    """What is wrong with a judgement by itself; empty where nothing is."""
    if judgement.kind not in KINDS:
        return f"unknown kind {judgement.kind!r}; known are {', '.join(KINDS)}"
    if judgement.kind in {"confirm", "undo"}:
        return "" if judgement.targets else f"{judgement.kind} needs a judgement"
    if judgement.kind == "split":
        return _split_problem(judgement.groups)
    if not judgement.pairs:
        return f"{judgement.kind} needs two records"
    if any(one.left == one.right for one in judgement.pairs):
        return f"{judgement.kind} needs two different records"
    return ""


def _split_problem(groups: tuple[tuple[str, ...], ...]) -> str:
    if len(groups) < 2 or not all(groups):
        return "split needs two groups of records or more"
    named = [record for group in groups for record in group]
    return "split needs groups that share no record" if len(set(named)) < len(named) else ""
