"""What the judgements say of each pair of records: the last decision in force. Who is a person is not told here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

from letapis.registry.people.judgement import NOBODY, Pair, PersonJudgement, pair, problem


@dataclass(frozen=True, slots=True)
class Link:
    """What one judgement decided about one pair of records."""

    left: str
    right: str
    judgement: str  # its id

    @property
    def pair(self) -> Pair:
        """The two records."""
        return self.left, self.right

    @property
    def order(self) -> tuple[int, str, str, str]:
        """The place of its judgement in the log, then of the pair."""
        return len(self.judgement), self.judgement, self.left, self.right


@dataclass(slots=True)
class Decisions:
    """The decisions in force, each list in the order of the log."""

    same: list[Link] = field(default_factory=list)
    apart: list[Link] = field(default_factory=list)
    unsure: list[Link] = field(default_factory=list)
    waiting: list[Link] = field(default_factory=list)  # same, said by one where two are asked for
    first_named: dict[str, int] = field(default_factory=dict)  # record -> when a `same` in force first named it
    since: dict[Pair, tuple[str, tuple[int, str]]] = field(default_factory=dict)  # pair -> what holds, and since when
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Said:
    """The decision on one pair so far: the judgement that began it and everybody who said so since."""

    kind: str
    link: Link
    handles: set[str]


def decisions(judgements: Iterable[PersonJudgement], *, four_eyes: bool = False) -> Decisions:
    """The last decision in force on each pair; with `four_eyes` a `same` waits until two handles have said it.

    Never raises: a judgement that cannot be applied is a remark.
    """
    found = Decisions()
    log = _readable(sorted(judgements, key=lambda one: one.order), found.remarks)
    standing = in_force(log, found.remarks)
    confirmed = _confirmers(standing, found.remarks)
    said: dict[Pair, _Said] = {}
    for judgement in standing:
        handles = {_handle(judgement.by), *confirmed.get(judgement.id, ())}
        for kind, key in effects(judgement):
            if kind == "same":
                _name(key, found.first_named)
            _say(said, kind, Link(*key, judgement.id), handles)
    _sort_out(said.values(), found, four_eyes=four_eyes)
    return found


def in_force(log: Sequence[PersonJudgement], remarks: list[str] | None = None) -> list[PersonJudgement]:
    """All but the undos and what they undo; `log` stands in its order. An undo can itself be undone."""
    place = {judgement.id: number for number, judgement in enumerate(log)}
    undone: set[str] = set()
    for number in range(len(log) - 1, -1, -1):
        judgement = log[number]
        if judgement.kind != "undo" or judgement.id in undone:
            continue
        undone |= {target for target in judgement.targets if place.get(target, number) < number}
        if remarks is not None:
            remarks += _unknown(judgement, place, number)
    return [judgement for judgement in log if judgement.kind != "undo" and judgement.id not in undone]


def _unknown(judgement: PersonJudgement, place: dict[str, int], number: int) -> Iterator[str]:
    for target in judgement.targets:
        if place.get(target, number) >= number:
            yield f"judgement {judgement.id}: {judgement.kind} of {target}, which is no earlier judgement"


def _readable(log: list[PersonJudgement], remarks: list[str]) -> list[PersonJudgement]:
    wrong = {judgement.id: problem(judgement) for judgement in log}
    remarks += [f"judgement {name}: {said}" for name, said in wrong.items() if said]
    return [judgement for judgement in log if not wrong[judgement.id]]


def _confirmers(standing: list[PersonJudgement], remarks: list[str]) -> dict[str, set[str]]:
    """Judgement -> handles that confirm it."""
    place = {judgement.id: number for number, judgement in enumerate(standing)}
    found: dict[str, set[str]] = {}
    for number, judgement in enumerate(standing):
        if judgement.kind == "confirm":
            remarks += _unknown(judgement, place, number)
            for target in judgement.targets:
                found.setdefault(target, set()).add(_handle(judgement.by))
    return found


def effects(judgement: PersonJudgement) -> Iterator[tuple[str, Pair]]:
    """Kind and pair of everything that a judgement says."""
    if judgement.kind == "split":
        for left, right in combinations(judgement.groups, 2):
            yield from (("not_same", pair(*both)) for both in product(left, right))
        for group in judgement.groups:
            yield from (("same", pair(*both)) for both in pairwise(group))
    else:
        yield from ((judgement.kind, shown.pair) for shown in judgement.pairs)


def _say(said: dict[Pair, _Said], kind: str, link: Link, handles: set[str]) -> None:
    """A decision of the same kind adds its voice to the one before; another kind takes its place."""
    before = said.get(link.pair)
    if before is not None and before.kind == kind:
        before.handles |= handles
    else:
        said[link.pair] = _Said(kind, link, set(handles))


def _name(key: Pair, first_named: dict[str, int]) -> None:
    for record in key:
        first_named.setdefault(record, len(first_named))


def _handle(by: str) -> str:
    return by.strip().casefold()


def _sort_out(said: Iterable[_Said], found: Decisions, *, four_eyes: bool) -> None:
    for one in said:
        found.since[one.link.pair] = (one.kind, one.link.order[:2])
        if one.kind == "same":
            enough = not four_eyes or len(one.handles.difference(NOBODY)) > 1
            (found.same if enough else found.waiting).append(one.link)
        else:
            (found.apart if one.kind == "not_same" else found.unsure).append(one.link)
    for links in (found.same, found.apart, found.unsure, found.waiting):
        links.sort(key=lambda link: link.order)
