"""WACZ: a zip of WARC files with their digests. The digests are held against the bytes, and what differs is told.

Signatures in it are looked at by `letapis/evidence/`, not here.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from typing import Any

from letapis.sources.errors import SourceError
from letapis.sources.result import Original, Result
from letapis.sources.web_archive import read_web_archives

FOLDER = "archive/"
PACKAGE = "datapackage.json"
ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz")


def is_web_archive(names: set[str]) -> bool:
    """Whether the parts of a zip are those of a WACZ."""
    return PACKAGE in names and any(_holds_pages(name) for name in names)


def read_web_archive_zip(original: Original, archive: zipfile.ZipFile) -> Result:
    """The pages of all WARC files in it; its parts were measured. Raises SourceError."""
    names = sorted(name for name in archive.namelist() if _holds_pages(name))
    found = [_part(original, archive, name) for name in names]
    told = _digests(_part(original, archive, PACKAGE))
    forged = [
        name for name, data in zip(names, found, strict=True) if not _fits(data, told.get(name, ""))
    ]  # one that is not told proves nothing
    return read_web_archives(original, found, ("wrong-digest",) if forged else ())


def _holds_pages(name: str) -> bool:
    return name.startswith(FOLDER) and name.endswith(ENDINGS)


def _part(original: Original, archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, never longer than the zip says it is."""
    try:
        with archive.open(name) as stream:
            return stream.read(archive.getinfo(name).file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise SourceError(original.name, name[:100], "is damaged", "Copy the file again from where it came.") from error


def _digests(package: bytes) -> dict[str, str]:
    """The digest that the package names for each part; empty where the package cannot be read."""
    try:
        found: Any = json.loads(package)
    except (ValueError, RecursionError):
        return {}
    resources = found.get("resources") if isinstance(found, dict) else None
    told = [one for one in resources if isinstance(one, dict)] if isinstance(resources, list) else []
    return {str(one.get("path")): str(one.get("hash", "")) for one in told}


def _fits(data: bytes, told: str) -> bool:
    kind, _, digest = told.rpartition(":")
    if not digest:
        return True
    if kind not in {"", "sha256", "md5"}:
        return False
    made = hashlib.new(kind or "sha256", data, usedforsecurity=False)
    return made.hexdigest() == digest
