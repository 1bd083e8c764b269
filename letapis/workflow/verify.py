"""The step that asks whether the archive is whole. It reads only."""

from __future__ import annotations

from letapis.archive.archive import Archive
from letapis.archive.verification import Verification
from letapis.archive.verification import verify as verify_archive
from letapis.workflow.progress import Progress, silent


def verify(archive: Archive, progress: Progress = silent) -> Verification:
    """Check the logs and every original; `progress` counts bytes."""
    total = sum(one.size for one in archive.sealed().values())
    seen = 0

    def look(size: int) -> None:
        nonlocal seen
        seen += size
        progress("verify", seen, total)

    return verify_archive(archive, look)
