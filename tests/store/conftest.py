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
