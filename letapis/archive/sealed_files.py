"""The files of an archive sealed on the disk: version 2 of the format. Without the key of the zone nothing can be told
but that there is an archive, how much about is in it, and how many files it has.

One flat folder holds objects with names and lengths that say nothing; each has a key of its own, wrapped by that of the
zone. Nothing is written plainly anywhere, not for a moment.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from letapis.archive.errors import ArchiveError
from letapis.archive.files import ONE_BY_ONE, ORIGINALS
from letapis.archive.plain_files import BESIDE, NEW
from letapis.archive.sealed_log import SealedLog, new_log
from letapis.archive.sealed_object import (
    AT_A_TIME,
    CHUNK,
    HEADER,
    LOG,
    OBJECT,
    SEALED,
    BrokenChunkError,
    Header,
    NotSealedError,
    Sealing,
    chunks,
    opened,
    opened_header,
    sealed,
)
from letapis.archive.syncing import sync, sync_all
from letapis.archive.zone_key import ZoneKey

STORE, INCOMING, DATABASES = "store", "incoming", "databases"
BEGUN = frozenset({STORE, INCOMING, DATABASES, "keys", "lock", "archive.toml.part"})
WHEN = 946_684_800 * 10**9  # the time of every file: the first second of 2000, UTC
READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
PHYSICAL = re.compile(r"[0-9a-f]{32}")
AGAIN = "Put it back from a backup"


class SealedFiles:
    """The sealed files below `root`, under the key of one zone."""

    def __init__(self, root: Path, key: ZoneKey) -> None:
        self._root = root
        self.key = key
        self.wrapping = AESGCM(key.derive("files"))
        self._names = key.derive("names")
        self._store = str(root / STORE)
        self._incoming = str(root / INCOMING)

    def __reduce__(self) -> tuple[type[SealedFiles], tuple[Path, ZoneKey]]:
        return SealedFiles, (self._root, self.key)

    @property
    def root(self) -> Path:
        """The folder of the archive."""
        return self._root

    @property
    def sealed(self) -> bool:
        """They are."""
        return True

    def at(self, root: Path) -> SealedFiles:
        """Files of the same kind, under the same key, in another folder."""
        files = SealedFiles(root, self.key)
        files.begun()
        return files

    def physical(self, name: str) -> str:
        """What a file is called on the disk."""
        return hmac.digest(self._names, name.encode(), "sha256")[:16].hex()

    def path(self, name: str) -> str:
        """Where a file lies on the disk."""
        return f"{self._store}/{self.physical(name)}"

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        try:
            os.close(self._handle(name))
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Its bytes as they were written. Raises FileNotFoundError, ArchiveError."""
        handle = self._handle(name)
        try:
            header = self._header(name, os.read(handle, HEADER))
        finally:
            os.close(handle)
        return header.size if header.kind == OBJECT else self.log(name).size()

    def read(self, name: str) -> bytes:
        """All of it. Raises FileNotFoundError, and ArchiveError where it was changed."""
        with os.fdopen(self._handle(name), "rb", buffering=0) as file:
            data = memoryview(file.readall())
        header = self._header(name, data[:HEADER])
        if header.kind == LOG:
            return b"".join(self.log(name).blocks())
        try:
            return opened(header, data[HEADER:])
        except BrokenChunkError as error:
            raise self.broken(name, error.place) from None

    def begin(self, name: str, size: int) -> bytes:
        """At most so many bytes from its beginning; no more of it is read than that needs."""
        with os.fdopen(self._handle(name), "rb", buffering=0) as file:
            wanted = HEADER + (max(0, size - 1) // CHUNK + 1) * SEALED
            data = memoryview(file.read(wanted))
            length = os.fstat(file.fileno()).st_size - HEADER
        header = self._header(name, data[:HEADER])
        if header.kind == LOG:
            return b"".join(self.log(name).blocks())[:size]
        try:
            return b"".join(chunks(header, data[HEADER:], 0, length))[:size]
        except BrokenChunkError as error:
            raise self.broken(name, error.place) from None

    def blocks(self, name: str) -> Iterator[bytes]:
        """All of it in pieces, so that memory stays flat."""
        with os.fdopen(self._handle(name), "rb", buffering=0) as file:
            header = self._header(name, file.read(HEADER))
            if header.kind == LOG:
                yield from self.log(name).blocks()
                return
            length, number = os.fstat(file.fileno()).st_size - HEADER, 0
            try:
                while (data := file.read(AT_A_TIME * SEALED)) or not number:
                    for found in chunks(header, data, number, length):
                        number += 1
                        if found:
                            yield found
            except BrokenChunkError as error:
                raise self.broken(name, error.place) from None

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write it whole or not at all. Raises OSError that names the file."""
        part = f"{self._incoming}/{secrets.token_hex(16)}.{os.getpid():x}"
        try:
            self._put(part, name, data)
            os.replace(part, self.path(name))  # noqa: PTH105  a Path for each of thousands of files costs more
        except OSError as error:
            with suppress(OSError):
                os.unlink(part)  # noqa: PTH108
            error.filename = str(self._root / name)
            raise
        self.quieten(self._store, self._incoming)

    def _put(self, place: str, name: str, data: bytes | Iterable[bytes]) -> None:
        """A new file on the disk with these bytes sealed in it."""
        handle = self._created(place)
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
        self.quieten(place)

    def _created(self, place: str) -> int:
        try:
            return os.open(place, NEW, 0o600)
        except FileNotFoundError:
            self.begun()
            return os.open(place, NEW, 0o600)

    def move(self, name: str, to: str) -> None:
        """Give it another name: a copy with a header of its own takes it. Raises FileNotFoundError."""
        if not self.has(name):
            raise FileNotFoundError(2, "there is no such file", name)
        if name != to:
            self.write(to, self.blocks(name))
            self.remove(name)

    def remove(self, name: str) -> None:
        """Take it away for good: its wrapped key is overwritten first, on the disk."""
        self._shred(self.path(name))
        if name.startswith(ORIGINALS):
            self._shred(str(self._waiting(name)))
        self.quieten(self._store, self._incoming)

    def _shred(self, place: str) -> None:
        try:
            with open(place, "r+b", buffering=0) as file:  # noqa: PTH123
                file.write(secrets.token_bytes(HEADER))
                os.fsync(file.fileno())
        except FileNotFoundError:
            return
        os.unlink(place)  # noqa: PTH108

    def names(self, under: str = "") -> Iterator[str]:
        """The names below a folder, sorted. Only headers are read."""
        beginning = f"{under}/" if under else ""
        found = (header.name for _, header in self._headers() if header)
        return iter(sorted(name for name in found if name.startswith(beginning)))

    def log(self, name: str) -> SealedLog:
        """A file that only grows."""
        return SealedLog(self, name)

    def write_log_header(self, name: str) -> None:
        """Begin a log, durably."""
        part = f"{self._incoming}/{secrets.token_hex(16)}.{os.getpid():x}"
        handle = self._created(part)
        try:
            os.write(handle, new_log(self.wrapping, name))
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(part, self.path(name))  # noqa: PTH105
        self.quieten(self.path(name), self._store, self._incoming)
        sync(Path(self._store))

    def database(self, name: str) -> tuple[Path, bytes]:
        """Where a database file lies, and the raw key that opens it. Its length and its times are those of its engine."""
        folder = self._root / DATABASES
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / self.physical(name), self.key.derive(f"database {name}")

    def remove_database(self, name: str) -> None:
        """Take a database away, with what its engine keeps beside it."""
        for end in BESIDE:
            path = self._root / DATABASES / (self.physical(name) + end)
            path.unlink(missing_ok=True)

    def begun(self) -> bool:
        """Make the folders of a new archive; False where the place is taken."""
        root = self._root
        if root.exists() and (not root.is_dir() or any(one.name not in BEGUN for one in root.iterdir())):
            return False
        for folder in (root, root / STORE, root / INCOMING, root / DATABASES):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.quieten(folder)
        root.chmod(0o700)
        return True

    def stage(self, name: str, data: bytes) -> None:
        """Copy bytes in; they wait under that name. Until the log names it, a copy not finished harms nobody."""
        place = f"{self._incoming}/{self.physical(name)}"
        try:
            self._put(place, name, data)
        except FileExistsError:  # two files of one run with the same bytes
            os.unlink(place)  # noqa: PTH108
            self._put(place, name, data)

    def copying(self) -> SealedCopy:
        """Begin a copy whose name is told later."""
        part = f"{self._incoming}/{secrets.token_hex(16)}.{os.getpid():x}"
        return SealedCopy(self, part, self._created(part))

    def sync(self, names: Iterable[str]) -> None:
        """Wait until copies that wait are on the disk."""
        sync_all([self._waiting(name) for name in names], ONE_BY_ONE)

    def place(self, names: Iterable[str]) -> None:
        """Move copies that wait to their place."""
        for name in names:
            physical = self.physical(name)
            os.replace(f"{self._incoming}/{physical}", f"{self._store}/{physical}")  # noqa: PTH105
        self.quieten(self._store, self._incoming)

    def waiting(self) -> Iterator[str]:
        """The names of copies that wait, and what killed runs left; what a living process writes is neither."""
        with suppress(FileNotFoundError):
            for place in sorted(os.listdir(self._incoming)):  # noqa: PTH208
                if PHYSICAL.fullmatch(place):
                    header = self._header_at(f"{self._incoming}/{place}")
                    yield header.name if header and self.physical(header.name) == place else f"{INCOMING}/{place}"
                elif not _lives(place.rpartition(".")[2]):
                    yield f"{INCOMING}/{place}"

    def drop(self, name: str) -> None:
        """Take away what `waiting` named."""
        place = self._root / name if name.startswith(f"{INCOMING}/") else self._waiting(name)
        place.unlink(missing_ok=True)

    def faults(self, known: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
        """Name, place and problem of every file that is not as it was written, but of originals: these have hashes.

        `known` are names that a file whose header was changed may have had.
        """
        before = {self.physical(name): name for name in known}
        for place, header in self._headers():
            physical = place.rpartition("/")[2]
            if header is None or self.physical(header.name) != physical:
                name = before.get(physical, f"{STORE}/{physical}")
                if not name.startswith(ORIGINALS):  # what is asked of each original tells it
                    yield name, f"bytes 0 to {HEADER}", "the header was changed" if header is None else _of(header)
            elif header.kind == LOG:
                for where, problem in self.log(header.name).faults():
                    yield header.name, where, problem
            elif not header.name.startswith(ORIGINALS):
                try:
                    for _ in self.blocks(header.name):
                        pass
                except ArchiveError as error:
                    yield header.name, error.place, error.problem
        for path in sorted(self._root.glob(f"{STORE}/*")):
            if not PHYSICAL.fullmatch(path.name):
                yield f"{STORE}/{path.name}", "", "this file is none of the archive: it was put there by hand"

    def broken(self, name: str, place: str) -> ArchiveError:
        """What is said of a file that was changed."""
        return ArchiveError(name, "the sealed file was changed", AGAIN, place)

    def other(self, name: str, told: str) -> ArchiveError:
        """What is said of a file that took the place of another."""
        return ArchiveError(name, f"the sealed file was exchanged: it is {told}", AGAIN)

    def quieten(self, *places: str | Path) -> None:
        """Let the times of files and folders tell nothing."""
        for place in places:
            with suppress(OSError):  # somebody else's folder: it tells when, and nothing is lost
                os.utime(place, ns=(WHEN, WHEN))

    def _waiting(self, name: str) -> Path:
        return Path(self._incoming, self.physical(name))

    def _handle(self, name: str) -> int:
        """The file of a name, opened; an original may still wait for its place. Raises FileNotFoundError."""
        physical = self.physical(name)
        try:
            return os.open(f"{self._store}/{physical}", READ)
        except FileNotFoundError:
            if name.startswith(ORIGINALS):
                with suppress(FileNotFoundError):
                    return os.open(f"{self._incoming}/{physical}", READ)
            _missing(name)

    def _header(self, name: str, data: bytes | memoryview) -> Header:
        try:
            header = opened_header(self.wrapping, bytes(data))
        except NotSealedError:
            raise self.broken(name, f"bytes 0 to {HEADER}") from None
        if header.name != name:
            raise self.other(name, header.name)
        return header

    def _headers(self) -> Iterator[tuple[str, Header | None]]:
        """Place and header of every file of the store; None where it does not hold."""
        with suppress(FileNotFoundError):
            for place in sorted(os.listdir(self._store)):  # noqa: PTH208
                if PHYSICAL.fullmatch(place):
                    yield f"{self._store}/{place}", self._header_at(f"{self._store}/{place}")

    def _header_at(self, place: str) -> Header | None:
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


class SealedCopy:
    """A sealed copy whose name is not known yet."""

    def __init__(self, files: SealedFiles, part: str, handle: int) -> None:
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
        self.files.quieten(self.part.with_name(self.files.physical(name)))

    def drop(self) -> None:
        """It is not wanted; nothing happens to one that was kept."""
        self._close()
        self.part.unlink(missing_ok=True)

    def _close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def _missing(name: str) -> NoReturn:
    raise FileNotFoundError(2, "there is no such file", name)


def _of(header: Header) -> str:
    return f"the file was exchanged: it is {header.name}"


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
