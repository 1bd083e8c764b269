"""One writer at a time. The system drops the lock with the process, so a killed run leaves none behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from letapis.archive.errors import ArchiveError


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the lock file `path`. Raises ArchiveError where another process holds it, or nothing can be written."""
    try:
        file = path.open("a+b")
    except OSError as error:
        raise ArchiveError(
            str(path), f"cannot be written ({error.strerror})", "Look at the rights of the folder"
        ) from error
    with file:
        try:
            _take(file)
        except OSError as error:
            raise ArchiveError(
                str(path.parent), "another run is writing to this archive", "Wait until it has ended"
            ) from error
        yield


def _take(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
