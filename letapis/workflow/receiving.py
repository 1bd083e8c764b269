"""A file that arrives in pieces (an upload): hashed on its way, never readable on the disk, wholly in or not at all.

Until it is whole it lies in memory, or where it is larger in a nameless file under a key that is only in memory. What
breaks off, is too large or finds no room leaves nothing. It knows no server: who receives calls `write` and `finish`.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import tempfile
from collections.abc import Container, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from letapis.archive.archive import Archive
from letapis.archive.originals import Staged, name_of
from letapis.sources.given import Given
from letapis.workflow.ingest import Added, take_staged
from letapis.workflow.told import to_strings

PIECE = 1 << 20  # bytes that are sealed at a time, and that lie in memory
TAG = 16  # bytes that sealing adds to a piece
MOST = 2_000_000_000  # bytes of one file
RESERVE = 500_000_000  # bytes of the disk that no upload may take: the logs must go on


class ReceivingError(Exception):
    """The file does not come in, and nothing of it is left. `problem` and `way_out` are one line together."""

    def __init__(self, problem: str, way_out: str) -> None:
        self.problem = problem
        self.way_out = way_out
        super().__init__(f"{problem}. {way_out}")


class Receiving:
    """One file on its way in. `told` is the length that the sender announced, where there is one."""

    def __init__(self, archive: Archive, name: str, *, most: int = MOST, told: int | None = None) -> None:
        if told is not None and not 0 <= told <= most:
            raise _too_large(most)
        self.archive, self.name, self.most, self.told = archive, name, most, told
        self.size = 0
        self._hashed = hashlib.sha256()
        self._waiting = bytearray()
        self._spool: _Spool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.drop()

    def write(self, data: bytes) -> None:
        """The next bytes, however few. Raises ReceivingError, after which nothing is left."""
        self.size += len(data)
        if self.size > self.most or (self.told is not None and self.size > self.told):
            self.drop()
            raise _too_large(self.most)
        self._hashed.update(data)
        self._waiting += data
        while len(self._waiting) >= PIECE:
            self._put(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]

    def finish(self, by: str = "unnamed", given: Given | None = None) -> Added:
        """All has come: seal it as `letapis add` would. Raises ReceivingError where bytes are missing, ArchiveError."""
        if self.told is not None and self.size != self.told:
            self.drop()
            raise ReceivingError(f"broke off after {self.size} of {self.told} bytes", "Send it again")
        try:
            with self.archive.sealing(by) as sealing:
                return take_staged(sealing, self._staged(sealing.known), self.name, to_strings(given))
        except OSError as error:
            raise _no_room(error) from error
        finally:
            self.drop()

    def drop(self) -> None:
        """Forget it."""
        self._waiting.clear()
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def _staged(self, known: Container[str]) -> Staged:
        """A copy that waits in the archive, sealed as everything there; nothing where it is known."""
        sha256 = self._hashed.hexdigest()
        if self._spool is None:
            return self.archive.originals.stage_bytes(bytes(self._waiting), known)
        if sha256 in known:
            return Staged(sha256, self.size, new=False, data=None)
        copy = self.archive.files.copying()
        try:
            for piece in self._spool.pieces():
                copy.write(memoryview(piece))
            copy.write(memoryview(bytes(self._waiting)))
            copy.keep(name_of(sha256))
        finally:
            copy.drop()
        return Staged(sha256, self.size, new=True, data=None)

    def _put(self, piece: bytes) -> None:
        try:
            if self._spool is None:
                self._spool = _Spool(self.archive.root)
            self._spool.write(piece)
        except OSError as error:
            self.drop()
            raise _no_room(error) from error


class _Spool:
    """Pieces under a key that is nowhere else: what a pulled plug leaves is noise."""

    def __init__(self, root: Path) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(secrets.token_bytes(32))
        self._file: IO[bytes] = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  closed by `close`
        self._root = root
        self._count = 0

    def write(self, piece: bytes) -> None:
        """One more piece of full length. Raises OSError."""
        if shutil.disk_usage(self._root).free < RESERVE:
            raise OSError(28, "No space left on device")
        sealed = memoryview(self._cipher.encrypt(self._count.to_bytes(12, "big"), piece, None))
        while sealed:
            sealed = sealed[self._file.write(sealed) :]
        self._count += 1

    def pieces(self) -> Iterator[bytes]:
        """All of them, opened again."""
        self._file.seek(0)
        for number in range(self._count):
            sealed = b""
            while len(sealed) < PIECE + TAG and (part := self._file.read(PIECE + TAG - len(sealed))):
                sealed += part
            yield self._cipher.decrypt(number.to_bytes(12, "big"), sealed, None)

    def close(self) -> None:
        """The system forgets it."""
        self._file.close()


def _too_large(most: int) -> ReceivingError:
    return ReceivingError(f"is larger than may come in, {most / 1e6:g} MB, or than it was told to be", "Split it")


def _no_room(error: OSError) -> ReceivingError:
    return ReceivingError(f"finds no room ({error.strerror})", "Make room on the disk and send it again")
