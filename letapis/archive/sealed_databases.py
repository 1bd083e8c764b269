"""The databases of a sealed archive: each is encrypted with a random key of its own, which lies beside it, sealed.

To throw one away is to destroy its key first. So nobody who holds the key of the zone reads what was in it, whatever
old sectors of the disk keep. A database without its key is of no use to anybody, and is made anew.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files
from letapis.archive.sealed_incoming import SealedIncoming
from letapis.archive.sealed_object import HEADER, BrokenChunkError, opened
from letapis.archive.sealed_store import DATABASES
from letapis.archive.syncing import sync

KEY = ".key"  # behind the name of a database on the disk
SIZE = 32  # bytes of a key


class SealedDatabases(SealedIncoming):
    """The databases below `root`, with their keys."""

    def database(self, name: str) -> tuple[Path, bytes]:
        """Where a database file lies, and the raw key that opens it. Its engine keeps its times.

        A key that is not there yet is made. Where nothing can be written, it is one that opens nothing.
        """
        path = self._root / DATABASES / self.physical(name)
        key = self._key_of(name, path)
        if key is None:
            with suppress(OSError):
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with _alone(path.parent):
                    key = self._key_of(name, path) or self._new_key(name, path)
        return path, key or secrets.token_bytes(SIZE)

    def remove_database(self, name: str) -> None:
        """Take a database away for good, its key first, with what its engine keeps beside it. Raises OSError."""
        path = self._root / DATABASES / self.physical(name)
        if path.parent.is_dir():
            with _alone(path.parent):
                self._discard(path)

    def _key_of(self, name: str, path: Path) -> bytes | None:
        """The key beside a database; None where there is none, or it was changed."""
        try:
            data = Path(f"{path}{KEY}").read_bytes()
            header = self.header_of(_called(name), data[:HEADER])
            key = opened(header, data[HEADER:])
        except (FileNotFoundError, ArchiveError, BrokenChunkError):
            return None
        return key if len(key) == SIZE else None

    def _new_key(self, name: str, path: Path) -> bytes:
        """Make a key, and have it on the disk before the database. What is left of one before opens with no key."""
        self._discard(path)
        key = secrets.token_bytes(SIZE)
        part = f"{self.incoming}/{secrets.token_hex(16)}.{os.getpid():x}"
        try:
            self.put(part, _called(name), key)
            sync(Path(part))
            os.replace(part, f"{path}{KEY}")  # noqa: PTH105
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
        sync(path.parent)
        return key

    def _discard(self, path: Path) -> None:
        """The key, then the database with all that its engine or a migration keeps beside it."""
        beside = sorted(str(one) for one in path.parent.glob(f"{path.name}*"))
        for place in (f"{path}{KEY}", *beside):
            self._shred(place)

    def _shred(self, place: str) -> None:
        """Take a file away after what opens it was overwritten on the disk: the wrapped key, the salt of a database."""
        try:
            with open(place, "r+b", buffering=0) as file:  # noqa: PTH123
                file.write(secrets.token_bytes(HEADER))
                os.fsync(file.fileno())
        except FileNotFoundError:
            return
        os.unlink(place)  # noqa: PTH108


def copy_database(name: str, below: Files, above: Files) -> None:
    """Lay a copy of a database, with its key, where it can be written; both are files of one zone, or plain."""
    path, target = below.database(name)[0], above.database(name)[0]
    key = Path(f"{path}{KEY}")
    if target.exists() or not path.is_file() or (below.sealed and not key.is_file()):
        return
    if below.sealed:
        shutil.copyfile(key, f"{target}{KEY}")
    shutil.copyfile(path, target)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only one who makes or takes away keys; the system lets go of it with the process."""
    handle = os.open(folder / "keys.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(handle)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)


def _called(name: str) -> str:
    """What the sealed key is called: none can be put in the place of another."""
    return f"key of {name}"
