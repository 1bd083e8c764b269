"""What an engine complains of, in one line that names the store and the way out. Both engines, one wording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from letapis.store.opening import StoreError
from letapis.store.sqlite_file import errors

DAMAGED = "is damaged ({0}). Run `letapis reconcile --anew`: all of it is made again from the archive"
LOCKED = (
    "does not open with the key of this archive, or its first page is damaged ({0}). Run `letapis reconcile --anew`:"
    " all of it is made again from the archive"
)
BUSY = "another process is writing to it. Wait until it has ended, then run again"
FULL = "cannot be written ({0}). Make room, then run again: the record is as it was"
CLOSED = "cannot be written ({0}). Look at its rights, then run again"
SILENT = "the server does not answer ({0}). Look at the address and whether it runs, then run again"
OTHER = "not usable as a store ({0}). Run `letapis reconcile --anew`: all of it is made again from the archive"

# By the beginning of SQLite's name of the error, or of PostgreSQL's number.
WORDS = {
    "SQLITE_BUSY": BUSY, "SQLITE_LOCKED": BUSY, "55P03": BUSY, "40P01": BUSY, "57014": BUSY,
    "SQLITE_FULL": FULL, "SQLITE_IOERR": FULL, "53": FULL,
    "SQLITE_READONLY": CLOSED, "SQLITE_CANTOPEN": CLOSED, "SQLITE_PERM": CLOSED, "42501": CLOSED, "25006": CLOSED,
    "SQLITE_CORRUPT": DAMAGED, "SQLITE_NOTADB": DAMAGED,
    "08": SILENT, "28": SILENT, "3D": SILENT, "57P": SILENT,
}  # fmt: skip


@contextmanager
def telling(where: str) -> Iterator[None]:
    """Every complaint of the engine inside the block as a StoreError about the store `where`."""
    from django.db import DatabaseError, InterfaceError

    from letapis.store.sealing import SealError

    try:
        yield
    except Exception as error:
        if isinstance(error, (DatabaseError, InterfaceError, SealError, *errors())):
            raise fault(error, where) from error
        raise


def fault(error: BaseException, where: str) -> StoreError:
    """The error that tells a person what it is and what to do."""
    return StoreError(f"{where}: {_words(error).format(_line(error))}.")


def is_busy(error: BaseException) -> bool:
    """Whether another process holds the store, so that waiting helps."""
    return _words(error) is BUSY


def _words(error: BaseException) -> str:
    code = _code(error)
    if code == "SQLITE_NOTADB" and _of_keyed(error):
        return LOCKED
    found = [name for name in WORDS if code.startswith(name)]
    if found:
        return WORDS[max(found, key=len)]
    return SILENT if "connect" in str(error).lower() else OTHER


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it was raised from; Django keeps the driver's own behind its."""
    behind: BaseException | None = error
    while behind is not None:
        yield behind
        behind = behind.__cause__


def _of_keyed(error: BaseException) -> bool:
    return any(type(one).__module__.startswith("sqlcipher3") for one in _behind(error))


def _code(error: BaseException) -> str:
    """What the driver calls the error."""
    for behind in _behind(error):
        code = getattr(behind, "sqlite_errorname", None) or getattr(behind, "sqlstate", None)
        if code:
            return str(code)
    # A transaction that is begun before the driver's error is kept has only the words.
    return {"database is locked": "SQLITE_BUSY", "database or disk is full": "SQLITE_FULL"}.get(str(error), "")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
