"""Numbers for rows that are written by the thousand: given out here, before they are written, and not by the database.

For one writer at a time, inside `Store.writing`.
"""

from __future__ import annotations

from itertools import count

from letapis.store.dialect import Database


class Numbers:
    """The next free numbers of each table, over all archives."""

    def __init__(self, driver: Database) -> None:
        self._driver = driver
        self._next: dict[str, count[int]] = {}

    def of(self, table: str) -> int:
        """A number that no row of the table has."""
        if table not in self._next:
            (highest,) = self._driver.rows(f"SELECT coalesce(max(number), 0) FROM {table}")[0]  # noqa: S608  own names
            self._next[table] = count(highest + 1)
        return next(self._next[table])
