"""Counts in a text: how many, in what unit, of which noun; with exact spans. What is counted it does not judge."""

from letapis.claims.counts.reading import read_counts
from letapis.claims.counts.span import CountSpan

__all__ = ["CountSpan", "read_counts"]
