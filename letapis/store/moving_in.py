"""Lines of JSON to rows of one archive: the way back from `moving_out`. Nothing is guessed here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from letapis.store.moving_tables import Column, Table, tables
from letapis.store.opening import Store, StoreError
from letapis.store.values import deflated

_LINE = msgspec.json.Decoder(dict[str, msgspec.Raw])


def load_lines(store: Store, found: Iterable[tuple[str, Path]]) -> int:
    """Load the files of the tables, by name, into a store without rows of this archive; gives the number of rows.

    All of it or nothing, if the caller is inside `store.writing()`. Raises StoreError that names the file and the line.
    """
    known = {table.name: table for table in tables()}
    paths = dict(found)
    first = {name: _last_number(store, table) for name, table in known.items() if table.numbered}
    rows = 0
    for name, path in paths.items():
        if name not in known:
            raise StoreError(f"{path}: the store has no table {name!r}")
        rows += _load(store, known[name], path, first)
    if store.engine == "postgresql":
        for name in first:
            _go_on(store, known[name])
    return rows


def _last_number(store: Store, table: Table) -> int:
    """The highest number in use; other archives of the database count, as numbers are theirs too."""
    return int(store.base.rows(f"SELECT coalesce(max(number), 0) FROM {table.table}")[0][0])  # noqa: S608  own name


def _load(store: Store, table: Table, path: Path, first: Mapping[str, int]) -> int:
    read = [_read(column, first) for column in table.columns]
    names = ["archive_id", *(column.column for column in table.columns)]
    if table.numbered:
        names.insert(0, "number")
    count = 0

    def rows() -> Iterator[tuple[Any, ...]]:
        nonlocal count
        with path.open("rb") as file:
            for count, line in enumerate(file, start=1):
                values = _values(table, path, count, line, read)
                numbered = (first[table.name] + count,) if table.numbered else ()
                yield (*numbered, store.archive, *values)

    store.base.load(table.table, names, rows())
    return count


def _values(table: Table, path: Path, number: int, line: bytes, read: list[Callable[[Any], Any]]) -> list[Any]:
    try:
        told = _told(line)
        return [take(told[column.name]) for column, take in zip(table.columns, read, strict=True)]
    except (ValueError, KeyError, TypeError, AttributeError, msgspec.MsgspecError) as error:
        raise StoreError(f"{path}, line {number}: does not fit the table {table.name} ({error})") from error


def _told(line: bytes) -> dict[str, Any]:
    """The values of a line as they stand in it."""
    try:
        return _LINE.decode(line)
    except msgspec.DecodeError:  # half of a surrogate pair, which only the other reader takes
        return {name: _encoded(value) for name, value in json.loads(line).items()}


def _encoded(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # as `values.packed` has it
        return json.dumps(value, separators=(",", ":")).encode()


def _read(column: Column, first: Mapping[str, int]) -> Callable[[Any], Any]:
    """How a value of a column is read."""
    if column.refers:
        return lambda raw: None if (line := msgspec.json.decode(raw)) is None else first[column.refers] + line
    if column.kind == "object":
        return lambda raw: None if bytes(raw) == b"null" else bytes(raw)
    if column.kind == "text":
        return lambda raw: None if (text := json.loads(bytes(raw))) is None else deflated(text)  # half a pair and all
    return msgspec.json.decode


def _go_on(store: Store, table: Table) -> None:
    """Let the server's own numbers begin after those that came with the rows."""
    store.base.run(
        f"SELECT setval(pg_get_serial_sequence('{table.table}', 'number'), "  # noqa: S608  own names
        f"(SELECT greatest(max(number), 1) FROM {table.table}))"
    )
