"""Lists of people to an index of names in a file, and names looked up in it. What is told of a row names nobody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from letapis.registry.people.columns import ListError
from letapis.registry.people.reading import PersonList, read_list
from letapis.store.name_index import (
    Completed,
    Found,
    OldIndexError,
    add_names,
    check_version,
    complete,
    create_tables,
    find,
)
from letapis.store.sqlite_file import open_to_read, open_to_write

AGAIN = "make it again with `letapis names index`"


class NameIndexError(Exception):
    """A file that is no index of names, or an old one."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What became of one list: its rows, names that were new to the index or changed, and rows refused."""

    path: Path
    rows: int = 0
    added: int = 0
    refused: tuple[tuple[int, str], ...] = ()  # row, reason
    problem: str = ""  # why nothing of it could be read


def index_lists(paths: Iterable[Path], output: Path, columns: Mapping[str, str] | None = None) -> list[Indexed]:
    """Put the names of lists into an index in a file; what is in already stays. Raises NameIndexError, OSError.

    The id of a name is that of its list, the first 16 figures of its SHA-256, and the number of its row.
    """
    try:
        with closing(open_to_write(output)) as connection:
            create_tables(connection)
            done = [_index(connection, path, columns or {}) for path in paths]
            connection.commit()
            return done
    except OldIndexError as error:
        raise NameIndexError(f"{output}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise NameIndexError(f"{output}: no index of names ({error})") from error


def _index(connection: sqlite3.Connection, path: Path, columns: Mapping[str, str]) -> Indexed:
    try:
        found = _read(path, columns)
    except ListError as error:
        return Indexed(path, problem=str(error))
    except OSError as error:
        return Indexed(path, problem=str(error.strerror))
    added = add_names(connection, ((record.id, record.name) for record in found.records))
    return Indexed(path, found.rows, added, tuple((row.row, row.reason) for row in found.refused))


def _read(path: Path, columns: Mapping[str, str]) -> PersonList:
    data = path.read_bytes()
    return read_list(data, sha256(data).hexdigest()[:16], columns)


def find_name(index: Path, text: str, limit: int = 20) -> list[Found]:
    """The names of an index that are most like this one. Raises NameIndexError, FileNotFoundError."""
    with closing(_opened(index)) as connection:
        return find(connection, text, limit)


def complete_name(index: Path, text: str, limit: int = 10) -> list[Completed]:
    """The names of an index that go on as was typed. Raises NameIndexError, FileNotFoundError."""
    with closing(_opened(index)) as connection:
        return complete(connection, text, limit)


def _opened(index: Path) -> sqlite3.Connection:
    try:
        connection: sqlite3.Connection = open_to_read(index)
        check_version(connection)
    except OldIndexError as error:
        raise NameIndexError(f"{index}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise NameIndexError(f"{index}: no index of names; {AGAIN}") from error
    return connection
