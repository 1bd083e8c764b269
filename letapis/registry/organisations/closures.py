"""Closures as the register itself counts them: forced and self-liquidation apart, by day, month and week, adding up.

What sources state of many is no part of it (`totals`). An organisation counts once, on the day of its first step.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate
from letapis.registry.standing import dates, of_kind, sources
from letapis.registry.weeks import mondays, week_of
from letapis.vocabulary.codes import holders

KIND = "closure"
FORCED, SELF, BOTH, OTHER = "forced", "self", "both", "other"
GROUPS = (FORCED, SELF, BOTH, OTHER)  # both: sources disagree; other: banned, suspended, moved, or not told
ADDED = (FORCED, SELF, BOTH)  # what makes up the total
STEPS = ("suit_filed", "decided_on", "struck_off")


@dataclass(frozen=True, slots=True)
class Closure:
    """The end of one organisation. `of` is its entry, or the closure itself where it has none; `day` the first step."""

    id: str
    of: str
    names: tuple[str, ...]
    group: str
    kinds: tuple[str, ...]
    day: PartialDate | None
    places: tuple[str, ...]
    bases: tuple[str, ...]
    decided_by: tuple[str, ...]
    sources: tuple[str, ...]
    machine: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class Tally:
    """Closures by group. `perhaps` may lie after the day asked for, `undated` have none: neither is counted."""

    forced: int = 0
    self_: int = 0
    both: int = 0
    other: int = 0
    perhaps: int = 0
    undated: int = 0

    @property
    def total(self) -> int:
        """Forced and self-liquidation together; bans, suspensions and moves abroad are no part of it."""
        return self.forced + self.self_ + self.both


@dataclass(frozen=True, slots=True)
class Month:
    """The closures of one month, and all up to its last day."""

    month: str  # 2024-03
    new: Tally
    standing: Tally


@dataclass(frozen=True, slots=True)
class Week:
    """The closures of the week that begins on `monday`, by their ids."""

    monday: date
    tally: Tally
    closures: tuple[str, ...]


def group_of(kinds: Iterable[str]) -> str:
    """Forced, self, both or other, from codes of closure_kinds and what holds them."""
    wide = {code for kind in kinds for code in holders("closure_kinds", kind)}
    if FORCED in wide and SELF in wide:
        return BOTH
    return FORCED if FORCED in wide else SELF if SELF in wide else OTHER


def closures_of(entries: Iterable[Entry]) -> tuple[Closure, ...]:
    """The closures of a register that nobody rejected, one for each organisation, by their day; undated ones last."""
    held: dict[str, list[Closure]] = defaultdict(list)
    for entry in of_kind(entries, KIND):
        if not entry.values("number"):
            closure = _closure(entry)
            held[closure.of].append(closure)
    once = [_first(same) for same in held.values()]
    return tuple(sorted(once, key=lambda one: (one.day is None, *((one.day,) if one.day else ()), one.id)))


def count_on(closures: Iterable[Closure], day: date) -> Tally:
    """How many were closed by the end of a day, as far as their days are known."""
    found: Counter[str] = Counter()
    for one in closures:
        if one.day is None:
            found["undated"] += 1
        elif one.day.latest <= day:
            found[one.group] += 1
        elif one.day.earliest <= day:
            found["perhaps"] += 1
    return _tally(found)


def by_month(closures: Iterable[Closure]) -> tuple[Month, ...]:
    """One row a month from the first closure to the last. The new ones of all rows add up to what stands at the end."""
    dated = [(one, one.day) for one in closures if one.day and _month(one.day.earliest) == _month(one.day.latest)]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one, day in dated:
        found[_month(day.latest)][one.group] += 1
    standing: Counter[str] = Counter()
    rows = []
    for month in _months(min(found, default=""), max(found, default="")):
        standing += found[month]
        rows.append(Month(month, _tally(found[month]), _tally(standing)))
    return tuple(rows)


def by_week(closures: Iterable[Closure]) -> tuple[Week, ...]:
    """One row a week from the first closure to the last; those whose day is not known to the week are left out."""
    held: dict[date, list[Closure]] = defaultdict(list)
    for one in closures:
        monday = week_of(one.day) if one.day else None
        if monday:
            held[monday].append(one)
    rows = mondays(min(held), max(held)) if held else []
    return tuple(_week(day, held[day]) for day in rows)


def _week(monday: date, closures: list[Closure]) -> Week:
    return Week(monday, _tally(Counter(one.group for one in closures)), tuple(one.id for one in closures))


def loose(closures: Iterable[Closure]) -> tuple[str, ...]:
    """Ids of those that stand in no month: no day, or one that may lie in several."""
    return tuple(one.id for one in closures if not one.day or _month(one.day.earliest) != _month(one.day.latest))


def _closure(entry: Entry) -> Closure:
    steps = [day for slot in STEPS for day in dates(entry, slot)] or list(dates(entry, "told_for"))
    return Closure(
        id=entry.id, of=entry.one("organisation") or entry.id, names=entry.values("name"),
        group=group_of(entry.values("kind")), kinds=entry.values("kind"), day=min(steps, default=None),
        places=entry.values("place"), bases=entry.values("basis"), decided_by=entry.values("decided_by"),
        sources=sources(entry), machine=entry.machine, entry=entry,
    )  # fmt: skip


def _first(same: list[Closure]) -> Closure:
    """The earliest of several closures of one organisation: a suit, then a decision, is one end."""
    return min(same, key=lambda one: (one.day is None, *((one.day,) if one.day else ()), one.id))


def _tally(found: Counter[str]) -> Tally:
    return Tally(found[FORCED], found[SELF], found[BOTH], found[OTHER], found["perhaps"], found["undated"])


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _months(first: str, last: str) -> list[str]:
    if not first:
        return []
    begin, end = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(begin, end + 1)]
