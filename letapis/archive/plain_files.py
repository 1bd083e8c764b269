"""The files of an archive as they lie on the disk, open to everybody who may read the folder: version 1 of the format.

It must not know what a file says.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import IO

from letapis.archive.files import ONE_BY_ONE, ORIGINALS, PIECE
from letapis.archive.plain_log import PlainLog
from letapis.archive.syncing import sync_all

BEGUN = frozenset(
    {"originals", "proofs", "custody.jsonl", "lock", "archive.toml.part"}
)  # what a killed beginning may leave
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
DATABASE = ".sqlite3"
BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite keeps of a database


@dataclass(frozen=True, slots=True)
class PlainFiles:
    """The files below `root`."""

    root: Path

    @property
    def sealed(self) -> bool:
        """They are not."""
        return False

    def at(self, root: Path) -> PlainFiles:
        """Files of the same kind in another folder."""
        return PlainFiles(root)

    def path(self, name: str) -> Path:
        """Where a file lies; an original that waits for its place lies in `incoming/`."""
        path = self.root / name
        if name.startswith(ORIGINALS) and not path.is_file():
            waiting = self._waiting(name)
            return waiting if waiting.is_file() else path
        return path

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return self.path(name).is_file()

    def size(self, name: str) -> int:
        """Its bytes. Raises FileNotFoundError."""
        return self.path(name).stat().st_size

    def read(self, name: str) -> bytes:
        """All of it. Raises FileNotFoundError."""
        return self.path(name).read_bytes()

    def begin(self, name: str, size: int) -> bytes:
        """At most so many bytes from its beginning."""
        with self.path(name).open("rb") as file:
            return file.read(size)

    def blocks(self, name: str) -> Iterator[bytes]:
        """All of it in pieces."""
        with self.path(name).open("rb", buffering=0) as file:
            while block := file.read(PIECE):
                yield block

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write it whole or not at all. Raises OSError that names the file."""
        with replacing(self.root / name) as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)

    def move(self, name: str, to: str) -> None:
        """Give it another name. Raises FileNotFoundError."""
        target = self.root / to
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path(name).replace(target)

    def remove(self, name: str) -> None:
        """Take it away; nothing happens where there is none. Its bytes are written over first: see `written_over`."""
        for path in {self.root / name, self.path(name)}:
            written_over(path)
            path.unlink(missing_ok=True)

    def names(self, under: str = "") -> Iterator[str]:
        """The names below a folder, sorted; what lies openly in every archive (`archive.toml`, keys) is not told."""
        folder = self.root / under
        found = (path.relative_to(self.root).as_posix() for path in folder.rglob("*") if path.is_file())
        return iter(sorted(name for name in found if _told(name)))

    def log(self, name: str) -> PlainLog:
        """A file that only grows."""
        return PlainLog(self.root / name)

    def rewrite_log(self, name: str, data: Iterable[bytes]) -> None:
        """Write it anew. Raises OSError."""
        with replacing(self.root / name) as file:
            file.writelines(data)
            file.flush()
            os.fsync(file.fileno())

    def database(self, name: str) -> tuple[Path, None]:
        """Where a database file lies; it has no key."""
        path = self.root / name
        with suppress(OSError):  # on a medium that cannot be written it may be there all the same
            path.parent.mkdir(parents=True, exist_ok=True)
        return path, None

    def remove_database(self, name: str) -> None:
        """Take a database away, with what its engine keeps beside it."""
        for end in BESIDE:
            (self.root / (name + end)).unlink(missing_ok=True)

    def server_key(self, name: str) -> None:
        """A server may read what a plain archive has."""

    def begun(self) -> bool:
        """Make the folders of a new archive; False where the place is taken."""
        if self.root.exists() and (not self.root.is_dir() or any(one.name not in BEGUN for one in self.root.iterdir())):
            return False
        (self.root / "originals").mkdir(parents=True, exist_ok=True)
        return True

    def stage(self, name: str, data: bytes) -> None:
        """Copy bytes in; they wait under that name. Until the log names it, a copy not finished harms nobody."""
        with self._created(self._waiting(name)) as file:
            write_all(file, memoryview(data))

    def copying(self) -> PlainCopy:
        """Begin a copy whose name is told later."""
        part = self.root / "incoming" / f"{os.getpid()}.part"
        return PlainCopy(part, self._created(part))

    def sync(self, names: Iterable[str]) -> None:
        """Wait until copies that wait are on the disk."""
        sync_all([self._waiting(name) for name in names], ONE_BY_ONE)

    def place(self, names: Iterable[str]) -> None:
        """Move copies that wait to their place."""
        root, incoming = str(self.root), str(self.root / "incoming")
        for name in names:  # for thousands of files a Path costs more than a move
            copy, target = os.path.join(incoming, name.rpartition("/")[2]), os.path.join(root, name)  # noqa: PTH118
            try:
                os.replace(copy, target)  # noqa: PTH105
            except FileNotFoundError:
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                os.replace(copy, target)  # noqa: PTH105

    def waiting(self) -> Iterator[str]:
        """The names of copies that wait, and what killed runs left."""
        folder = self.root / "incoming"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            yield f"incoming/{path.name}" if path.suffix else f"{ORIGINALS}{path.name[:2]}/{path.name}"

    def drop(self, name: str) -> None:
        """Take away what `waiting` named."""
        self._waiting(name).unlink(missing_ok=True)

    def faults(self, known: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:  # noqa: ARG002
        """A plain file does not tell whether it was changed: the hashes of the logs do."""
        return iter(())

    def _waiting(self, name: str) -> Path:
        return self.root / "incoming" / name.rpartition("/")[2]

    def _created(self, path: Path) -> FileIO:
        """A new file, read-only from the beginning for everybody but this handle."""
        try:
            return FileIO(os.open(path, NEW, 0o444), "wb")
        except FileNotFoundError:
            path.parent.mkdir()
        except FileExistsError:  # two files of one run with the same bytes
            path.unlink()
        return FileIO(os.open(path, NEW, 0o444), "wb")


class PlainCopy:
    """A copy in `incoming/` whose name is not known yet."""

    def __init__(self, part: Path, file: FileIO) -> None:
        self.part = part
        self.file = file

    def write(self, data: memoryview) -> None:
        """Add bytes."""
        write_all(self.file, data)

    def keep(self, name: str) -> None:
        """It is whole, and waits for its place under that name."""
        self.file.close()
        self.part.replace(self.part.with_name(name.rpartition("/")[2]))

    def drop(self) -> None:
        """It is not wanted."""
        self.file.close()
        self.part.unlink(missing_ok=True)


def write_all(file: FileIO, data: memoryview) -> None:
    """Write all of it; one call may take only a part."""
    while data:
        data = data[file.write(data) :]


def written_over(path: Path) -> None:
    """Write zeros over a file, where the disk takes them in the same place.

    A flash disk, a snapshot or a journal does not: what stood there can be found by who takes the disk apart.
    """
    if not path.is_file() or path.is_symlink():
        return
    path.chmod(0o600)  # originals are read-only
    with path.open("r+b", buffering=0) as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(PIECE, left)))
        os.fsync(file.fileno())


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file on the disk whole or not at all: it takes its name when the block ends well.

    Raises OSError that names the file, also where the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        part.unlink(missing_ok=True)


def _told(name: str) -> bool:
    """Whether a file is one of those that have the same name in a sealed archive."""
    first, _, _ = name.partition("/")
    if first in {"incoming", "keys", "lock"} or first.startswith("archive.toml"):
        return False
    last = name.rpartition("/")[2]
    return not last.startswith(".") and DATABASE not in last and not last.endswith(".lock")
