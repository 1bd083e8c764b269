"""A table of places as a team brings it: rows of a CSV, each read on its own, the faulty ones told by their line.

It only reads. What the names sound like, and which of them a spelling means, is `letapis.names.places`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = {  # column of a table: how it may be headed
    "place_id": ("place_id", "id", "geonameid", "wikidata"),
    "name": ("name", "title", "place"),
    "be": ("be", "name_be"),
    "ru": ("ru", "name_ru"),
    "en": ("en", "name_en"),
    "spellings": ("spellings", "further spellings", "alternatenames"),
    "kind": ("kind", "type", "placetype"),
    "district": ("district", "raion", "rayon"),
    "region": ("region", "oblast"),
    "country": ("country",),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng"),
    "population": ("population",),
}
NAMES = ("name", "be", "ru", "en")
LONGEST_CELL = 10_000  # letters; a longer cell is a slip of the file


class TableError(ValueError):
    """A table that cannot be read at all; the message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of a gazetteer. The first of `names` is the one to show; degrees are WGS 84."""

    place_id: str
    names: tuple[str, ...]
    kind: str = ""
    district: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that was set aside: its line in the file (the header is line 1) and why."""

    line: int
    reason: str


def read_table(path: Path) -> tuple[list[PlaceRow], list[Fault]]:
    """The places of a CSV in UTF-8 and the rows that were set aside. Raises TableError, OSError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            return _read(csv.reader(file), path)
        except UnicodeDecodeError as error:
            raise TableError(f"{path}: byte {error.start} is not UTF-8. Save the table as UTF-8.") from error
        except csv.Error as error:
            raise TableError(f"{path}: not a CSV table: {error}") from error


def _read(lines: Iterator[list[str]], path: Path) -> tuple[list[PlaceRow], list[Fault]]:
    columns = find_columns(next(lines, []), path)
    if not columns.keys() & set(NAMES):
        raise TableError(f"{path}, line 1: no column with a name; one of {', '.join(NAMES)} is needed")
    rows: list[PlaceRow] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for line, cells in enumerate(lines, 2):
        try:
            row = place_row(cells, columns, line)
        except ValueError as error:
            faults.append(Fault(line, str(error)))
            continue
        if row.place_id in seen:
            faults.append(Fault(line, f"the id {row.place_id} stands already in line {seen[row.place_id]}"))
            continue
        seen[row.place_id] = line
        rows.append(row)
    return rows, faults


def find_columns(header: Sequence[str], path: Path) -> dict[str, int]:
    """Where each known column stands. Raises TableError where one stands twice."""
    found: dict[str, int] = {}
    heads = [head.strip().lower() for head in header]
    for column, titles in COLUMNS.items():
        places = [index for index, head in enumerate(heads) if head in titles]
        if len(places) > 1:
            twice = ", ".join(str(place + 1) for place in places)
            raise TableError(f"{path}, line 1: the column {column} stands in several places ({twice}); keep one")
        if places:
            found[column] = places[0]
    return found


def place_row(cells: Sequence[str], columns: dict[str, int], line: int) -> PlaceRow:
    """One place. Raises ValueError with the reason."""

    def cell(column: str) -> str:
        index = columns.get(column)
        return cells[index].strip() if index is not None and index < len(cells) else ""

    if any(len(value) > LONGEST_CELL for value in cells):
        raise ValueError(f"a cell of more than {LONGEST_CELL:,} letters")
    names = [cell(column) for column in NAMES] + cell("spellings").split(";")
    names = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not names:
        raise ValueError("no name")
    return PlaceRow(
        cell("place_id") or f"line-{line}",
        tuple(names),
        cell("kind"),
        cell("district"),
        cell("region"),
        cell("country"),
        _degrees(cell("latitude"), 90),
        _degrees(cell("longitude"), 180),
        _people(cell("population")),
    )


def _degrees(written: str, most: float) -> float | None:
    if not written:
        return None
    try:
        degrees = float(written.replace(",", "."))
    except ValueError as error:
        raise ValueError(f"{written!r} is no degree") from error
    if not -most <= degrees <= most:
        raise ValueError(f"{written} degrees is not on the globe")
    return degrees


def _people(written: str) -> int:
    digits = written.replace(" ", "").replace("\u00a0", "")
    if digits and not digits.isdecimal():
        raise ValueError(f"{written!r} is no number of people")
    return int(digits or 0)
