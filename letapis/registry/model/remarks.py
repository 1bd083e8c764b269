"""What looks wrong in entries and is told, not refused: ends before beginnings, days that lie ahead, slots left empty.

A remark changes nothing; whoever reads it corrects the entry or lets it stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letapis.registry.model.chains import circles
from letapis.registry.model.checking import slot_of
from letapis.registry.model.folding import Entry
from letapis.registry.model.kinds import kinds
from letapis.registry.model.values import PartialDate, date_of

BEGINNING, END = "began", "ended"
LINK = "link"


def remarks(entries: Iterable[Entry]) -> Iterator[str]:
    """Remarks on single entries and on the chain of events, each beginning with the id of an entry."""
    held = list(entries)
    for entry in held:
        yield from _ahead(entry)
        yield from _turned(entry)
        yield from _empty(entry)
    yield from circles(entry for entry in held if entry.kind == LINK)


def _ahead(entry: Entry) -> Iterator[str]:
    """A day after the one on which it became known, in a slot that is not for days to come."""
    for name, filled in entry.slots.items():
        slot = slot_of(entry.id, name)
        if slot is None or slot.value != "date" or slot.future:
            continue
        for one in filled.standing:
            day = date_of(one.value)
            if day is not None and one.known and day.earliest.isoformat() > one.known[:10]:
                yield f"{entry.id}: {name} {one.value} lies after {one.known[:10]}, when it became known"


def _turned(entry: Entry) -> Iterator[str]:
    """Every end is before every beginning: where one of several accounts fits, the others are conflicts, no remark."""
    begins, ends = _dates(entry, BEGINNING), _dates(entry, END)
    if begins and ends and max(end.latest for end in ends) < min(begin.earliest for begin in begins):
        yield f"{entry.id}: ended {ends[0].text} lies before began {begins[0].text}"


def _empty(entry: Entry) -> Iterator[str]:
    kind = kinds().get(entry.kind)
    empty = [name for name, slot in kind.slots.items() if slot.required and not entry.values(name)] if kind else []
    if empty and not entry.machine and entry.verdict != "rejected":
        yield f"{entry.id}: nothing stands in {', '.join(empty)}"


def _dates(entry: Entry, slot: str) -> list[PartialDate]:
    return [day for day in map(date_of, entry.values(slot)) if day is not None]
