"""Copies on their way into a sealed archive: sealed from their first byte, in a folder where they wait."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from letapis.archive.files import ONE_BY_ONE
from letapis.archive.sealed_object import Sealing
from letapis.archive.sealed_store import INCOMING, PHYSICAL, SealedStore
from letapis.archive.syncing import sync_all
from letapis.archive.times import quieten


class SealedIncoming(SealedStore):
    """The store with the folder of copies that wait."""

    def stage(self, name: str, data: bytes) -> None:
        """Copy bytes in; they wait under that name. Until the log names it, a copy not finished harms nobody."""
        place = f"{self.incoming}/{self.physical(name)}"
        try:
            self.put(place, name, data)
        except FileExistsError:  # two files of one run with the same bytes
            os.unlink(place)  # noqa: PTH108
            self.put(place, name, data)

    def copying(self) -> SealedCopy:
        """Begin a copy whose name is told later."""
        part = f"{self.incoming}/{secrets.token_hex(16)}.{os.getpid():x}"
        return SealedCopy(self, part, self.created(part))

    def sync(self, names: Iterable[str]) -> None:
        """Wait until copies that wait are on the disk."""
        sync_all([self.waiting_place(name) for name in names], ONE_BY_ONE)

    def place(self, names: Iterable[str]) -> None:
        """Move copies that wait to their place."""
        for name in names:
            physical = self.physical(name)
            os.replace(f"{self.incoming}/{physical}", f"{self.store}/{physical}")  # noqa: PTH105
        quieten(self.store, self.incoming)

    def waiting(self) -> Iterator[str]:
        """The names of copies that wait, and what killed runs left; what a living process writes is neither."""
        with suppress(FileNotFoundError):
            for place in sorted(os.listdir(self.incoming)):  # noqa: PTH208
                if PHYSICAL.fullmatch(place):
                    header = self.header_at(f"{self.incoming}/{place}")
                    yield header.name if header and self.physical(header.name) == place else f"{INCOMING}/{place}"
                elif not _lives(place.rpartition(".")[2]):
                    yield f"{INCOMING}/{place}"

    def drop(self, name: str) -> None:
        """Take away what `waiting` named."""
        place = self._root / name if name.startswith(f"{INCOMING}/") else self.waiting_place(name)
        place.unlink(missing_ok=True)


class SealedCopy:
    """A sealed copy whose name is not known yet."""

    def __init__(self, files: SealedStore, part: str, handle: int) -> None:
        self.files = files
        self.part = Path(part)
        self.handle: int | None = handle
        self.sealing = Sealing(handle, files.wrapping)

    def write(self, data: memoryview) -> None:
        """Add bytes."""
        self.sealing.write(data)

    def keep(self, name: str) -> None:
        """It is whole, and waits for its place under that name."""
        self.sealing.end(name)
        self._close()
        self.part.replace(self.part.with_name(self.files.physical(name)))
        quieten(self.part.with_name(self.files.physical(name)))

    def drop(self) -> None:
        """It is not wanted; nothing happens to one that was kept."""
        self._close()
        self.part.unlink(missing_ok=True)

    def _close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def _lives(process: str) -> bool:
    """Whether another process of that number, in hexadecimal, runs."""
    try:
        number = int(process, 16)
        if number == os.getpid():
            return False
        os.kill(number, 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
