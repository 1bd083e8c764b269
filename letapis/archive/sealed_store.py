"""Where the objects of a sealed archive lie: a flat folder of files whose names, lengths and times say nothing.

It opens headers and makes new files; what is done with them other modules know.
"""

from __future__ import annotations

import hmac
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from letapis.archive.errors import ArchiveError
from letapis.archive.files import ORIGINALS
from letapis.archive.plain_files import NEW
from letapis.archive.sealed_object import CHUNK, HEADER, Header, NotSealedError, Sealing, opened_header, sealed
from letapis.archive.times import quieten
from letapis.archive.zone_key import ZoneKey

STORE, INCOMING, DATABASES = "store", "incoming", "databases"
BEGUN = frozenset({STORE, INCOMING, DATABASES, "keys", "lock", "archive.toml.part"})
READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
PHYSICAL = re.compile(r"[0-9a-f]{32}")
AGAIN = "Put it back from a backup"


class SealedStore:
    """The folder of objects below `root`, under the key of one zone."""

    def __init__(self, root: Path, key: ZoneKey) -> None:
        self._root = root
        self.key = key
        self.wrapping = AESGCM(key.derive("files"))
        self._names = key.derive("names")
        self.store = str(root / STORE)
        self.incoming = str(root / INCOMING)

    @property
    def root(self) -> Path:
        """The folder of the archive."""
        return self._root

    def physical(self, name: str) -> str:
        """What a file is called on the disk."""
        return hmac.digest(self._names, name.encode(), "sha256")[:16].hex()

    def path(self, name: str) -> str:
        """Where a file lies on the disk."""
        return f"{self.store}/{self.physical(name)}"

    def begun(self) -> bool:
        """Make the folders of a new archive; False where the place is taken."""
        root = self._root
        if root.exists() and (not root.is_dir() or any(one.name not in BEGUN for one in root.iterdir())):
            return False
        self.make_folders()
        root.chmod(0o700)
        return True

    def make_folders(self) -> None:
        """The folders of the store, for nobody but the one who makes them."""
        root = self._root
        for folder in (root, root / STORE, root / INCOMING, root / DATABASES):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            quieten(folder)

    def put(self, place: str, name: str, data: bytes | Iterable[bytes]) -> None:
        """A new file on the disk with these bytes sealed in it."""
        handle = self.created(place)
        try:
            if isinstance(data, bytes) and len(data) < CHUNK // 2:
                rest = memoryview(sealed(self.wrapping, name, data))
                while rest:
                    rest = rest[os.write(handle, rest) :]
            else:
                sealing = Sealing(handle, self.wrapping)
                for piece in (data,) if isinstance(data, bytes) else data:
                    sealing.write(piece)
                sealing.end(name)
        finally:
            os.close(handle)
        quieten(place)

    def created(self, place: str) -> int:
        """A new file that is open for writing. Raises OSError."""
        try:
            return os.open(place, NEW, 0o600)
        except FileNotFoundError:
            self.make_folders()
            return os.open(place, NEW, 0o600)

    def broken(self, name: str, place: str) -> ArchiveError:
        """What is said of a file that was changed."""
        return ArchiveError(name, "the sealed file was changed", AGAIN, place)

    def other(self, name: str, told: str) -> ArchiveError:
        """What is said of a file that took the place of another."""
        return ArchiveError(name, f"the sealed file was exchanged: it is {told}", AGAIN)

    def waiting_place(self, name: str) -> Path:
        """Where a copy waits."""
        return Path(self.incoming, self.physical(name))

    def handle_of(self, name: str) -> int:
        """The file of a name, opened; an original may still wait for its place. Raises FileNotFoundError."""
        physical = self.physical(name)
        try:
            return os.open(f"{self.store}/{physical}", READ)
        except FileNotFoundError:
            if name.startswith(ORIGINALS):
                with suppress(FileNotFoundError):
                    return os.open(f"{self.incoming}/{physical}", READ)
            _missing(name)

    def header_of(self, name: str, data: bytes | memoryview) -> Header:
        """The header of a file that is to have this name. Raises ArchiveError."""
        try:
            header = opened_header(self.wrapping, bytes(data))
        except NotSealedError:
            raise self.broken(name, f"bytes 0 to {HEADER}") from None
        if header.name != name:
            raise self.other(name, header.name)
        return header

    def headers(self) -> Iterator[tuple[str, Header | None]]:
        """Place and header of every file of the store; None where it does not hold."""
        with suppress(FileNotFoundError):
            for place in sorted(os.listdir(self.store)):  # noqa: PTH208
                if PHYSICAL.fullmatch(place):
                    yield f"{self.store}/{place}", self.header_at(f"{self.store}/{place}")

    def header_at(self, place: str) -> Header | None:
        """The header of a file on the disk; None where it does not hold."""
        try:
            handle = os.open(place, READ)
        except FileNotFoundError:
            return None
        try:
            return opened_header(self.wrapping, os.read(handle, HEADER))
        except NotSealedError:
            return None
        finally:
            os.close(handle)


def _missing(name: str) -> NoReturn:
    raise FileNotFoundError(2, "there is no such file", name)
