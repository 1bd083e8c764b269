"""What an archive remembers of its backups: to whom, with which key, and which piece lies in which part.

It stands in `backup/` below the archive, readable without its key: recipients are public, and pieces are told by hashes
of what lies there anyway. The key signs lists and opens nothing.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from letapis.archive.syncing import sync
from letapis.backup.errors import BackupError
from letapis.backup.listing import SIGNER
from letapis.backup.part import Place

FOLDER, KEY, RECIPIENTS = "backup", "signing-key", "recipients.toml"
Hash = str


@dataclass(slots=True)
class Known:
    """One backup as its archive remembers it."""

    parts: dict[int, Hash] = field(default_factory=dict)  # of the sealed parts
    pieces: dict[Hash, Place] = field(default_factory=dict)
    lists: dict[int, Hash] = field(default_factory=dict)
    reserved: int = 0  # parts up to here may be those of lists that it does not know


class Memory:
    """The folder `backup/` below an archive."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER

    def recipients(self) -> list[str]:
        """To whom backups of this archive go; empty where nobody was told yet. Raises BackupError."""
        path = self.folder / RECIPIENTS
        if not path.exists():
            return []
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))["recipients"]
            return [str(one) for one in found]
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise BackupError(str(path), f"cannot be read ({error})", 'Write recipients = ["age1…"]') from error

    def keep_recipients(self, recipients: Sequence[str]) -> None:
        """Remember them for the next time."""
        text = "".join(f"  {json.dumps(one)},\n" for one in recipients)
        self._write(RECIPIENTS, f"recipients = [\n{text}]\n".encode())

    def signing_key(self) -> Any:  # noqa: ANN401  SigningKey, which is loaded with cryptography
        """The key that signs the lists; made with the first backup."""
        from letapis.archive.proofs.note import ED25519, SigningKey

        path = self.folder / KEY
        if not path.exists():
            self._write(KEY, SigningKey.new(SIGNER).seed.hex().encode() + b"\n")
        try:
            return SigningKey(SIGNER, ED25519, bytes.fromhex(path.read_text(encoding="ascii").strip()))
        except ValueError as error:
            raise BackupError(
                str(path), "is no key", "Put it back from a backup, or delete it for a new one"
            ) from error

    def known(self, backup: str) -> Known | None:
        """What lies in a backup; None where this archive knows nothing of it. A line that was cut off says nothing."""
        path = self.folder / f"{backup}.jsonl"
        if not path.exists():
            return None
        found = Known()
        for line in _whole(path):
            if "part" in line:
                found.parts[line["part"]] = line["sha256"]
                found.pieces |= {one[0]: Place(line["part"], one[1], one[2]) for one in line["pieces"]}
            elif "list" in line:
                found.lists[line["list"]] = line["sha256"]
        return found

    def last(self) -> datetime | None:
        """When something was last written of a backup; None where there is none."""
        if not self.folder.is_dir():
            return None
        written = [path.stat().st_mtime for path in self.folder.iterdir() if path.name not in (KEY, RECIPIENTS)]
        return datetime.fromtimestamp(max(written), UTC) if written else None

    def note(self, backup: str, line: dict[str, Any]) -> None:
        """Remember one thing, and wait until it is on the disk."""
        self._folder()
        path = self.folder / f"{backup}.jsonl"
        with path.open("ab") as file:
            if file.tell() and not path.read_bytes().endswith(b"\n"):
                file.write(b"\n")  # a write that was killed left a line without an end
            file.write(json.dumps(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _folder(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)

    def _write(self, name: str, data: bytes) -> None:
        self._folder()
        part = self.folder / f".{name}.unfinished"
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.folder / name)
        sync(self.folder)


def _whole(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for line in file:
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict):
                yield found
