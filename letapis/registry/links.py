"""Links between events: part of a wider one, following upon another, weekly, told for another day; with reasons."""

from __future__ import annotations

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

SeriesKey = tuple[str, tuple[str, ...], frozenset[str]]


class Found(NamedTuple):
    """A link to the group of that anchor."""

    kind: str
    anchor: str
    reason: str


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


def denies(group: Group, denials: Iterable[Group]) -> Iterator[Found]:
    """General denials ("no prisoner was released") that a specific event of their days and place speaks against."""
    if group.cell.kind not in {"day", "span"}:
        return
    for denial in denials:
        days = denied_days(denial)
        first, last = group.cell.first, group.cell.last or group.cell.first
        if days is None or first is None or last is None or not (days[0] <= first and last <= days[1]):
            continue
        if comparable(group.cluster.place, denial.cluster.place) and _same_people(group, denial):
            yield Found("denies", denial.anchor, "denied in general, told in particular: for a person to decide")


def _same_people(left: Group, right: Group) -> bool:
    ours = left.cluster.persons | left.cluster.actors
    theirs = right.cluster.persons | right.cluster.actors
    return not ours or not theirs or bool(ours & theirs)


def series_key(group: Group) -> SeriesKey | None:
    """What must be the same from week to week; None for what is no event of its own."""
    if group.cell.kind != "day" or group.cell.kin not in SERIAL or group.cluster.kind == "part":
        return None
    return group.cluster.kind, group.cluster.place, group.cluster.actors


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


def of_person(groups: Iterable[Group]) -> dict[str, tuple[Found, ...]]:
    """Among the events of one person: the same act told for another day, and the detention that a release ended."""
    held = [(group.cell.first, group) for group in groups if group.cell.first and group.cell.standing == "happened"]
    held.sort(key=lambda pair: (pair[0], pair[1].anchor))
    found: dict[str, list[Found]] = {group.anchor: [] for _, group in held}
    for number, (day, group) in enumerate(held):
        for later, other in _within(held, number + 1, day + OTHER_DATE):
            if other.cell.kin == group.cell.kin and later != day:
                reason = f"the same told of the same person for {day.isoformat()} and {later.isoformat()}"
                found[group.anchor].append(Found("other_date", other.anchor, reason))
                found[other.anchor].append(Found("other_date", group.anchor, reason))
    last: tuple[date, Group] | None = None
    for day, group in held:
        if group.cell.kin == "release" and last and day - last[0] <= CUSTODY:
            reason = "the last detention of the same person before it"
            found[group.anchor].append(Found("follows", last[1].anchor, reason))
        if "detention" in group.cluster.types:
            last = day, group
    return {anchor: tuple(links) for anchor, links in found.items()}


def _within(held: list[tuple[date, Group]], start: int, until: date) -> Iterator[tuple[date, Group]]:
    # Nobody is taken fifty times in two weeks; a name that is, is no person.
    for day, group in held[start : start + 50]:
        if day > until:
            return
        yield day, group
