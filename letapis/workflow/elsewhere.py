"""An archive that cannot be written, on a disc or in the hands of others: what is derived goes into a temporary folder.

Nothing is written below the archive. What was derived there already is used as it is; the folder goes with the process,
and what lies in it is sealed where the archive is.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.archive.overlaid_files import OverlaidFiles


def readable(archive: Archive) -> Archive:
    """The archive itself, or one with a place for what is derived where its own cannot be written."""
    if _writable(archive.root):
        return archive
    folder = Path(tempfile.mkdtemp(prefix="letapis-"))
    overlaid = Archive(archive.root, archive.clock, OverlaidFiles(archive.files, archive.files.at(folder)))
    weakref.finalize(overlaid, shutil.rmtree, folder, ignore_errors=True)
    return overlaid


def _writable(root: Path) -> bool:
    """Whether files can be made in the folder where what is derived stands, or in that of the archive."""
    folder = next(one for one in (root / "derived", root / "store", root) if one.is_dir())
    return os.access(folder, os.W_OK | os.X_OK)
