"""What an archive has in the place of its files once it was locked: it answers nothing but that."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from letapis.archive.errors import ArchiveError


class Locked:
    """No file, no key."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ArchiveError(str(self._root), "the archive was locked", "Open it again")
