"""What can go wrong with a backup, told in one line that names the part and the way out."""

from __future__ import annotations

from letapis.archive.errors import ArchiveError


class BackupError(ArchiveError):
    """A backup that cannot be written, or does not hold."""
