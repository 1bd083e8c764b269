"""What the two engines do differently, SQLite and PostgreSQL: placeholders, lists as one parameter, fast loading.

Nothing here knows what is stored, and nothing commits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from letapis.store.sealed_fields import Columns

Engine = Literal["sqlite", "postgresql"]
Connection = Any  # DB-API; each driver has a class of its own
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Database:
    """An open connection, its engine, and whether its driver marks parameters with ? (sqlite3) or %s (the others).

    `columns` are those that the database must not read: they are sealed on their way in and opened on their way out.
    """

    connection: Connection
    engine: Engine
    question_marks: bool
    columns: Columns | None = None

    def run(self, statement: str, parameters: Sequence[object] = ()) -> None:
        """Run one statement that gives no rows."""
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(self.sql(statement), parameters)

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement, written with %s, and give its rows."""
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(self.sql(statement), parameters)
            found: list[Row] = cursor.fetchall()
            return self.columns.opened(cursor, found) if self.columns else found

    def run_many(self, statement: str, values: Sequence[Row]) -> None:
        """Run one statement, written with %s, for each row of parameters."""
        if values:
            with closing(self.connection.cursor()) as cursor:
                cursor.executemany(self.sql(statement), values)

    def load(self, table: str, columns: Sequence[str], values: Iterable[Row], *, frozen: bool = False) -> None:
        """Append many rows to a table: by COPY where there is one, frozen if it was emptied in this transaction.

        `values` must not ask the connection for anything: a COPY holds it.
        """
        with closing(self.connection.cursor()) as cursor:
            if self.engine == "sqlite":
                cursor.executemany(self.sql(_insertion(table, columns)), values)
                return
            freezing = " WITH (FREEZE)" if frozen else ""
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN{freezing}") as copy:
                for row in self.sealed(table, columns, values):
                    copy.write_row(row)

    def sealed(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterable[Row]:
        """Rows whose first values are of these columns, as the table takes them."""
        return self.columns.sealed(table, columns, rows) if self.columns else rows

    def asked(self, table: str, column: str, values: Iterable[int | str]) -> list[int | str]:
        """Values as they stand in a column: what is looked up there is asked for so."""
        return [value for (value,) in self.sealed(table, [column], ((value,) for value in values))]

    def sql(self, statement: str) -> str:
        """A statement written with %s as the driver wants it."""
        return statement.replace("%s", "?") if self.question_marks else statement

    def among(self) -> str:
        """The condition "is one of" for a whole list that `many` made one parameter."""
        return "IN (SELECT value FROM json_each(%s))" if self.engine == "sqlite" else "= ANY(%s)"

    def many(self, values: Iterable[int | str]) -> object:
        """A list as one parameter."""
        return json.dumps(list(values)) if self.engine == "sqlite" else list(values)


def database(connection: Connection, engine: Engine | None = None, columns: Columns | None = None) -> Database:
    """The database behind a connection of sqlite3, sqlcipher3, psycopg, or of Django, which names its engine itself.

    Raises TypeError for any other, unless `engine` says what it speaks; its parameters are then marked with %s.
    """
    module = type(connection).__module__
    if isinstance(connection, sqlite3.Connection) or _of_sqlcipher(type(connection)):
        return Database(connection, "sqlite", question_marks=True)
    spoken = engine or str(getattr(connection, "vendor", ""))
    if spoken == "sqlite":
        return Database(connection, "sqlite", question_marks=False)
    if spoken == "postgresql" or module.startswith("psycopg"):
        return Database(connection, "postgresql", question_marks=False, columns=columns)
    raise TypeError(f"a connection of {module} is neither of SQLite nor of PostgreSQL; say engine=")


def _of_sqlcipher(kind: type) -> bool:
    """Whether a class is the connection of sqlcipher3 or made of it, which may not even be loaded."""
    return any(one.__module__.startswith("sqlcipher3") for one in kind.__mro__)


def _insertion(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('%s' for _ in columns)})"  # noqa: S608  own names only
