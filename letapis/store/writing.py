# ruff: noqa: S608  (own names only; every value is a parameter)
"""Puts on the shelves what a registry changed: whole rows, in a few statements, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from letapis.registry.index import Registry
from letapis.registry.recall import Recall
from letapis.store.dialect import Row
from letapis.store.numbering import Numbers
from letapis.store.opening import Store, checked
from letapis.store.shelf import Shelf


@dataclass(slots=True)
class Writer:
    """A registry, the shelf behind it, and what its rows need: numbers, and when the archive sealed a report."""

    store: Store
    registry: Registry
    shelf: Shelf
    known: Callable[[str], str]
    numbers: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = Numbers(self.store.driver)

    @property
    def recall(self) -> Recall:
        """What the registry took down."""
        assert isinstance(self.registry.recall, Recall)
        return self.registry.recall

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Append rows, each without its archive."""
        archive = self.store.archive
        held = [(archive, *row) for row in rows]
        if held:
            self.store.driver.load(table, ("archive_id", *columns), held)

    def erase(self, table: str, column: str, values: Iterable[int | str]) -> None:
        """Take out the rows where a column is one of the values."""
        held, driver = list(values), self.store.driver
        if held:
            statement = f"DELETE FROM {table} WHERE archive_id = %s AND {column} {driver.among()}"
            asked = driver.many(driver.asked(table, column, held))
            driver.run(checked(statement, column), [self.store.archive, asked])

    def erase_pairs(self, table: str, columns: tuple[str, str], pairs: Iterable[Sequence[int]]) -> None:
        """Take out the rows where two columns are one of the pairs."""
        statement = f"DELETE FROM {table} WHERE archive_id = %s AND {columns[0]} = %s AND {columns[1]} = %s"
        self.store.driver.run_many(statement, [(self.store.archive, *pair) for pair in pairs])

    def change(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Set columns of rows; each is given as its values and then its number."""
        named = ", ".join(f"{column} = %s" for column in columns)
        statement = f"UPDATE {table} SET {named} WHERE number = %s AND archive_id = %s"
        driver = self.store.driver
        sealed = driver.sealed(table, columns, rows)
        driver.run_many(statement, [(*row, self.store.archive) for row in sealed])
