"""Writing into the index of names: adding, changing and removing. It never commits and finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from letapis.names.persons.keys import keys, prefixes
from letapis.store.dialect import Connection, Database, Engine, Row, database
from letapis.store.name_tables import check_version, key_number

BATCH = 20_000  # names that are written at once: their keys are sorted, so that each page of the index is touched once


def add_names(connection: Connection, names: Iterable[tuple[str, str]], engine: Engine | None = None) -> int:
    """Add (name_id, text) to the index and give how many were new or changed.

    Adding the same again changes nothing; the same id with another text replaces the text. Where an id stands twice in
    `names`, its last text counts. A text without a letter is kept, and never found. PostgreSQL wants a transaction
    around it. Raises OldIndexError.
    """
    base = database(connection, engine)
    check_version(connection, engine)
    _lock(base)
    number = first = _highest(base)
    remaining = iter(names)
    with _first_load(base) as frozen:
        while batch := {name_id: storable(text) for name_id, text in islice(remaining, BATCH)}:
            fresh = [(number + place, *name) for place, name in enumerate(_fresh(base, batch), 1)]
            _write(base, fresh, frozen=frozen)
            number += len(fresh)
    return number - first


def remove_names(connection: Connection, name_ids: Iterable[str], engine: Engine | None = None) -> int:
    """Take names out of the index, and give how many there were; ids that are not there are passed over."""
    base = database(connection, engine)
    _lock(base)
    removed = 0
    remaining = iter(name_ids)
    statement = f"SELECT number, text FROM name_text WHERE name_id {base.among()}"  # noqa: S608  own words
    while batch := list(islice(remaining, BATCH)):
        found = base.rows(statement, [base.many(batch)])
        for number, text in found:
            _erase(base, number, text)
        removed += len(found)
    return removed


def storable(text: str) -> str:
    """A text as both engines take it: without the zero character and halves of letters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _lock(base: Database) -> None:
    """Let one write at a time: two would give the same number twice."""
    if base.engine == "postgresql":
        base.run("LOCK TABLE name_text IN SHARE ROW EXCLUSIVE MODE")
    else:
        base.run("UPDATE name_state SET version = version")


def _highest(base: Database) -> int:
    return int(base.rows("SELECT coalesce(max(number), 0) FROM name_text")[0][0])


@contextmanager
def _first_load(base: Database) -> Iterator[bool]:
    """Into an empty index of PostgreSQL rows go frozen, and are sorted into its indexes when all are there.

    A million names take half the time and less room, and are looked up in the indexes alone, without waiting for a
    vacuum. True where that is so.
    """
    if base.engine == "sqlite" or base.rows("SELECT 1 FROM name_text LIMIT 1"):
        yield False
        return
    base.run("TRUNCATE name_text, name_key, name_line")
    for table in ("name_key", "name_line"):
        base.run(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey")
    yield True
    base.run("ALTER TABLE name_key ADD PRIMARY KEY (key, number)")
    base.run("ALTER TABLE name_line ADD PRIMARY KEY (line, number)")
    for table in ("name_text", "name_key", "name_line"):
        base.run(f"ANALYZE {table}")


def _fresh(base: Database, batch: dict[str, str]) -> list[tuple[str, str]]:
    """What of the batch is not in the index as it is; what is there with another text is taken out."""
    statement = f"SELECT number, name_id, text FROM name_text WHERE name_id {base.among()}"  # noqa: S608  own words
    present = base.rows(statement, [base.many(batch)])
    same = set()
    for number, name_id, text in present:
        if batch[name_id] == text:
            same.add(name_id)
        else:
            _erase(base, number, text)
    return [(name_id, text) for name_id, text in batch.items() if name_id not in same]


def _write(base: Database, fresh: list[Row], *, frozen: bool) -> None:
    base.load("name_text", ("number", "name_id", "text"), fresh, frozen=frozen)
    base.load("name_key", ("key", "number"), sorted(_keys(fresh)), frozen=frozen)
    base.load("name_line", ("line", "number"), sorted(_lines(fresh)), frozen=frozen)


def _keys(fresh: Iterable[Row]) -> Iterator[tuple[int, int]]:
    for number, _, text in fresh:
        for key in {key_number(key) for key in keys(text)}:
            yield key, number


def _lines(fresh: Iterable[Row]) -> Iterator[tuple[str, int]]:
    for number, _, text in fresh:
        for line in set(prefixes(text)):
            yield line, number


def _erase(base: Database, number: int, text: str) -> None:
    """Take out one name: its rows are found by making its keys again."""
    row = [(number, "", text)]
    for key, _ in _keys(row):
        base.run("DELETE FROM name_key WHERE key = %s AND number = %s", (key, number))
    for line, _ in _lines(row):
        base.run("DELETE FROM name_line WHERE line = %s AND number = %s", (line, number))
    base.run("DELETE FROM name_text WHERE number = %s", (number,))
