"""Django's backend of SQLite over the driver of SQLCipher. The key comes out of `store/key_ring.py` and stays here.

The name of the module and of the class are Django's choice.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Callable, Iterable, Mapping
from itertools import tee
from typing import Any

from django.db.backends.sqlite3 import base as stock
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from letapis.store import key_ring
from letapis.store.sqlcipher import keyed

# Each driver has converters of its own: these are the ones that Django gives to the standard library's.
_CONVERTERS: dict[str, Callable[[bytes], object]] = {
    "bool": b"1".__eq__,
    "date": stock.decoder(parse_date),
    "time": stock.decoder(parse_time),
    "datetime": stock.decoder(parse_datetime),
    "timestamp": stock.decoder(parse_datetime),
}
_ADAPTERS: dict[type, Callable[[Any], str]] = {
    decimal.Decimal: str,
    dt.date: stock.adapt_date,
    dt.datetime: stock.adapt_datetime,
}
for _name, _convert in _CONVERTERS.items():
    dbapi2.register_converter(_name, _convert)
for _kind, _adapt in _ADAPTERS.items():
    dbapi2.register_adapter(_kind, _adapt)


class DatabaseWrapper(stock.DatabaseWrapper):
    """A database in an encrypted file."""

    init_commands: list[str]
    display_name = "SQLCipher"
    Database = dbapi2

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> keyed.KeyedConnection:
        """As Django does it, with the key before everything else."""
        connection = keyed.connect(key=key_ring.key_of(self.alias), **conn_params)
        try:
            register(connection)
            begin = ("PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF")
            for statement in (*begin, *filter(None, map(str.strip, self.init_commands))):
                connection.execute(statement)
        except BaseException:  # of another key: what stays open would answer for the right one
            connection.close()
            raise
        return connection

    def create_cursor(self, name: str | None = None) -> CursorWrapper:  # noqa: ARG002  Django's own signature
        """A cursor that reads Django's way of marking parameters."""
        cursor: CursorWrapper = self.connection.cursor(factory=CursorWrapper)
        return cursor

    def _close(self) -> None:
        """Close, and leave nothing in the log of writes: what was deleted would stay in it."""
        if self.connection is not None and not self.in_atomic_block:
            with self.wrap_database_errors:
                empty_log(self.connection)
        super()._close()  # type: ignore[misc]  # not in the stubs


def empty_log(connection: Any) -> None:  # noqa: ANN401  of this driver
    """Bring the log of writes into the file and cut it to nothing, unless another connection is at work."""
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except dbapi2.DatabaseError:
        return  # locked, damaged or of another key: closing goes on, and who closes last tries again


class CursorWrapper(dbapi2.Cursor):  # type: ignore[misc]  # the library has no stubs
    """Django's wrapper of the standard library's cursor, over this driver's."""

    convert_query = stock.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:  # noqa: ANN401  as the driver has it
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:  # noqa: ANN401  as above
        """Run one statement for each of many parameters."""
        peekable, rows = tee(iter(param_list))
        first = next(peekable, None)
        names = list(first) if first and isinstance(first, Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), rows)
