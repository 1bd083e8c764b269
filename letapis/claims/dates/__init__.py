"""Dates in a text: days, intervals, relative words resolved against a known day; with exact spans."""

from letapis.claims.dates.reading import read_dates
from letapis.claims.dates.span import DateSpan

__all__ = ["DateSpan", "read_dates"]
