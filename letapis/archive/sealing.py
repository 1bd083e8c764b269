"""Files on their way to be originals: copied, named by the log, moved to their place, in batches that hold together."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.chain import Entry
from letapis.archive.errors import ErasedError
from letapis.archive.held import Sealed
from letapis.archive.originals import Staged

if TYPE_CHECKING:
    from letapis.archive.archive import Archive

AGAIN = "taken in again after it was erased"
BATCH_FILES = 2048  # so many files, or so many bytes, are made durable together
BATCH_BYTES = 256 << 20


class Sealing:
    """The work between opening an archive for writing and closing it again."""

    def __init__(self, archive: Archive, by: str, *, again: bool = False) -> None:
        self.archive = archive
        self.by = by
        self.known = archive.sealed()
        self.erased = archive.erased()
        self.again = again  # whether bytes that were erased may be in again
        self._aside = {(one.sha256, one.reason) for one in archive.set_aside()}
        self._staged: list[Staged] = []
        self._acts: list[Entry] = []
        self._bytes = 0

    def stage(self, source: Path, under_way: Container[str] = ()) -> Staged:
        """Copy and hash a file in one pass; bytes that are sealed, or `under_way`, are not copied.

        Raises OSError where it cannot be read, ArchiveError where the copy cannot be written.
        """
        return self.archive.originals.stage(source, _Either(self.known, under_way))

    def keep(self, staged: Staged, name: str, given: Mapping[str, str] | None = None, **more: object) -> bool:
        """Seal a staged file; `more` goes into its act. False where the archive has its bytes already."""
        if staged.sha256 in self.known:
            self.archive.originals.drop(staged)
            return False
        if staged.sha256 in self.erased:
            self.refuse_erased(staged, name)
            more = {"reason": AGAIN, **more}
        self.known[staged.sha256] = Sealed(staged.sha256, staged.size, name, dict(given or {}))
        self._staged.append(staged)
        self._bytes += staged.size
        self._note("collected", staged, name, given=dict(given or {}), **more)
        if len(self._staged) >= BATCH_FILES or self._bytes >= BATCH_BYTES:
            self.commit()
        return True

    def refuse_erased(self, staged: Staged, name: str) -> None:
        """Raise ErasedError, and take the copy back, where bytes were erased and nobody said that they may be in."""
        gone = self.erased.get(staged.sha256)
        if gone is not None and staged.sha256 not in self.known and not self.again:
            self.archive.originals.drop(staged)
            problem = f"was erased on {gone.at[:10]} ({gone.reason})"
            raise ErasedError(name, problem, "If it may be in again, say `letapis add --again`")

    def describe(self, staged: Staged, given: Mapping[str, str]) -> None:
        """Log what a person now says of an original that is sealed already."""
        first = self.known[staged.sha256]
        self.known[staged.sha256] = Sealed(first.sha256, first.size, first.name, dict(given), first.at)
        self._note("described", staged, first.name, given=dict(given))

    def set_aside(self, staged: Staged, name: str, reason: str) -> None:
        """Take back a copy that cannot be read; its hash and the reason go into the log, once."""
        self.archive.originals.drop(staged)
        if (staged.sha256, reason) not in self._aside:
            self._aside.add((staged.sha256, reason))
            self._note("set-aside", staged, name, reason=reason)

    def commit(self) -> None:
        """Make durable what was kept: the copies first, then the log that names them, then their places."""
        if not self._acts:
            return
        self.archive.originals.flush(self._staged)
        self.archive.log(self._acts, self.by)
        # Sealed from here on: one who interrupts the moving must not seal anew what has left its first place.
        sealed, self._staged, self._acts, self._bytes = self._staged, [], [], 0
        self.archive.originals.place(staged.sha256 for staged in sealed)

    def _note(self, act: str, staged: Staged, name: str, **more: object) -> None:
        size = {"sha256": staged.sha256, "size": staged.size}
        self._acts.append({"act": act, "object": size, "name": name, **more})


class _Either:
    """What is in one of two containers, without joining them."""

    def __init__(self, first: Container[str], second: Container[str]) -> None:
        self.first, self.second = first, second

    def __contains__(self, name: object) -> bool:
        return name in self.first or name in self.second
