"""The custody clock: days computed from dates, against days that sources state; gaps, overlaps, what is missing.

The rule, `elapsed`: the day of the end less the day of the begin, so that 21 September to 16 October are 25 days. The
two end days count as one; a stretch that ends on the day when the next begins adds no day of its own. Never an average:
rival dates give rival numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product

from letapis.claims.claim import Count
from letapis.registry.custody.episode import Episode

RULE = "elapsed"
MOST = 256  # ways to choose among rival dates that are all reckoned; beyond them only the bounds are given
Pair = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days: its bounds, and the different numbers where rival exact dates give some. None is not told."""

    low: int | None
    high: int | None
    rivals: tuple[int, ...] = ()
    running: bool = False  # counted to the day of asking, as no end is told

    @property
    def told(self) -> bool:
        """Whether anything can be reckoned."""
        return self.low is not None

    def fits(self, count: Count) -> bool:
        """Whether a stated number can be this one."""
        low, high = count.low or 0, count.high if count.high is not None else 10**6
        if self.low is None or self.high is None:
            return False
        return any(low <= one <= high for one in self.rivals) if self.rivals else low <= self.high and self.low <= high

    @property
    def values(self) -> tuple[int, ...]:
        """The numbers to show: the rivals, or the two bounds, or nothing."""
        if self.rivals:
            return self.rivals
        return tuple(sorted({one for one in (self.low, self.high) if one is not None}))


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two stretches for which no custody is told; `release` is how the first one is said to have ended."""

    after: str
    before: str
    first: date
    last: date
    release: str

    @property
    def days(self) -> int:
        """By the rule of the clock."""
        return (self.last - self.first).days


@dataclass(frozen=True, slots=True)
class Checked:
    """A stated number of days against the computed ones, and how many are in no stretch that we know."""

    episode: str
    stated: Count
    computed: Days
    agrees_with: str  # this (stretch), unbroken (stretches up to it), all (up to it); empty where none comes to it
    missing: tuple[int, ...] = ()  # how much more is stated than computed, each rival for itself; below zero: less


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock says of one person's stretches."""

    days: dict[str, Days]  # by episode
    total: Days
    gaps: tuple[Gap, ...]
    overlaps: tuple[tuple[str, str, int], ...]  # two episodes, and the days that are surely in both
    checked: tuple[Checked, ...]
    first: date | None  # from when it is counted


def in_order(episodes: Iterable[Episode]) -> tuple[Episode, ...]:
    """By begin, else by end; those without any date last."""
    return tuple(sorted(episodes, key=_when))


def clock(episodes: Iterable[Episode], on: date) -> Clock:
    """Reckon the stretches of one person as of a day."""
    ordered = in_order(episodes)
    begins = [one.begin[0] for one in ordered if one.begin]
    return Clock(
        {one.id: days_of([one], on) for one in ordered},
        days_of(ordered, on),
        tuple(_gaps(ordered)),
        tuple(_overlaps(ordered, on)),
        tuple(_checked(ordered, on)),
        min(begins, default=None),
    )


def days_of(episodes: Sequence[Episode], on: date) -> Days:
    """Days that the stretches cover together; a day in two of them counts once. Those without a begin count nothing."""
    dated = [one for one in episodes if one.begin]
    if not dated:
        return Days(None, None)
    running = any(not one.ends for one in dated)
    surely = _covered([_pair(one.begin[1], one.end[0] if one.end else on) for one in dated if one.begin])
    perhaps = _covered([_pair(one.begin[0], one.end[1] if one.end else on) for one in dated if one.begin])
    ways = [_ways(one, on) for one in dated]
    if any(way is None for way in ways):
        return Days(surely, perhaps, (), running)
    chosen = list(islice(product(*(way for way in ways if way is not None)), MOST + 1))
    rivals = tuple(sorted({_covered(way) for way in chosen})) if len(chosen) <= MOST else ()
    return Days(rivals[0], rivals[-1], rivals, running) if rivals else Days(surely, perhaps, (), running)


def _ways(episode: Episode, on: date) -> list[Pair] | None:
    """Begin and end in every choice of rival days; None where a date is no exact day."""
    if not all(one.exact for one in (*episode.begins, *episode.ends)):
        return None
    ends = [one.earliest for one in episode.ends] or [on]
    return [_pair(begin.earliest, end) for begin in episode.begins for end in ends]


def _pair(begin: date, end: date) -> Pair:
    return begin, max(begin, end)  # an end before its begin is a fault that is told; here it is no day


def _covered(pairs: Iterable[Pair]) -> int:
    """Length of the union of stretches, in days."""
    total = 0
    until = date.min
    for begin, end in sorted(pairs):
        total += max(0, (end - max(begin, until)).days)
        until = max(until, end)
    return total


def _when(episode: Episode) -> tuple[date, date, str]:
    begin = episode.begin[0] if episode.begin else episode.end[0] if episode.end else date.max
    return begin, episode.end[1] if episode.end else date.max, episode.id


def _gaps(ordered: Sequence[Episode]) -> Iterable[Gap]:
    """Surely empty stretches between the latest end so far and the next begin; nothing behind an open stretch."""
    for number, later in enumerate(ordered[1:], 1):
        before = [one for one in ordered[:number] if one.begin or one.end]
        if not before or not later.begin or any(not one.ends for one in before):
            continue
        last = max(before, key=lambda one: one.end or (date.min, date.min))
        if last.end and later.begin[0] > last.end[1]:
            yield Gap(last.id, later.id, last.end[1], later.begin[0], last.release)


def _overlaps(ordered: Sequence[Episode], on: date) -> Iterable[tuple[str, str, int]]:
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if one.begin and other.begin:
                first = max(one.begin[1], other.begin[1])
                last = min(one.end[0] if one.end else on, other.end[0] if other.end else on)
                if last - first > timedelta(0):
                    yield one.id, other.id, (last - first).days


def _checked(ordered: Sequence[Episode], on: date) -> Iterable[Checked]:
    for number, episode in enumerate(ordered):
        before = ordered[: number + 1]
        for stated in episode.stated:
            everything = days_of(before, on)
            choices = (
                ("this", days_of([episode], on)),
                ("unbroken", days_of(_unbroken(before), on)),
                ("all", everything),
            )
            agreeing = next(((name, days) for name, days in choices if days.fits(stated)), None)
            if agreeing:
                yield Checked(episode.id, stated, agreeing[1], agreeing[0])
            else:
                yield Checked(episode.id, stated, everything, "", _missing(stated, everything))


def _unbroken(ordered: Sequence[Episode]) -> list[Episode]:
    """The last stretch with those before it that end where the next begins."""
    run = [ordered[-1]]
    for episode in reversed(ordered[:-1]):
        begin = run[0].begin
        if begin is None or (episode.end and episode.end[1] < begin[0]):
            break
        run.insert(0, episode)
    return run


def _missing(stated: Count, computed: Days) -> tuple[int, ...]:
    numbers = {one for one in (stated.low, stated.high) if one is not None}
    return tuple(sorted({number - value for number in numbers for value in computed.values}))
