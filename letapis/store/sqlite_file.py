"""SQLite files that are opened without Django: an index of names, a copy. With a key they are encrypted."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

from letapis.store.dialect import Connection

CACHE = 256  # megabytes of the file that are kept in memory while it is written


def connect(path: Path | str, key: bytes | None = None, *, uri: bool = False) -> Connection:
    """A connection of the driver: the standard library's, or with a key that of SQLCipher."""
    if key is None:
        return sqlite3.connect(path, uri=uri)
    from letapis.store.sqlcipher import keyed

    return keyed.connect(str(path), key, uri=uri)


def errors() -> tuple[type[Exception], ...]:
    """What the drivers raise where a file is none of theirs, is damaged, or has another key."""
    keyed = sys.modules.get("sqlcipher3.dbapi2")  # not loaded before a key was given
    return (sqlite3.Error, keyed.Error) if keyed else (sqlite3.Error,)


def open_to_write(path: Path, key: bytes | None = None) -> Connection:
    """Open the file, or make an empty one that only its owner may read.

    Raises one of `errors` where it is something else, OSError where it cannot be made.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = connect(path, key)
    connection.execute(f"PRAGMA cache_size = -{CACHE * 1024}")
    connection.execute("PRAGMA schema_version")  # reads the file, and so tells one that is no database
    return connection


def open_to_read(path: Path, key: bytes | None = None) -> Connection:
    """Open the file for looking up only; it is never made. Raises one of `errors`, FileNotFoundError."""
    path.stat()
    connection = connect(f"{path.resolve().as_uri()}?mode=ro", key, uri=True)
    connection.execute("SELECT count(*) FROM name_state")
    return connection
