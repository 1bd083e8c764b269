"""A point in time as reports give it: a day, sometimes with an hour. It never invents the hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the local time of day where a report states it."""

    day: date
    time: time | None = None

    def __lt__(self, other: Moment) -> bool:
        """Order by day, then by hour; a day without an hour comes before its hours."""
        return self.iso() < other.iso()

    def iso(self) -> str:
        """`2020-10-12` or `2020-10-12T12:30`."""
        return self.day.isoformat() if self.time is None else f"{self.day.isoformat()}T{self.time:%H:%M}"

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read ISO 8601, a day or a day with an hour; a zone is dropped, the local hour stays.

        Raises ValueError where the text is neither.
        """
        text = text.strip()
        if len(text) <= len("2020-10-12"):
            return cls(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        return cls(moment.date(), moment.time().replace(second=0, microsecond=0, tzinfo=None))
