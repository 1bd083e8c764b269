"""When Python looks for values that nobody holds any more: seldom while millions are made that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000  # new values between two looks; Python's own 700 is for programs that hold little


@contextmanager
def holding_much() -> Iterator[None]:
    """What is held when the block begins is not looked through again inside it, and what comes new only seldom.

    Documents, claims and records are values without cycles, so a look frees nothing of them, and one through a hundred
    thousand claims costs a second: it would come in the middle of the work on one report.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
