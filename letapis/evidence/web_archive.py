"""WACZ files checked: whether they hold what they say, and who signed them. Nothing is rendered, nothing fetched."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from letapis.evidence.web_archive_signature import ROOTS, Signed, check_signature

PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
LARGEST = 64 << 20  # of the two files that say what is in it
BLOCK = 1 << 20


@dataclass(slots=True)
class Looked:
    """What is wrong with a WACZ, and who signed it; None where nobody did."""

    problems: list[str] = field(default_factory=list)
    signed: Signed | None = None
    hashes: set[str] = field(default_factory=set)  # of what is in it, as it was found


def check_wacz(source: Path | IO[bytes], roots: frozenset[str] = ROOTS) -> Looked:
    """Whether a WACZ holds what its package says, and whether its signature, if it has one, holds."""
    looked = Looked()
    try:
        with zipfile.ZipFile(source) as archive:
            _check(archive, looked, roots)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError) as error:
        looked.problems.append(f"it cannot be read ({error})")
    return looked


def _check(archive: zipfile.ZipFile, looked: Looked, roots: frozenset[str]) -> None:
    names = archive.namelist()
    if len(set(names)) != len(names):
        looked.problems.append("two entries have one name")
    package = _small(archive, PACKAGE)
    listed = set()
    for one in json.loads(package)["resources"]:
        listed.add(one["path"])
        looked.problems += _resource(archive, one, set(names), looked.hashes)
    beside = set(names) - listed - {PACKAGE, DIGEST}
    looked.problems += [f"{name}: is not in {PACKAGE}" for name in sorted(beside) if not name.endswith("/")]
    if not any(name.startswith("archive/") for name in listed):
        looked.problems.append(f"{PACKAGE}: it holds no WARC")
    if DIGEST in names:
        told = json.loads(_small(archive, DIGEST))
        digest = f"sha256:{sha256(package).hexdigest()}"
        if told.get("hash") != digest:
            looked.problems.append(f"{PACKAGE}: was changed, {DIGEST} has another hash for it")
        if "signedData" in told:
            looked.signed = check_signature(told["signedData"], digest, roots)
            if looked.signed.problem:
                looked.problems.append(f"{DIGEST}: the signature: {looked.signed.problem}")


def _resource(archive: zipfile.ZipFile, told: dict[str, Any], names: set[str], hashes: set[str]) -> Iterator[str]:
    """Two spellings: that of format 1.0, with `stats`, and that since 1.1."""
    path, stats = told["path"], told.get("stats", told)
    if path not in names:
        yield f"{path}: is in {PACKAGE}, not there"
        return
    state, size = sha256(), 0
    with archive.open(path) as file:
        while block := file.read(BLOCK):
            state.update(block)
            size += len(block)
            if size > stats["bytes"]:
                break  # whatever it would still unpack to
    hashes.add(state.hexdigest())
    if size != stats["bytes"] or stats["hash"].removeprefix("sha256:") != state.hexdigest():
        yield f"{path}: was changed"


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"{name} is too large")
    return data
