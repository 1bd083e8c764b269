"""What comes due for people in custody, and what is overdue: limits of the law, hearings, ends of terms, silence.

Pure: the day of asking is a parameter. A deadline reminds; that a limit passed is not yet a breach of the law.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from letapis.registry.custody.clock import in_order
from letapis.registry.custody.episode import CUSTODY, Episode
from letapis.registry.custody.inside import UNKNOWN, inside, stretch_of
from letapis.registry.custody.lifeline import at_the_gate
from letapis.registry.custody.limits import LONG, SHORT, Limit, limits, step
from letapis.registry.custody.subjects import subject_of
from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate, date_of, duration_of

ALARMS = frozenset({"whereabouts", "at_gate", "no_end"})  # these have no day ahead: they are due when they come up


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing due. `latest` is another day than `due` where the dates that it rests on are open."""

    code: str  # the name of a limit, or end_of_term, hearing, hearing_passed, whereabouts, at_gate, no_end
    due: date
    latest: date
    subject: str
    person: str
    code_name: str
    entry: str
    law: str = ""
    machine: bool = False
    rests_on: tuple[str, ...] = ()

    def overdue(self, on: date) -> bool:
        """Whether its day has passed."""
        return self.due < on


def deadlines(
    episodes: Iterable[Episode],
    hearings: Iterable[Entry],
    on: date,
    within: int = 30,
    joined: Mapping[str, str] | None = None,
) -> tuple[Deadline, ...]:
    """What is due within so many days from a day, and what is overdue; the overdue ones first, then by day."""
    found: set[Deadline] = set()
    mine: dict[str, list[Episode]] = defaultdict(list)
    for episode in episodes:
        mine[subject_of(episode.person, joined)].append(episode)
    for subject, theirs in mine.items():
        found.update(_of_person(subject, in_order(theirs), on))
    for hearing in hearings:
        found.update(_of_hearing(hearing, on, joined))
    last = on + timedelta(days=within)
    shown = (one for one in found if one.due <= last and not _stale(one, on))
    return tuple(sorted(shown, key=lambda one: (not one.overdue(on), one.due, one.subject, one.entry, one.code)))


def _stale(one: Deadline, on: date) -> bool:
    return one.code not in ALARMS and one.due < on - timedelta(days=step("stale"))


def _of_person(subject: str, episodes: Sequence[Episode], on: date) -> Iterator[Deadline]:
    stretches = {one.id: stretch for one in episodes if (stretch := stretch_of(one))}
    held = {one.stretch.entry: one for one in inside(stretches.values(), on).held}
    for episode in episodes:
        if episode.id not in held and not _begins_later(episode, on):
            continue
        yield from _limits(subject, episode)
        for day in episode.expected if not episode.ends else ():
            yield _of(subject, episode, "end_of_term", day.earliest, day.latest, "sanction", "expected_end", "began")
        if episode.id not in held:
            continue
        if held[episode.id].state == UNKNOWN and episode.begin:
            silent = episode.begin[1] + timedelta(days=step("unknown_hours") // 24)
            if silent <= on:
                yield _of(subject, episode, "whereabouts", silent, silent, "whereabouts")
        until = stretches[episode.id].sure_until
        if not episode.ends and until < on:
            yield _of(subject, episode, "no_end", until, until, "sanction", "began")
    for one in at_the_gate(episodes):
        later = next(episode for episode in episodes if episode.id == one.entry)
        if later.id in held and later.begin:
            yield _of(subject, later, "at_gate", later.begin[0], later.begin[1], "began")


def _begins_later(episode: Episode, on: date) -> bool:
    return bool(episode.begin and episode.begin[0] > on)


def _limits(subject: str, episode: Episode) -> Iterator[Deadline]:
    """The limits of the law that run from the begin; of a partial date the earliest day, to be on the safe side."""
    for begin in episode.begins:
        for limit in limits():
            starts = limit.starts == "began" or (limit.starts == "judged" and episode.term == SHORT)
            stages = episode.entry.values("stage")
            if starts and not episode.ends and limit.holds(begin.earliest, episode.term, episode.kind, stages):
                due, latest = _after(begin, limit)
                yield _of(subject, episode, limit.name, due, latest, "began", "sanction", law=limit.law)


def _of_hearing(hearing: Entry, on: date, joined: Mapping[str, str] | None) -> Iterator[Deadline]:
    """A coming hearing; one that passed without a told outcome; the last day to appeal what was decided in it."""
    for text in hearing.values("date"):
        try:
            day = date_of(text)
        except ValueError:  # told by `model.remarks`
            continue
        if day is None:
            continue
        decided = hearing.values("outcome") or hearing.values("sanction")
        if not decided:
            code = "hearing" if day.latest >= on else "hearing_passed"
            yield _from_entry(hearing, code, day.earliest, day.latest, joined)
            continue
        for limit in limits():
            if limit.starts == "judged" and limit.holds(day.earliest, _term_of(hearing), ""):
                due, latest = _after(day, limit)
                yield _from_entry(hearing, limit.name, due, latest, joined, limit.law)


def _term_of(hearing: Entry) -> str:
    durations = [duration_of(value) for value in hearing.values("sanction")]
    units = {unit for one in durations if one for _, unit in one.parts}
    return LONG if units & {"months", "years"} else SHORT if units & set(CUSTODY) else "none"


def _after(day: PartialDate, limit: Limit) -> tuple[date, date]:
    return day.earliest + timedelta(days=limit.days), day.latest + timedelta(days=limit.days)


def _of(  # noqa: PLR0913  a deadline has so many parts
    subject: str, episode: Episode, code: str, due: date, latest: date, *slots: str, law: str = ""
) -> Deadline:
    return Deadline(
        code, due, latest, subject, episode.person, episode.code_name, episode.id, law, episode.machine,
        rests_on(episode.entry, *slots),
    )  # fmt: skip


def _from_entry(  # noqa: PLR0913, PLR0917  as above
    hearing: Entry, code: str, due: date, latest: date, joined: Mapping[str, str] | None, law: str = ""
) -> Deadline:
    person = next(iter(hearing.values("person")), "")
    return Deadline(
        code, due, latest, subject_of(person, joined), person, hearing.one("code_name"), hearing.id, law,
        hearing.machine, rests_on(hearing, "date", "outcome", "sanction"),
    )  # fmt: skip


def rests_on(entry: Entry, *slots: str) -> tuple[str, ...]:
    """The claims, reports and judgements that the standing values of some slots rest on; without slots, of all."""
    found: dict[str, None] = {}
    for slot in slots or tuple(entry.slots):
        for one in entry.slots[slot].standing if slot in entry.slots else ():
            found.update(dict.fromkeys(one.rests_on or (one.id.partition(".")[0],)))
    return tuple(found)
