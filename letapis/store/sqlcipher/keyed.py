"""Connections to encrypted files: the key first of all, then what keeps their contents off the disk and the screen."""

from __future__ import annotations

from typing import Any

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

# Pages of 8 KiB under HMAC-SHA-256: measured in bench/encryption.py. A file says none of this of itself, so whoever
# opens it with another program must say it too.
PAGE = 8192
_FORM = (f"PRAGMA cipher_page_size = {PAGE}", "PRAGMA cipher_hmac_algorithm = HMAC_SHA256")
_KEEPING = (
    "PRAGMA secure_delete = ON",  # who has the key finds no row that was deleted
    "PRAGMA temp_store = MEMORY",
)
_VARIABLES = 250_000  # parameters of one statement: MAX_VARIABLE_NUMBER of the library


class KeyedConnection(dbapi2.Connection):  # type: ignore[misc]  # the library has no stubs
    """A connection with what the standard library's has and this one's lacks."""

    def getlimit(self, _category: int) -> int:
        """How many parameters a statement may have; other limits nobody asks for."""
        return _VARIABLES

    def setlimit(self, _category: int, _limit: int) -> int:
        """The limits stay as they are."""
        return _VARIABLES


def connect(database: str, key: bytes, **parameters: Any) -> KeyedConnection:  # noqa: ANN401  those of the driver
    """Open a file, or make it. That the key fits shows when something is read."""
    connection: KeyedConnection = dbapi2.connect(database, factory=KeyedConnection, **parameters)
    try:
        unlock(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def unlock(connection: Any, key: bytes, schema: str = "main") -> None:  # noqa: ANN401  of this driver
    """Say the key, and how pages are sealed. SQLCipher would else tell of every wrong key on standard error."""
    connection.execute("PRAGMA cipher_log = off")
    connection.execute(f"""PRAGMA {schema}.key = "x'{key.hex()}'" """)
    for statement in (*_FORM, *_KEEPING):
        connection.execute(statement)
