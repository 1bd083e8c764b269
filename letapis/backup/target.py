"""The folder of a backup on another disk: parts and lists by number, each written whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from letapis.archive.lock import writing
from letapis.archive.syncing import sync
from letapis.backup.errors import BackupError
from letapis.backup.listing import FORMAT, VERSION

HEAD = "letapis-backup.toml"
NUMBERED = re.compile(r"([0-9]{8})\.age")
IDENTITY = re.compile(r"[0-9a-f]{32}")
MOST = 1 << 30  # no part or list is as large


class Target:
    """The folder of one backup."""

    def __init__(self, folder: Path, backup: str) -> None:
        self.folder, self.backup = folder, backup

    @classmethod
    def begin(cls, folder: Path) -> Target:
        """The backup in a folder; a new one where it is empty. Raises BackupError where it holds something else."""
        try:
            if not (folder / HEAD).exists():
                if folder.exists() and any(path.name != f".{HEAD}.unfinished" for path in folder.iterdir()):
                    raise BackupError(str(folder), "holds something else", "Name a new or empty folder")
                folder.mkdir(parents=True, exist_ok=True)
                made = cls(folder, secrets.token_hex(16))
                made.write(HEAD, f'format = "{FORMAT}"\nversion = {VERSION}\nbackup = "{made.backup}"\n'.encode())
            for name in ("parts", "lists"):  # also where a run was killed before it
                (folder / name).mkdir(exist_ok=True)
        except OSError as error:
            raise BackupError(str(folder), f"cannot be written ({error.strerror})", "Name another folder") from error
        return cls.open_(folder)

    @classmethod
    def open_(cls, folder: Path) -> Target:
        """The backup in a folder. Raises BackupError where there is none."""
        try:
            told = tomllib.loads((folder / HEAD).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BackupError(str(folder), "holds no backup that can be read", "Name the folder of one") from error
        backup = told.get("backup")
        if told.get("format") != FORMAT or told.get("version") != VERSION:
            raise BackupError(str(folder / HEAD), "is of another format", "Open it with the Letapis that wrote it")
        if not isinstance(backup, str) or not IDENTITY.fullmatch(backup):
            raise BackupError(str(folder / HEAD), "tells no backup", "Take this file from another copy")
        return cls(folder, backup)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one who writes here."""
        with writing(self.folder / "lock"):
            yield

    def numbers(self, kind: str) -> list[int]:
        """The numbers of the parts or the lists that are there."""
        found = (NUMBERED.fullmatch(path.name) for path in (self.folder / kind).glob("*.age"))
        return sorted(int(one[1]) for one in found if one)

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / name).is_file()

    def read(self, name: str) -> bytes:
        """One file. Raises BackupError that names it."""
        path = self.folder / name
        try:
            if path.stat().st_size > MOST:
                raise BackupError(str(path), "is too large for a part", "Take it from another copy of the backup")
            return path.read_bytes()
        except FileNotFoundError:
            raise BackupError(str(path), "is missing", "Take it from another copy of the backup") from None
        except OSError as error:
            raise BackupError(str(path), f"cannot be read ({error.strerror})", "Look at the disk") from error

    def write(self, name: str, data: bytes) -> None:
        """One file, whole or not at all; that its name is on the disk too, `settle` waits for. Raises BackupError."""
        path = self.folder / name
        part = path.with_name(f".{path.name}.unfinished")
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise BackupError(
                str(path), f"cannot be written ({error.strerror})", "Make room, then run again"
            ) from error

    def settle(self) -> None:
        """Wait until the names of all parts and lists are on the disk: a list must not outlive its parts."""
        for name in ("parts", "lists", "."):
            sync(self.folder / name)
