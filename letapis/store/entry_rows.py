"""Versions of entries as rows, and back. The columns are for looking up; the body holds every statement.

Days are text as in all tables, empty where unknown or still open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import msgspec

from letapis.registry.custody.episode import KIND, REJECTED, episode_of, stands
from letapis.registry.custody.inside import Stretch, stretch_of
from letapis.registry.custody.subjects import subject_of
from letapis.registry.model.folding import Entry, fold
from letapis.registry.model.kinds import kinds
from letapis.registry.model.statement import Statement
from letapis.registry.model.values import date_of
from letapis.registry.versions import Version

TABLE = "letapis_entry_version"
COLUMNS = (
    "archive_id", "ident", "kind", "subject", "first", "last", "reach", "known_from", "known_to", "status", "brief",
    "body",
)  # fmt: skip
PROPOSED, STATED = "proposed", "stated"  # by the machine alone, or by somebody
OPEN = ("proposed_open", "stated_open")  # the same of stretches whose end nobody tells
REACHES = (31, 155, 1023)  # days: arrests with a told end, arrests until they lapse, terms; longer and open ones have 0
SPANS = {"hearing": ("date", "date"), "recognition": ("decided_on", "withdrawn_on")}  # slots of first and last day
Said = tuple[str, str, str, str, str, str, str, tuple[str, ...], str, int]


@dataclass(frozen=True, slots=True)
class Body:
    """What a version holds: the entry as its statements, whom it is about, the keys that propose it."""

    person: str
    keys: tuple[str, ...]
    aliases: tuple[str, ...]
    said: tuple[Said, ...]


class Brief(msgspec.Struct, array_like=True):
    """A `Stretch` as a row of values."""

    entry: str
    person: str
    subject: str
    sound: str
    begins: tuple[date, date]
    ends: tuple[date, date] | None
    sure_until: date
    lapses: date | None
    kind: str
    place: str
    where: str
    hidden: bool
    machine: bool
    outside: bool


_SLOTS = tuple(one.name for one in fields(Stretch))
_BODY = msgspec.json.Decoder(Body)
_BRIEF = msgspec.json.Decoder(Brief)


def row_of(archive: int, version: Version) -> tuple[Any, ...]:
    """One row of the table."""
    entry = version.entry
    about = kinds()[entry.kind].about
    subject = next((subject_of(value, version.joined) for value in entry.values(about)), "")
    stretch = stretch_of(episode_of(entry), version.joined) if entry.kind == KIND and stands(entry) else None
    first, last = _span(entry, stretch)
    status = (PROPOSED if entry.machine else STATED) if not stretch or stretch.ends else OPEN[not entry.machine]
    if REJECTED in entry.values("verdict"):
        status = REJECTED
    person = next(iter(entry.values(about)), "")
    brief = msgspec.json.encode([getattr(stretch, name) for name in _SLOTS]) if stretch else None
    body = Body(person, version.keys, entry.aliases, tuple(_said(entry)))
    return (
        archive, entry.id, entry.kind, subject, first, last, reach(first, last), version.known_from, version.known_to,
        status, brief, msgspec.json.encode(body),
    )  # fmt: skip


def reach(first: str, last: str) -> int:
    """The shortest of `REACHES` that the days fit in, so that a day's list need not look at what began long before."""
    if not first or not last:
        return 0
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return next((one for one in REACHES if days <= one), 0)


def stretch_in(brief: Any) -> Stretch:  # noqa: ANN401  bytes of either driver
    """What a snapshot needs of a version."""
    held = _BRIEF.decode(brief)
    return Stretch(
        held.entry, held.person, held.subject, held.sound, held.begins, held.ends, held.sure_until, held.lapses,
        held.kind, held.place, held.where, held.hidden, held.machine, held.outside,
    )  # fmt: skip


def person_in(body: Any) -> str:  # noqa: ANN401  as above
    """Whom an entry is about, in its words."""
    return _BODY.decode(body).person


def keys_in(body: Any) -> tuple[str, ...]:  # noqa: ANN401  as above
    """The keys whose claims propose the entry."""
    return _BODY.decode(body).keys


def entry_in(ident: str, body: Any) -> Entry:  # noqa: ANN401  as above
    """The entry, folded again from its statements."""
    held = _BODY.decode(body)
    statements = [Statement(one[0], ident, *one[1:]) for one in held.said]
    return replace(fold(statements, {})[ident], aliases=held.aliases)


def _said(entry: Entry) -> Iterator[Said]:
    for filled in entry.slots.values():
        for one in filled.history:
            yield (
                one.id, one.slot, one.value, one.known, one.by, one.words, one.note, one.rests_on, one.does, one.order,
            )  # fmt: skip


def _span(entry: Entry, stretch: Stretch | None) -> tuple[str, str]:
    if entry.kind == KIND:
        return (_text(stretch.first), _text(stretch.last)) if stretch else ("", "")
    first, last = (_dates(entry, slot) for slot in SPANS[entry.kind])
    return _text(min((one[0] for one in first), default=None)), _text(max((one[1] for one in last), default=None))


def _dates(entry: Entry, slot: str) -> list[tuple[date, date]]:
    return [(day.earliest, day.latest) for day in map(date_of, entry.values(slot)) if day]


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
