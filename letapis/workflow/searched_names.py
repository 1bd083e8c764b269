"""The names that a search looks up people by: those of claims and of lists of people, in a file of their own.

The file is derived, and stands with the archive whatever the engine of the store is; it is sealed where the archive is.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.store.name_index import OldIndexError, add_names, create_tables, remove_names
from letapis.store.sqlite_file import errors, open_to_write
from letapis.workflow.people_lists import kept_list, list_id, sealed_lists

if TYPE_CHECKING:  # Django is loaded when a store is opened, and not before
    from letapis.store.dialect import Connection
    from letapis.store.opening import Store

CLAIMS = "named:"  # before the ids of names that claims give; behind it their number


def refresh_names(store: Store, archive: Archive, name: str) -> None:
    """Add the names that are new. A file that cannot be read, or has keys of another version, is made anew."""
    try:
        _refresh(store, archive, name)
    except Exception as error:
        if not isinstance(error, (OldIndexError, *errors())):
            raise
        archive.files.remove_database(name)
        _refresh(store, archive, name)


def _refresh(store: Store, archive: Archive, name: str) -> None:
    with closing(open_to_write(*archive.files.database(name))) as connection:
        create_tables(connection)
        connection.execute("CREATE TABLE IF NOT EXISTS held (name TEXT PRIMARY KEY, mark TEXT NOT NULL)")
        held: dict[str, str] = dict(connection.execute("SELECT name, mark FROM held").fetchall())
        _add_claimed(store, connection, held.get(CLAIMS, ""))
        lists = sealed_lists(archive).values()
        for gone in held.keys() - {CLAIMS} - {list_id(sealed) for sealed in lists}:
            _replace(connection, f"{gone}:", [])
            connection.execute("DELETE FROM held WHERE name = ?", (gone,))
        for sealed in lists:
            kept = kept_list(archive, sealed)
            if held.get(kept.id) != kept.digest:
                names = ((record.id, record.name) for record in kept.records)
                _replace(connection, f"{kept.id}:", names)
                _mark(connection, kept.id, kept.digest)
        connection.commit()


def _add_claimed(store: Store, connection: Connection, mark: str) -> None:
    """The names of claims: those behind the last one that is held, all of them from an index that was made anew."""
    from letapis.store.search_updating import born, names_after

    index = born(store)
    before, _, last = mark.partition(" ")
    fresh = names_after(store, int(last) if before == index else 0)
    names = ((f"{CLAIMS}{number}", name) for number, name in fresh)
    if before != index:
        _replace(connection, CLAIMS, names)
    else:
        add_names(connection, names)
    if fresh or before != index:
        _mark(connection, CLAIMS, f"{index} {fresh[-1][0] if fresh else 0}")


def _replace(connection: Connection, start: str, names: Iterable[tuple[str, str]]) -> None:
    """Put names in place of those whose ids begin so."""
    statement = "SELECT name_id FROM name_text WHERE name_id >= ? AND name_id < ?"
    old = connection.execute(statement, (start, start + "\x7f")).fetchall()
    remove_names(connection, [name_id for (name_id,) in old])
    add_names(connection, names)


def _mark(connection: Connection, name: str, mark: str) -> None:
    connection.execute("INSERT OR REPLACE INTO held (name, mark) VALUES (?, ?)", (name, mark))
