"""The folder in which a whole archive travels: what stands in it, and whether all of it is as it was written.

It is an archive that `letapis verify` checks, with what the store holds beside it and a list of all hashes. It holds
nothing of the machine that it was written on: no path, no clock, no database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path, PurePosixPath

from letapis.archive.archive import Archive
from letapis.archive.canonical import digest
from letapis.archive.errors import ArchiveError, NoArchiveError
from letapis.archive.files import PIECE
from letapis.archive.verification import verify
from letapis.publications.folder import LIST
from letapis.workflow.progress import Progress, silent

PACKAGE = "datapackage.json"
FORMAT, VERSION = "letapis-bundle", 1
ROWS = "store"  # the folder with the rows of the store, one file a table
SETTINGS = "archive.toml"
_AGAIN = "Write it again with `letapis export --all`, or take another copy"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was looked through: every file that it lists is there with the bytes that were written."""

    folder: Path
    hashes: Mapping[str, str]  # relative path with "/" -> SHA-256

    @property
    def digest(self) -> str:
        """One hash for the whole bundle."""
        return digest("\n".join(f"{expected}  {name}" for name, expected in self.hashes.items()).encode())

    def rows(self) -> Iterator[tuple[str, Path]]:
        """Table and file of the rows of the store."""
        for name in self.hashes:
            if name.startswith(f"{ROWS}/"):
                yield PurePosixPath(name).stem, self.folder / name

    def files(self) -> Iterator[str]:
        """What is the archive itself: all but the rows of the store and the papers of the bundle."""
        papers = {PACKAGE, "README.txt"}
        return (name for name in self.hashes if name not in papers and not name.startswith(f"{ROWS}/"))


def look_through(folder: Path, progress: Progress = silent) -> Bundle:
    """Check every file of a bundle, its logs and its originals. Raises ArchiveError that names the first fault."""
    hashes = _listed(folder)
    _check_format(folder)
    for number, (name, expected) in enumerate(hashes.items(), start=1):
        found = _hash_of(folder / name)
        if found != expected:
            problem = "is missing" if not found else "was changed: its bytes do not give the hash in SHA256SUMS"
            raise ArchiveError(str(folder / name), problem, _AGAIN)
        progress("check", number, len(hashes))
    told = verify(Archive.open_(folder))
    if not told.intact:
        raise ArchiveError(str(folder), str(told.problems[0]), _AGAIN)
    return Bundle(folder, hashes)


def _listed(folder: Path) -> dict[str, str]:
    """The files that the list of hashes names."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise NoArchiveError(str(folder), f"no bundle: {LIST} is missing", _AGAIN) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(str(folder / LIST), f"cannot be read ({error})", _AGAIN) from error
    hashes: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        expected, gap, name = line[:64], line[64:66], line[66:]
        parts = PurePosixPath(name).parts
        if gap != "  " or not parts or ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name:
            raise ArchiveError(str(folder / LIST), "the line names no file of the bundle", _AGAIN, f"line {number}")
        hashes[name] = expected
    return hashes


def _check_format(folder: Path) -> None:
    try:
        package = json.loads((folder / PACKAGE).read_bytes())
        told = (package["format"], package["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(str(folder / PACKAGE), "does not say that this is a bundle", _AGAIN) from error
    if told != (FORMAT, VERSION):
        problem = f"is {told[0]!r} version {told[1]!r}, not {FORMAT!r} version {VERSION}"
        raise ArchiveError(str(folder / PACKAGE), problem, "Take it in with the Letapis that wrote it, or a newer one")


def _hash_of(path: Path) -> str:
    """SHA-256 of a file; empty where there is none, or something that only leads to one."""
    if path.is_symlink() or not path.is_file():
        return ""
    hashed = hashlib.sha256()
    for block in blocks_of(path):
        hashed.update(block)
    return hashed.hexdigest()


def blocks_of(path: Path) -> Iterator[bytes]:
    """A file of the bundle in pieces."""
    with path.open("rb", buffering=0) as file:
        while block := file.read(PIECE):
            yield block


def tables_of(settings: str) -> str:
    """`archive.toml` without what it says of the archive itself: from its first table on."""
    lines = settings.splitlines(keepends=True)
    return "".join(dropwhile(lambda line: not line.lstrip().startswith("["), lines))


def without_store(settings: str) -> str:
    """`archive.toml` without its table [store]: where the rows stand is the business of a machine."""
    lines: list[str] = []
    inside = False
    for line in settings.splitlines():
        if line.lstrip().startswith("["):
            inside = line.partition("#")[0].strip() == "[store]"
        if not inside:
            lines.append(line)
    return "\n".join(lines).rstrip("\n") + "\n"


def with_store(settings: str, url: str) -> str:
    """`archive.toml` with the address of the database in which its rows stand."""
    return f"{without_store(settings)}\n[store]\nurl = {json.dumps(url, ensure_ascii=False)}\n" if url else settings
