"""The episode as the clock reads it: the slots of one entry as dates, terms and codes. What cannot be read is a fault.

Rival values all stand: an episode has as many begins and ends as sources disagree about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from letapis.claims.claim import Count
from letapis.registry.custody.limits import LONG, NONE, SHORT
from letapis.registry.model.folding import Entry
from letapis.registry.model.values import Duration, PartialDate, count_of, date_of, duration_of

KIND = "episode"
REJECTED = "rejected"
Value = TypeVar("Value")
CUSTODY = {"hours": 1 / 24, "days": 1.0}  # units that are counted in days; months and years go by the calendar


@dataclass(frozen=True, slots=True)
class Episode:
    """One stretch of custody in one place.

    `begins` and `ends` are all standing values; without ends it is open. `expected` are the days when its term ends.
    """

    id: str
    person: str
    begins: tuple[PartialDate, ...]
    ends: tuple[PartialDate, ...]
    expected: tuple[PartialDate, ...]
    terms: tuple[Duration, ...]
    stated: tuple[Count, ...]
    kind: str
    place: str
    site: str
    whereabouts: tuple[str, ...]
    release: str
    follows: tuple[str, ...]
    code_name: str
    machine: bool
    known: str  # the moment when it was first known of
    outside: bool  # held by others than the state
    faults: tuple[str, ...]
    entry: Entry

    @property
    def begin(self) -> tuple[date, date] | None:
        """Between which days it began; None where nobody tells."""
        return _bounds(self.begins)

    @property
    def end(self) -> tuple[date, date] | None:
        """Between which days it ended; None where no end is told."""
        return _bounds(self.ends)

    @property
    def where(self) -> str:
        """The place in words, the narrowest first; empty where none is told."""
        return ", ".join(dict.fromkeys(filter(None, (self.site, self.place))))

    @property
    def term(self) -> str:
        """What kind of term it has: short (hours, days), long (months, years) or none."""
        units = {unit for term in self.terms for _, unit in term.parts}
        if units & {"months", "years"}:
            return LONG
        return SHORT if units & set(CUSTODY) else NONE


def episode_of(entry: Entry) -> Episode:
    """The typed view of an entry of kind episode. Never raises: a value that cannot be read is among `faults`."""
    faults: list[str] = []
    begins = _read(entry, "began", date_of, faults)
    ends = _read(entry, "ended", date_of, faults)
    terms = _read(entry, "sanction", duration_of, faults)
    told = _read(entry, "expected_end", date_of, faults)
    return Episode(
        id=entry.id, person=_first(entry, "person"), begins=begins, ends=ends,
        expected=told or tuple(dict.fromkeys(_computed(begins, terms))), terms=terms,
        stated=_read(entry, "stated_days", count_of, faults), kind=_first(entry, "kind"), place=_first(entry, "place"),
        site=_first(entry, "site"), whereabouts=entry.values("whereabouts"), release=_first(entry, "release"),
        follows=entry.values("follows"), code_name=entry.one("code_name"), machine=entry.machine, known=entry.made,
        outside=entry.one("outside_the_state") == "yes", faults=tuple(faults), entry=entry,
    )  # fmt: skip


def stands(entry: Entry) -> bool:
    """Whether an entry counts: somebody is named in it, and nobody rejected it."""
    return REJECTED not in entry.values("verdict") and bool(entry.values("person"))


def after(day: date, term: Duration) -> date | None:
    """The day on which a term ends that began on a day; None for a fine or a term beyond the calendar."""
    days = sum(number * CUSTODY[unit] for number, unit in term.parts if unit in CUSTODY)
    months = round(term.of("years") * 12 + term.of("months"))
    if not days and not months:
        return None
    try:
        years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        moved = min(day.day, _days_in(years, month + 1))
        return date(years, month + 1, moved) + timedelta(days=round(days))
    except (ValueError, OverflowError):
        return None


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _computed(begins: Iterable[PartialDate], terms: Iterable[Duration]) -> Iterable[PartialDate]:
    for begin in begins:
        for term in terms:
            first, last = after(begin.earliest, term), after(begin.latest, term)
            if first and last:
                text = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
                yield PartialDate(first, last, text)


def _bounds(dates: tuple[PartialDate, ...]) -> tuple[date, date] | None:
    return (min(one.earliest for one in dates), max(one.latest for one in dates)) if dates else None


def _first(entry: Entry, slot: str) -> str:
    """The value said first; where sources disagree, the others stand beside it in the entry."""
    values = [value for value in entry.values(slot) if value != "unknown"]
    return values[0] if values else ""


def _read(entry: Entry, slot: str, reader: Callable[[str], Value | None], faults: list[str]) -> tuple[Value, ...]:
    found: list[Value] = []
    for text in entry.values(slot):
        try:
            value = reader(text)
        except ValueError as error:
            faults.append(f"{entry.id}: {slot} cannot be read: {error}")
            continue
        if value is not None:
            found.append(value)
    return tuple(dict.fromkeys(found))
