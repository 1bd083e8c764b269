"""A list as bytes to its records and its refused rows: every row becomes one or the other, and nothing is lost.

It says what is wrong with a row by its number, never by what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from letapis.registry.people.cells import day, plain, unnamed, wrong_name, year
from letapis.registry.people.columns import KINDS, NAMING, Columns, ListError, mapped, recognise, title
from letapis.registry.people.records import PersonRecord
from letapis.sources.encodings import UndecodableError, decode
from letapis.sources.table_rows import DELIMITERS, Row, rows, tried

HEADING_WITHIN = 5  # rows; titles of the whole list may stand above the heading
LOOKED_AT = 30
CLOSED_QUOTE = "a quotation mark is opened and not closed, or a cell is longer than 131072 characters"
WHICH = "Tell its number or its title: --map name=2."


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is no record, with its text for the file of refused rows."""

    row: int
    reason: str
    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell of a record that could not be read and stays empty in it."""

    row: int
    kind: str


@dataclass(frozen=True, slots=True)
class PersonList:
    """One list as read. `len(records) + len(refused)` is the number of its rows."""

    records: tuple[PersonRecord, ...]
    refused: tuple[Refused, ...]
    unread: tuple[Unread, ...]
    unnamed: frozenset[str]  # ids of records that name nobody
    heading: tuple[str, ...]
    columns: Mapping[str, int]  # kind -> number of the column, from 1
    remarks: tuple[str, ...]
    encoding: str

    @property
    def rows(self) -> int:
        """Rows below the heading."""
        return len(self.records) + len(self.refused)


@dataclass(frozen=True, slots=True)
class _Table:
    """All rows, with the place of the heading; 0 rows are above the first record where there is none."""

    rows: list[tuple[str, Row]]
    above: int
    heading: tuple[str, ...]
    columns: Columns


def read_list(data: bytes, source: str, told: Mapping[str, str] | None = None) -> PersonList:
    """The records of a list in CSV or TSV; `source` is its id, `told` names columns by title or number.

    Raises ListError where the file is no text, is empty, or no column of names is found.
    """
    try:
        decoded = decode(data)
    except UndecodableError as error:
        raise ListError(f"the file {error.problem}", error.way_out) from None
    text = decoded.text.removeprefix("\ufeff")
    if not text.strip():
        raise ListError("the list is empty", "Bring it again from where it came.")
    found = _table(text, told or {})
    return _records(found, source, decoded.encoding)


def _table(text: str, told: Mapping[str, str]) -> _Table:
    """Delimiter, heading and columns: those that make the most sense together."""
    best: tuple[int, int, str, int, tuple[str, ...]] | None = None
    for preference, delimiter in enumerate(DELIMITERS):
        looked = tried(text, delimiter, LOOKED_AT)
        for number, heading in enumerate(looked[:HEADING_WITHIN], start=1):
            score = _sense(heading, told)
            if score and (best is None or (score, -preference) > best[:2]):
                best = (score, -preference, delimiter, number, tuple(heading))
    if best is None:
        return _without_heading(text, told)
    _, _, delimiter, above, names = best
    return _checked(_Table(list(rows(text, delimiter)), above, names, mapped(names, told)))


def _sense(heading: Sequence[str], told: Mapping[str, str]) -> int:
    """How many titles of a row are known, or told; 0 where no column of names would come of it."""
    known = set(recognise(heading).of)
    titles = {title(cell) for cell in heading}
    told_here = {kind for kind, where in told.items() if not where.isdecimal() and title(where) in titles}
    naming = bool(set(NAMING) & (known | told.keys()))
    return len(known | told_here) if naming else 0


def _without_heading(text: str, told: Mapping[str, str]) -> _Table:
    """No titles that we know: columns told by number, or one column of nothing but names."""
    delimiter = max(DELIMITERS, key=lambda one: _evenness(tried(text, one, LOOKED_AT)))
    everything = list(rows(text, delimiter))
    first = tuple(everything[0][1] or ())
    if told:
        return _checked(_Table(everything, 0, first, mapped(first, told)))
    if all(len(cells or ()) <= 1 for _, cells in everything[:LOOKED_AT]):
        return _Table(everything, 0, ("",), Columns({"name": 0}))
    problem = f"no column of names is recognised among {len(first)} in the first {HEADING_WITHIN} rows"
    raise ListError(problem, WHICH)


def _evenness(looked: Sequence[Sequence[str]]) -> int:
    """How many rows have as many cells as the first, where that is more than one."""
    wide = len(looked[0]) if looked else 0
    return sum(len(cells) == wide for cells in looked) if wide > 1 else 0


def _checked(found: _Table) -> _Table:
    """Two columns with one title are one where they say the same in every row. Raises ListError where they do not."""
    if not set(NAMING) & set(found.columns.of):
        raise ListError("no column of names is told or recognised", WHICH)
    for kind, first, second in found.columns.doubled:
        for _, cells in found.rows[found.above :]:
            if cells and len(cells) > second and plain(cells[first]) != plain(cells[second]):
                problem = f"columns {first + 1} and {second + 1} have the same title and do not say the same"
                raise ListError(problem, f"Tell which is meant: --map {kind}={first + 1}.")
    return found


def _records(found: _Table, source: str, encoding: str) -> PersonList:
    records: list[PersonRecord] = []
    refused: list[Refused] = []
    unread: list[Unread] = []
    for number, (text, cells) in enumerate(found.rows[found.above :], start=1):
        values, reason = _values(cells, found)
        if reason:
            refused.append(Refused(number, reason, text, tuple(cells or ())))
            continue
        record, missed = _record(values, source, number)
        records.append(record)
        unread += [Unread(number, kind) for kind in missed]
    numbers = {kind: place + 1 for kind, place in found.columns.of.items()}
    nobody = frozenset(record.id for record in records if unnamed(record.name))
    remarks = tuple(_remarks(found))
    return PersonList(tuple(records), tuple(refused), tuple(unread), nobody, found.heading, numbers, remarks, encoding)


def _values(cells: Row, found: _Table) -> tuple[dict[str, str], str]:
    """The cells by kind; or why the row is no record."""
    if cells is None:
        return {}, CLOSED_QUOTE
    if not any(cell.strip() for cell in cells):
        return {}, "the row is empty"
    if found.above and tuple(cells) == found.heading:
        return {}, "the heading once more"
    wide = len(found.heading)
    if any(cell.strip() for cell in cells[wide:]):
        return {}, f"{len(cells)} cells, and the heading has {wide}"
    values = {kind: plain(cells[place]) if place < len(cells) else "" for kind, place in found.columns.of.items()}
    values["name"] = values.get("name") or _joined(values)
    return values, wrong_name(values["name"])


def _joined(values: Mapping[str, str]) -> str:
    return " ".join(filter(None, (values.get(part, "") for part in ("surname", "given", "patronymic"))))


def _record(values: Mapping[str, str], source: str, number: int) -> tuple[PersonRecord, list[str]]:
    """The record, and the kinds of cells that say something which could not be read."""
    born, when = values.get("birth_year", ""), values.get("date", "")
    birth_year, date = year(born), day(when)
    missed = [kind for kind, said, got in (("birth_year", born, birth_year), ("date", when, date)) if said and not got]
    record = PersonRecord(
        f"{source}:{number}",
        source,
        number,
        values["name"],
        birth_year,
        values.get("town", ""),
        date,
        values.get("article", ""),
        values.get("note", ""),
    )
    return record, missed


def _remarks(found: _Table) -> Iterable[str]:
    if not found.above and len(found.heading) == 1:
        yield "no heading: every line is taken for a name"
    for kind, number in found.columns.aside:
        yield f"column {number} is titled like {kind} too and is passed over; --map {kind}={number} takes it instead"
    missing = [kind for kind in KINDS[4:8] if kind not in found.columns.of]
    if missing:
        yield f"no column of {', '.join(missing)}"
