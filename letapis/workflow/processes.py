"""The same work on many items, over processes where that pays; results come in the order of the items.

Small runs stay in this process, so that they start at once. Only a few chunks are under way at a time: memory stays
flat however many items there are.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MANY = 64  # from so many files on, other processes are worth their start
CHUNK = 16  # items a process takes at a time
AHEAD = 3  # chunks under way for each process
LOOK = 0.1  # seconds between two looks whether the parent lives


def processes() -> int:
    """How many processes to use: LETAPIS_PROCESSES, else the processors this process may run on."""
    asked = os.environ.get("LETAPIS_PROCESSES", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mapped(work: Callable[[Item], Result], items: Iterable[Item], *, many: bool) -> Iterator[Result]:
    """`map(work, items)`; over processes where there are `many` items. `work` and the items must be picklable then."""
    count = processes()
    if not many or count < 2:
        return map(work, items)
    return _spread(work, items, count)


def _spread(work: Callable[[Item], Result], items: Iterable[Item], count: int) -> Iterator[Result]:
    source = iter(items)
    pool = pool_of(count)
    under_way: deque[Future[list[Result]]] = deque()
    try:
        while True:
            while len(under_way) < count * AHEAD and (chunk := list(islice(source, CHUNK))):
                under_way.append(pool.submit(_each, work, chunk))
            if not under_way:
                return
            yield from under_way.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def pool_of(count: int) -> ProcessPoolExecutor:
    """So many processes, which end with this one."""
    return ProcessPoolExecutor(count, get_context(_method()), initializer=_begin, initargs=(os.getpid(),))


def _each(work: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return list(map(partial(work), chunk))


def _method() -> str:
    """Fork starts at once, and is safe only where it is the system's habit and no other thread runs."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _begin(parent: int) -> None:
    """Ctrl-C goes to every process of the terminal and the parent alone answers it; a killed parent takes all along."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """A forked process would otherwise wait for work for ever, and hold the lock of the archive with it."""
    while os.getppid() == parent:
        time.sleep(LOOK)
    os._exit(1)
