"""From lessons to weights, and how much they help on documents that did not teach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from letapis.claims.learning.confidence import TASK
from letapis.claims.learning.logistic import Choice, fit
from letapis.claims.learning.teaching import Examples, Lesson, examples, in_order
from letapis.claims.learning.weights import Weights, logistic, table_of

PULL = {TASK: 2.0, "date": 2.0, "place": 2.0}  # how strongly a weight is pulled to nothing
LEAST = 3  # examples that a trait must have
FOLDS = 5
HIGHEST = 0.5  # no claim that is more likely right than wrong is dropped


def train(lessons: Sequence[Lesson], table: str = "schema") -> Weights:
    """The weights that lessons teach: first for date and place, then for how sure the claims are that come of these."""
    ordered = in_order(lessons)
    found = [examples(lesson, Weights(), table) for lesson in ordered]
    tables = {task: table_of(fit(_rows(found, task), PULL[task], LEAST)) for task in ("date", "place")}
    chosen = Weights(tables, taught=taught(ordered))
    found = [examples(lesson, chosen, table) for lesson in ordered]
    tables[TASK] = table_of(fit(_rows(found, TASK), PULL[TASK], LEAST))
    return replace(chosen, tables=tables, dropped_below=_limit(found))


def _rows(found: Sequence[Examples], task: str) -> list[Choice]:
    return [choice for one in found for choice in one.choices.get(task, ())]


def taught(lessons: Sequence[Lesson]) -> str:
    """The digest of what teaches."""
    whole = sha256()
    for lesson in lessons:
        verdicts = sorted((name, repr(verdict)) for name, verdict in lesson.verdicts.items())
        whole.update(repr((lesson.document, lesson.claims, verdicts)).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def folds(lessons: Sequence[Lesson], number: int = FOLDS) -> list[tuple[list[Lesson], list[Lesson]]]:
    """Parts to teach and parts to measure, each document measured once."""
    ordered = in_order(lessons)
    return [
        ([one for place, one in enumerate(ordered) if place % number != fold], list(ordered[fold::number]))
        for fold in range(number)
    ]


def _limit(found: Sequence[Examples]) -> float:
    """The confidence below which a claim is dropped: where F1 is highest on documents that did not teach it."""
    rated: list[tuple[float, bool]] = []
    missed = sum(one.missed for one in found)
    for fold in range(FOLDS):
        teach = [one for place, one in enumerate(found) if place % FOLDS != fold]
        learned = Weights({TASK: table_of(fit(_rows(teach, TASK), PULL[TASK], LEAST))})
        rated += [_rated(learned, choice) for choice in _rows(found[fold::FOLDS], TASK)]
    whole = missed + sum(right for _, right in rated)
    limits = [number / 50 for number in range(round(HIGHEST * 50) + 1)]
    return max(limits, key=lambda limit: (_f1(rated, limit, whole), -limit))


def _rated(weights: Weights, choice: Choice) -> tuple[float, bool]:
    table = weights.tables[TASK]
    score = sum(table.get(trait, {}).get(around, 0.0) for trait, around in choice.options[0])
    return logistic(score), choice.right == 0


def _f1(rated: Sequence[tuple[float, bool]], limit: float, whole: int) -> float:
    kept = [right for sure, right in rated if sure >= limit]
    return 2 * sum(kept) / (len(kept) + whole) if whole else 0.0
