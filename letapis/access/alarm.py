"""Who looks at more than the work explains: views counted by the hour. It tells the others, and stops nobody."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(hours=1)
MOST = {"accessed-identity": 5, "read": 500}  # in an hour; each further one is an alarm


@dataclass(frozen=True, slots=True)
class View:
    """Somebody saw something."""

    who: str
    act: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """How many views of one kind somebody had in the hour up to a moment."""

    who: str
    act: str
    at: datetime
    count: int


def alarms(views: Iterable[View], most: dict[str, int] | None = None) -> Iterator[Alarm]:
    """One alarm each time that somebody passes the number; again only after they came below it. Views by time."""
    limits = MOST if most is None else most
    seen: dict[tuple[str, str], deque[datetime]] = {}
    told: set[tuple[str, str]] = set()
    for view in views:
        if view.act not in limits:
            continue
        key = (view.who, view.act)
        times = seen.setdefault(key, deque())
        times.append(view.at)
        while times[0] <= view.at - WINDOW:
            times.popleft()
        if len(times) <= limits[view.act]:
            told.discard(key)
        elif key not in told:
            told.add(key)
            yield Alarm(view.who, view.act, view.at, len(times))
