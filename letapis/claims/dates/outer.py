"""Meanings of patterns made of other dates: "since 9 August", "from Monday to 12 October", "as of 12:30"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from letapis.claims.dates.calendar import add_months, move
from letapis.claims.dates.frame import Frame, unknown
from letapis.claims.dates.span import Reading
from letapis.claims.patterns import Match

OuterMeaning = Callable[[Match, Frame], Reading | None]


def since(match: Match, frame: Frame) -> Reading | None:
    """From the first day of the inner date to the day of publication."""
    inner: Reading = match.get("WHEN")
    if inner.recurring:
        return None
    if inner.first is None:
        return replace(inner, precision="open")
    coming = frame.prefers == "future"  # "from 1 January fares go up"
    wide = inner.first != inner.last  # "since August", said in May; but "from 10 July" lies ahead in June
    if frame.today is not None and inner.first > frame.today and inner.relative and wide and not coming:
        before = add_months(inner.first, -12)
        if before is not None:
            inner = replace(inner, first=before)
    assert inner.first is not None
    last = frame.today if frame.today is not None and frame.today >= inner.first else None
    return Reading(inner.first, last, "open", relative=True, year_given=inner.year_given)


def until(match: Match, _frame: Frame) -> Reading | None:
    """Open at the beginning."""
    inner: Reading = match.get("WHEN")
    if inner.recurring or inner.last is None:
        return inner if inner.recurring else replace(inner, precision="open")
    return Reading(None, inner.last, "open", relative=True, year_given=inner.year_given)


def by(match: Match, _frame: Frame) -> Reading | None:
    """“by 12 October”: the inner date, as the moment for which something holds."""
    inner: Reading = match.get("WHEN")
    return None if inner.recurring else replace(inner, as_of=True)


def plain(match: Match, _frame: Frame) -> Reading | None:
    """The inner date, where another word takes the preposition: “по сравнению с 2009 годом”."""
    found: Reading = match.get("WHEN")
    return found


def span(match: Match, _frame: Frame) -> Reading | None:
    """From one date to another."""
    first, last = match.all("WHEN")
    if first.recurring or last.recurring:
        return None
    if first.first is None or last.last is None:
        return unknown("interval")
    if first.first > last.last:
        return None
    return Reading(first.first, last.last, "interval", relative=last.relative, year_given=last.year_given)


def shifted(step: int) -> OuterMeaning:
    """“three days after 9 August”, “a week before Christmas”, “через неделю после 9 августа”."""

    def read(match: Match, _frame: Frame) -> Reading | None:
        inner: Reading = match.get("WHEN")
        numeral, name = match.get("NUMBER"), match.get("UNIT")
        steps = 1 if numeral is None else int(numeral.low) if numeral.low == numeral.high else None
        if steps is None or name not in {"day", "week", "fortnight", "month", "year"} or inner.recurring:
            return None
        if inner.first is None or inner.first != inner.last:
            return None
        found = move(inner.first, name, step * steps)
        return None if found is None else Reading(found, found, "day", relative=True, year_given=inner.year_given)

    return read


def as_of(match: Match, frame: Frame) -> Reading | None:
    """“as of 12:30 on 12 October”, “as of 12 October”: the moment for which a figure holds."""
    inner: Reading | None = match.get("WHEN")
    clock = match.get("CLOCK")
    if inner is None and frame.anchor is not None:
        inner = Reading(*frame.anchor, "hour", relative=True)
    if inner is None and frame.today is not None:
        inner = Reading(frame.today, frame.today, "hour", relative=True)
    return replace(inner or unknown("day"), time=clock, as_of=True)


def at_clock(match: Match, _frame: Frame) -> Reading | None:
    """“12 October at 12:30”: the day, with its hour."""
    inner: Reading = match.get("WHEN")
    return replace(inner, time=match.get("CLOCK")) if inner.precision == "day" else None


OUTER: dict[str, OuterMeaning] = {
    "since": since,
    "until": until,
    "by": by,
    "plain": plain,
    "span": span,
    "shifted_on": shifted(1),
    "shifted_back": shifted(-1),
    "as_of": as_of,
    "at_clock": at_clock,
}
