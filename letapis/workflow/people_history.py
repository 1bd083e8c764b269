"""The history of a person put together from lists, of one of its records, or of a judgement on persons, as steps."""

from __future__ import annotations

import re

from letapis.archive.archive import Archive
from letapis.registry.model.history import Step
from letapis.registry.people import lifeline as lives
from letapis.workflow.judge import JudgementError
from letapis.workflow.people import Standing
from letapis.workflow.people_judging import resolve

OF_PEOPLE = re.compile(r"pj\d+|person-\w+|[0-9a-f]+:\d+")
JUDGEMENT = "pj"
UNDONE = "undone by "


def of_people(identifier: str) -> bool:
    """Whether the id is one of the people's: `pj7`, `person-3fa9`, or a record, `LIST:ROW`."""
    return OF_PEOPLE.fullmatch(identifier) is not None


def people_steps(archive: Archive, identifier: str) -> tuple[str, tuple[Step, ...]]:
    """What it is (person, record, judgement) and its steps; none where the archive has nothing of that name."""
    standing = Standing(archive)
    if identifier.startswith(JUDGEMENT):
        steps = _steps(standing, _named(standing, identifier))
        return "judgement", tuple(one for one in steps if _is_on(one, identifier))
    try:
        records = resolve(standing, identifier)
    except JudgementError:
        return "", ()
    return ("person" if identifier.startswith("person-") else "record"), _steps(standing, records)


def _named(standing: Standing, judgement: str) -> tuple[str, ...]:
    """The records that a judgement names, through whatever it undoes or confirms."""
    held = {one.id: one for one in standing.log}
    found: set[str] = set()
    waiting, met = [judgement], set()
    while waiting:
        name = waiting.pop()
        if name in held and name not in met:
            met.add(name)
            found.update(record for shown in held[name].pairs for record in shown.pair)
            found.update(record for group in held[name].groups for record in group)
            waiting += held[name].targets
    return tuple(sorted(found))


def _is_on(step: Step, judgement: str) -> bool:
    return step.id == judgement or judgement in step.targets or step.undone_by == judgement


def _steps(standing: Standing, records: tuple[str, ...]) -> tuple[Step, ...]:
    return tuple(_step(one) for one in lives.lifeline(records, standing.log, standing.people))


def _step(one: lives.Step) -> Step:
    """A person's judgement as a step: of its pairs only those that name the records, as a bulk one has thousands."""
    made = one.judgement
    named = {record for shown in one.pairs for record in shown.pair} | {name for group in made.groups for name in group}
    by = one.state.removeprefix(UNDONE) if one.state.startswith(UNDONE) else ""
    targets, holds = (*sorted(named), *made.targets), one.state == "in force"
    return Step(made.id, made.at, made.by, made.kind, targets, made.reason, in_force=holds, undone_by=by)
