"""Values of slots: text to canonical text, and the typed readers behind it.

Dates are partial and may be estimates; what cannot be told is empty, and "unknown" says that nobody could tell.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from letapis.claims.claim import Count
from letapis.registry.model.kinds import Slot, is_entry
from letapis.registry.model.statement import kind_of
from letapis.sources.moment import Moment
from letapis.vocabulary.codes import code_of

UNKNOWN = "unknown"  # asked, and nobody could tell; an empty value takes a statement back
FIRST_YEAR = 1900  # an earlier one is a typing error: nobody in a register was alive then
UNITS = ("years", "months", "days", "hours", "base_units")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+(?:[ _]units?)?)\s*")
_YES_NO = {"yes": "yes", "true": "yes", "так": "yes", "да": "yes", "no": "no", "false": "no", "не": "no", "нет": "no"}


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month, a year, or an interval of these, perhaps an estimate. Sorts by its earliest, then its latest day.

    The text form is a part of EDTF (ISO 8601-2): `2020`, `2020-10`, `2020-10-11`, `2020-10-10/2020-10-12`, `2020-10~`.
    """

    earliest: date
    latest: date
    text: str

    @property
    def estimate(self) -> bool:
        """Whether whoever said it was not sure of it."""
        return self.text.endswith("~")

    @property
    def exact(self) -> bool:
        """Whether it is one day, and no estimate."""
        return self.earliest == self.latest and not self.estimate

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the text form. Raises ValueError that says what is wrong with it."""
        whole = "".join(text.split())
        ends = whole.removesuffix("~").split("/")
        if len(ends) > 2:
            raise ValueError(f"{text!r} has more than two ends")
        (earliest, _), (_, latest) = _days(ends[0]), _days(ends[-1])
        if latest < earliest:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(earliest, latest, whole)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time or a fine in its own units: `15 days`, `2 years 6 months`, `30 base_units`."""

    parts: tuple[tuple[float, str], ...]

    @property
    def text(self) -> str:
        """Units in the plural, the longest first."""
        return " ".join(f"{number:g} {unit}" for number, unit in self.parts)

    def of(self, unit: str) -> float:
        """How many of one unit; 0 where there are none."""
        return sum(number for number, name in self.parts if name == unit)

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `NUMBER UNIT` once or more often. Raises ValueError that names the units."""
        parts: dict[str, float] = {}
        place = 0
        while place < len(text.strip()) and (found := _PART.match(text.strip().lower(), place)):
            parts[_unit(found[2])] = parts.get(_unit(found[2]), 0) + float(found[1])
            place = found.end()
        if not parts or place < len(text.strip()):
            raise ValueError(f"{text!r} is no number with a unit; units are {', '.join(UNITS)}")
        return cls(tuple((parts[unit], unit) for unit in UNITS if unit in parts))


def parse(slot: Slot, text: str) -> str:
    """The canonical text of a value; empty for empty. Raises ValueError that names the slot and what it takes."""
    text = " ".join(text.split())
    if not text or text == UNKNOWN:
        return text
    try:
        return _parsed(slot, text)
    except ValueError as error:
        raise ValueError(f"slot {slot.name} takes {takes(slot)}: {error}") from error


def takes(slot: Slot) -> str:
    """What a slot takes, in words for an error or a help page."""
    if slot.value == "code":
        return f"a code of {slot.codes}"
    if slot.value == "entry":
        return f"the id of an entry, {slot.entry or 'KIND'}:NAME"
    return _TAKES[slot.value]


def date_of(text: str) -> PartialDate | None:
    """The date that a canonical value tells; None for an empty or unknown one."""
    return PartialDate.parse(text) if text and text != UNKNOWN else None


def duration_of(text: str) -> Duration | None:
    """The duration that a canonical value tells; None for an empty or unknown one."""
    return Duration.parse(text) if text and text != UNKNOWN else None


def count_of(text: str) -> Count | None:
    """The count that a canonical value tells; None for an empty or unknown one."""
    return _read_count(text) if text and text != UNKNOWN else None


def _parsed(slot: Slot, text: str) -> str:
    if slot.value == "code":
        return code_of(slot.codes, text)
    if slot.value == "entry":
        return _entry(slot, text)
    return _CANONICAL[slot.value](text)


def _entry(slot: Slot, text: str) -> str:
    if not is_entry(text) or (slot.entry and kind_of(text) != slot.entry):
        raise ValueError(f"{text!r} is none")
    return text


def _days(text: str) -> tuple[date, date]:
    """First and last day of a day, a month or a year."""
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no date")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if year < FIRST_YEAR:
        raise ValueError(f"{text!r} is before {FIRST_YEAR}")
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        last = month or 12
        return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])
    except ValueError as error:
        raise ValueError(f"{text!r} is no day of the calendar") from error


def _unit(text: str) -> str:
    name = text.replace(" ", "_")
    for unit in UNITS:
        if name in {unit, unit.removesuffix("s")}:
            return unit
    raise ValueError(f"{text!r} is no unit; units are {', '.join(UNITS)}")


def _read_count(text: str) -> Count:
    low, dots, high = text.replace(" ", "").partition("..")
    last = high if dots else low
    if not (low or last) or not all(part.isdecimal() for part in (low, last) if part):
        raise ValueError(f"{text!r} is no count")
    count = Count(int(low) if low else None, int(last) if last else None, words=text)
    if count.low is not None and count.high is not None and count.high < count.low:
        raise ValueError(f"{text!r}: the high end is below the low end")
    return count


def _count(text: str) -> str:
    count = _read_count(text)
    if count.low == count.high:
        return str(count.low)
    return f"{'' if count.low is None else count.low}..{'' if count.high is None else count.high}"


def _yes_no(text: str) -> str:
    if text.casefold() not in _YES_NO:
        raise ValueError(f"{text!r} is neither")
    return _YES_NO[text.casefold()]


def _url(text: str) -> str:
    scheme, colon, rest = text.partition(":")
    if not (colon and rest) or scheme.lower() not in {"http", "https", "tg", "ftp", "mailto"}:
        raise ValueError(f"{text!r} has no scheme")
    return text


def _same(text: str) -> str:
    return text


_CANONICAL: Mapping[str, Callable[[str], str]] = {
    "text": _same,
    "person": _same,
    "place": _same,
    "claim": _same,
    "date": lambda text: PartialDate.parse(text).text,
    "moment": lambda text: Moment.parse(text).iso(),
    "count": _count,
    "duration": lambda text: Duration.parse(text).text,
    "number": lambda text: f"{float(text):g}",
    "yesno": _yes_no,
    "url": _url,
}
_TAKES = {
    "text": "a text",
    "person": "the id of a person, person:NAME, or a name",
    "place": "the name of a place",
    "claim": "the id of a claim",
    "date": "a date as 2020, 2020-10, 2020-10-11 or 2020-10-10/2020-10-12, with ~ behind an estimate",
    "moment": "a moment as 2020-10-11 or 2020-10-11T12:30",
    "count": "a count as 713, 600..700, 600.. or ..700",
    "duration": f"a number with a unit ({', '.join(UNITS)}), as 15 days or 2 years 6 months",
    "number": "a number",
    "yesno": "yes or no",
    "url": "an address that begins with https:// or the like",
}
