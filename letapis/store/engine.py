"""Django without a project: its settings, and databases that are named while the program runs. Knows no table."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections

from letapis.store import django_settings

APP = "letapis_store"
PLAIN, KEYED = "django.db.backends.sqlite3", "letapis.store.sqlcipher"
_WAIT = 30  # seconds that a writer waits for another
_CACHE = 64  # megabytes of the file in memory
_SQLITE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # all here is derived: what a power cut takes is worked in again
    # Pages in the log of writes before they are copied into the file. A source writes some 200: with SQLite's own 1,000
    # every fifth of them waits for the disk, and the same pages are copied again and again.
    "PRAGMA wal_autocheckpoint = 8000",
    f"PRAGMA cache_size = -{_CACHE * 1024}",
    "PRAGMA temp_store = MEMORY",
)


def configure() -> None:
    """Load Django with our tables, unless somebody's project has done so."""
    if not settings.configured:
        # Nothing here is awaited: where a notebook or a driver of a browser has a loop in this thread, it may wait.
        os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        settings.configure(**{name: value for name, value in vars(django_settings).items() if name.isupper()})
        django.setup()


def connect(alias: str, where: str, *, keyed: bool = False) -> None:
    """Name a database: the path of an SQLite file, `:memory:`, or `postgresql://user@host/name`.

    A file that is `keyed` is an encrypted one, and its key is asked of `key_ring` under the alias.
    """
    if alias not in connections.settings:
        held = _postgresql(where) if is_server(where) else _sqlite(where, KEYED if keyed else PLAIN)
        named = {**django_settings.DATABASES, alias: held}
        connections.settings[alias] = connections.configure_settings(named)[alias]


def is_server(where: str) -> bool:
    """Whether the words name a PostgreSQL server and not a file."""
    return where.startswith(("postgresql://", "postgres://"))


def _sqlite(where: str, backend: str) -> dict[str, Any]:
    options = {"timeout": _WAIT, "transaction_mode": "IMMEDIATE", "init_command": ";".join(_SQLITE)}
    name = where if where == ":memory:" else str(Path(where).resolve())
    return {"ENGINE": backend, "NAME": name, "OPTIONS": options}


def _postgresql(where: str) -> dict[str, Any]:
    from psycopg.conninfo import conninfo_to_dict

    told = {name: str(value) for name, value in conninfo_to_dict(where).items() if value is not None}
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    held: dict[str, Any] = {ours: told.pop(theirs, "") for ours, theirs in named.items()}
    return {"ENGINE": "django.db.backends.postgresql", **held, "OPTIONS": told}
