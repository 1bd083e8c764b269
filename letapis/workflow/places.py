"""Places in files: a team's gazetteer read row by row, a table of spellings resolved, a spelling looked up.

Every row of a table comes back; one that cannot be resolved has no candidates and the reason.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.names.places.index import PlaceIndex
from letapis.names.places.resolving import AS_GOOD, Candidate, ambiguous, index_of, likely, resolve
from letapis.sources.delimited import Table, TableError, TableRow, read_delimited
from letapis.vocabulary.gazetteer_rows import NAMES, PlaceRow, place_row

QUERY = ("query", "name", "place", "spelling", "town")  # how the column of the spellings may be headed
CONTEXT = ("district", "region", "country", "kind")
ADDED = ("candidates", "reason")
MOST = 25  # ids of a row of answers: villages of one name count as one, so five ids are not yet five names
SETTING = "gazetteer"

Fault = tuple[int, str]


@dataclass(slots=True)
class PlacesReport:
    """What became of a table: rows with one place, several as good, only unlikely ones, none; the faults by line."""

    found: int = 0
    ambiguous: int = 0
    unlikely: int = 0
    unknown: int = 0
    faults: list[Fault] = field(default_factory=list)


def read_gazetteer(path: Path) -> tuple[PlaceIndex, list[Fault]]:
    """The index of a table of places, and its rows that were set aside with their line. Raises TableError, OSError."""
    return gazetteer_from(path.read_bytes(), str(path))


def gazetteer_from(data: bytes, name: str) -> tuple[PlaceIndex, list[Fault]]:
    """The same from the bytes of a table."""
    table = read_delimited(data, name)
    if not {head.lower() for head in table.columns} & set(NAMES):
        raise TableError(f"{name}, line 1: no column with a name; one of {', '.join(NAMES)} is needed")
    rows, faults = _places(table)
    return index_of(rows.values()), faults


def _places(table: Table) -> tuple[dict[str, PlaceRow], list[Fault]]:
    rows: dict[str, PlaceRow] = {}
    faults: list[Fault] = []
    for row in table.rows:
        try:
            place = place_row(row.cells, row.line)
        except ValueError as error:
            faults.append((row.line, str(error)))
            continue
        if row.fault or place.place_id in rows:
            faults.append((row.line, row.fault or f"the id {place.place_id} stands in a line before"))
        else:
            rows[place.place_id] = place
    return rows, faults


def archive_gazetteers(archive: Archive) -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of the tables that the settings add: `tables = ["villages.csv"]` under [gazetteer].

    They stand in the folder of the archive, or among its sealed files. Raises TableError, OSError.
    """
    return tuple((name, table_bytes(archive, name)) for name in table_names(archive))


def table_names(archive: Archive) -> tuple[str, ...]:
    """The tables of places that the settings of an archive name. Raises TableError."""
    tables = archive.settings(SETTING).get("tables", [])
    if not isinstance(tables, list) or not all(isinstance(one, str) for one in tables):
        raise TableError(f"{archive.settings_place}: tables under [{SETTING}] must be a list of file names")
    return tuple(tables)


def table_bytes(archive: Archive, name: str) -> bytes:
    """A table of places; one of a plain archive may stand beside it or elsewhere on the disk. Raises OSError."""
    return archive.files.read(name) if archive.files.sealed else (archive.root / name).read_bytes()


def find_places(  # noqa: PLR0913  what narrows a place
    spelling: str,
    *,
    gazetteers: Sequence[PlaceIndex] = (),
    own: bool = True,
    district: str = "",
    region: str = "",
    country: str = "",
    kind: str = "",
    near: Sequence[str] = (),
    limit: int = 5,
) -> tuple[Candidate, ...]:
    """The candidates of all gazetteers together, the likeliest first; `own` takes that of Letapis in."""
    reaches: list[PlaceIndex | None] = [*gazetteers, *([None] if own or not gazetteers else [])]
    found = [
        candidate
        for index in reaches
        for candidate in resolve(
            spelling,
            gazetteer=index,
            district=district,
            region=region,
            country=country,
            kind=kind,
            near=near,
            limit=limit,
        )
    ]
    return tuple(sorted(found, key=lambda one: -one.score)[:limit])


def resolve_table(path: Path, report: PlacesReport, gazetteers: Sequence[PlaceIndex] = ()) -> Iterator[str]:
    """The lines of the table with `candidates` (ids, best first, parted by blanks) and `reason`.

    The spelling stands in the column `query`, else `name`; `district`, `region`, `country`, `kind` narrow it. Without a
    gazetteer that of Letapis is asked. Raises TableError, OSError.
    """
    table = read_delimited(path.read_bytes(), str(path))
    head = next((column for column in QUERY if column in table.columns), "")
    if not head:
        raise TableError(f"{path}, line 1: no column with a spelling; one of {', '.join(QUERY)} is needed")
    columns = [column for column in table.columns if column not in ADDED]
    yield _line([*columns, *ADDED])
    for row in table.rows:
        ids, reason = _answer(row, head, report, gazetteers)
        yield _line([*(row.cells[column] for column in columns), ids, reason])


def _answer(row: TableRow, head: str, report: PlacesReport, gazetteers: Sequence[PlaceIndex]) -> tuple[str, str]:
    """The ids and the reason of a row."""
    spelling = row.cells[head]
    fault = row.fault or ("" if any(map(str.isalpha, spelling)) else f"{head}: no letter, nothing to look up")
    if fault:
        report.faults.append((row.line, fault))
        return "", fault
    told = {name: row.cells.get(name, "") for name in CONTEXT}
    found = find_places(spelling, gazetteers=gazetteers, own=not gazetteers, limit=MOST, **told)
    if not found:
        report.unknown += 1
        return "", "nothing like it in the gazetteer"
    return " ".join(one.place_id.replace(" ", "_") for one in found), _told(found, report)


def _told(found: tuple[Candidate, ...], report: PlacesReport) -> str:
    first = "; ".join((found[0].name, *found[0].reasons))
    if not likely(found):
        report.unlikely += 1
        return f"{found[0].score:.2f} unlikely, the nearest that is known: {first}"
    if not ambiguous(found):
        report.found += 1
        return f"{found[0].score:.2f} {first}"
    report.ambiguous += 1
    equal = sum(1 for one in found if found[0].score - one.score < AS_GOOD)
    return f"{found[0].score:.2f} {first}; ambiguous: {equal} places as good"


def _line(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
