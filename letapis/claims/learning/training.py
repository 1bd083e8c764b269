"""From lessons to weights. A table for dates or places is kept where it helps on documents that did not teach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from letapis.claims.learning.logistic import Choice, fit
from letapis.claims.learning.options import CLEARLY
from letapis.claims.learning.teaching import Examples, Lesson, examples, in_order
from letapis.claims.learning.weights import CLAIM, DATE, PLACE, Table, Weights, logistic, table_of

PULL = {CLAIM: 3.0, DATE: 4.0, PLACE: 4.0}  # how strongly a weight is pulled to nothing
LEAST = 3  # examples that a trait must have
DOCUMENTS = 5  # documents in which a rule must have been met before another choice may go over it
FOLDS = 5
GAIN = 0.01  # share of the choices by which a table must be better than the rules' order
STEP = 50  # limits tried between 0 and 1
HIGHEST = 0.5  # no claim that is more likely right than wrong is dropped


def train(lessons: Sequence[Lesson], table: str = "schema") -> Weights:
    """The weights that lessons teach: first for date and place, then for how sure the claims are that come of these."""
    ordered = in_order(lessons)
    found = [examples(lesson, Weights(), table) for lesson in ordered]
    tables = {task: choosing(found, task) for task in (DATE, PLACE) if gain(found, task) >= GAIN}
    chosen = Weights(tables, taught=taught(ordered))
    if tables:
        found = [examples(lesson, chosen, table) for lesson in ordered]
    sure = table_of(fit(rows(found, CLAIM), PULL[CLAIM], LEAST))
    return replace(chosen, tables={CLAIM: sure, **tables}, dropped_below=limit(found))


def rows(found: Sequence[Examples], task: str) -> list[Choice]:
    """The examples of a task, in order."""
    return [choice for one in found for choice in one.choices.get(task, ())]


def choosing(found: Sequence[Examples], task: str) -> Table:
    """The weights of a choice. Rules that few documents had are left out: nothing goes over them."""
    learned = fit(rows(found, task), PULL[task], LEAST)
    met: dict[str, int] = {}
    for one in found:
        for rule in {choice.options[0][0] for choice in one.choices.get(task, ())}:
            met[rule] = met.get(rule, 0) + 1
    kept = {trait: value for trait, value in learned.items() if met.get(trait, DOCUMENTS) >= DOCUMENTS}
    return table_of(kept)


def taught(lessons: Sequence[Lesson]) -> str:
    """The digest of what teaches."""
    whole = sha256()
    for lesson in lessons:
        verdicts = sorted((name, repr(verdict)) for name, verdict in lesson.verdicts.items())
        whole.update(repr((lesson.document, lesson.claims, verdicts)).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def gain(found: Sequence[Examples], task: str) -> float:
    """How many more of the choices are right than by the rules' order, as a share, on folds that did not teach."""
    right = ruled = whole = 0
    for fold in range(FOLDS):
        table = choosing([one for place, one in enumerate(found) if place % FOLDS != fold], task)
        for choice in rows(found[fold::FOLDS], task):
            right += taken(table, choice) == choice.right
            ruled += choice.right == 0
            whole += 1
    return (right - ruled) / whole if whole else 0.0


def taken(table: Table, choice: Choice) -> int:
    """The option that a table takes, as the coder does."""
    own = choice.options[0]
    if own[0] not in table:
        return 0
    scores = [_score(table, option) for option in choice.options]
    best = max(range(len(scores)), key=scores.__getitem__)
    return best if scores[best] > scores[0] + CLEARLY else 0


def _score(table: Mapping[str, float], option: Sequence[str]) -> float:
    return sum([table[trait] for trait in option if trait in table])


def limit(found: Sequence[Examples]) -> float:
    """The confidence below which a claim is dropped: where F1 is highest on documents that did not teach it."""
    rated: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        teach = [one for place, one in enumerate(found) if place % FOLDS != fold]
        table = table_of(fit(rows(teach, CLAIM), PULL[CLAIM], LEAST))
        rated += [
            (logistic(_score(table, choice.options[0])), choice.right == 0)
            for choice in rows(found[fold::FOLDS], CLAIM)
        ]
    whole = sum(one.missed for one in found) + sum(right for _, right in rated)
    limits = [number / STEP for number in range(round(HIGHEST * STEP) + 1)]
    return max(limits, key=lambda least: (_f1(rated, least, whole), -least))


def _f1(rated: Sequence[tuple[float, bool]], least: float, whole: int) -> float:
    kept = [right for sure, right in rated if sure >= least]
    return 2 * sum(kept) / (len(kept) + whole) if whole else 0.0


def folds(lessons: Sequence[Lesson], number: int = FOLDS) -> list[tuple[list[Lesson], list[Lesson]]]:
    """Parts to teach and parts to measure, each document measured once."""
    ordered = in_order(lessons)
    return [
        ([one for place, one in enumerate(ordered) if place % number != fold], list(ordered[fold::number]))
        for fold in range(number)
    ]
