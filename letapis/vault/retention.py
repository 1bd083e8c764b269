"""How long an entry is kept: a clock for each kind, and what is due. It erases nothing: that is a person's act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from letapis.archive.errors import ArchiveError
from letapis.vault.index import Entry
from letapis.vault.kinds import kinds

LONGEST = 30 * 366  # days


def kept_until(kind: str, added: date, told: date | None = None) -> date:
    """The day on which an entry is due. Raises ArchiveError for a day that is past, or out of reach."""
    until = told or added + timedelta(days=kinds()[kind].days)
    if not added < until <= added + timedelta(days=LONGEST):
        raise ArchiveError("the vault", f"cannot be kept until {until}", "Name a day in the next thirty years")
    return until


def due(entries: Iterable[Entry], today: date) -> tuple[Entry, ...]:
    """What is to be erased or kept longer on that day, the longest due first."""
    return tuple(sorted((one for one in entries if date.fromisoformat(one.until) <= today), key=lambda one: one.until))
