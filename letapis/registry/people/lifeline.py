"""The history of a person: every judgement that ever spoke of its records, also those that are undone or overruled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from letapis.registry.people.decisions import Decisions, decisions, effects, in_force
from letapis.registry.people.judgement import PersonJudgement, Shown
from letapis.registry.people.persons import People


@dataclass(frozen=True, slots=True)
class Step:
    """One judgement as it bears on some records."""

    judgement: PersonJudgement
    pairs: tuple[Shown, ...]  # those of its pairs that name one of the records
    state: str  # in force | undone by ... | overruled | waits


def lifeline(records: Iterable[str], log: Iterable[PersonJudgement], people: People) -> tuple[Step, ...]:
    """The judgements on these records in the order in which they were made, with undos and confirmations of them."""
    named = set(records)
    ordered = sorted(log, key=lambda one: one.order)
    about = {one.id for one in ordered if _names(one, named)}
    for one in ordered:
        if about.intersection(one.targets):
            about.add(one.id)
    states = _states(ordered, people)
    return tuple(Step(one, _of(one, named), states[one.id]) for one in ordered if one.id in about)


def _names(judgement: PersonJudgement, records: set[str]) -> bool:
    return bool(_of(judgement, records)) or any(records.intersection(group) for group in judgement.groups)


def _of(judgement: PersonJudgement, records: set[str]) -> tuple[Shown, ...]:
    return tuple(shown for shown in judgement.pairs if shown.left in records or shown.right in records)


def _states(ordered: list[PersonJudgement], people: People) -> dict[str, str]:
    standing = {one.id for one in in_force(ordered)}
    undone_by = {target: one.id for one in ordered if one.kind == "undo" for target in one.targets}
    waits = {link.judgement for link in people.waiting} | {one.waits.judgement for one in people.conflicts}
    decided = decisions(ordered)
    states = {}
    for one in ordered:
        if one.id not in standing and one.id in undone_by:
            states[one.id] = f"undone by {undone_by[one.id]}"
        elif one.id in waits:
            states[one.id] = "waits"
        else:
            states[one.id] = "in force" if _counts(one, decided) else "overruled"
    return states


def _counts(judgement: PersonJudgement, decided: Decisions) -> bool:
    """Whether anything that it says is what holds now; a second voice for the same counts as well."""
    if judgement.kind in {"undo", "confirm"}:
        return True
    since = decided.since
    return any(
        since.get(key, ("", ()))[0] == kind and since[key][1] <= judgement.order for kind, key in effects(judgement)
    )
