"""An index of names in a file of its own, for one person on one machine. Archives have their own store."""

from __future__ import annotations

import sqlite3
from pathlib import Path

CACHE = 256  # megabytes of the file that are kept in memory while it is written


def open_index(path: Path) -> sqlite3.Connection:
    """Open the file, or make an empty one. Raises sqlite3.DatabaseError where it is something else."""
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA cache_size = -{CACHE * 1024}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection
