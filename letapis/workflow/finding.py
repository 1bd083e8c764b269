"""From the paths a person names to the files to take in, each with what is told of it in NAME.meta.toml.

Nothing is opened here but the small files beside the reports.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from letapis.sources.errors import Refusal, SourceError
from letapis.sources.given import Given, parse_meta

META = ".meta.toml"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in: where it is, the name it goes by, what is told of it."""

    path: Path
    name: str
    given: Given | None = None


def find(paths: Iterable[Path]) -> Iterator[Found | Refusal]:
    """All files of the paths, folders in the order of names; a path that cannot be taken gives its Refusal.

    The name of a file of a folder is its path inside that folder. Hidden files and NAME.meta.toml are no reports.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path)
        else:
            yield _file(path, readable_name(path.name))


def _folder(folder: Path) -> Iterator[Found | Refusal]:
    problems: list[OSError] = []
    files: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(root, name) for name in names if not name.startswith(".") and not name.endswith(META)]
    for problem in problems:
        yield Refusal(
            str(problem.filename), "", f"cannot be opened ({problem.strerror})", "Look at its rights, add it again."
        )
    if not files and not problems:
        yield Refusal(str(folder), "", "the folder holds no files", "Name a folder with reports.")
    for path in sorted(files):
        name = readable_name(path.relative_to(folder).as_posix())
        if path.is_symlink() and path.exists() and not path.resolve().is_relative_to(folder.resolve()):
            # A folder of somebody else may point at what only we can read.
            yield Refusal(name, "", "is a link to a file outside of its folder", "Name that file itself.")
        else:
            yield _file(path, name)


def _file(path: Path, name: str) -> Found | Refusal:
    if not path.exists():
        return Refusal(str(path), "", "there is no such file", "Look at the name.")
    if not path.is_file():
        return Refusal(str(path), "", "is not a file", "Name a file or a folder.")
    try:
        return Found(path, name, told_beside(path))
    except SourceError as error:
        return error.refusal()


def told_beside(path: Path) -> Given | None:
    """What NAME.meta.toml beside a file tells. Raises SourceError where it cannot be read."""
    beside = path.with_name(path.name + META)
    if not beside.is_file():
        return None
    try:
        return parse_meta(str(beside), beside.read_bytes())
    except OSError as error:
        problem = f"cannot be opened ({error.strerror})"
        raise SourceError(str(beside), "", problem, "Look at its rights, add the report again.") from error


def readable_name(name: str) -> str:
    """A file name as UTF-8 can hold it: bytes that are no UTF-8 are shown by their number."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
