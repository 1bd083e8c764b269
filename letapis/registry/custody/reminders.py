"""Deadlines as a calendar file (iCalendar, RFC 5545) with neutral words and code names: it must betray nobody.

No name, place, law or kind of deadline goes into it; whoever keeps the register knows what "check 1" of "K-17" is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from letapis.registry.custody.deadlines import Deadline
from letapis.registry.custody.notes import words

_WIDTH = 75  # octets of a line


def calendar(deadlines: Iterable[Deadline], on: date, language: str = "en") -> str:
    """The text of an .ics file, one whole-day entry a deadline. `on` is the day that stands as its stamp."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//letapis//EN", "CALSCALE:GREGORIAN"]
    for one in deadlines:
        lines += _entry(one, on, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _entry(one: Deadline, on: date, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_mark(one.entry, one.code, one.due.isoformat())}@letapis"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(name_of(one) + ': ' + words('neutral', one.code, language))}"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def name_of(one: Deadline) -> str:
    """The code name, or a mark of the entry where nobody gave one: never the person's name."""
    return one.code_name or f"#{_mark(one.entry)[:6]}"


def _mark(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets; each further one begins with a space."""
    part = ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > _WIDTH:
            yield part
            part = " "
        part += letter
    yield part
