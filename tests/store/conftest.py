"""The two engines: SQLite in memory, and a PostgreSQL server with a schema of our own that is dropped at the end."""

import os
import sqlite3

import pytest

SERVER = os.environ.get("LETAPIS_POSTGRES", "host=127.0.0.1 dbname=test user=postgres")
SCHEMA = f"letapis_test_{os.getpid()}"
NO_SERVER = "no PostgreSQL server answers"  # tests/conftest.py tells what would make it run


@pytest.fixture
def sqlite():
    connection = sqlite3.connect(":memory:")
    yield connection
    connection.close()


@pytest.fixture
def postgresql():
    psycopg = pytest.importorskip("psycopg", reason=NO_SERVER)
    try:
        connection = psycopg.connect(SERVER, connect_timeout=5)
    except psycopg.OperationalError:
        pytest.skip(NO_SERVER)
    with connection:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        connection.execute(f"SET search_path TO {SCHEMA}")
        connection.commit()
        yield connection
        connection.rollback()
        connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def connection(request):
    """A connection to an empty database of each engine in turn."""
    return request.getfixturevalue(request.param)


KEY = bytes(range(32))


@pytest.fixture
def place_for(database_place):
    """An empty place for a store of an engine."""
    return lambda engine: database_place({"sqlcipher": "sqlite", "sealed": "postgresql"}.get(engine, engine))


@pytest.fixture
def open_at(place_for, tmp_path):
    """Opens the store of an archive with an engine, at a new place or at one that is given.

    `sqlcipher` is an encrypted file, `sealed` a server that must not read its rows, with the index of words beside.
    """
    from letapis.store.opening import open_store

    opened = []

    def store(engine, archive="one", place=None):
        place = place or place_for(engine)
        index = (tmp_path / f"index-{abs(hash(place))}.sqlite3", KEY) if engine == "sealed" else None
        opened.append(open_store(place, archive, KEY if engine in {"sqlcipher", "sealed"} else None, index))
        return opened[-1]

    yield store
    for one in opened:
        one.close()
