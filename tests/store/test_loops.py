"""The store where a loop runs in the same thread, as in a notebook or behind a browser's driver."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from letapis.store.opening import open_store


def test_a_store_opens_and_answers_inside_a_running_loop(tmp_path):
    async def inside():
        store = open_store(str(tmp_path / "store.sqlite3"), "archive")
        from letapis.store.models import Event  # Django knows its tables only from here on

        return store.rows(Event).count()

    # A thread of its own: the browser's driver leaves its loop running in the main one, and a
    # thread has one loop at most.
    with ThreadPoolExecutor(max_workers=1) as thread:
        assert thread.submit(asyncio.run, inside()).result() == 0
