"""Opens the store of an archive: the one way to its tables, and it never leaves out whose rows they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from letapis.store import engine, key_ring
from letapis.store.dialect import Database, Engine, Row, database

if TYPE_CHECKING:
    from django.db import models
    from django.db.backends.base.base import BaseDatabaseWrapper

    from letapis.store.sealed_fields import Columns

Model = TypeVar("Model", bound="models.Model")
SEALED = " sealed "  # in the name of an archive, between its own and the mark of the key
Beside = tuple[Path, bytes | None]  # a file, and its key


class StoreError(Exception):
    """A store that cannot be used; `str()` names it and says the way out."""


@dataclass(frozen=True, slots=True)
class Store:
    """The rows of one archive in one database. Whoever reads or writes goes through it."""

    alias: str  # what Django calls the database
    archive: int  # Archive.number
    where: str  # the file, or the address without its password
    beside: str = ""  # what Django calls the file of the index of words, where the database must not have it

    def rows(self, model: type[Model]) -> models.QuerySet[Model]:
        """The rows of a table that are this archive's."""
        held = model._default_manager  # noqa: SLF001  Django's name for it where the model is not known
        return held.using(self.alias).filter(archive=self.archive)

    @property
    def connection(self) -> BaseDatabaseWrapper:
        """The open connection, one for each thread."""
        from django.db import connections

        held: BaseDatabaseWrapper = connections[self.alias]
        return held

    @property
    def base(self) -> Database:
        """The same for statements of our own; each of them names `archive`."""
        self.connection.ensure_connection()
        return database(self.connection, columns=self._columns)

    @property
    def driver(self) -> Database:
        """The connection of the driver itself, inside the same transaction: for many rows and for many statements."""
        self.connection.ensure_connection()
        return database(self.connection.connection, columns=self._columns)

    @property
    def index(self) -> Database:
        """Where the index of words is: the same database, or the file beside it."""
        from django.db import connections

        return database(connections[self.beside]) if self.beside else self.base

    @property
    def sealed(self) -> bool:
        """Whether the database must not read what is in its rows."""
        return self._columns is not None

    @property
    def _columns(self) -> Columns | None:
        from letapis.store.sealed_fields import columns_of, sealing_of

        held = sealing_of(self.connection)
        return columns_of(held) if held else None

    def fetch(self, statement: str, *parameters: object) -> list[Row]:
        """The rows of a statement of ours, written with %s; its first parameter is always the archive."""
        return self.driver.rows(statement, [self.archive, *parameters])

    def among(self, statement: str, column: str, values: Iterable[int | str], of: str = "") -> list[Row]:
        """The same where a column is one of many values; the statement ends where that condition stands.

        `of` is the table of the column, where it may be sealed.
        """
        driver = self.driver
        held = driver.asked(of, column.rpartition(".")[2], values) if of else list(values)
        narrowed = checked(statement, column)
        return self.fetch(f"{narrowed} {column} {driver.among()}", driver.many(held)) if held else []

    @property
    def engine(self) -> Engine:
        """Which of the two it is."""
        return "postgresql" if self.connection.vendor == "postgresql" else "sqlite"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All of the block or nothing of it; one writer at a time, another waits."""
        from django.db import transaction

        with transaction.atomic(self.alias):
            if self.engine == "postgresql":
                self.base.run("LOCK TABLE letapis_archive IN EXCLUSIVE MODE")
            yield

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """The same for the index. In a file beside, it is written before what is noted of it, never after."""
        from django.db import transaction

        with self.writing():
            if not self.beside:
                yield
                return
            with transaction.atomic(self.beside):
                yield

    def close(self) -> None:
        """Close the connections of this thread."""
        from django.db import connections

        self.connection.close()
        if self.beside:
            connections[self.beside].close()


def checked(statement: str, column: str) -> str:
    """The statement with its archive as a check and no way in, where numbers that no other archive has lead the way.

    SQLite would else read all rows of the archive to find a few by their numbers.
    """
    by_number = column.endswith(("number", "_id"))
    return statement.replace("archive_id = %s", "archive_id + 0 = %s") if by_number else statement


def open_store(where: str | Path, archive: str, key: bytes | None = None, index: Beside | None = None) -> Store:
    """The store at a path or an address, made or brought to the newest tables where it must be.

    `archive` is the name of the archive, whatever is the same for it in all its copies. With a `key` of 32 bytes the
    file is encrypted; on a server the values are sealed, and words are found in the file `index`. Raises StoreError.
    """
    engine.configure()
    place = str(where)
    if not engine.is_server(place) and place != ":memory:":
        place = str(Path(place).resolve())
        _own(Path(place))
    alias = f"letapis sealed {place}" if key else f"letapis {place}"
    engine.connect(alias, place, keyed=key is not None)
    if key:
        _hold(alias, key)
    beside = ""
    if key and engine.is_server(place):
        if index is None:
            raise ValueError("a server that must not read the rows needs a file for the index of words")
        beside = _index(index)
    from letapis.store.faults import telling
    from letapis.store.migrating import migrate
    from letapis.store.models import Archive

    with telling(_told(place)):
        migrate(alias, place, _told(place))
        name = _named(alias, _told(place), archive)
        made, _ = Archive.objects.using(alias).get_or_create(name=name)
    return Store(alias, made.number, _told(place), beside)


def _named(alias: str, told: str, archive: str) -> str:
    """The name of the archive in its database: where rows are sealed, the mark of the key is a part of it."""
    from django.db import connections

    from letapis.store.models import Archive
    from letapis.store.sealed_fields import sealing_of

    held = sealing_of(connections[alias])
    name = f"{archive}{SEALED}{held.seal_token('letapis_archive.name', archive)}" if held else archive
    others = Archive.objects.using(alias).filter(name__startswith=f"{archive}{SEALED}") | Archive.objects.using(
        alias
    ).filter(name=archive)
    if others.exclude(name=name).exists():
        raise StoreError(f"{told}: holds this archive already, sealed with another key or not at all. Name an empty "
                         "database, and drop this one.")  # fmt: skip
    return name


def _index(index: Beside) -> str:
    """Open the file of the index of words, or make it; gives what Django calls it."""
    from django.db import connections

    from letapis.store.faults import telling
    from letapis.store.search_tables import create_index

    path, key = index
    alias, place = f"letapis index {path.resolve()}", str(path.resolve())
    _own(Path(place))
    engine.connect(alias, place, keyed=key is not None)
    if key:
        _hold(alias, key)
    with telling(place):
        create_index(database(connections[alias]))
    return alias


def _hold(alias: str, key: bytes) -> None:
    """Keep the key; a connection under another one is closed."""
    from django.db import connections

    if key_ring.held(alias) and key_ring.key_of(alias) != key:
        connections[alias].close()
    key_ring.hold(alias, key)


def _own(path: Path) -> None:
    """Make an empty file that only its owner may read, where there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be written ({error.strerror or error})") from error


def _told(place: str) -> str:
    """The address as it may be shown."""
    if not engine.is_server(place):
        return place
    scheme, _, rest = place.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
