"""An archive that cannot be written, on a disc or in the hands of others: what is derived goes into a temporary folder.

Nothing is written below the archive. What was derived there already is used as it is; the folder goes with the process.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path

from letapis.archive.archive import Archive

LEFT = shutil.ignore_patterns("*.lock", ".*")  # of runs that are at work, or were killed
DATABASE = ".sqlite3"  # such a file wants to be written, and beside itself: it is copied, not linked


def readable(archive: Archive) -> Archive:
    """The archive itself, ready to be read: with a place for what is derived where its own cannot be written."""
    if _writable(archive.derived):
        return archive
    folder = Path(tempfile.mkdtemp(prefix="letapis-"))
    weakref.finalize(archive, shutil.rmtree, folder, ignore_errors=True)
    if archive.derived.is_dir():
        shutil.copytree(archive.derived, folder, copy_function=_linked, dirs_exist_ok=True, ignore=LEFT)
    for path in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
        path.chmod(0o700)  # copied with the rights of a folder that nobody may write to
    archive.derived = folder
    return archive


def _writable(folder: Path) -> bool:
    """Whether files can be made in the folder, or in the nearest one above it that is there."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)


def _linked(source: str, target: str) -> None:
    """A link costs nothing, and a file that is made anew takes the place of the link, not of what it leads to."""
    if DATABASE in Path(source).name:
        shutil.copyfile(source, target)
        return
    try:
        Path(target).symlink_to(Path(source).resolve())
    except OSError:  # Windows lets only some make links
        shutil.copyfile(source, target)
