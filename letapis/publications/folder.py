"""Writing a publication so that nothing half-made and nothing old stays: it is made aside and moved at the end.

`SHA256SUMS` lists every file with its hash (`sha256sum -c` checks it). It also says which files of an earlier run are
ours to replace; files of others are never touched.
"""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path
from typing import Self

LIST = "SHA256SUMS"


class FolderError(Exception):
    """The folder cannot be written; the text says why and what to do."""


class Folder:
    """One publication while it is being written. Use `with`: leaving without an error puts it in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Beside the folder, so that putting it in place is a rename: "." and ".." have their name only when resolved.
        place = folder if folder.name.strip(".") else folder.resolve()
        self._side = place.parent / f".{place.name}.unfinished"
        self._hashes: dict[str, bytes] = {}  # raw digests: a large chronicle has some hundred thousand files
        self._made: set[Path] = set()

    def __enter__(self) -> Self:
        if self.folder.exists() and not self.folder.is_dir():
            raise FolderError(f"{self.folder}: is a file; name a folder for the chronicle")
        shutil.rmtree(self._side, ignore_errors=True)
        self._side.mkdir(parents=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, OSError):
            error.filename = error.filename or str(self.folder)  # a full disk does not say where it is full
        try:
            if kind is None:
                self._put_in_place()
        finally:
            shutil.rmtree(self._side, ignore_errors=True)

    def __len__(self) -> int:
        return len(self._hashes)

    def hash_of(self, name: str) -> str:
        """SHA-256 of a file already written."""
        return self._hashes[name].hex()

    def size_of(self, name: str) -> int:
        """Bytes of a file already written."""
        return (self._side / name).stat().st_size

    def write(self, name: str, text: str) -> None:
        """Write one file; `name` is relative, with "/". Line breaks stay as they are."""
        self.write_bytes(name, text.encode("utf-8", "replace"))

    def write_bytes(self, name: str, data: bytes) -> None:
        """Write one file of bytes."""
        path = self.path(name)
        path.write_bytes(data)
        self._hashes[name] = sha256(data).digest()

    def path(self, name: str) -> Path:
        """Where a file is to be written by a stream; call `written` when it is closed."""
        path = self._side / name
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        return path

    def written(self, name: str) -> None:
        """Take up a file that a stream has written."""
        digest = sha256()
        with (self._side / name).open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        self._hashes[name] = digest.digest()

    def _put_in_place(self) -> None:
        earlier = _earlier(self.folder)
        self._refuse_strangers(earlier)
        with (self._side / LIST).open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{self._hashes[name].hex()}  {name}\n" for name in sorted(self._hashes))
        if not self.folder.exists():
            self._side.rename(self.folder)
            return
        for name in sorted(earlier - set(self._hashes)):
            (self.folder / name).unlink(missing_ok=True)
        for name in [*sorted(self._hashes), LIST]:
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._side / name).replace(target)
        _remove_empty(self.folder, earlier)

    def _refuse_strangers(self, earlier: set[str]) -> None:
        for name in sorted(self._hashes):
            if name not in earlier and (self.folder / name).exists():
                raise FolderError(
                    f"{self.folder}: holds {name}, which is not of an earlier chronicle; "
                    "choose another folder or move that file away",
                )


def _earlier(folder: Path) -> set[str]:
    """Names of the files that an earlier run wrote here, as its list tells; nothing outside the folder."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return set()
    names = {line[66:] for line in lines if line[64:66] == "  "}
    return {name for name in names if not Path(name).is_absolute() and ".." not in Path(name).parts}


def _remove_empty(folder: Path, earlier: set[str]) -> None:
    for parent in sorted({Path(name).parent for name in earlier if "/" in name}, reverse=True):
        path = folder / parent
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
