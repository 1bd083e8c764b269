"""Looking through a backup, and making an archive of it again.

Every part is opened, and judged against the signed list, before a byte of it is used.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from letapis.archive.errors import ArchiveError
from letapis.archive.taking_place import beside, refuse_taken
from letapis.backup.errors import BackupError
from letapis.backup.listing import Held, Listing, fingerprint, list_name, opened_list
from letapis.backup.memory import Memory
from letapis.backup.part import Place, Wanted, opened_part, part_name
from letapis.backup.target import Target

Told = Callable[[str, int, int], None]
OUTSIDE = re.compile(r"/.*|(.*/)?\.\.?(/.*)?|.*[\\\x00:].*|.*//.*")
SILENT: Told = lambda *_: None  # noqa: E731


@dataclass(frozen=True, slots=True)
class Looked:
    """A backup that was looked through: its newest list, who signed it, and what does not hold."""

    number: int
    at: str
    files: int
    parts: int
    fingerprint: str
    problems: tuple[str, ...]


@dataclass(slots=True)
class Reader:
    """Gives pieces out of parts, with the last part kept."""

    target: Target
    listing: Listing
    identities: Sequence[Any]
    number: int = 0
    content: bytes = field(default=b"", repr=False)

    def piece(self, place: Place) -> bytes:
        """The bytes at a place. Raises BackupError that names the part."""
        if place.part != self.number:
            self.content = self.part(place.part)
            self.number = place.part
        found = self.content[place.start : place.start + place.length]
        if len(found) != place.length:
            raise BackupError(part_name(place.part), "ends before its piece does", "Take it from another copy")
        return found

    def part(self, number: int) -> bytes:
        """The content of a part."""
        known = self.listing.parts.get(number)
        if known is None:
            raise BackupError(part_name(number), "is not in the signed list", "Take the list from another copy")
        wanted = Wanted(self.listing.backup, number, known)
        return opened_part(self.target.read(wanted.name), wanted, self.identities)


def newest(folder: Path, identities: Sequence[Any], key: str = "", number: int | None = None) -> tuple[Reader, str]:
    """A list of a backup and the fingerprint of the key that signed it; the newest, or that of the number.

    Raises BackupError, also where the key has another fingerprint than `key`.
    """
    target = Target.open_(folder)
    numbers = target.numbers("lists")
    if not numbers:
        raise BackupError(str(folder), "was begun and never finished: it has no list", "Run `letapis backup` again")
    number = numbers[-1] if number is None else number
    listing, signer = opened_list(target.read(list_name(number)), number, identities)
    told = "".join(key.split()).lower()
    if told and told != fingerprint(signer):
        problem = f"is signed with another key ({fingerprint(signer)}): somebody else made it"
        raise BackupError(list_name(number), problem, "Do not restore it")
    if listing.backup != target.backup:
        raise BackupError(list_name(number), "is the list of another backup", "Take it from another copy")
    return Reader(target, listing, identities), fingerprint(signer)


def check(folder: Path, identities: Sequence[Any], key: str = "", told: Told = SILENT) -> Looked:
    """Open every part and put every file together, without writing one. Raises BackupError where there is no list."""
    reader, signer = newest(folder, identities, key)
    listing = reader.listing
    bad: dict[int, str] = {}
    for count, number in enumerate(sorted(listing.parts), start=1):
        try:
            reader.part(number)
        except ArchiveError as error:
            bad[number] = str(error)
        told("check", count, len(listing.parts))
    problems = list(bad.values())
    for one in listing.files:
        if not bad.keys() & {place.part for place in one.places}:
            problems += _file_problem(reader, one)
    return Looked(listing.number, listing.at, len(listing.files), len(listing.parts), signer, tuple(problems))


def check_unopened(folder: Path, root: Path) -> Looked:
    """Compare every part with what the archive at `root` remembers of it; no identity is needed."""
    target = Target.open_(folder)
    known = Memory(root).known(target.backup)
    if known is None or not known.lists:
        raise BackupError(str(folder), "is no backup that this archive remembers", "Name an --identity to look into it")
    problems = []
    named = {part_name(number): found for number, found in known.parts.items()}
    named |= {list_name(number): found for number, found in known.lists.items()}
    for name, found in named.items():
        try:
            if sha256(target.read(name)).hexdigest() != found:
                problems.append(f"{name}: was changed")
        except BackupError as error:
            problems.append(str(error))
    return Looked(max(known.lists), "", 0, len(known.parts), "", tuple(problems))


def restore(  # noqa: PLR0913, PLR0917  each is a choice of the one who restores
    folder: Path, root: Path, identities: Sequence[Any], key: str = "", number: int | None = None, told: Told = SILENT
) -> Looked:
    """Make the archive of a backup in a folder that is new or empty. It takes its name when all of it is there."""
    refuse_taken(root)
    reader, signer = newest(folder, identities, key, number)
    listing = reader.listing
    with beside(root) as side:
        for count, one in enumerate(listing.files, start=1):
            _write(side, reader, one)
            told("restore", count, len(listing.files))
        _quiet_folders(side, listing.files)
        if hasattr(os, "sync"):
            os.sync()
    return Looked(listing.number, listing.at, len(listing.files), len(listing.parts), signer, ())


def _file_problem(reader: Reader, one: Held) -> Iterator[str]:
    state = sha256()
    for place in one.places:
        state.update(reader.piece(place))
    if state.hexdigest() != one.sha256:
        yield f"{one.name}: its pieces do not give its hash"


def _write(side: Path, reader: Reader, one: Held) -> None:
    if OUTSIDE.fullmatch(one.name) or not one.name:
        raise BackupError(repr(one.name), "leads out of the archive", "Do not restore it: somebody else made it")
    path = side / one.name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    state = sha256()
    with path.open("xb") as file:
        for place in one.places:
            piece = reader.piece(place)
            state.update(piece)
            file.write(piece)
    if state.hexdigest() != one.sha256:
        raise BackupError(one.name, "its pieces do not give its hash", "Take the parts from another copy")
    path.chmod(0o600 if one.writable else 0o400)
    os.utime(path, ns=(one.mtime, one.mtime))


def _quiet_folders(side: Path, files: Sequence[Held]) -> None:
    """A folder whose files have one constant time has it too: the moment of the restoring is nobody's business."""
    times: dict[str, set[int]] = {}
    for one in files:
        times.setdefault(one.name.rpartition("/")[0], set()).add(one.mtime)
    for folder, found in times.items():
        if folder and len(found) == 1:
            os.utime(side / folder, ns=(min(found), min(found)))
