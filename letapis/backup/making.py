"""Making a backup: every file of an archive as it lies, in pieces, of which only those that are new are written.

The lock of the archive is held, so that the state is one of between two commands. No key of the archive is needed.
A run that was killed is gone on with by the next one: a part that was finished is not written again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from letapis.archive.lock import writing
from letapis.archive.plain_files import DATABASE
from letapis.archive.sealed_store import DATABASES
from letapis.backup.errors import BackupError
from letapis.backup.listing import Held, Listing, fingerprint, list_name, sealed_list
from letapis.backup.memory import FOLDER, KEY, RECIPIENTS, Known, Memory
from letapis.backup.part import CHUNK, HEAD, SIZE, Place, part_name, sealed_part
from letapis.backup.target import Target

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What a run did."""

    backup: str
    number: int  # of the list
    files: int
    size: int
    written: int  # parts that are new
    parts: int
    fingerprint: str


@dataclass(slots=True)
class Packer:
    """Fills parts one after the other."""

    target: Target
    memory: Memory
    known: Known
    recipients: Sequence[Any]
    size: int = SIZE
    buffer: bytearray = field(default_factory=bytearray)
    pieces: tuple[tuple[str, int, int], ...] = ()
    written: int = 0

    @property
    def number(self) -> int:
        """The part that is being filled."""
        return max(self.known.reserved, *self.known.parts, 0) + 1

    def place(self, piece: bytes) -> Place:
        """Where a piece lies; it is added where it is new."""
        name = sha256(piece).hexdigest()
        if name in self.known.pieces:
            return self.known.pieces[name]
        if len(self.buffer) + len(piece) > self.size - HEAD:
            self.flush()
        found = Place(self.number, len(self.buffer), len(piece))
        self.buffer += piece
        self.pieces += ((name, found.start, found.length),)
        self.known.pieces[name] = found
        return found

    def flush(self) -> None:
        """Write the part that is being filled, then remember it: killed between the two, it is written again."""
        if not self.buffer:
            return
        number = self.number
        data = sealed_part(self.target.backup, number, self.buffer, self.recipients, self.size)
        self.target.write(part_name(number), data)
        digest = sha256(data).hexdigest()
        self.memory.note(self.target.backup, {"part": number, "sha256": digest, "pieces": self.pieces})
        self.known.parts[number] = digest
        self.buffer, self.pieces = bytearray(), ()
        self.written += 1


def make(  # noqa: PLR0913  each is a choice of the one who calls
    root: Path, folder: Path, recipients: Sequence[Any], at: str, *, size: int = SIZE, told: Told = lambda *_: None
) -> Made:
    """Bring the backup in `folder` to the state of the archive at `root`. Raises BackupError, ArchiveError."""
    refuse_inside(root, folder)
    memory = Memory(root)
    with writing(root / "lock"):
        key = memory.signing_key()
        target = Target.begin(folder)
        with target.locked():
            known = _remembered(memory, target)
            packer = Packer(target, memory, known, recipients, size)
            files = tuple(_held(root, packer, told))
            packer.flush()
            number = max([0, *target.numbers("lists"), *known.lists]) + 1
            used = {place.part for one in files for place in one.places}
            listing = Listing(target.backup, number, at, {one: known.parts[one] for one in sorted(used)}, files)
            data = sealed_list(listing, key, recipients)
            target.settle()
            target.write(list_name(number), data)
            target.settle()
            memory.note(target.backup, {"list": number, "sha256": sha256(data).hexdigest()})
    total = sum(one.size for one in files)
    return Made(target.backup, number, len(files), total, packer.written, len(used), fingerprint(key.public()))


def files_below(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file that a backup holds, by name: all but locks, rests of killed runs, and databases, which are derived.

    Copies that wait in `incoming/` are among them: the log may name them already.
    """
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and not _left_out(name):
            yield name, path


def _left_out(name: str) -> bool:
    first, _, rest = name.partition("/")
    last = name.rpartition("/")[2]
    if first == FOLDER:
        return rest not in {KEY, RECIPIENTS}
    if first == DATABASES and rest:
        return True
    return (
        last.startswith(".") or last == "lock" or last.endswith((".lock", ".part", ".unfinished")) or DATABASE in last
    )


def _held(root: Path, packer: Packer, told: Told) -> Iterator[Held]:
    found = list(files_below(root))
    for number, (name, path) in enumerate(found, start=1):
        state, places, size = sha256(), [], 0
        with path.open("rb") as file:
            while piece := file.read(min(CHUNK, packer.size - HEAD)):
                state.update(piece)
                size += len(piece)
                places.append(packer.place(piece))
            about = os.fstat(file.fileno())
        yield Held(name, size, about.st_mtime_ns, bool(about.st_mode & 0o200), tuple(places), state.hexdigest())
        told("backup", number, len(found))


def _remembered(memory: Memory, target: Target) -> Known:
    """What this archive knows of the backup. Raises BackupError where it is that of another archive."""
    known = memory.known(target.backup)
    if known is None:
        if target.numbers("lists") or target.numbers("parts"):
            problem = "is a backup that this archive does not remember"
            raise BackupError(str(target.folder), problem, "Name a new folder; this one stays as it is")
        return Known()
    lost = [number for number in known.parts if not target.has(part_name(number))]
    for number in lost:  # somebody took them away: what they held is written again
        del known.parts[number]
    gone = set(lost)
    if set(target.numbers("lists")) - set(known.lists):  # of a run killed at its end, or of a copy of this archive
        known.reserved = max(target.numbers("parts"), default=0)
    known.pieces = {name: place for name, place in known.pieces.items() if place.part not in gone}
    return known


def refuse_inside(root: Path, folder: Path) -> None:
    """Raise BackupError where the backup would lie in the archive, or there is no archive."""
    inside, place = root.resolve(), folder.resolve()
    if place == inside or inside in place.parents:
        raise BackupError(str(folder), "lies inside the archive", "Name a folder on another disk")
    if not (root / "archive.toml").is_file():
        raise BackupError(str(root), "there is no archive here", "Name one with --archive")
