"""Tables as text, CSV and TSV of any delimiter and encoding, row by row; a faulty row is told by its line, not lost.

It knows no column by name: what a column means is for the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from letapis.sources.encodings import UndecodableError, decode
from letapis.sources.table_rows import DELIMITERS, Row, rows

SAMPLE = 20  # lines by which the delimiter is chosen


class TableError(ValueError):
    """A table that cannot be read at all; the message names the file, the place and the way out."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line it begins on (the header is line 1), its cells by column, and what is wrong with it."""

    line: int
    cells: dict[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read. A column without a head is called by its number."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    delimiter: str
    encoding: str

    def require(self, name: str, columns: Iterable[str]) -> None:
        """Raise TableError where a column is missing."""
        missing = [column for column in columns if column not in self.columns]
        if missing:
            there = ", ".join(self.columns) or "none"
            raise TableError(f"{name}, line 1: no column {', '.join(missing)}; there are: {there}")


def read_delimited(data: bytes, name: str) -> Table:
    """Read a table with a header. `name` is the file's, for messages. Raises TableError."""
    try:
        decoded = decode(data)
    except UndecodableError as error:
        raise TableError(f"{name}: {error.problem}. {error.way_out}") from error
    text = decoded.text.removeprefix("\ufeff")
    if not text.strip():
        raise TableError(f"{name}: the file is empty; a header and a row are needed")
    delimiter = _delimiter(text)
    lines = _numbered(text, delimiter)
    _, heads = next(lines)
    if heads is None:
        raise TableError(f"{name}, line 1: a quotation mark is not closed; save the table as CSV anew")
    columns = _columns(heads, name)
    return Table(columns, tuple(_rows(lines, columns)), delimiter, decoded.encoding)


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, Row]]:
    """Every row with the line that it begins on."""
    line = 1
    for written, cells in rows(text, delimiter):
        yield line, cells
        line += written.count("\n") + 1


def _delimiter(text: str) -> str:
    """The sign that parts the first lines most evenly; a comma where none does."""
    sample = text.splitlines()[:SAMPLE]
    return max(
        DELIMITERS,
        key=lambda sign: (sample[0].count(sign) > 0, min(line.count(sign) for line in sample), sample[0].count(sign)),
    )


def _columns(heads: list[str], name: str) -> tuple[str, ...]:
    columns = tuple(head.strip() or str(place) for place, head in enumerate(heads, 1))
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise TableError(f"{name}, line 1: the column {', '.join(twice)} stands twice; rename one of them")
    return columns


def _rows(lines: Iterable[tuple[int, Row]], columns: tuple[str, ...]) -> Iterator[TableRow]:
    for line, cells in lines:
        if cells is None:
            yield TableRow(line, dict.fromkeys(columns, ""), "a quotation mark is not closed")
        elif any(cell.strip() for cell in cells):
            fault = f"{len(cells)} cells where the header has {len(columns)}" if len(cells) > len(columns) else ""
            filled = [*cells, *[""] * (len(columns) - len(cells))]
            yield TableRow(line, dict(zip(columns, filled, strict=False)), fault)
