"""The text of a CSV or TSV file to its rows. A quotation mark that is not closed costs one row, not the whole rest."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

DELIMITERS = ("\t", ";", ",", "|")
LINES_OF_A_CELL = 50  # a quoted cell with more line breaks is a quotation mark that nobody closed

Row = list[str] | None  # None for a row that cannot be read


def rows(text: str, delimiter: str) -> Iterator[tuple[str, Row]]:
    """Every row, with its text as it stands; empty lines at the end are none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        if '"' not in line:
            yield line, line.split(delimiter)
            number += 1
            continue
        used, cells = _quoted(lines, number, delimiter)
        yield "\n".join(lines[number : number + used]), cells
        number += used


def _quoted(lines: list[str], number: int, delimiter: str) -> tuple[int, Row]:
    """A row with quotation marks, and how many lines it takes."""
    ahead = _Counted(lines, number)
    try:
        cells = next(csv.reader(ahead, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return 1, _as_it_stands(lines[number], delimiter) if "expected after" in str(error) else None
    except StopIteration:
        return 1, None
    return ahead.used, cells


def _as_it_stands(line: str, delimiter: str) -> Row:
    """A line with a mark inside a cell that nobody doubled."""
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except csv.Error:  # a cell beyond what the csv module takes
        return None


class _Counted:
    """The next lines, with their breaks, and how many were taken."""

    def __init__(self, lines: list[str], number: int) -> None:
        self._lines = islice(lines, number, number + LINES_OF_A_CELL)
        self.used = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.used += 1
            yield f"{line}\n"


def tried(text: str, delimiter: str, count: int) -> list[list[str]]:
    """The first rows, for a look at what the columns are."""
    return [cells or [] for _, cells in islice(rows(text, delimiter), count)]
