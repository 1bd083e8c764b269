"""Links between events: part of a wider one, following upon another, weekly, told for another day; with reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from letapis.registry.cells import Cell, Group
from letapis.registry.places import comparable, lies_in

WEEK = timedelta(days=7)
OTHER_DATE = timedelta(days=14)  # one act upon one person that reports place further apart is two acts
CUSTODY = timedelta(days=400)  # a release follows the last detention within this time
SERIAL = frozenset({"demonstration", "progovernment_rally", "strike"})
ANSWERED = (  # standing of the other claim, kind of link, reason
    ("planned", "follows", "was planned for that day"),
    ("threatened", "follows", "was threatened for that day"),
    ("denied", "denies", "denied by another claim for the same day and place"),
)


class Found(NamedTuple):
    """A link to the group of that anchor."""

    kind: str
    anchor: str
    reason: str


class Told(NamedTuple):
    """What the links between one person's events need of a group: its day and what was done."""

    anchor: str
    kin: str
    standing: str
    first: date
    types: frozenset[str]


class Outline(NamedTuple):
    """What a general denial, and what it may speak of, need of each other: the days, the places and the people."""

    anchor: str
    kin: str
    standing: str  # denied: first and last are the days of which it speaks; happened: those on which it was
    first: date
    last: date
    place: tuple[str, ...]
    people: frozenset[str]


def wholes_of(groups: Iterable[Group]) -> list[Group]:
    """The groups of a cell that others can be a part of: everyone's, the narrowest first."""
    mains = [group for group in groups if group.cluster.kind == "main"]
    around = {group.anchor: sum(lies_in(group.cluster.place, one.cluster.place) for one in mains) for group in mains}
    return sorted(mains, key=lambda group: (-around[group.anchor], group.anchor))


def part_of(group: Group, wholes: Sequence[Group]) -> tuple[Found, ...]:
    """The narrowest event of everyone in the same cell that holds the group."""
    if group.cell.kind not in {"day", "span"}:
        return ()
    for whole in wholes:
        if whole.anchor != group.anchor and group.cluster.types & whole.cluster.types and _holds(whole, group):
            return (Found("part_of", whole.anchor, _why_part(group, whole)),)
    return ()


def _holds(whole: Group, group: Group) -> bool:
    own, around = group.cluster.place, whole.cluster.place
    if group.cluster.kind == "main":
        return own != around and lies_in(own, around)
    return not own or lies_in(own, around)


def _why_part(group: Group, whole: Group) -> str:
    own, around = group.cluster.place, whole.cluster.place
    if not own or own == around:
        return "same day and place, a smaller number or single people"
    return f"same day; {' and '.join(own)} lies in {' and '.join(around)}"


def answers(group: Group, standing: str, others: Iterable[Group]) -> Iterator[Found]:
    """The plan, the threat or the denial (`standing`) of the same day and place that the group answers to."""
    kind, reason = next((kind, reason) for name, kind, reason in ANSWERED if name == standing)
    if group.cell.kind != "day" or group.cell.standing != "happened" or group.cluster.kind == "part":
        return
    for other in others:
        if comparable(group.cluster.place, other.cluster.place) and _same_people(group, other):
            yield Found(kind, other.anchor, reason)


def denied_days(denial: Group) -> tuple[date, date] | None:
    """The days of which a general denial speaks; without a date, the year before it was written. None for one day's."""
    cell = denial.cell
    if cell.standing != "denied" or cell.kind == "day":
        return None
    written = min((entry.as_of.day for entry in denial.entries if entry.as_of), default=None)
    last = cell.last or written
    if last is None:
        return None
    return cell.first or last - CUSTODY, last


def outline(group: Group) -> Outline | None:
    """The outline of a general denial and of what happened on a day or some; None of all other groups."""
    cell, standing, days = group.cell, "denied", denied_days(group)
    if cell.standing == "happened" and cell.kind in {"day", "span"} and cell.first:
        standing, days = "happened", (cell.first, cell.last or cell.first)
    return Outline(group.anchor, cell.kin, standing, *days, group.cluster.place, _people(group)) if days else None


def speaks_of(denial: Outline, told: Outline) -> bool:
    """Whether a general denial ("no prisoner was released") is of the days, place and people of what happened."""
    within = denial.first <= told.first and told.last <= denial.last
    return within and _same(denial.people, told.people) and comparable(told.place, denial.place)


def denying(denials: Iterable[str]) -> tuple[Found, ...]:
    """The links of what happened to the general denials that speak of it."""
    reason = "denied in general, told in particular: for a person to decide"
    return tuple(Found("denies", anchor, reason) for anchor in sorted(denials))


def _people(group: Group) -> frozenset[str]:
    return group.cluster.persons | group.cluster.actors


def _same_people(left: Group, right: Group) -> bool:
    return _same(_people(left), _people(right))


def _same(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return not ours or not theirs or not ours.isdisjoint(theirs)


def series_key(group: Group) -> int | None:
    """A number of what must be the same from week to week; None for what is no event of its own."""
    if group.cell.kind != "day" or group.cell.kin not in SERIAL or group.cluster.kind == "part":
        return None
    same = repr((group.cluster.kind, group.cluster.place, sorted(group.cluster.actors)))
    digest = hashlib.blake2b(same.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def week(cell: Cell, weeks: int) -> Cell:
    """The cell of the same kin some weeks later."""
    assert cell.first is not None
    day = cell.first + weeks * WEEK
    return cell._replace(first=day, last=day)


def series(before: str | None, earlier: str | None, after: str | None) -> tuple[Found, ...]:
    """The same event a week before, where it is one of three in a row: two may be chance. None is no event."""
    if before is None or (earlier is None and after is None):
        return ()
    return (Found("series", before, "the same a week before, one of three weeks in a row"),)


def told(group: Group) -> Told | None:
    """The group among the events of those whom it names; None where its day is not known."""
    cell = group.cell
    return Told(group.anchor, cell.kin, cell.standing, cell.first, group.cluster.types) if cell.first else None


def of_person(events: Iterable[Told]) -> dict[str, tuple[Found, ...]]:
    """Among the events of one person: the same act told for another day, and the detention that a release ended."""
    held = sorted((one for one in events if one.standing == "happened"), key=lambda one: (one.first, one.anchor))
    found: dict[str, list[Found]] = {one.anchor: [] for one in held}
    for number, one in enumerate(held):
        for other in _within(held, number + 1, one.first + OTHER_DATE):
            if other.kin == one.kin and other.first != one.first:
                reason = f"the same told of the same person for {one.first.isoformat()} and {other.first.isoformat()}"
                found[one.anchor].append(Found("other_date", other.anchor, reason))
                found[other.anchor].append(Found("other_date", one.anchor, reason))
    last: Told | None = None
    for one in held:
        if one.kin == "release" and last and one.first - last.first <= CUSTODY:
            reason = "the last detention of the same person before it"
            found[one.anchor].append(Found("follows", last.anchor, reason))
        if "detention" in one.types:
            last = one
    return {anchor: tuple(links) for anchor, links in found.items()}


def _within(held: list[Told], start: int, until: date) -> Iterator[Told]:
    # Nobody is taken fifty times in two weeks; a name that is, is no person.
    for one in held[start : start + 50]:
        if one.first > until:
            return
        yield one
