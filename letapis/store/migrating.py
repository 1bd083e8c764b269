"""Brings the tables of a store to those of this Letapis: each step as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from letapis.store import engine, key_ring
from letapis.store.opening import StoreError
from letapis.store.sqlite_file import connect

ASIDE = ".before-migration"  # end of the name of the copy; it stays where a step failed


def migrate(alias: str, place: str, told: str) -> None:
    """Apply the steps that are missing. Raises StoreError for tables of a newer Letapis, and the errors of drivers."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    known = {name for app, name in executor.loader.disk_migrations if app == engine.APP}
    applied = {name for app, name in executor.loader.applied_migrations if app == engine.APP}
    if applied - known:
        newer = ", ".join(sorted(applied - known))
        raise StoreError(f"{told}: made by a newer Letapis ({newer}). Open it with that one, or run "
                         "`letapis reconcile --anew`: all of it is made again from the archive.")  # fmt: skip
    if known - applied:
        key = key_ring.key_of(alias) if key_ring.held(alias) else None
        with _copied(place, key, filled=bool(applied)):
            call_command("migrate", engine.APP, database=alias, verbosity=0, interactive=False)


@contextmanager
def _copied(place: str, key: bytes | None, *, filled: bool) -> Iterator[None]:
    """A copy of a file with rows beside it, as long as the block runs, and after one that failed; of the same key."""
    path = Path(place)
    if not filled or engine.is_server(place) or not path.is_file():
        yield
        return
    aside = path.with_name(path.name + ASIDE)
    aside.unlink(missing_ok=True)
    with closing(connect(path, key)) as source, closing(connect(aside, key)) as target:
        source.backup(target)
    yield
    aside.unlink()
