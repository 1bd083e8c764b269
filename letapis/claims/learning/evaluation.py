"""What learning changes, on documents that did not teach: claims kept, confidence, dates and places, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letapis.claims.learning.teaching import Examples
from letapis.claims.learning.training import SLOTS, parts, rows, sure, tables_of, taken
from letapis.claims.learning.weights import CLAIM, TASKS, Weights

UNKNOWN = 0.5  # how sure a claim is where nothing was learned


@dataclass(slots=True)
class Measured:
    """Sums over claims or choices; a claim is kept where it is sure enough."""

    number: int = 0
    right: int = 0  # claims that are right; choices that were rightly made
    kept: int = 0
    kept_right: int = 0
    error: float = 0.0  # squared distance of the confidence from what was true

    @property
    def share(self) -> float:
        """Of choices, how many were right; of the claims kept, how many."""
        whole = self.kept or self.number
        return (self.kept_right if self.kept else self.right) / whole if whole else 0.0

    @property
    def distance(self) -> float:
        """The mean squared error of the confidence: 0 is perfect, 0.25 is a coin."""
        return self.error / self.number if self.number else 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the report: task, group ("", a language, a type), and the figures before and after."""

    task: str
    group: str
    before: Measured
    after: Measured


def changes(own: Sequence[Examples], ours: Sequence[Examples], before: Weights | None, now: Weights) -> list[Change]:
    """What weights learned from `ours` and the other folds of `own` do to each fold of `own`.

    `now` was learned from all; only which choices it makes, and below which confidence it drops, are taken from it.
    """
    tasks = [task for task in SLOTS if now.knows(task)]
    tally: dict[tuple[str, str], tuple[Measured, Measured]] = {}
    for teach, test in parts(own):
        after = replace(now, tables=tables_of([*ours, *teach], tasks))
        for task in TASKS:
            for side, weights in enumerate((before or Weights(), after)):
                for groups, measured in _measured(test, task, weights):
                    for group in groups:
                        _add(tally.setdefault((task, group), (Measured(), Measured()))[side], measured)
    order = {task: place for place, task in enumerate(TASKS)}
    return [Change(*key, *tally[key]) for key in sorted(tally, key=lambda key: (order[key[0]], key[1]))]


def _measured(found: Sequence[Examples], task: str, weights: Weights) -> Iterator[tuple[tuple[str, ...], Measured]]:
    """For each example the groups it belongs to and what becomes of it."""
    table = weights.tables.get(task, {})
    for choice in rows(found, task):
        right = choice.right == 0
        if task == CLAIM:
            certain = sure(table, choice) if table else UNKNOWN
            kept = certain >= weights.dropped_below
            yield ("", *choice.about), Measured(1, right, kept, kept and right, (certain - right) ** 2)
        else:
            yield ("", *choice.about), Measured(1, taken(table, choice) == choice.right)


def _add(total: Measured, one: Measured) -> None:
    total.number += one.number
    total.right += one.right
    total.kept += one.kept
    total.kept_right += one.kept_right
    total.error += one.error


def better(found: Sequence[Change]) -> bool:
    """Whether confidence or choices are better than before, and no kind of choice is worse."""
    whole = {change.task: change for change in found if not change.group}
    choices = [whole[task] for task in SLOTS if task in whole]
    if CLAIM not in whole or any(one.after.right < one.before.right for one in choices):
        return False
    nearer = whole[CLAIM].after.error < whole[CLAIM].before.error
    return nearer or any(one.after.right > one.before.right for one in choices)
