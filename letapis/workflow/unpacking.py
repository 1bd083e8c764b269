"""The step from a package of others to an archive: everything is checked first, then the originals are sealed.

What the other archive's log said, and its proofs, are kept beside them as they came, so that they can be shown again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from letapis.archive.archive import Archive
from letapis.archive.originals import Staged, name_of
from letapis.evidence.errors import EvidenceError
from letapis.evidence.files import BagFiles, files_of, read_small
from letapis.evidence.opening import Opened, opened, package_of
from letapis.evidence.package import ORIGINALS

RECEIVED = "received/"
AROUND = ("custody.jsonl", "proofs/", "anchors/", "manifest-", "bag")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came in: the hash of the package, the key of its log, and the originals that were new and known."""

    package: str
    fingerprint: str
    new: tuple[str, ...]
    known: tuple[str, ...]


def looked_through(path: Path, fingerprint: str = "") -> Opened:
    """A package with everything that does not hold. Raises EvidenceError where it is none."""
    found = opened(files_of(path))
    told = "".join(fingerprint.split()).lower()
    if told and told != found.fingerprint:
        problem = "proofs/log.vkey: the key has not the fingerprint that was given"
        return Opened(found.files, found.key, found.custody, (problem, *found.problems))
    return found


def unpack(archive: Archive, path: Path, by: str, fingerprint: str = "") -> Unpacked:
    """Seal the originals of a package of which everything holds. Raises EvidenceError that names the first fault."""
    found = looked_through(path, fingerprint)
    if found.problems:
        more = f" (and {len(found.problems) - 1} more)" if found.problems[1:] else ""
        raise EvidenceError(str(path), f"{found.problems[0]}{more}", "Nothing was taken in. Ask for the package again")
    package = package_of(found.custody)
    new: list[str] = []
    known: list[str] = []
    with archive.sealing(by) as sealing:
        for sha256, entry in found.originals():  # before any of them is sealed
            sealing.refuse_erased(Staged(sha256, 0, new=False, data=None), str(entry.get("name", sha256)))
        for sha256, entry in found.originals():
            given = {str(key): str(value) for key, value in (entry.get("given") or {}).items()}
            fresh = sealing.keep(_staged(archive, found.files, sha256), str(entry.get("name", sha256)), given)
            (new if fresh else known).append(sha256)
        sealing.commit()
        _keep_around(archive, found.files, package)
        archive.log([_received(found, package)], by)
    return Unpacked(package, found.fingerprint, tuple(new), tuple(known))


def _received(found: Opened, package: str) -> dict[str, Any]:
    size = found.files.size("manifest-sha256.txt")
    giver = f"{found.key.partition('+')[0]} {found.fingerprint}"
    return {"act": "received", "object": {"sha256": package, "size": size}, "from": giver}


def _staged(archive: Archive, files: BagFiles, sha256: str) -> Staged:
    """Copy one original in, piece by piece."""
    name = ORIGINALS + sha256
    size = files.size(name)
    if archive.originals.has(sha256):
        return Staged(sha256, size, new=False, data=None)
    copy = archive.files.copying()
    try:
        for block in files.blocks(name):
            copy.write(memoryview(block))
        copy.keep(name_of(sha256))
    except OSError as error:
        raise EvidenceError(str(archive.root), f"cannot be written ({error.strerror})", "Make room") from error
    finally:
        copy.drop()
    return Staged(sha256, size, new=True, data=None)


def _keep_around(archive: Archive, files: BagFiles, package: str) -> None:
    for name in _around(files):
        archive.files.write(f"{RECEIVED}{package}/{name}", read_small(files, name))


def _around(files: BagFiles) -> Iterator[str]:
    return (name for name in files.names() if name.startswith(AROUND))
