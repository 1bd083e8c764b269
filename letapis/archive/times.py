"""The times of files and folders of a sealed archive: all the same, so that they tell nothing of when was worked."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

WHEN = 946_684_800 * 10**9  # the first second of 2000, UTC


def quieten(*places: str | Path) -> None:
    """Let the times of files and folders tell nothing."""
    for place in places:
        with suppress(OSError):  # somebody else's folder: it tells when, and nothing is lost
            os.utime(place, ns=(WHEN, WHEN))
