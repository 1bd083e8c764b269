"""Takes the rows of an archive out of a store, so that they can be made again. Judgements only grow, and stay."""

from __future__ import annotations

from collections.abc import Iterable

from letapis.store.moving_tables import LOGGED, tables
from letapis.store.opening import Store


def clear(store: Store) -> None:
    """Take out everything but the judgements, all of it or nothing."""
    with store.writing():
        for table in tables():
            if table.name not in LOGGED:
                store.base.run(f"DELETE FROM {table.table} WHERE archive_id = %s", [store.archive])  # noqa: S608  own name


def retire(store: Store) -> None:
    """Take out everything, and let the judgements be those of an archive that is no more: the log is another one."""
    from letapis.store.models import Archive

    clear(store)
    with store.writing():
        row = Archive.objects.using(store.alias).get(number=store.archive)
        row.name = f"until its log was another one ({row.number}): {row.name}"
        row.save(using=store.alias)


def forget(store: Store, names: Iterable[str]) -> None:
    """Take names out of the state."""
    from letapis.store.models import State

    held = list(names)
    for first in range(0, len(held), 500):
        store.rows(State).filter(name__in=held[first : first + 500]).delete()
