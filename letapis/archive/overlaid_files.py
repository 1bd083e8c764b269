"""The files of an archive that cannot be written: what is derived goes elsewhere, and is looked for there first.

Nothing is written below the archive, and nothing that was derived there is copied but databases, which want to be
written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from letapis.archive.files import Copy, Files, Log

DERIVED = "derived/"


@dataclass(frozen=True, slots=True)
class OverlaidFiles:
    """The files of `below`, with those under `derived/` written to `above`."""

    below: Files
    above: Files

    @property
    def root(self) -> Path:
        """The folder of the archive."""
        return self.below.root

    @property
    def sealed(self) -> bool:
        """Both are, or neither."""
        return self.below.sealed

    def at(self, root: Path) -> Files:
        """Files of the same kind in another folder."""
        return self.below.at(root)

    def _of(self, name: str) -> Files:
        """Where a file is to be read."""
        return self.above if name.startswith(DERIVED) and self.above.has(name) else self.below

    def _to(self, name: str) -> Files:
        """Where a file is to be written."""
        return self.above if name.startswith(DERIVED) else self.below

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return self._of(name).has(name)

    def size(self, name: str) -> int:
        """Its bytes. Raises FileNotFoundError."""
        return self._of(name).size(name)

    def read(self, name: str) -> bytes:
        """All of it. Raises FileNotFoundError, ArchiveError."""
        return self._of(name).read(name)

    def begin(self, name: str, size: int) -> bytes:
        """At most so many bytes from its beginning."""
        return self._of(name).begin(name, size)

    def blocks(self, name: str) -> Iterator[bytes]:
        """All of it in pieces."""
        return self._of(name).blocks(name)

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write it whole or not at all."""
        self._to(name).write(name, data)

    def move(self, name: str, to: str) -> None:
        """Give it another name."""
        self._to(name).move(name, to)

    def remove(self, name: str) -> None:
        """Take away what was written here; what stands below stays."""
        self._to(name).remove(name)

    def names(self, under: str = "") -> Iterator[str]:
        """The names below a folder, sorted."""
        return iter(sorted({*self.below.names(under), *self.above.names(under)}))

    def log(self, name: str) -> Log:
        """A file that only grows."""
        return self._to(name).log(name)

    def rewrite_log(self, name: str, data: Iterable[bytes]) -> None:
        """Write it anew."""
        self._to(name).rewrite_log(name, data)

    def database(self, name: str) -> tuple[Path, bytes | None]:
        """Where a database file lies: in a copy, as it wants to be written."""
        if not self.above.database(name)[0].exists():
            from letapis.archive.sealed_databases import copy_database

            copy_database(name, self.below, self.above)
        return self.above.database(name)

    def server_key(self, name: str) -> bytes | None:
        """The key of values in a database of a server."""
        return self.below.server_key(name)

    def remove_database(self, name: str) -> None:
        """Take the copy away; an empty one keeps it from being made again."""
        self.above.remove_database(name)
        self.above.database(name)[0].touch()

    def begun(self) -> bool:
        """No archive is begun where nothing can be written."""
        return False

    def stage(self, name: str, data: bytes) -> None:
        """Raises OSError: it cannot be written."""
        self.below.stage(name, data)

    def copying(self) -> Copy:
        """Raises OSError: it cannot be written."""
        return self.below.copying()

    def sync(self, names: Iterable[str]) -> None:
        """Wait until copies that wait are on the disk."""
        self.below.sync(names)

    def place(self, names: Iterable[str]) -> None:
        """Move copies that wait to their place."""
        self.below.place(names)

    def waiting(self) -> Iterator[str]:
        """The names of copies that wait."""
        return self.below.waiting()

    def drop(self, name: str) -> None:
        """Take away what `waiting` named."""
        self.below.drop(name)

    def faults(self, known: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
        """What is not as it was written."""
        return self.below.faults(known)
