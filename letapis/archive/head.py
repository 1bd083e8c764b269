"""`archive.toml`: that a folder is an archive, and whether it is plain or sealed. No key is needed to see that."""

from __future__ import annotations

import tomllib
from pathlib import Path

from letapis.archive.errors import ArchiveError, NoArchiveError
from letapis.archive.times import quieten

FORMAT = "letapis-archive"
PLAIN, SEALED = 1, 2  # versions of the format


def version_of(root: Path) -> int:
    """Whether the archive in a folder is plain (1) or sealed (2), which no key is needed to see.

    Raises NoArchiveError, or ArchiveError for a format that we do not know.
    """
    settings = root / "archive.toml"
    if not settings.is_file():
        raise NoArchiveError(str(root), "there is no archive here", "Begin one with `letapis init`")
    try:
        values = tomllib.loads(settings.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArchiveError(str(settings), f"cannot be read ({error})", "Put it back from a backup") from error
    version = values.get("version")
    if values.get("format") != FORMAT or version not in {PLAIN, SEALED}:
        raise ArchiveError(
            str(settings),
            f"is {values.get('format')!r} version {version!r}, not {FORMAT!r} version {PLAIN} or {SEALED}",
            "Open it with the Letapis that wrote it",
        )
    return int(version)


def write_head(root: Path, version: int) -> None:
    """Write `archive.toml` of a new archive."""
    settings = root / "archive.toml.part"
    settings.write_text(head(version), encoding="utf-8", newline="\n")
    settings.replace(root / "archive.toml")
    if version == SEALED:
        quieten(root / "archive.toml", root / "lock", root)


def head(version: int) -> str:
    """The first lines of `archive.toml`."""
    return f'format = "{FORMAT}"\nversion = {version}\n'
