"""The tables of the index of names. What is stored in them is for `letapis.names.persons.keys` to say.

Three narrow tables: the names; the hash of each key with the number of the name; the lines for typing-ahead.
"""

from __future__ import annotations

from hashlib import blake2b

from letapis.names.persons.keys import VERSION
from letapis.store.dialect import Connection, Engine, database

KEY_BYTES = 4  # of a hundred keys asked of ten million one meets a stranger by chance; comparing sends it away

# The words that differ between the engines; "C" orders PostgreSQL's text by bytes, as SQLite does.
WORDS: dict[Engine, dict[str, str]] = {
    "sqlite": {"number": "INTEGER", "text": "TEXT", "end": "WITHOUT ROWID"},
    "postgresql": {"number": "integer", "text": 'text COLLATE "C"', "end": ""},
}
TABLES = {
    "name_text": "(number {number} PRIMARY KEY, name_id {text} NOT NULL UNIQUE, text {text} NOT NULL)",
    "name_key": "(key {number} NOT NULL, number {number} NOT NULL, PRIMARY KEY (key, number)) {end}",
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


def key_number(key: str) -> int:
    """The number that stands for a key: the same on every machine and in every run."""
    return int.from_bytes(blake2b(key.encode(), digest_size=KEY_BYTES).digest(), "big", signed=True)
