"""The files of a bag or a package by name, whether they lie in a folder or in a zip, and what was measured of them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from letapis.evidence.errors import EvidenceError
from letapis.evidence.zip_layout import BLOCK, Entry, read_zip

SEALED = b"age-encryption.org/"
Blocks = Callable[[], Iterator[bytes]]
SMALL = 256 << 20  # what is read into memory as a whole is not larger


@dataclass(frozen=True, slots=True)
class Measured:
    """One file with its size and hashes; its bytes in pieces."""

    name: str
    size: int
    crc: int
    hashes: Mapping[str, str]
    blocks: Blocks


def measured(name: str, blocks: Blocks, kinds: tuple[str, ...] = ("sha256", "sha512")) -> Measured:
    """Read it once for size and hashes."""
    states = {kind: hashlib.new(kind) for kind in kinds}
    size = crc = 0
    for block in blocks():
        size += len(block)
        crc = zlib.crc32(block, crc)
        for state in states.values():
            state.update(block)
    return Measured(name, size, crc, {kind: state.hexdigest() for kind, state in states.items()}, blocks)


def in_memory(data: bytes) -> Blocks:
    """Bytes at hand as blocks."""
    return lambda: iter((data,))


class FolderFiles:
    """The files below a folder. What is neither a file nor a folder is not followed."""

    def __init__(self, folder: Path) -> None:
        self.where = str(folder)
        self._paths = dict(_below(folder))

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted(self._paths)

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of one file in pieces."""
        with self._paths[name].open("rb") as file:
            while block := file.read(BLOCK):
                yield block

    def size(self, name: str) -> int:
        """Its bytes."""
        return self._paths[name].stat().st_size


class ZipFiles:
    """The files of a zip that we wrote, without the folder that all of them stand in."""

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        self._entries: dict[str, Entry] = {}
        tops = set()
        for name, entry in read_zip(path).items():
            top, _, rest = name.partition("/")
            tops.add(top)
            self._entries[rest] = entry
        if len(tops) != 1 or "" in self._entries:
            raise EvidenceError(self.where, "does not hold one folder", "Ask for the package again")

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted(self._entries)

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of one file in pieces."""
        return self._entries[name].blocks()

    def size(self, name: str) -> int:
        """Its bytes."""
        return self._entries[name].size


BagFiles = FolderFiles | ZipFiles


def files_of(path: Path) -> BagFiles:
    """The files of a package in a folder or a zip. Raises EvidenceError."""
    if path.is_dir():
        return FolderFiles(path)
    if not path.is_file():
        raise EvidenceError(str(path), "is not there", "Name a package: a folder or a zip")
    with path.open("rb") as file:
        if file.read(len(SEALED)) == SEALED:
            raise EvidenceError(str(path), "is sealed", "Open it first: age -d -i IDENTITY -o case.zip " + path.name)
    return ZipFiles(path)


def read_small(files: BagFiles, name: str) -> bytes:
    """A tag file as a whole. Raises EvidenceError where it is too large for one, KeyError where it is not there."""
    if files.size(name) > SMALL:
        raise EvidenceError(files.where, "is larger than such a file can be", "Ask for the package again", name)
    return b"".join(files.blocks(name))


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            if path.is_symlink() or not path.is_file():
                raise EvidenceError(str(path), "is neither a file nor a folder", "Take it out")
            yield path.relative_to(folder).as_posix(), path
