"""Claims of the rules and claims of a model as one list.

Where both tell of one occurrence there is one claim, with the span of the rules. Each slot says in its reasons whose
value it is and whether the other agreed; nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from letapis.claims.claim import Claim, Count, DateInterval, Reason
from letapis.claims.coder import Coder
from letapis.claims.exchange import claim_to_json
from letapis.claims.language_model.coder import LanguageModelCoder
from letapis.claims.language_model.settings import section, share
from letapis.claims.scoring.scores import Json, pairs
from letapis.claims.scoring.slots import STRICT, overlaps, slot
from letapis.sources.document import Document
from letapis.vocabulary.types import SCOPES, STATUSES

AGREED = "rules and language model"
FROM_MODEL = "language model, where the rules say nothing"
FROM_RULES = "rules, where the language model says nothing"
RULES_FIRST = "rules over language model"
MODEL_FIRST = "language model over rules"
RULES_ALONE = "rules, the language model does not tell it"
MODEL_ALONE = "language model, the rules do not tell it"
DOUBT = "one of rules and language model doubts it"


@dataclass(frozen=True, slots=True)
class BothCoder:
    """Codes by rules and by a model, and merges."""

    rules: Coder
    model: LanguageModelCoder
    name: str = "both"
    in_one_process: bool = True
    table: str = field(default="schema")

    @property
    def learned(self) -> str:
        """The name of the weights of the rules."""
        return str(getattr(self.rules, "learned", ""))

    @property
    def version(self) -> str:
        """The versions of both."""
        return f"{self.rules.name} {self.rules.version} and {self.model.name} {self.model.version}"

    def code(self, document: Document) -> tuple[Claim, ...]:
        """The merged claims. Raises NotCodedError where the model gives no answer."""
        return merged(self.rules.code(document), self.model.code(document), f"{self.name} {self.version}")


def merged(rules: Sequence[Claim], model: Sequence[Claim], coder: str) -> tuple[Claim, ...]:
    """All claims of both in order of the text, those of one occurrence as one."""
    left, right = [claim_to_json(one) for one in rules], [claim_to_json(one) for one in model]
    found = pairs(left, right)
    partner = {one: model[other] for one, other in found}
    used = {other for _, other in found}
    rival = dict(_rivals(left, right, set(partner), used))
    used |= set(rival.values())
    claims = [
        _one(claim, partner[at]) if at in partner else _unseen(claim, model[rival[at]] if at in rival else None)
        for at, claim in enumerate(rules)
    ]
    taken = {claim.id for claim in claims}
    alone = (claim for at, claim in enumerate(model) if at not in used and claim.id not in taken)
    claims += [replace(claim, reasons=(*claim.reasons, Reason("type", MODEL_ALONE))) for claim in alone]
    claims = [replace(claim, coder=coder) for claim in claims]
    return tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.type)))


def _rivals(left: Sequence[Json], right: Sequence[Json], seen: set[int], used: set[int]) -> Iterator[tuple[int, int]]:
    """Claims without a partner that share their words: one reading of them against the other, not two occurrences."""
    taken = set(used)
    for at, one in enumerate(left):
        if at in seen:
            continue
        other = next((to for to, rival in enumerate(right) if to not in taken and overlaps(one, rival)), None)
        if other is not None:
            taken.add(other)
            yield at, other


def _unseen(claim: Claim, rival: Claim | None) -> Claim:
    """A claim that the model had every chance to write and did not; it may have written one of another type."""
    missed, kept = 1 - share("found"), 1 - share("repeated")
    why = Reason("type", RULES_FIRST, rival.type) if rival else Reason("type", RULES_ALONE)
    return replace(claim, confidence=_weighed(claim.confidence, missed / kept), reasons=(*claim.reasons, why))


def _one(rules: Claim, model: Claim) -> Claim:
    reasons = list(rules.reasons)
    values: dict[str, Any] = {}
    for name, weak in section("gives_way").items():
        values[name], rule = _chosen(name, rules, model, weak)
        if rule:
            other = model if rule == RULES_FIRST else rules
            differs = rule in {RULES_FIRST, MODEL_FIRST}
            reasons.append(Reason(name, rule, _told(getattr(other, name)) if differs else ""))
    status, rule = _status(rules.status, model.status)
    reasons += [Reason("status", rule, f"{rules.status}, {model.status}")] if rule else []
    reasons.append(Reason("type", AGREED, model.quote))
    confidence = _weighed(rules.confidence, share("found") / share("repeated"))
    basis = rules.basis if rules.count else model.basis
    return replace(rules, **values, basis=basis, status=status, confidence=confidence, reasons=tuple(reasons))


def _chosen(name: str, rules: Claim, model: Claim, weak: Sequence[str]) -> tuple[Any, str]:
    """The value of a slot and the reason for it; no reason where neither has a value."""
    left, right = getattr(rules, name), getattr(model, name)
    if not right or (name == "scope" and right == SCOPES[0] == left):
        return left, FROM_RULES if left and name != "scope" else ""
    if not left:
        return right, FROM_MODEL
    if _alike(name, rules, model):
        return left, AGREED
    taken_by = [reason.rule for reason in rules.reasons if reason.slot == name]
    return (right, MODEL_FIRST) if taken_by and taken_by[-1] in weak else (left, RULES_FIRST)


def _alike(name: str, rules: Claim, model: Claim) -> bool:
    if name in STRICT:
        return slot(claim_to_json(rules), name) == slot(claim_to_json(model), name)
    left, right = getattr(rules, name), getattr(model, name)
    if isinstance(left, tuple):
        return {one.casefold() for one in left} == {one.casefold() for one in right}
    return bool(left.casefold() == right.casefold())


def _status(rules: str, model: str) -> tuple[str, str]:
    """That something took place is only said where neither doubts it."""
    if rules == model:
        return rules, AGREED if rules != STATUSES[0] else ""
    return (model if rules == STATUSES[0] else rules), DOUBT


def _told(value: object) -> str:
    """A value as words of a reason."""
    match value:
        case DateInterval(first, last):
            return f"{first}..{last}"
        case Count(low, high):
            return f"{'' if low is None else low}..{'' if high is None else high}"
        case tuple():
            return "; ".join(map(str, value))
    return str(value or "")


def _weighed(confidence: float, ratio: float) -> float:
    """Bayes: how sure a claim is after another witness spoke, `ratio` times as likely to speak so where it is right."""
    if not 0 < confidence < 1:
        return confidence
    odds = confidence / (1 - confidence) * ratio
    return round(odds / (1 + odds), 2)
