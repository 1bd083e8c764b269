"""Waiting until files, and the names in their folders, are on the disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until a file, or the list of names in a folder, is on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps no handle on folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(paths: Sequence[Path], many: int) -> None:
    """The same for files of one folder: one sync of the system where there are `many`."""
    if len(paths) >= many and sys.platform == "linux":
        os.sync()  # returns on Linux when all is written
        return
    for path in paths:
        sync(path)
    if paths:
        sync(paths[0].parent)
