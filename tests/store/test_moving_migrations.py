"""Tables of every version that was given out come to those of today with their rows, each step whole or not at all."""

import hashlib
import sqlite3
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import msgspec
import pytest

from letapis.store import engine
from letapis.store.moving_out import lines_of
from letapis.store.opening import StoreError, open_store

HERE = Path(__file__).parent / "migrations"
RELEASED = tomllib.loads((HERE / "released.toml").read_text(encoding="utf-8"))
CODE = Path(engine.__file__).parent / "migrations"
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def migrated(alias, name):
    """Bring an empty database to the tables of one version."""
    from django.core.management import call_command

    call_command("migrate", engine.APP, name, database=alias, verbosity=0, interactive=False)


def made_as(place, version):
    """A database as a version left it, with its rows."""
    from letapis.store.dialect import database

    engine.configure()
    alias = f"old {place}"
    engine.connect(alias, str(place))
    from django.db import connections

    migrated(alias, version)
    connection = connections[alias]
    connection.ensure_connection()
    base = database(connection)
    rows = msgspec.json.decode((HERE / f"{version}.json").read_bytes())
    base.run("INSERT INTO letapis_archive (number, name) VALUES (1, 'old')")
    for table, (columns, values) in rows.items():
        quoted = [f'"{column}"' for column in columns]
        base.load(table, quoted, (tuple(map(_value, row)) for row in values))
    connection.close()
    return rows


def _value(value):
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


@pytest.mark.parametrize("version", sorted(set(RELEASED.values())))
@pytest.mark.parametrize("kind", ENGINES)
def test_a_filled_store_of_every_version_comes_to_the_tables_of_today(database_place, kind, version):
    place = database_place(kind)
    rows = made_as(place, version)
    store = open_store(place, "old")
    assert all(rows.values())
    for table, (columns, values) in rows.items():
        quoted = ", ".join(f'"{column}"' for column in columns)
        now = store.base.rows(f"SELECT {quoted} FROM {table}")
        found = {tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in now}
        assert found == {tuple(map(_value, row)) for row in values}, table
    assert {table.name for table, lines in lines_of(store) if any(True for _ in lines)} >= {
        name.removeprefix("letapis_") for name in rows
    }


def test_no_step_that_was_given_out_is_changed_later():
    for name in set(RELEASED.values()):
        told = (HERE / f"{name}.sha256").read_text().split()[0]
        now = hashlib.sha256((CODE / f"{name}.py").read_bytes()).hexdigest()
        assert now == told, f"{name} was given out: add another step instead of changing it"


def test_every_step_is_taken_whole_or_not_at_all():
    from django.db.migrations.loader import MigrationLoader

    engine.configure()
    steps = [one for (app, _), one in MigrationLoader(None).disk_migrations.items() if app == engine.APP]
    assert steps
    assert all(step.atomic for step in steps)


KILLED = textwrap.dedent("""
    import os, sys
    from django.db.backends.utils import CursorWrapper
    from letapis.store.opening import open_store

    place, last = sys.argv[1], int(sys.argv[2])
    seen, plain = 0, CursorWrapper.execute

    def execute(self, sql, params=None):
        global seen
        if sql.lstrip().upper().startswith(("CREATE", "ALTER", "DROP", "INSERT")):
            seen += 1
            if seen == last:
                os.kill(os.getpid(), 9)
        return plain(self, sql, params)

    CursorWrapper.execute = execute
    open_store(place, "old").close()
    print(seen)
""")


@pytest.mark.parametrize("kind", ENGINES)
def test_a_step_that_is_killed_between_two_statements_can_be_taken_again(database_place, kind):
    def run(place, last):
        return subprocess.run(
            [sys.executable, "-c", KILLED, str(place), str(last)], capture_output=True, text=True, check=False
        )

    whole = database_place(kind)
    statements = int(run(whole, 0).stdout)
    expected = shape(open_store(whole, "old"))
    place = database_place(kind)
    for last in sorted({*range(1, statements, max(1, statements // 8)), statements}):
        done = run(place, last)
        if done.returncode == 0:
            break  # what came before is there already: fewer statements are left than that
        assert done.returncode == -9, done.stderr
    assert shape(open_store(place, "old")) == expected


def shape(store):
    """The names of all tables, indexes and triggers."""
    if store.engine == "sqlite":
        return store.base.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
    return store.base.rows(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = current_schema() ORDER BY 1, 2"
    ) + store.base.rows("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1")


@pytest.mark.parametrize("kind", ENGINES)
def test_tables_of_a_newer_letapis_are_left_alone(database_place, kind):
    place = database_place(kind)
    store = open_store(place, "old")
    later = "INSERT INTO django_migrations (app, name, applied) VALUES ('letapis_store', '9999_later', '2030-01-01')"
    store.base.run(later)
    before = shape(store)
    store.close()
    with pytest.raises(StoreError, match=r"made by a newer Letapis \(9999_later\)"):
        open_store(place, "old")
    store.connection.ensure_connection()
    assert shape(store) == before


def test_a_file_that_another_process_holds_is_said_to_be_busy(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "_WAIT", 0.1)
    place = tmp_path / "store.sqlite3"
    made_as(place, "0001_tables")
    before = place.read_bytes()
    with sqlite3.connect(place) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"another process is writing to it\. Wait"):
            open_store(place, "old")
        other.rollback()
    assert place.read_bytes() == before
    open_store(place, "old").close()


def test_a_step_that_fails_leaves_the_rows_and_a_copy(tmp_path, monkeypatch):
    place = tmp_path / "store.sqlite3"
    made_as(place, "0001_tables")
    before = place.read_bytes()

    def failing(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("django.core.management.call_command", failing)
    with pytest.raises(StoreError, match=r"cannot be written \(database or disk is full\)\. Make room"):
        open_store(place, "old")
    assert place.read_bytes() == before
    monkeypatch.undo()
    open_store(place, "old").close()
    assert [one.name for one in tmp_path.iterdir() if "before" in one.name] == []


@pytest.mark.parametrize("damage", ["text", "begin", "middle", "cut"])
def test_a_damaged_file_is_said_plainly(tmp_path, damage):
    place = tmp_path / "store.sqlite3"
    open_store(place, "old").close()
    data = bytearray(place.read_bytes())
    data = {
        "text": b"no database at all " * 200,
        "begin": bytes(data[:100]) + b"\xff" * 100 + bytes(data[200:]),
        "middle": bytes(data[:4096]) + b"\xff" * 16384 + bytes(data[4096 + 16384 :]),
        "cut": bytes(data[: len(data) // 2]),
    }[damage]
    place.write_bytes(data)
    with pytest.raises(StoreError, match=r"is damaged .*letapis reconcile --anew"):
        open_store(place, "old")


def test_no_server_is_told_without_the_password():
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="does not answer") as told:
        open_store("postgresql://anna:secret@127.0.0.1:1/letapis", "old")
    assert "secret" not in str(told.value)
    assert "127.0.0.1" in str(told.value)
