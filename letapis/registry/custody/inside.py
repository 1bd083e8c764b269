"""Who is inside on a day: a snapshot at the midnight that closes it, told apart by how sure it is. Counted by person.

Pure and without a clock: the same stretches give the same snapshot, whenever it is asked for. Whoever hands in only
what was known on a day gets what was known on that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from letapis.registry.custody.episode import Episode
from letapis.registry.custody.limits import leaves_open, longest, step
from letapis.registry.custody.notes import Note, note
from letapis.registry.custody.subjects import alike, parted, sound_of, subject_of
from letapis.registry.places import lies_in
from letapis.vocabulary.codes import holders

SURELY, PERHAPS, UNKNOWN = "surely", "perhaps", "whereabouts_unknown"
STATES = (SURELY, UNKNOWN, PERHAPS)  # the surer first


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a snapshot needs of an episode. Days are bounds, both inclusive; no `ends` is a stretch without a told end.

    `sure_until` is the day up to which a stretch without a told end is surely going on, `lapses` the day from which
    nobody holds it to be going on, None for a long term.
    """

    entry: str
    person: str
    subject: str
    sound: str  # what spellings of the name share
    begins: tuple[date, date]
    ends: tuple[date, date] | None
    sure_until: date
    lapses: date | None = None
    kind: str = ""
    place: str = ""
    where: str = ""
    hidden: bool = False  # it is open where the person is
    machine: bool = False
    outside: bool = False

    @property
    def first(self) -> date:
        """The first day on which it can have begun."""
        return self.begins[0]

    @property
    def last(self) -> date | None:
        """The last day on which it can have gone on; None where nobody can tell."""
        return self.ends[1] if self.ends else self.lapses


@dataclass(frozen=True, slots=True)
class Held:
    """A person who is inside, or perhaps: how sure, and why no surer."""

    subject: str
    person: str
    state: str
    codes: tuple[str, ...]  # of the doubts
    stretch: Stretch
    also: tuple[str, ...] = ()  # other episodes of the person that hold the day

    @property
    def doubts(self) -> tuple[Note, ...]:
        """Why it is no surer; the words are in the group `doubts`."""
        return tuple(note(code, self.stretch.entry, day=self.stretch.sure_until) for code in self.codes)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who is inside at the midnight that closes a day.

    `silent` counts the stretches without a told end whose term was over so long ago that they hold nobody any more,
    `undated` those of which no day is told at all.
    """

    on: date
    held: tuple[Held, ...]
    silent: int = 0
    undated: int = 0

    @property
    def alike(self) -> tuple[tuple[str, str], ...]:
        """Subjects among them whose names may be one person's; worked out each time that it is asked for."""
        return alike({one.subject: (one.person, one.stretch.sound) for one in self.held})

    def count(self, state: str = "") -> int:
        """Persons, of one state or of all."""
        return sum(1 for one in self.held if not state or one.state == state)


def stretch_of(episode: Episode, joined: Mapping[str, str] | None = None) -> Stretch | None:
    """What a snapshot needs; None where neither begin nor end is told. `joined` are the persons whom people joined."""
    begin, end = episode.begin, episode.end
    if begin is None and end is None:
        return None
    if begin is None and end is not None:
        begin = _back(end[0], _days_before(episode)), end[0]  # it began on some day before its end
    assert begin is not None  # narrowed above
    expected = min((one.earliest for one in episode.expected), default=None)
    sure_until = expected or _on(begin[1], longest(episode.kind))
    short = end is None and (sure_until - begin[1]).days <= step("short")
    lapses = _on(sure_until, step("stale")) if short else None
    hidden = bool(leaves_open().intersection(episode.whereabouts))
    return Stretch(
        episode.id, episode.person, subject_of(episode.person, joined), sound_of(episode.person), begin, end,
        sure_until, lapses, episode.kind, episode.place, episode.where, hidden, episode.machine, episode.outside,
    )  # fmt: skip


def inside(stretches: Iterable[Stretch], on: date, silent: int = 0, undated: int = 0) -> Snapshot:
    """The snapshot. A person with several stretches that hold the day is counted once, by the surest of them.

    `silent` are such stretches that whoever looked them up has left out, `undated` those of which no day is told.
    """
    mine: dict[str, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        if stretch.first <= on:
            mine[stretch.subject].append(stretch)
            silent += stretch.ends is None and stretch.lapses is not None and stretch.lapses <= on
    held = [one for theirs in mine.values() for one in _persons(theirs, on)]
    held.sort(key=lambda one: (STATES.index(one.state), one.subject, one.person))
    return Snapshot(on, tuple(held), silent, undated)


def within(snapshot: Snapshot, place: str = "", kind: str = "", *, confirmed: bool = False) -> Snapshot:
    """The part of a snapshot in a place and what lies in it, in a kind of place, and without mere proposals."""
    held = tuple(
        one for one in snapshot.held
        if (not place or (one.stretch.place and lies_in((one.stretch.place,), (place,))))
        and (not kind or kind in holders("detention_kinds", one.stretch.kind))
        and not (confirmed and one.stretch.machine)
    )  # fmt: skip
    return Snapshot(snapshot.on, held, snapshot.silent, snapshot.undated)


def _persons(stretches: Sequence[Stretch], on: date) -> Iterable[Held]:
    """One `Held` for each person of a subject: two whole names that contradict are two persons."""
    if len(stretches) == 1 or len({one.person for one in stretches}) == 1:
        groups = [list(stretches)]
    else:
        leads = parted(one.person for one in stretches)
        by_lead: dict[str, list[Stretch]] = defaultdict(list)
        for stretch in stretches:
            by_lead[leads[stretch.person]].append(stretch)
        groups = [by_lead[lead] for lead in sorted(by_lead)]
    for group in groups:
        found = _held(group, on)
        if found:
            yield found


def _held(stretches: Sequence[Stretch], on: date) -> Held | None:
    found = []
    for stretch in stretches:
        told = _state(stretch, on)
        if told and not (stretch.ends is None and len(stretches) > 1 and _followed(stretch, stretches, on)):
            found.append((STATES.index(told[0]), -stretch.begins[1].toordinal(), stretch.entry, told, stretch))
    if not found:
        return None
    found.sort(key=lambda one: one[:3])
    (*_, (state, codes), stretch), others = found[0], found[1:]
    return Held(stretch.subject, stretch.person, state, codes, stretch, tuple(one[2] for one in others))


def _followed(stretch: Stretch, all_of_them: Sequence[Stretch], on: date) -> bool:
    """An open stretch is over when a later one has begun: nobody is taken who is inside already."""
    return any(stretch.begins[1] < other.begins[0] <= on for other in all_of_them)


def _state(stretch: Stretch, on: date) -> tuple[str, tuple[str, ...]] | None:
    """How sure it is that the stretch holds the midnight that closes the day, and why; None where it does not."""
    last = stretch.last
    if stretch.begins[0] > on or (last is not None and last <= on):
        return None
    doubts = []
    if stretch.begins[1] > on:
        doubts.append("begin_later")
    if stretch.ends and stretch.ends[0] <= on:
        doubts.append("end_earlier")
    if stretch.ends is None and stretch.sure_until <= on:
        doubts.append("term_over")
    if stretch.hidden and (stretch.ends is None or not doubts):
        return UNKNOWN, ("hidden", *doubts)
    return (PERHAPS if doubts else SURELY), tuple(doubts)


def _days_before(episode: Episode) -> int:
    stated = [one.high if one.high is not None else one.low for one in episode.stated]
    return max([one for one in stated if one is not None], default=longest(episode.kind))


def _back(day: date, days: int) -> date:
    return day - timedelta(days=min(days, (day - date.min).days))


def _on(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
