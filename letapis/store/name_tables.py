"""The tables of the index of names, and writing into them. What is stored is for `letapis.names.keys` to say.

Three narrow tables: the names; the hash of each key with the number of the name; the lines for typing-ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice

from letapis.names.keys import VERSION, keys, prefixes
from letapis.store.dialect import Connection, Database, Engine, Row, database

BATCH = 20_000  # names that are written at once: their keys are sorted, so that each page of the index is touched once
KEY_BYTES = 6  # SQLite keeps such a number in six bytes; two keys of ten million fall together about once

# The words that differ between the engines; "C" orders PostgreSQL's text by bytes, as SQLite does.
WORDS: dict[Engine, dict[str, str]] = {
    "sqlite": {"number": "INTEGER", "key": "INTEGER", "text": "TEXT", "end": "WITHOUT ROWID"},
    "postgresql": {"number": "integer", "key": "bigint", "text": 'text COLLATE "C"', "end": ""},
}
TABLES = {
    "name_text": "(number {number} PRIMARY KEY, name_id {text} NOT NULL UNIQUE, text {text} NOT NULL)",
    "name_key": "(key {key} NOT NULL, number {number} NOT NULL, PRIMARY KEY (key, number)) {end}",
    "name_line": "(line {text} NOT NULL, number {number} NOT NULL, PRIMARY KEY (line, number)) {end}",
    "name_state": "(version {number} NOT NULL)",
}


class OldIndexError(Exception):
    """The index was made with keys of another version; it has to be made anew from its lists."""


def create_tables(connection: Connection, engine: Engine | None = None) -> None:
    """Make the tables where they are missing, and note with which version of the keys."""
    base = database(connection, engine)
    for table, columns in TABLES.items():
        base.run(f"CREATE TABLE IF NOT EXISTS {table} {columns.format(**WORDS[base.engine])}")
    if not base.rows("SELECT version FROM name_state"):
        base.run("INSERT INTO name_state (version) VALUES (%s)", [VERSION])


def drop_tables(connection: Connection, engine: Engine | None = None) -> None:
    """Take the index away with all that is in it."""
    base = database(connection, engine)
    for table in TABLES:
        base.run(f"DROP TABLE IF EXISTS {table}")


def check_version(connection: Connection, engine: Engine | None = None) -> None:
    """Raises OldIndexError where the keys are those of another version."""
    found = database(connection, engine).rows("SELECT version FROM name_state")
    if found != [(VERSION,)]:
        versions = ", ".join(str(version) for (version,) in found) or "none"
        raise OldIndexError(f"the index of names has keys of version {versions}, not {VERSION}: make it anew")


def add_names(connection: Connection, names: Iterable[tuple[str, str]], engine: Engine | None = None) -> int:
    """Add (name_id, text) to the index and give how many were new or changed.

    Adding the same again changes nothing; the same id with another text replaces the text. Where an id stands twice in
    `names`, its last text counts. A text without a letter is kept, and never found. Raises OldIndexError.
    """
    base = database(connection, engine)
    _lock(base)
    check_version(connection, engine)
    number = _highest(base)
    written = 0
    remaining = iter(names)
    while batch := {name_id: storable(text) for name_id, text in islice(remaining, BATCH)}:
        fresh = _fresh(base, batch)
        _write(base, [(number + place, name_id, text) for place, (name_id, text) in enumerate(fresh.items(), 1)])
        number += len(fresh)
        written += len(fresh)
    return written


def remove_names(connection: Connection, name_ids: Iterable[str], engine: Engine | None = None) -> int:
    """Take names out of the index, and give how many there were; ids that are not there are passed over."""
    base = database(connection, engine)
    _lock(base)
    removed = 0
    remaining = iter(name_ids)
    while batch := list(islice(remaining, BATCH)):
        found = base.rows(f"SELECT number, text FROM name_text WHERE name_id {base.among()}", [base.many(batch)])  # noqa: S608
        for number, text in found:
            _erase(base, number, text)
        removed += len(found)
    return removed


def key_number(key: str) -> int:
    """The number that stands for a key: the same on every machine and in every run."""
    return int.from_bytes(blake2b(key.encode(), digest_size=KEY_BYTES).digest(), "big", signed=True)


def storable(text: str) -> str:
    """A text as both engines take it: without the zero character and halves of letters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _lock(base: Database) -> None:
    """Two who write at once would give the same number twice; SQLite has one writer anyway."""
    if base.engine == "postgresql":
        base.run("LOCK TABLE name_text IN SHARE ROW EXCLUSIVE MODE")


def _highest(base: Database) -> int:
    return int(base.rows("SELECT coalesce(max(number), 0) FROM name_text")[0][0])


def _fresh(base: Database, batch: dict[str, str]) -> dict[str, str]:
    """What of the batch is not in the index as it is; what is there with another text is taken out."""
    statement = f"SELECT number, name_id, text FROM name_text WHERE name_id {base.among()}"  # noqa: S608  own words
    present = base.rows(statement, [base.many(batch)])
    same = set()
    for number, name_id, text in present:
        if batch[name_id] == text:
            same.add(name_id)
        else:
            _erase(base, number, text)
    return {name_id: text for name_id, text in batch.items() if name_id not in same}


def _write(base: Database, fresh: list[Row]) -> None:
    base.load("name_text", ("number", "name_id", "text"), fresh)
    base.load("name_key", ("key", "number"), sorted(_keys(fresh)))
    base.load("name_line", ("line", "number"), sorted(_lines(fresh)))


def _keys(fresh: list[Row]) -> Iterator[tuple[int, int]]:
    for number, _, text in fresh:
        for key in {key_number(key) for key in keys(text)}:
            yield key, number


def _lines(fresh: list[Row]) -> Iterator[tuple[str, int]]:
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
