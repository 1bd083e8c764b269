"""An archive that is made anew in a folder: written beside its place, and moved there when all of it is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from letapis.archive.errors import ArchiveError
from letapis.archive.lock import writing


def refuse_taken(root: Path) -> None:
    """Raise ArchiveError unless the folder is new or empty."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise ArchiveError(str(root), "the place is taken", "Name a folder that is new or empty")


@contextmanager
def beside(root: Path) -> Iterator[Path]:
    """A folder beside `root` that takes its name when the block ends well; the rest of an earlier run is cleared."""
    place = root.resolve()
    side = place.parent / f".{place.name}.unfinished"
    side.mkdir(parents=True, exist_ok=True, mode=0o700)
    with writing(side / "lock"):
        for path in side.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink()
        yield side
        if place.exists():
            place.rmdir()
        side.rename(place)
