"""An index of names in a file of its own, for one person on one machine. Its names are not encrypted."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

CACHE = 256  # megabytes of the file that are kept in memory while it is written


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open the file, or make an empty one that only its owner may read.

    Raises sqlite3.DatabaseError where it is something else, OSError where it cannot be made.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA cache_size = -{CACHE * 1024}")
    connection.execute("PRAGMA schema_version")  # reads the file, and so tells one that is no database
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open the file for looking up only; it is never made. Raises sqlite3.DatabaseError, FileNotFoundError."""
    path.stat()
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.execute("SELECT count(*) FROM name_state")
    return connection
