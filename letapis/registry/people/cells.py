"""What one cell says: a name or why it is none, a year, a day. What cannot be told is empty, never guessed."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from letapis.sources.written_days import day_of
from letapis.vocabulary.resources import table

LONGEST_NAME = 200
YEARS = range(1900, 2100)
YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
WORD = re.compile(r"[^\W\d_]+")
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
FORMULA_MARK = re.compile("'['\\s\ufeff\u200b]*[=+@\uff1d\uff0b\uff0d\uff20\t\r-]")


def plain(cell: str) -> str:
    """The cell in one line, without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    if cell[:1] == "'" and FORMULA_MARK.match(cell):
        cell = cell[1:]
    if "\x00" in cell or "\ufeff" in cell:
        cell = cell.replace("\x00", " ").replace("\ufeff", "")
    return " ".join(cell.split())


def wrong_name(name: str) -> str:
    """Why this is no name; empty where it may be one. The reason does not repeat what the cell says."""
    if 1 < len(name) <= LONGEST_NAME and name[:2].isalpha() and not DIGIT.search(name):
        return ""  # nearly all are of this kind
    if not name:
        return "no name"
    if len(name) > LONGEST_NAME:
        return f"the name has {len(name)} characters, the limit is {LONGEST_NAME}"
    letters = len(LETTER.findall(name))
    if letters == 0:
        return "no letter in the name"
    if letters == 1:
        return "one letter is no name"
    return "more figures than letters in the name" if len(DIGIT.findall(name)) > letters else ""


def unnamed(name: str) -> bool:
    """Whether the cell says only that somebody is meant: a record of its own, compared with none."""
    words = [word for word in WORD.findall(name) if len(word) > 1]
    return not any(word.casefold() not in _placeholders() and not word.islower() for word in words) and (
        not words or any(word.casefold() in _placeholders() for word in words)
    )


@lru_cache(maxsize=1 << 12)
def year(cell: str) -> int | None:
    """The one year in a cell: `1985`, `1985-03`, `12.03.1985`; None where there is none, or several."""
    found = {int(one) for one in YEAR.findall(cell)}
    return found.pop() if len(found) == 1 and min(found) in YEARS else None


@lru_cache(maxsize=1 << 14)
def day(cell: str) -> str:
    """The day as ISO 8601; empty where the cell tells none, only a month, or one that could be two."""
    found = day_of(cell)
    return found.day.isoformat() if found else ""


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(table("lists_of_people.toml")["unnamed"]["words"])
