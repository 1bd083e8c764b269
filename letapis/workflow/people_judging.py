"""Judgements on persons: what a person names is looked up, checked, and appended with the evidence that was shown.

Errors name records and judgements by their ids, never by what stands in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from letapis.archive.archive import Archive
from letapis.registry.people.accepting import Acceptable, acceptable, digest
from letapis.registry.people.decisions import effects
from letapis.registry.people.evidence import evidence_text
from letapis.registry.people.exchange import judgement_to_json
from letapis.registry.people.judgement import Pair, PersonJudgement, Shown, pair, problem
from letapis.registry.people.persons import Conflict, People, persons
from letapis.registry.people.records import Edge
from letapis.workflow.judge import JudgementError
from letapis.workflow.people import Standing, four_eyes
from letapis.workflow.people_comparing import contradict

PAIRS = 10_000  # of one "not the same"


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement as appended, and what it came to."""

    judgement: PersonJudgement
    conflicts: tuple[Conflict, ...] = ()  # that it brought about: it waits there
    waits: bool = False  # for a second handle
    held_back: tuple[Edge, ...] = ()  # suggestions that a bulk acceptance left to people
    overrules: tuple[str, ...] = ()  # earlier judgements that said otherwise of the same records


def judge_people(standing: Standing, between: tuple[str, str], kind: str, by: str, reason: str = "") -> Judged:
    """same, not_same or unsure of two sides: each a record, several with commas, or a person.

    `not_same` inside one person splits it: both sides together must name all of its records, or one side the person.
    Raises JudgementError where a side is not there or the two overlap.
    """
    first, second = _apart(resolve(standing, between[0]), resolve(standing, between[1]))
    if kind == "same":
        draft = _same(standing, (*first, *second))
    elif kind == "not_same":
        draft = _not_same(standing, first, second)
    else:
        draft = _draft(kind, pairs=(_strongest(standing, first, second),))
    return _append(standing, draft, by, reason)


def accept_suggested(standing: Standing, by: str, reason: str = "", threshold: float | None = None) -> Judged | None:
    """All open suggestions in one judgement that one undo takes back; None where nothing is left to accept.

    `threshold` is the least probability of a pair, by default that of the linker's band. What would join records that
    contradict each other is held back.
    """
    least = suggested_from() if threshold is None else threshold
    found = suggestions(standing, least)
    if not found.edges:
        return None
    draft = replace(
        _draft("same", pairs=tuple(map(_shown, found.edges))),
        model=standing.proposals.model,
        threshold=least,
        evidence_digest=digest(found.edges),
    )
    return replace(_append(standing, draft, by, reason), held_back=found.held_back)


def suggested_from() -> float:
    """The probability from which the linker that ships suggests a pair."""
    from letapis.bulk.settings import LinkSettings

    return LinkSettings().suggest


def suggestions(standing: Standing, threshold: float | None = None) -> Acceptable:
    """What a bulk acceptance would hold now."""
    least = suggested_from() if threshold is None else threshold
    edges = [
        edge
        if edge.band != "suggest" or edge.probability >= least
        else replace(edge, band="ask")  # below what the person asks for: it stays in the queue
        for edge in standing.edges
    ]
    return acceptable(edges, standing.people, standing.records, contradict)


def confirm(standing: Standing, judgement: str, by: str, reason: str = "") -> Judged:
    """A second voice for a judgement of somebody else. Raises JudgementError."""
    target = _judgement(standing, judgement)
    if target.by.strip().casefold() == by.strip().casefold():
        raise JudgementError(f"{judgement} is a judgement of the same handle; somebody else confirms it")
    return _append(standing, _draft("confirm", targets=(judgement,)), by, reason)


def undo(standing: Standing, judgements: Sequence[str], by: str, reason: str = "") -> Judged:
    """Take judgements back; the log keeps both. Raises JudgementError where there is no such judgement."""
    for one in judgements:
        _judgement(standing, one)
    return _append(standing, _draft("undo", targets=tuple(judgements)), by, reason)


def resolve(standing: Standing, named: str) -> tuple[str, ...]:
    """The records that a word on the command line means, sorted. Raises JudgementError.

    A record is `LIST:ROW`, where LIST is its id, the beginning of it, or the name of its file; a person is its id or
    the beginning of it; several stand with commas between.
    """
    found = {record for one in named.split(",") if one.strip() for record in _one(standing, one.strip())}
    if not found:
        raise JudgementError("a side names no record")
    return tuple(sorted(found))


def _one(standing: Standing, named: str) -> Iterable[str]:
    if named in standing.records:
        return (named,)
    person = standing.people.by_id.get(named)
    if person is not None:
        return person.records
    source, colon, row = named.rpartition(":")
    if colon and row.isdecimal():
        lists = [one.id for one in standing.lists if one.id.startswith(source) or one.sealed.name == source]
        found = {f"{name}:{int(row)}" for name in lists} & standing.records.keys()
        return _only(found, "record", named)
    beginning = named if named.startswith("person-") else f"person-{named}"
    persons = {person.id for person in standing.people.persons if person.id.startswith(beginning)}
    return standing.people.by_id[next(iter(_only(persons, "person or record", "that begins so")))].records


def _only(found: set[str], word: str, named: str) -> set[str]:
    if len(found) != 1:
        many = "there is no" if not found else f"there are {len(found)} times a"
        raise JudgementError(f"{many} {word} {named}; `letapis people show NAME` shows what is there")
    return found


def _apart(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two sides without a common record; of a person and a part of it, the person is what is left."""
    if set(left) < set(right):
        return left, tuple(one for one in right if one not in left)
    if set(right) < set(left):
        return tuple(one for one in left if one not in right), right
    if set(left) & set(right):
        raise JudgementError("the two sides name the same record")
    return left, right


def _draft(
    kind: str,
    pairs: tuple[Shown, ...] = (),
    groups: tuple[tuple[str, ...], ...] = (),
    targets: tuple[str, ...] = (),
) -> PersonJudgement:
    return PersonJudgement("", kind, "", "", pairs=pairs, groups=groups, targets=targets)


def _same(standing: Standing, records: tuple[str, ...]) -> PersonJudgement:
    """Each side joined with the next one, by the strongest proposal between the records that were named."""
    of_side: dict[str, list[str]] = {}
    for record in records:
        of_side.setdefault(standing.people.side(record), []).append(record)
    if len(of_side) < 2:
        raise JudgementError("they are one person already")
    return _draft("same", pairs=tuple(_strongest(standing, *both) for both in pairwise(of_side.values())))


def _not_same(standing: Standing, left: tuple[str, ...], right: tuple[str, ...]) -> PersonJudgement:
    """A split where both sides are of one person, else every pair held apart."""
    sides = {standing.people.side(record) for record in (*left, *right)}
    person = standing.people.by_id.get(next(iter(sides))) if len(sides) == 1 else None
    if person is not None:
        missing = sorted(set(person.records).difference(left, right))
        if missing:
            raise JudgementError(f"which side is {', '.join(missing)} of? They are of the same person: name them too")
        return _draft("split", groups=(left, right))
    if len(left) * len(right) > PAIRS:
        raise JudgementError(f"these are more than {PAIRS} pairs; name fewer records")
    shown = _edges_between(standing, left, right)
    keys = (pair(*both) for both in product(left, right))
    return _draft("not_same", pairs=tuple(shown.get(key, Shown(*key)) for key in keys))


def _strongest(standing: Standing, left: Sequence[str], right: Sequence[str]) -> Shown:
    """The likeliest proposal between two sides; a pair without evidence where there is none.

    A pair that somebody holds apart is taken only where no other is named: nobody's no is overruled by the way.
    """
    apart = {link.pair for link in standing.people.apart}
    keys = {pair(*both) for both in product(left, right)}
    free = keys - apart or keys
    found = [shown for key, shown in _edges_between(standing, left, right).items() if key in free]
    best = max(found, key=lambda shown: shown.probability or 0.0, default=None)
    return best or Shown(*min(free))


def _edges_between(standing: Standing, left: Sequence[str], right: Sequence[str]) -> Mapping[Pair, Shown]:
    mine, others = set(left), set(right)
    return {
        (edge.left, edge.right): _shown(edge)
        for edge in standing.edges
        if (edge.left in mine and edge.right in others) or (edge.right in mine and edge.left in others)
    }


def _shown(edge: Edge) -> Shown:
    """As the log keeps it."""
    return Shown(edge.left, edge.right, round(edge.probability, 6), evidence_text(edge.evidence))


def _judgement(standing: Standing, name: str) -> PersonJudgement:
    for one in standing.log:
        if one.id == name:
            return one
    raise JudgementError(f"there is no judgement {name} on persons; `letapis people show` shows them")


def _append(standing: Standing, draft: PersonJudgement, by: str, reason: str) -> Judged:
    """Number it, append it, and tell what it came to; `standing` itself stays as it was."""
    archive: Archive = standing.archive
    before, two = standing.people, four_eyes(archive)  # what is wrong with these must show before anything is appended
    made: list[PersonJudgement] = []

    def numbered(lines: int) -> Sequence[dict[str, object]]:
        made.append(replace(draft, id=f"pj{lines + 1}", by=by, at=archive.now(), reason=reason))
        wrong = problem(made[0])
        if wrong:
            raise JudgementError(wrong)
        return [judgement_to_json(made[0])]

    decide: Callable[[int], Sequence[dict[str, object]]] = numbered
    archive.judge_persons(decide, by)
    people = persons(standing.records.values(), [*standing.log, made[0]], four_eyes=two)
    named = {key for _, key in effects(made[0])}
    known = set(before.conflicts)
    touched = (one for one in people.conflicts if one not in known or {one.waits.pair, one.apart.pair} & named)
    conflicts = tuple(touched)
    waits = any(link.pair in named for link in people.waiting)
    return Judged(made[0], conflicts, waits, overrules=_overruled(before, people))


def _overruled(before: People, after: People) -> tuple[str, ...]:
    """Judgements whose word on a pair held before and does not any more."""
    gone = {
        link.judgement for name in ("apart", "unsure") for link in {*getattr(before, name)} - {*getattr(after, name)}
    }
    held = {one for person in before.persons for one in person.judgements}
    gone |= held - {one for person in after.persons for one in person.judgements}
    return tuple(sorted(gone, key=lambda name: (len(name), name)))
