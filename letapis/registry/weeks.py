"""Weeks from Monday to Sunday, by their Mondays."""

from __future__ import annotations

from datetime import date, timedelta

from letapis.registry.model.values import PartialDate

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week_of(day: PartialDate) -> date | None:
    """The Monday of the one week in which it surely lies; None where it may lie in two."""
    monday = monday_of(day.earliest)
    return monday if monday == monday_of(day.latest) else None


def mondays(first: date, last: date) -> list[date]:
    """The Mondays of all weeks from that of the first day to that of the last."""
    begin = monday_of(first)
    return [begin + WEEK * at for at in range((monday_of(last) - begin) // WEEK + 1)]
