"""The folder `keys/` of an archive: its files read and written whole, with one writer at a time. It knows no keys."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from letapis.archive.errors import ArchiveError
from letapis.archive.keys.envelope import KIND
from letapis.archive.keys.slot import MOST, Slot, read_slot
from letapis.archive.lock import writing

FORMAT = "letapis-keys"
VERSION = 1
HEAD = "keyring.toml"
BIG = 4 << 20  # bytes of an envelope that is read
TIME = 946_684_800  # 2000-01-01: when a slot was changed is nobody's business


class KeyFolder:
    """The folder below the archive at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / "keys"

    def there(self) -> bool:
        """Whether the archive has keys at all; a plain one has none."""
        return (self.path / HEAD).is_file()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Be the only one who changes keys."""
        with writing(self.path / "lock"):
            yield

    def begin(self) -> bytes:
        """A new folder and a new salt, in place of what a killed beginning left. It counts once `finish` was called."""
        if self.there():
            raise ArchiveError(str(self.path), "there are keys here already", "Name another folder")
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in self.path.iterdir():
            path.unlink()
        return secrets.token_bytes(32)

    def finish(self, salt: bytes) -> None:
        """Write the head, last of all: from here on there are keys."""
        self.write(HEAD, f'format = "{FORMAT}"\nversion = {VERSION}\nsalt = "{salt.hex()}"\n'.encode())

    def salt(self) -> bytes:
        """What the names of slots are made with. Raises ArchiveError."""
        file = str(self.path / HEAD)
        try:
            told = tomllib.loads(self.read(HEAD, MOST).decode())
            known, salt = (told["format"], told["version"]) == (FORMAT, VERSION), bytes.fromhex(told["salt"])
        except FileNotFoundError as error:
            raise ArchiveError(file, "the keys of the archive are missing", "Put them back from a backup") from error
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(file, "is damaged", "Put it back from a backup") from error
        if not known:
            raise ArchiveError(file, "is of another Letapis", "Open it with the Letapis that wrote it")
        return salt

    def slots(self) -> dict[str, Slot]:
        """All slots by their names."""
        names = sorted(path.stem for path in self.path.glob("*.toml") if path.name != HEAD)
        return {name: self.slot(name) for name in names}

    def slot(self, id_: str) -> Slot:
        """One slot. Raises FileNotFoundError, or ArchiveError where it is damaged."""
        return read_slot(id_, self.read(f"{id_}.toml", MOST + 1), str(self.path / f"{id_}.toml"))

    def envelopes(self) -> dict[str, bytes]:
        """All envelopes by their names, decoys among them."""
        found = {path.name: self.read(path.name, BIG) for path in sorted(self.path.glob("*.zone"))}
        return {name: data for name, data in found.items() if data.startswith(KIND)}

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a file, no more than these."""
        with (self.path / name).open("rb") as file:
            return file.read(most)

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all. Raises ArchiveError where the disk does not take it."""
        part = self.path / f"{name}.part"
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.utime(part, (TIME, TIME))
            with self._overwriting(self.path / name):
                part.replace(self.path / name)
                self._settle()
        except OSError as error:
            problem = f"cannot be written ({error.strerror})"
            raise ArchiveError(str(self.path / name), problem, "Make room or look at the rights") from error

    def remove(self, name: str) -> None:
        """Overwrite a file, then take it away."""
        path = self.path / name
        if path.exists():
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            self._settle()

    @contextmanager
    def _overwriting(self, path: Path) -> Iterator[None]:
        """What stood in a file is overwritten once another has taken its name: an old passphrase is to open nothing."""
        if os.name == "nt" or not path.exists():
            yield
            return
        with path.open("r+b") as old:
            yield
            old.write(secrets.token_bytes(os.fstat(old.fileno()).st_size))
            old.flush()
            os.fsync(old.fileno())

    def _settle(self) -> None:
        """Wait until the list of names is on the disk."""
        if os.name == "nt":
            return  # Windows keeps no handle on folders
        handle = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
