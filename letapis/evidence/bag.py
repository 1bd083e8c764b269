"""Bags (BagIt, RFC 8493): manifests written, and bags of any version since 0.93 read and checked.

A bag is checked from its list of files and their bytes; nothing is fetched, and no path leads out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from letapis.evidence.errors import EvidenceError
from letapis.evidence.files import BagFiles, Measured, measured, read_small

KINDS = ("sha256", "sha512")
KNOWN = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
ROW = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")
VERSION = re.compile(r"BagIt-Version: ([0-9]+)\.([0-9]+)")
ENCODING = re.compile(r"Tag-File-Character-Encoding: (\S+)")
SYSTEM = re.compile(r"(.*/)?(\.DS_Store|Thumbs\.db|\._[^/]*|desktop\.ini)", re.IGNORECASE)
OUTSIDE = re.compile(r"%[^%]+%.*|(.*[/\\])?\.\.([/\\].*)?|[/\\~].*|[A-Za-z]:.*|.*\x00.*")
INFO = ("bag-info.txt", "package-info.txt")


@dataclass(slots=True)
class Findings:
    """What a look at a bag found. Errors make it invalid; warnings do not."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hashes: dict[str, dict[str, str]] = field(default_factory=dict)  # of each file: kind to digest

    @property
    def valid(self) -> bool:
        """True where nothing is wrong."""
        return not self.errors


def manifest(kind: str, files: Iterable[Measured]) -> bytes:
    """One manifest, sorted by name. Our names need no escapes."""
    return "".join(f"{one.hashes[kind]}  {one.name}\n" for one in sorted(files, key=lambda one: one.name)).encode()


def bag_info(values: Sequence[tuple[str, str]]) -> bytes:
    """`bag-info.txt`; a value stands on one line."""
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in values).encode("utf-8", "replace")


def check(files: BagFiles) -> Findings:
    """Look through a whole bag. What cannot be read is an error among the others."""
    found = Findings()
    try:
        version, encoding = _declared(files)
        listed = {name: dict(_rows(files, name, encoding, version, found)) for name in _manifests(files)}
        _look(files, version, listed, found)
        _fetched(files, encoding, found)
    except EvidenceError as error:
        found.errors.append(str(error))
    except (UnicodeDecodeError, LookupError) as error:
        found.errors.append(f"{files.where}: a tag file is not in its encoding ({error})")
    return found


def _declared(files: BagFiles) -> tuple[tuple[int, int], str]:
    """Version and encoding of the tag files. Raises EvidenceError."""
    if "bagit.txt" not in files.names():
        raise EvidenceError(files.where, "is no bag", "Name the folder that bagit.txt stands in", "bagit.txt")
    lines = read_small(files, "bagit.txt").decode("utf-8").splitlines()
    version = VERSION.fullmatch(lines[0]) if lines else None
    encoding = ENCODING.fullmatch(lines[1]) if len(lines) == 2 else None
    if version is None or encoding is None:
        raise EvidenceError(files.where, "does not say in two lines what it is", "Ask for it again", "bagit.txt")
    number = int(version[1]), int(version[2])
    if not (0, 93) <= number <= (1, 0):
        raise EvidenceError(files.where, f"is of BagIt {version[1]}.{version[2]}", "Use another reader", "bagit.txt")
    return number, encoding[1]


def _manifests(files: BagFiles) -> list[str]:
    return [name for name in files.names() if (found := MANIFEST.fullmatch(name)) and found[2] in KNOWN]


def _rows(
    files: BagFiles, name: str, encoding: str, version: tuple[int, int], found: Findings
) -> Iterator[tuple[str, str]]:
    """File and digest of each row, with what is odd about them told."""
    seen: dict[str, str] = {}
    for number, line in enumerate(read_small(files, name).decode(encoding).splitlines(), start=1):
        row = ROW.fullmatch(line)
        if row is None:
            raise EvidenceError(files.where, "is no row of a manifest", "Ask for it again", f"{name}, line {number}")
        file = _file(row[3], version)
        if row[2] or file != _file(row[3].removeprefix("./"), version):
            found.warnings.append(f"{name}, line {number}: was not made by a bag tool")
        file = file.removeprefix("./")
        digest = row[1].lower()
        if file in seen:
            same = seen[file] == digest and version < (1, 0)
            (found.warnings if same else found.errors).append(f"{name}, line {number}: {file} is listed twice")
        seen[file] = digest
        if OUTSIDE.fullmatch(file):
            found.errors.append(f"{name}, line {number}: {file} leads out of the bag")
        yield file, digest


def _file(name: str, version: tuple[int, int]) -> str:
    return re.sub("%(0[AaDd]|25)", lambda one: unquote(one[0]), name) if version >= (1, 0) else name


def _look(files: BagFiles, version: tuple[int, int], listed: dict[str, dict[str, str]], found: Findings) -> None:
    here = set(files.names())
    payload = {name for name in here if name.startswith("data/")}
    manifests = [name for name in listed if not name.startswith("tag")]
    if not manifests:
        found.errors.append(f"{files.where}: has no manifest")
    _compare(files, listed, found)
    everywhere = [set(listed[name]) for name in manifests]
    covered = set.intersection(*everywhere) if version >= (1, 0) and everywhere else set().union(*everywhere)
    found.errors += [f"{name}: stands in no manifest" for name in sorted(payload - covered)]
    if version >= (1, 0) and any(rows != covered for rows in everywhere):
        found.errors.append(f"{files.where}: its manifests do not list the same files")
    found.warnings += [f"{name}: is a file of a system" for name in sorted(here) if SYSTEM.fullmatch(name)]
    _oxum(files, payload, found)


def _compare(files: BagFiles, listed: dict[str, dict[str, str]], found: Findings) -> None:
    """Each listed file with its hashes; every file is read once."""
    wanted: dict[str, dict[str, tuple[str, str]]] = {}
    for name, rows in listed.items():
        for file, digest in rows.items():
            wanted.setdefault(file, {})[name.split("-")[1].split(".")[0]] = (digest, name)
    here = set(files.names())
    for file in sorted(wanted):
        if file not in here:
            found.errors.append(
                f"{file}: is listed in {', '.join(name for _, name in wanted[file].values())}, not there"
            )
            continue
        of = measured(file, lambda file=file: files.blocks(file), tuple(wanted[file]))  # type: ignore[misc]
        found.hashes[file] = dict(of.hashes)
        for kind, (digest, name) in wanted[file].items():
            if of.hashes[kind] != digest:
                found.errors.append(f"{file}: was changed; {name} has another hash for it")


def _fetched(files: BagFiles, encoding: str, found: Findings) -> None:
    """Nothing is fetched; but a list that leads out of the bag is meant for those who would."""
    if "fetch.txt" in files.names():
        for number, line in enumerate(read_small(files, "fetch.txt").decode(encoding).splitlines(), start=1):
            if OUTSIDE.fullmatch(line.split(maxsplit=2)[-1]):
                found.errors.append(f"fetch.txt, line {number}: leads out of the bag")


def _oxum(files: BagFiles, payload: set[str], found: Findings) -> None:
    """Payload-Oxum, where bag-info tells it: bytes and number of the payload."""
    for name in set(INFO) & set(files.names()):
        told = re.search(rb"(?m)^Payload-Oxum:\s*(\d+)\.(\d+)\s*$", read_small(files, name))
        if told and (int(told[1]), int(told[2])) != (sum(map(files.size, payload)), len(payload)):
            found.errors.append(f"{name}: Payload-Oxum tells of another number of files or bytes")
