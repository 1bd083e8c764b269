"""The store of an archive: where it stands, opened, and brought up to date with what came since.

What it holds is derived; the archive is the truth. A store that was made by other rules is made again.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.lock import writing
from letapis.workflow.progress import Progress, silent

if TYPE_CHECKING:  # Django is loaded when a store is opened, and not before
    from letapis.claims.coder import Coder
    from letapis.store.opening import Store
    from letapis.workflow.code import CodedArchive

VARIABLE = "LETAPIS_DATABASE"
SETTING = "store"
FILE = "derived/store.sqlite3"
INDEX = "derived/search.sqlite3"  # of words, where a server has the rows of an encrypted archive
LOCK = "store.lock"
PATIENCE = 30.0  # seconds that one run waits for another
LOOK = 0.2


@dataclass(slots=True)
class Kept:
    """The store as it is now, what was coded for it, and whether anything was new."""

    store: Store
    coded: CodedArchive
    changed: bool


def place_of(archive: Archive) -> str:
    """The file or address of its store: LETAPIS_DATABASE, else [store] url of archive.toml, else its own file."""
    told = os.environ.get(VARIABLE, "") or archive.settings(SETTING).get("url", "")
    if not isinstance(told, str):
        raise ArchiveError(str(archive.root / "archive.toml"), "[store] url is no text", "Write it in quotes")
    return told or str(archive.files.database(FILE)[0])


def name_of(archive: Archive) -> str:
    """What is the same for an archive in all its copies: the hash of the first line of its custody log."""
    first = next(archive.custody.entries(), None)
    if first is None:
        raise ArchiveError(archive.custody.place, "the custody log is missing or empty", "See `letapis verify`")
    return str(first.get("hash", ""))


def opened(archive: Archive) -> Store:
    """The store, made where there is none. Raises StoreError, or ArchiveError for settings that cannot be meant."""
    from letapis.store.engine import is_server
    from letapis.store.opening import open_store

    place, files = place_of(archive), archive.files
    if is_server(place):
        key = files.server_key(FILE)
        return open_store(place, name_of(archive), key, files.database(INDEX) if key else None)
    return open_store(place, name_of(archive), files.database(FILE)[1])


@contextmanager
def kept(archive: Archive, progress: Progress = silent) -> Iterator[Store]:
    """The store, brought up to date; what its engine complains of inside the block is told as a StoreError."""
    with brought(archive, progress=progress) as found:
        yield found.store


@contextmanager
def brought(
    archive: Archive, coder: Coder | None = None, progress: Progress = silent, *, anew: bool = False
) -> Iterator[Kept]:
    """The same with what was done for it; `anew` throws away what is there. One run at a time, another waits."""
    from letapis.store.faults import telling
    from letapis.workflow.code import code, rule_coder
    from letapis.workflow.updating import news_of, work_in

    coder = coder or rule_coder(archive=archive)
    coded = code(archive, coder, progress)
    with ExitStack() as held:
        with _alone(archive, progress):
            if anew:
                discard(archive)
            store = opened(archive)
            with telling(store.where):
                news = news_of(archive, store, coder, coded)
                if news.stale or news.foreign:
                    store.close()
                    discard(archive, foreign=news.foreign)
                    store = opened(archive)
                    news = news_of(archive, store, coder, coded)
                held.callback(store.close)
                if news.any:
                    work_in(archive, store, coder, news, progress)
        held.enter_context(telling(store.where))
        yield Kept(store, coded, news.any)


def let_go() -> None:
    """Close every store that this thread has open, and forget the keys of all."""
    if "letapis.store.key_ring" not in sys.modules:  # none was opened
        return
    from django.db import connections

    from letapis.store import key_ring

    connections.close_all()
    key_ring.forget()


def discard(archive: Archive, *, foreign: bool = False) -> None:
    """Throw a store away: the file, or the rows of the archive in its database, where judgements only grow.

    `foreign` says that those there are not of this archive's log.
    """
    from letapis.store.clearing import clear, retire
    from letapis.store.engine import is_server

    place = place_of(archive)
    if is_server(place):
        store = opened(archive)
        (retire if foreign else clear)(store)
        store.close()
        archive.files.remove_database(INDEX)
        return
    archive.files.remove_database(FILE)  # with its key, wherever the file is
    for end in ("", "-wal", "-shm", "-journal") if place != str(archive.files.database(FILE)[0]) else ():
        Path(place + end).unlink(missing_ok=True)


@contextmanager
def _alone(archive: Archive, progress: Progress) -> Iterator[None]:
    """Be the only run that brings this store up to date; waits for another, and says so."""
    path = archive.files.database(FILE)[0].with_name(LOCK)
    until = time.monotonic() + PATIENCE
    waited = False
    with ExitStack() as held:
        while True:
            with suppress(ArchiveError):
                held.enter_context(writing(path))
                break
            if time.monotonic() >= until:
                raise ArchiveError(
                    str(path), "another run is bringing the store up to date", "Wait until it has ended, then run again"
                )
            waited = True
            progress("wait for another run", 0, 1)
            time.sleep(LOOK)
        if waited:
            progress("wait for another run", 1, 1)
        yield
