"""The life-line of one person in custody: stretches in order, the clock, hearings, recognitions, and what is to tell.

Nothing is put right here: ends before begins, overlaps and circles are told with the ids of their entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from letapis.registry.custody.clock import Checked, Clock, clock, in_order
from letapis.registry.custody.episode import KIND, Episode, episode_of, stands
from letapis.registry.custody.limits import goes_on, longest, step
from letapis.registry.custody.notes import Note, note
from letapis.registry.custody.recognitions import Recognition, recognition_of
from letapis.registry.model.folding import Entry
from letapis.registry.register import Register, rivals


@dataclass(frozen=True, slots=True)
class Lifeline:
    """All that the register holds of one person's custody, as of a day."""

    subject: str
    names: tuple[str, ...]
    on: date
    episodes: tuple[Episode, ...]
    clock: Clock
    hearings: tuple[Entry, ...]
    recognitions: tuple[Recognition, ...]
    notes: tuple[Note, ...]


def lifeline(register: Register, subject: str, on: date) -> Lifeline:
    """The life-line of a subject (`custody.subjects.subject_of`) as of a day, without entries that people rejected."""
    mine = [entry for entry in register.about(subject) if stands(entry)]
    episodes = in_order(episode_of(entry) for entry in mine if entry.kind == KIND)
    reckoned = clock(episodes, on)
    ends = [one.end[1] for one in episodes if one.end and one.release not in goes_on()]
    free = max(ends) if ends and all(one.ends for one in episodes) else None
    return Lifeline(
        subject,
        tuple(dict.fromkeys(name for entry in mine for name in entry.values("person"))),
        on,
        episodes,
        reckoned,
        tuple(sorted((one for one in mine if one.kind == "hearing"), key=lambda one: (one.values("date"), one.id))),
        tuple(recognition_of(entry, free) for entry in mine if entry.kind == "recognition" and not entry.machine),
        tuple(notes(episodes, reckoned, on, register.entries)),
    )


def notes(
    episodes: Sequence[Episode], reckoned: Clock, on: date, entries: Mapping[str, Entry] | None = None
) -> Iterator[Note]:
    """All notes on the stretches of one person, in their order."""
    for episode in episodes:
        yield from _of_one(episode, on)
        yield from _follows(episode, {one.id: one for one in episodes}, entries)
    for left, right, days in reckoned.overlaps:
        yield note("overlap", right, other=left, days=days)
    for gap in reckoned.gaps:
        code = "gap_goes_on" if gap.release in goes_on() else "gap"
        yield note(code, gap.before, first=gap.first, last=gap.last, days=gap.days)
    yield from at_the_gate(episodes)
    for checked in reckoned.checked:
        yield _checked(checked, reckoned)


def at_the_gate(episodes: Sequence[Episode]) -> Iterator[Note]:
    """A stretch that begins within a day of the end of one before it, other than a transfer that somebody tells of."""
    near = timedelta(days=step("soon_again"))
    for number, later in enumerate(episodes):
        for before in episodes[:number]:
            transfer = before.id in later.follows or before.release in goes_on() - {"rearrested_at_gate"}
            if before.end and later.begin and not transfer and timedelta(0) <= later.begin[0] - before.end[1] <= near:
                yield note("at_gate", later.id, other=before.id, day=before.end[1])


def _of_one(episode: Episode, on: date) -> Iterator[Note]:
    for fault in episode.faults:
        yield note("unreadable", episode.id, fault=fault)
    for slot in rivals(episode.entry):
        yield note("rivals", episode.id, slot=slot, values=episode.entry.values(slot))
    begin, end = episode.begin, episode.end
    if begin is None:
        yield note("no_begin" if end else "no_dates", episode.id)
    elif end and end[1] < begin[0]:
        yield note("turned", episode.id, began=begin[0], ended=end[1])
    if not (episode.where or episode.kind):
        first = episode.begins or episode.ends
        yield note("no_place", episode.id, first=first[0].text if first else "?")
    yield from _against_term(episode, on)


def _against_term(episode: Episode, on: date) -> Iterator[Note]:
    begin, end = episode.begin, episode.end
    if begin is None:
        return
    slack = timedelta(days=step("term_slack"))
    last = [one.latest for one in episode.expected]
    if end and last and end[0] > max(last) + slack:
        yield note("longer", episode.id, days=(end[0] - begin[1]).days, term=tuple(one.text for one in episode.terms))
    over = max(last) if last else begin[1] + timedelta(days=longest(episode.kind))
    if end is None and over < on:
        yield note("no_end", episode.id, day=over)


def _follows(episode: Episode, mine: Mapping[str, Episode], entries: Mapping[str, Entry] | None) -> Iterator[Note]:
    for other in episode.follows:
        if entries is not None and other not in entries:
            yield note("no_such", episode.id, other=other)
    chain = [episode.id]
    while chain[-1] in mine and mine[chain[-1]].follows:
        chain.append(mine[chain[-1]].follows[0])
        if chain[-1] in chain[:-1]:
            if chain[-1] == episode.id:
                yield note("circle", episode.id, chain=tuple(chain))
            return


def _checked(checked: Checked, reckoned: Clock) -> Note:
    stated = checked.stated.words or str(checked.stated.low)
    if checked.agrees_with:
        return note("agrees", checked.episode, stated=stated, what=checked.agrees_with)
    computed = checked.computed.values
    if not computed or reckoned.first is None:
        return note("uncomputed", checked.episode, stated=stated)
    less = max(checked.missing) < 0
    return note(
        "less" if less else "missing", checked.episode, stated=stated, computed=computed, first=reckoned.first,
        missing=tuple(sorted(abs(one) for one in checked.missing)),
    )  # fmt: skip


def episodes_of(entries: Iterable[Entry]) -> tuple[Episode, ...]:
    """The episodes among entries that count, in order of time."""
    return in_order(episode_of(entry) for entry in entries if entry.kind == KIND and stands(entry))
