"""Rows of one archive to lines of JSON that say the same on every machine and engine.

A row is named by the number of its line, and a tie is the number of a line of the other file; so the numbers of the
database, which depend on what came in first, show nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from letapis.store.faults import DAMAGED
from letapis.store.moving_tables import Column, Table, order, tables
from letapis.store.opening import Store, StoreError
from letapis.store.values import inflated

CHUNK = 2000  # rows that are fetched at once

Lines = Mapping[int, int]  # number of a row -> number of its line


def lines_of(store: Store, left_out: frozenset[str] = frozenset()) -> Iterator[tuple[Table, Iterator[bytes]]]:
    """Every table with its lines; of the state, the names `left_out` stay at home."""
    found = tables()
    referred = {column.refers for table in found for column in table.columns if column.refers}
    lines = {table.name: _numbered(store, table) for table in found if table.name in referred}
    for table in found:
        yield table, _lines(store, table, lines, left_out if table.name == "state" else frozenset())


def _numbered(store: Store, table: Table) -> Lines:
    return {number: line for line, (number,) in enumerate(_rows(store, table, ["number"]), start=1)}


def _lines(store: Store, table: Table, lines: Mapping[str, Lines], left_out: frozenset[str]) -> Iterator[bytes]:
    columns = table.columns
    written = [_written(column, lines) for column in columns]
    number = 0
    for row in _rows(store, table, [column.column for column in columns]):
        if row[0] in left_out:
            continue
        number += 1
        line: dict[str, Any] = {"number": number} if table.numbered else {}
        line |= {column.name: write(value) for column, write, value in zip(columns, written, row, strict=True)}
        yield msgspec.json.encode(line) + b"\n"
    _check(store, table, number, left_out)


def _rows(store: Store, table: Table, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Columns of all rows in their one order. A database that cannot read the rows cannot sort them either."""
    if not store.sealed:
        yield from _ordered(store, table).values_list(*columns).iterator(CHUNK)
        return
    keys = [name for name, _ in order(table)]
    if not table.numbered:
        yield from (row[len(keys) :] for row in _sorted(store, table, [*keys, *columns], len(keys)))
        return
    numbers = [row[-1] for row in _sorted(store, table, [*keys, "number"], len(keys))]
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        found = {
            row[0]: row[1:] for row in _chosen(store.rows(table.model).filter(number__in=some), ["number", *columns])
        }
        yield from (found[number] for number in some)


def _sorted(store: Store, table: Table, names: list[str], keys: int) -> list[tuple[Any, ...]]:
    """Columns of all rows, sorted by the first of them; nothing comes before anything."""
    return sorted(
        _chosen(store.rows(table.model), names), key=lambda row: [(value is not None, value) for value in row[:keys]]
    )


def _chosen(rows: Any, names: list[str]) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  a query of Django
    """Columns of rows, also where one is named twice, which Django gives once."""
    asked = list(dict.fromkeys(names))
    places = [asked.index(name) for name in names]
    return (tuple(row[place] for place in places) for row in rows.values_list(*asked).iterator(CHUNK))


def _check(store: Store, table: Table, written: int, left_out: frozenset[str]) -> None:
    """A row that is tied to none takes no place in the order, and would stay behind in silence."""
    there = store.rows(table.model)
    lost = (there.exclude(name__in=left_out) if left_out else there).count() - written
    if lost:
        problem = f"{lost} row(s) of {table.name} are tied to rows that are not there"
        raise StoreError(f"{store.where}: {DAMAGED.format(problem)}.")


def _ordered(store: Store, table: Table) -> Any:  # noqa: ANN401  a query of Django
    """The rows in their one order; text by its bytes, where PostgreSQL would sort it by the language of its server."""
    from django.db.models import F
    from django.db.models.functions import Collate

    by_bytes = store.engine == "postgresql"
    keys: list[Any] = []
    for name, text in order(table):
        keys.append((Collate(F(name), "C") if by_bytes and text else F(name)).asc(nulls_first=True))
    return store.rows(table.model).order_by(*keys)


def _written(column: Column, lines: Mapping[str, Lines]) -> Callable[[Any], Any]:
    """How a value of a column is written."""
    if column.refers:
        of = lines[column.refers]
        return lambda number: None if number is None else of.get(number)
    if column.kind == "object":
        return lambda data: None if data is None else msgspec.Raw(bytes(data))
    if column.kind == "text":
        return lambda data: None if data is None else _text(inflated(bytes(data)))
    return lambda value: value


def _text(text: str) -> str | msgspec.Raw:
    """A text; one with half of a surrogate pair, out of a file with broken escapes, with that as its escape."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return msgspec.Raw(json.dumps(text).encode())
    return text
