"""From examples to weights. A table of choices is kept where it helps on documents that did not teach it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from letapis.claims.learning.logistic import Choice, fit
from letapis.claims.learning.options import CLEARLY
from letapis.claims.learning.teaching import Examples, Lesson, examples, in_order
from letapis.claims.learning.weights import (
    CLAIM,
    COUNT,
    DATE,
    PLACE,
    Table,
    Weights,
    from_bytes,
    logistic,
    table_of,
    to_bytes,
)

PULL = {CLAIM: 25.0, DATE: 4.0, PLACE: 4.0, COUNT: 2.0}  # how strongly a weight is pulled to nothing
SLOTS = (DATE, PLACE, COUNT)  # where there is something to choose
LEAST = 3  # examples that a trait must have
DOCUMENTS = 5  # documents in which a rule must have been met before another choice may go over it
GAINED = 3  # choices more that must be right where something goes over a rule
FOLDS = 5
GAIN = 0.01  # share of the choices by which a table must be better than the rules' order
STEP = 50  # limits tried between 0 and 1
WORTH = 0.005  # by how much F1 must rise where claims are dropped
HIGHEST = 0.5  # no claim that is more likely right than wrong is dropped


def train(lessons: Sequence[Lesson]) -> Weights:
    """The weights that lessons teach, in whatever order they come."""
    ordered = in_order(lessons)
    return weights_from([examples(lesson, Weights()) for lesson in ordered], taught(ordered))


def weights_from(found: Sequence[Examples], digest: str, decided: frozenset[str] = frozenset()) -> Weights:
    """The weights that examples teach; `digest` names what they come from."""
    tasks = [task for task in SLOTS if gain(found, task) >= GAIN]
    return from_bytes(to_bytes(Weights(tables_of(found, tasks), limit(found), digest, decided)))


def tables_of(found: Sequence[Examples], tasks: Iterable[str]) -> dict[str, Table]:
    """How sure a claim is, and what to choose in those tasks that are worth it."""
    return {CLAIM: sureness(found), **{task: choosing(found, task) for task in tasks}}


def taught(lessons: Sequence[Lesson]) -> str:
    """The digest of what teaches."""
    whole = sha256()
    for lesson in lessons:
        verdicts = sorted(lesson.verdicts.items())
        told = [(name, one.right, repr(one.told), sorted(one.known)) for name, one in verdicts]
        whole.update(repr((lesson.document, lesson.claims, told, lesson.weight)).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def rows(found: Sequence[Examples], task: str) -> list[Choice]:
    """The examples of a task, in order."""
    return [choice for one in found for choice in one.choices.get(task, ())]


def sureness(found: Sequence[Examples]) -> Table:
    """The weights by which a claim is right."""
    return table_of(fit(rows(found, CLAIM), PULL[CLAIM], LEAST))


def choosing(found: Sequence[Examples], task: str) -> Table:
    """The weights of a choice. Nothing goes over rules that few documents had, or where next to nothing is gained."""
    learned = fit(rows(found, task), PULL[task], LEAST)
    met: dict[str, int] = {}
    gained: dict[str, int] = {}
    for one in found:
        choices = one.choices.get(task, ())
        for rule in {choice.options[0][0] for choice in choices}:
            met[rule] = met.get(rule, 0) + 1
        for choice in choices:
            more = (taken(learned, choice) == choice.right) - (choice.right == 0)
            gained[choice.options[0][0]] = gained.get(choice.options[0][0], 0) + more
    left_out = {rule for rule, documents in met.items() if documents < DOCUMENTS or gained[rule] < GAINED}
    return table_of({trait: value for trait, value in learned.items() if trait not in left_out})


def gain(found: Sequence[Examples], task: str) -> float:
    """How many more of the choices are right than by the rules' order, as a share, on folds that did not teach."""
    right = ruled = whole = 0
    for teach, test in parts(found):
        table = choosing(teach, task)
        for choice in rows(test, task):
            right += taken(table, choice) == choice.right
            ruled += choice.right == 0
            whole += 1
    return (right - ruled) / whole if whole else 0.0


def parts(found: Sequence[Examples], number: int = FOLDS) -> list[tuple[list[Examples], list[Examples]]]:
    """Documents to teach and documents to measure, each measured once."""
    return [
        ([one for place, one in enumerate(found) if place % number != fold], list(found[fold::number]))
        for fold in range(number)
    ]


def taken(table: Table, choice: Choice) -> int:
    """The option that a table takes, as the coder does."""
    own = choice.options[0]
    if not own or own[0] not in table:
        return 0
    scores = [_score(table, option) for option in choice.options]
    best = max(range(len(scores)), key=scores.__getitem__)
    return best if scores[best] > scores[0] + CLEARLY else 0


def _score(table: Table, option: Sequence[str]) -> float:
    return sum([table[trait] for trait in option if trait in table])


def sure(table: Table, choice: Choice) -> float:
    """How sure a claim is by a table."""
    return logistic(_score(table, choice.options[0]))


def limit(found: Sequence[Examples]) -> float:
    """The confidence below which a claim is dropped: where F1 is highest on documents that did not teach it."""
    rated: list[tuple[float, bool]] = []
    for teach, test in parts(found):
        table = sureness(teach)
        rated += [(sure(table, choice), choice.right == 0) for choice in rows(test, CLAIM)]
    whole = sum(one.missed for one in found) + sum(right for _, right in rated)
    limits = [number / STEP for number in range(round(HIGHEST * STEP) + 1)]
    best = max(limits, key=lambda least: (_f1(rated, least, whole), -least))
    return best if _f1(rated, best, whole) - _f1(rated, 0, whole) >= WORTH else 0.0


def _f1(rated: Sequence[tuple[float, bool]], least: float, whole: int) -> float:
    kept = [right for certain, right in rated if certain >= least]
    return 2 * sum(kept) / (len(kept) + whole) if whole else 0.0
