"""What is left to do after rows were deleted for good: no word of them stays in an encrypted file, and a new key.

What lies on old sectors of the disk is out of reach here: it stays ciphertext, under the old key.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from letapis.store.opening import Store, StoreError
from letapis.store.sqlite_file import connect, errors


def purge(store: Store) -> None:
    """Make the index of words anew out of what is there, and empty the log of writes.

    The index keeps the words of what was taken out, marked as gone; so do its lists of forms and of names.
    """
    from letapis.store.search_updating import make_anew

    make_anew(store)
    for database in (store.base, store.index):
        if database.engine == "sqlite":
            database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def vacuum(store: Store) -> None:
    """Have a server write its tables anew, without the rows that were taken out. Its own log of writes is its own."""
    if store.engine == "postgresql":
        found = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'letapis%%'"
        for (table,) in store.base.rows(found, []):
            store.base.run(f"VACUUM (FULL) {table}")


def rekey(path: Path, old: bytes, new: bytes) -> None:
    """Seal every page of a closed file with another key, all of them or none. Raises StoreError."""
    path.stat()
    try:
        with closing(connect(path, old)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # the log of writes has pages of its own
            connection.execute(f"""PRAGMA rekey = "x'{new.hex()}'" """)
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        with closing(connect(path, new)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except Exception as error:
        if isinstance(error, errors()):
            raise StoreError(
                f"{path}: its key could not be changed ({error}). Close what uses it, then run again."
            ) from error
        raise
