"""What can be wrong with a package, a bag or a web archive, told in one line that names the file and the way out."""

from __future__ import annotations

from letapis.archive.errors import ArchiveError


class EvidenceError(ArchiveError):
    """A package, or what should become one, that cannot be used."""
