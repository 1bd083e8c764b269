"""Links between events: part of a wider one, followed upon, repeated weekly, told for another day. Each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from letapis.registry.cells import Cell, Group
from letapis.registry.places import comparable, lies_in, widest

WEEK = timedelta(days=7)
OTHER_DATE = timedelta(days=14)  # one act upon one person that reports place further apart is two acts
CUSTODY = timedelta(days=400)  # a release follows the last detention within this time

Find = Callable[[Cell], Iterable[Group]]


def place_of(group: Group) -> tuple[str, ...]:
    """The place that holds the whole group."""
    return widest(entry.claim.place for entry in group.cluster.entries)


def part_of(group: Group, find: Find) -> Iterator[tuple[str, Group, str]]:
    """The narrowest event of everyone in the same cell that holds the group."""
    if group.cell.kind not in {"day", "span"}:
        return
    own, types = place_of(group), {entry.claim.type for entry in group.entries}
    wholes = [
        one
        for one in find(group.cell)
        if one.anchor != group.anchor
        and one.cluster.kind == "main"
        and types & {entry.claim.type for entry in one.entries}
        and _holds(one, group, own)
    ]
    if not wholes:
        return
    whole = min(wholes, key=lambda one: (sum(lies_in(place_of(other), place_of(one)) for other in wholes), one.anchor))
    where, around = " and ".join(own), " and ".join(place_of(whole))
    same = own == place_of(whole) or not own
    reason = "same day and place, a smaller number or single people" if same else f"same day; {where} lies in {around}"
    yield "part_of", whole, reason


def _holds(whole: Group, group: Group, own: tuple[str, ...]) -> bool:
    around = place_of(whole)
    if group.cluster.kind == "main":
        return own != around and lies_in(own, around)
    return not own or lies_in(own, around)


def follows_plan(group: Group, find: Find) -> Iterator[tuple[str, Group, str]]:
    """The plan, the threat or the denial of the same day and place."""
    if group.cell.kind != "day" or group.cell.standing != "happened" or group.cluster.kind == "part":
        return
    for standing, kind, reason in (
        ("planned", "follows", "was planned for that day"),
        ("threatened", "follows", "was threatened for that day"),
        ("denied", "denies", "denied by another claim for the same day and place"),
    ):
        for other in find(group.cell._replace(standing=standing)):
            if comparable(place_of(group), place_of(other)) and _same_people(group, other):
                yield kind, other, reason


def _same_people(left: Group, right: Group) -> bool:
    ours = frozenset().union(*(entry.persons | entry.actors for entry in left.entries))
    theirs = frozenset().union(*(entry.persons | entry.actors for entry in right.entries))
    return not ours or not theirs or bool(ours & theirs)


def series(group: Group, find: Find) -> Iterator[tuple[str, Group, str]]:
    """The same event a week before, where it is one of three in a row: two may be chance."""
    cell = group.cell
    if cell.kind != "day" or cell.first is None or cell.kin not in {"demonstration", "progovernment_rally", "strike"}:
        return
    before = _week(group, find, -1)
    if before and (_week(group, find, -2) or _week(group, find, 1)):
        yield "series", before, "the same a week before, one of three weeks in a row"


def _week(group: Group, find: Find, weeks: int) -> Group | None:
    assert group.cell.first is not None
    day = group.cell.first + weeks * WEEK
    actors = _actors(group)
    alike = (
        one
        for one in find(group.cell._replace(first=day, last=day))
        if one.cluster.kind == group.cluster.kind and one.cluster.kind != "part" and place_of(one) == place_of(group)
    )
    return next((one for one in alike if _actors(one) == actors), None)


def _actors(group: Group) -> frozenset[str]:
    return frozenset().union(*(entry.actors for entry in group.cluster.entries))


def week_cells(cell: Cell) -> Iterator[Cell]:
    """Cells whose series a change in this one can touch."""
    if cell.kind == "day" and cell.first is not None:
        for weeks in (-2, -1, 1, 2):
            day = cell.first + weeks * WEEK
            yield cell._replace(first=day, last=day)


def of_person(group: Group, others: Iterable[Group]) -> Iterator[tuple[str, Group, str]]:
    """Among the events of one person: the same act told for another day, and the detention that a release ended."""
    first = group.cell.first
    if first is None or group.cell.standing != "happened":
        return
    earlier: list[Group] = []
    for other in others:
        day = other.cell.first
        if day is None or other.anchor == group.anchor or other.cell.standing != "happened":
            continue
        if other.cell.kin == group.cell.kin and day != first and abs(day - first) <= OTHER_DATE:
            yield "other_date", other, f"the same told of the same person for {day.isoformat()} and {first.isoformat()}"
        if _ends(group, other) and timedelta() <= first - day <= CUSTODY:
            earlier.append(other)
    if earlier:
        last = max(earlier, key=lambda one: (str(one.cell.first), one.anchor))
        yield "follows", last, "the last detention of the same person before it"


def _ends(group: Group, other: Group) -> bool:
    types = {entry.claim.type for entry in other.entries}
    return group.cell.kin == "release" and "detention" in types

