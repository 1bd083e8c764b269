"""Scores of predicted claims against gold claims, as the contract defines them. Works on the contract's JSON objects.

A predicted claim matches a gold claim where the types are equal and the spans share at least half of the shorter one;
pairs are one to one, those that agree in most slots first. Strict: date, place and count of a match right as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from letapis.claims.scoring.slots import SLOTS, STRICT, overlaps, shown, slot, span_shared

Json = Mapping[str, Any]
MISSED, FALSE = "missed", "false"  # kinds of mistakes beside the names of slots


@dataclass(frozen=True, slots=True)
class Rate:
    """Right, predicted and gold items, and what follows from them."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def plus(self, right: int, predicted: int, gold: int) -> Rate:
        """The rate with further items."""
        return Rate(self.right + right, self.predicted + predicted, self.gold + gold)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: of `kind` missed, false, or the name of a slot; gold and predicted value as text."""

    document: str
    kind: str
    type: str
    quote: str
    gold: str = ""
    predicted: str = ""
    language: str = ""


@dataclass(slots=True)
class Scores:
    """All figures of one comparison."""

    documents: int = 0
    missing: int = 0  # documents of the gold that were not predicted
    bad_quotes: int = 0  # predicted quotes that are not verbatim
    detection: Rate = Rate()
    strict: Rate = Rate()
    slots: dict[str, Rate] = field(default_factory=lambda: dict.fromkeys(SLOTS, Rate()))
    matched: dict[str, Rate] = field(default_factory=lambda: dict.fromkeys(SLOTS, Rate()))  # slots of matched claims
    languages: dict[str, Rate] = field(default_factory=dict)
    strict_languages: dict[str, Rate] = field(default_factory=dict)
    types: dict[str, Rate] = field(default_factory=dict)
    # (gold type, predicted type) of like spans; the second is empty for a missed claim, the first for a made-up one
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)  # language -> quotes of the gold that were found
    rated: list[tuple[float, bool]] = field(
        default_factory=list
    )  # confidence of a predicted claim, and if it was right

    def errors(self, number: int) -> list[Mistake]:
        """Up to `number` mistakes of each kind, in order of the documents."""
        seen: Counter[str] = Counter()
        chosen = []
        for mistake in self.mistakes:
            seen[mistake.kind] += 1
            if seen[mistake.kind] <= number:
                chosen.append(mistake)
        return chosen


def pairs(gold: Sequence[Json], predicted: Sequence[Json]) -> list[tuple[int, int]]:
    """One-to-one pairs of matching claims, those that agree in most slots first, then the longest shared span."""
    ranked = [
        (-sum(slot(one, name) == slot(other, name) for name in SLOTS), -span_shared(one, other), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(predicted)
        if one["type"] == other["type"] and overlaps(one, other)
    ]
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for _, _, i, j in sorted(ranked):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            chosen.append((i, j))
    return chosen


def score(gold: Iterable[Json], predicted: Iterable[Json]) -> Scores:
    """Compare documents with claims, by their id. A document that was not predicted counts as one without claims."""
    claims_of = {document["id"]: document.get("claims", ()) for document in predicted}
    scores = Scores()
    for document in gold:
        scores.documents += 1
        scores.missing += document["id"] not in claims_of
        _score_document(scores, document, claims_of.get(document["id"], ()))
    return scores


def _score_document(scores: Scores, document: Json, predicted: Sequence[Json]) -> None:
    gold: Sequence[Json] = document.get("claims", ())
    language = str(document.get("lang"))
    scores.bad_quotes += sum(document["text"][one["start"] : one["end"]] != one["quote"] for one in predicted)
    matched = pairs(gold, predicted)
    right = sum(all(slot(gold[i], s) == slot(predicted[j], s) for s in STRICT) for i, j in matched)
    scores.detection = scores.detection.plus(len(matched), len(predicted), len(gold))
    scores.strict = scores.strict.plus(right, len(predicted), len(gold))
    for table, number in ((scores.languages, len(matched)), (scores.strict_languages, right)):
        table[language] = table.get(language, Rate()).plus(number, len(predicted), len(gold))
    _score_types(scores, gold, predicted, matched)
    _score_slots(scores, gold, predicted, matched)
    _collect(scores, document, gold, predicted, matched)


def _score_types(
    scores: Scores, gold: Sequence[Json], predicted: Sequence[Json], matched: list[tuple[int, int]]
) -> None:
    rows = [(one["type"], 0, 0, 1) for one in gold] + [(one["type"], 0, 1, 0) for one in predicted]
    rows += [(gold[i]["type"], 1, 0, 0) for i, _ in matched]
    for kind, right, found, wanted in rows:
        scores.types[kind] = scores.types.get(kind, Rate()).plus(right, found, wanted)


def _score_slots(
    scores: Scores, gold: Sequence[Json], predicted: Sequence[Json], matched: list[tuple[int, int]]
) -> None:
    for name in SLOTS:
        right = sum(
            slot(gold[i], name) is not None and slot(gold[i], name) == slot(predicted[j], name) for i, j in matched
        )
        scores.slots[name] = scores.slots[name].plus(
            right,
            sum(slot(one, name) is not None for one in predicted),
            sum(slot(one, name) is not None for one in gold),
        )
        same = sum(slot(gold[i], name) == slot(predicted[j], name) for i, j in matched)
        scores.matched[name] = scores.matched[name].plus(same, len(matched), len(matched))


def _collect(
    scores: Scores, document: Json, gold: Sequence[Json], predicted: Sequence[Json], matched: list[tuple[int, int]]
) -> None:
    name_of, language = str(document["id"]), str(document.get("lang"))
    found = {i for i, _ in matched}
    used = {j for _, j in matched}
    scores.found.setdefault(language, []).extend(gold[i]["quote"] for i in sorted(found))
    scores.rated += [(float(one["confidence"]), j in used) for j, one in enumerate(predicted) if "confidence" in one]
    for i, j in matched:
        for name in SLOTS:
            if slot(gold[i], name) != slot(predicted[j], name):
                scores.mistakes.append(
                    Mistake(
                        name_of,
                        name,
                        gold[i]["type"],
                        gold[i]["quote"],
                        shown(slot(gold[i], name)),
                        shown(slot(predicted[j], name)),
                        language,
                    )
                )
    for i, one in enumerate(gold):
        if i not in found:
            scores.mistakes.append(Mistake(name_of, MISSED, one["type"], one["quote"], language=language))
            rivals = [other["type"] for j, other in enumerate(predicted) if j not in used and overlaps(one, other)]
            scores.confusion[one["type"], rivals[0] if rivals else ""] += 1
    for j, other in enumerate(predicted):
        if j not in used:
            scores.mistakes.append(Mistake(name_of, FALSE, other["type"], other["quote"], language=language))
            if not any(i not in found and overlaps(one, other) for i, one in enumerate(gold)):
                scores.confusion["", other["type"]] += 1
