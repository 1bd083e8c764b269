"""The count as it was read, before a claim takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountSpan:
    """A count at `text[start:end]`; an open end of the interval is None.

    `noun` is the token index of the noun that is counted (-1 where the text has none) and `noun_start`, `noun_end`
    its characters. `first` and `last` are the tokens of the count itself, `last` exclusive.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    unit: str = "people"
    words: str = ""
    vague: str = ""  # the entry of the table of vague words, where one was used
    bound: str = "exact"  # exact, about, least, most, range, none
    collective: bool = False  # "троих": people by itself
    subset: bool = False  # "including over 30 journalists", "103 of them"
    negated: bool = False  # "not a single"
    noun: int = -1
    noun_start: int = -1
    noun_end: int = -1
    first: int = -1
    last: int = -1
    value: float | None = None  # the exact number where it is no whole one: 4.5 (hours)
    lasting: bool = False  # hours or minutes that something itself lasted: "for 4.5 hours"
