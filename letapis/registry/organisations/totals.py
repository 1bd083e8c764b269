"""Numbers of closures that sources state, as a series of moments; and whether a stated whole is the sum of its parts.

They stand beside the register's own count and are never mixed with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from letapis.claims.claim import Count
from letapis.registry.counts import Interval, disjoint, rounded
from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate
from letapis.registry.organisations.closures import FORCED, KIND, SELF, group_of
from letapis.registry.standing import counts, dates, of_kind, sources
from letapis.registry.weeks import week_of

WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Stated:
    """One stated number. `group` is forced, self, other, or all where no kind is told; `as_of` may be empty."""

    id: str
    group: str
    count: Count
    estimate: bool
    since: PartialDate | None
    until: PartialDate | None
    as_of: str
    said_by: tuple[str, ...]
    words: str
    sources: tuple[str, ...]
    machine: bool

    @property
    def days(self) -> tuple[PartialDate, ...]:
        """The days that it may speak of: those that it covers, else that of its moment."""
        covered = tuple(day for day in (self.since, self.until) if day)
        return covered or ((PartialDate.parse(self.as_of[:10]),) if self.as_of else ())

    @property
    def interval(self) -> Interval:
        """What it may stand for: an estimate to either side by half of its last digit."""
        low, high = self.count.low, self.count.high
        return rounded(low) if self.estimate and low is not None and low == high else (low, high)


@dataclass(frozen=True, slots=True)
class Beside:
    """How two stated numbers of one group stand to each other, and why."""

    left: str
    right: str
    kind: str  # compatible, later, unlike or conflict
    reason: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated whole beside its parts of the same moment. `difference` is whole minus parts, where both are exact."""

    whole: str
    parts: tuple[str, ...]
    told: Interval
    added: Interval
    adds_up: bool
    difference: int | None


def stated_of(entries: Iterable[Entry]) -> tuple[Stated, ...]:
    """The stated numbers that nobody rejected, by their moment; those without one stand first, as nobody knows when."""
    found = [
        _stated(entry, count)
        for entry in of_kind(entries, KIND)
        for count in counts(entry, "number")
    ]
    return tuple(sorted(found, key=lambda one: (one.as_of, one.group, one.id)))


def besides(stated: Iterable[Stated]) -> Iterator[Beside]:
    """Each two stated numbers of one group that cover the same time, compared: shown, never averaged."""
    for left, right in combinations(stated, 2):
        if left.group == right.group and _same_time(left, right):
            kind, reason = _beside(left, right)
            yield Beside(left.id, right.id, kind, reason)


def by_week(stated: Iterable[Stated]) -> dict[date, tuple[Stated, ...]]:
    """The numbers that cover days of one week, by its Monday: they stand beside the own count of that week."""
    found: dict[date, list[Stated]] = {}
    for one in stated:
        weeks = {week_of(day) for day in (one.since, one.until) if day}
        monday = weeks.pop() if len(weeks) == 1 else None
        if monday:
            found.setdefault(monday, []).append(one)
    return {monday: tuple(found[monday]) for monday in sorted(found)}


def sums(stated: Iterable[Stated]) -> Iterator[Sum]:
    """Each stated whole with the forced and self-liquidations of the same moment, where all of them are stated."""
    held = list(stated)
    for whole in held:
        if whole.group == WHOLE and whole.as_of:
            alike = [one for one in held if one.as_of[:10] == whole.as_of[:10] and _same_time(one, whole)]
            parts = [next((one for one in alike if one.group == group), None) for group in (FORCED, SELF)]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts):
                yield _sum(whole, known)


def _stated(entry: Entry, count: Count) -> Stated:
    kinds = entry.values("kind")
    return Stated(
        id=entry.id, group=group_of(kinds) if kinds else WHOLE, count=count, estimate=entry.one("estimate") == "yes",
        since=min(dates(entry, "from"), default=None), until=max(dates(entry, "to"), default=None),
        as_of=entry.one("as_of"), said_by=entry.values("said_by"),
        words="; ".join(one.words for one in entry.slots["number"].standing if one.words),
        sources=sources(entry), machine=entry.machine,
    )  # fmt: skip


def _same_time(left: Stated, right: Stated) -> bool:
    """Whether their times meet; an unknown time may be any."""
    if not (left.since and left.until and right.since and right.until):
        return True
    return left.since.earliest <= right.until.latest and right.since.earliest <= left.until.latest


def _beside(left: Stated, right: Stated) -> tuple[str, str]:
    if not disjoint(left.interval, right.interval):
        return "compatible", "a number fits both"
    if left.as_of and right.as_of and left.as_of[:10] != right.as_of[:10]:
        return "later", "told for different moments"
    if not (left.as_of and right.as_of):
        return "unlike", "for one of them the moment is not told"
    return "conflict", "told for one moment, and no number fits both"


def _sum(whole: Stated, parts: list[Stated]) -> Sum:
    told = whole.interval
    added = _added(part.interval[0] for part in parts), _added(part.interval[1] for part in parts)
    exact = told[0] is not None and told[0] == told[1] and added[0] is not None and added[0] == added[1]
    difference = told[0] - added[0] if exact and told[0] is not None and added[0] is not None else None
    return Sum(whole.id, tuple(part.id for part in parts), told, added, not disjoint(told, added), difference)


def _added(ends: Iterable[int | None]) -> int | None:
    total = 0
    for end in ends:
        if end is None:
            return None
        total += end
    return total
