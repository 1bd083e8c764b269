"""An evidence package: a bag with originals, what was derived from them, their lines of custody, and the proofs.

It is made in two steps, because the log has to speak of what is packed before it can prove that it does: `payload`
measures what goes in, `finished` adds what stands around it. It neither reads an archive nor decides what may leave.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Protocol

from letapis import __version__
from letapis.archive.canonical import digest
from letapis.evidence.bag import DECLARATION, KINDS, bag_info, manifest
from letapis.evidence.crate import NAME as CRATE
from letapis.evidence.crate import crate
from letapis.evidence.errors import EvidenceError
from letapis.evidence.files import Blocks, Measured, in_memory, measured
from letapis.evidence.zip_layout import Entry
from letapis.publications.tables import cell

LOG, KEY, VERIFIER = "custody.jsonl", "proofs/log.vkey", "verify_record.py"
READMES = ("README.txt", "README.be.txt", "README.ru.txt")
ORIGINALS, TABLE, EVENTS = "data/originals/", "data/originals.csv", "data/events.jsonl"
COLUMNS = ("sha256", "size", "name", "came", "told")
CASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


class ProvingLog(Protocol):
    """The signed log of an archive, as a package needs it."""

    def key(self) -> str:
        """The verifier key, as C2SP writes it."""

    def proof(self, number: int, line: bytes) -> str:
        """The proof that line `number` (from 1) stands in the newest checkpoint."""

    def anchors(self, lines: Mapping[int, bytes]) -> Mapping[str, bytes]:
        """What others confirmed, by file name: their stamps, the checkpoints stamped, proofs of these lines in them."""


@dataclass(frozen=True, slots=True)
class Original:
    """One sealed file: hash, size, the name and the moment it came with, and what was told of it."""

    sha256: str
    size: int
    name: str
    at: str
    given: Mapping[str, str]
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a package. Derived files are bytes by the hash of their original."""

    case: str
    originals: Sequence[Original]
    documents: Mapping[str, bytes] = field(default_factory=dict)
    claims: Mapping[str, bytes] = field(default_factory=dict)
    captures: Mapping[str, bytes] = field(default_factory=dict)
    events: Sequence[Mapping[str, Any]] = ()


def payload(contents: Contents) -> tuple[Measured, ...]:
    """What stands under `data/`, measured. Raises EvidenceError where an original is not what its name says."""
    if not CASE.fullmatch(contents.case):
        raise EvidenceError(contents.case, "is no name for a package", "Use Latin letters, digits, - and _")
    found = [*map(_original, contents.originals)]
    for folder, ending, values in (
        ("documents", "jsonl", contents.documents),
        ("claims", "jsonl", contents.claims),
        ("captures", "wacz", contents.captures),
    ):
        found += [_bytes(f"data/{folder}/{name}.{ending}", data) for name, data in values.items()]
    found.append(_bytes(TABLE, _table(contents.originals)))
    found.append(_bytes(EVENTS, lines(contents.events)))
    return tuple(sorted(found, key=lambda one: one.name))


def digest_of(held: Sequence[Measured]) -> str:
    """The hash by which the log speaks of the package: that of its `manifest-sha256.txt`."""
    return digest(manifest("sha256", held))


def finished(contents: Contents, held: Sequence[Measured], custody: Sequence[bytes], log: ProvingLog) -> list[Entry]:
    """All entries of the zip. `custody` are the lines as they stand in the log, that of the package itself last."""
    numbers = {json.loads(line)["seq"]: line for line in custody}
    moment = str(json.loads(custody[-1])["at"])
    around = [_bytes(LOG, b"".join(line + b"\n" for line in custody)), _bytes(KEY, f"{log.key()}\n".encode())]
    around += [_bytes(f"proofs/{one:08}.tlog-proof", log.proof(one, line).encode()) for one, line in numbers.items()]
    around += [_bytes(f"anchors/{name}", data) for name, data in log.anchors(numbers).items()]
    around += [_bytes(name, text("texts", name)) for name in READMES]
    around.append(_bytes(VERIFIER, text(VERIFIER)))
    names = {f"{ORIGINALS}{one.sha256}": one.name for one in contents.originals}
    around.append(_bytes(CRATE, crate(contents.case, moment, __version__, [*held, *around], names)))
    around += _bag(contents.case, held, moment)
    around += [_bytes(f"tagmanifest-{kind}.txt", manifest(kind, around)) for kind in KINDS]
    return [_entry(contents.case, one) for one in sorted([*held, *around], key=lambda one: one.name)]


def lines(values: Iterable[Mapping[str, Any]]) -> bytes:
    """Values as lines of JSON."""
    written = (json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n" for value in values)
    return "".join(written).encode("utf-8", "backslashreplace")


def text(*path: str) -> bytes:
    """A file that lies in this room."""
    return files("letapis.evidence").joinpath(*path).read_bytes()


def _bag(case: str, held: Sequence[Measured], moment: str) -> Iterator[Measured]:
    total = sum(one.size for one in held)
    told = [("Bag-Software-Agent", f"Letapis {__version__}"), ("Bagging-Date", moment[:10]),
            ("External-Identifier", case), ("Payload-Oxum", f"{total}.{len(held)}")]  # fmt: skip
    yield _bytes("bagit.txt", DECLARATION)
    yield _bytes("bag-info.txt", bag_info(told))
    for kind in KINDS:
        yield _bytes(f"manifest-{kind}.txt", manifest(kind, held))


def _original(one: Original) -> Measured:
    found = measured(f"{ORIGINALS}{one.sha256}", one.blocks)
    if found.hashes["sha256"] != one.sha256:
        raise EvidenceError(one.name, "was changed in the archive", "See `letapis verify`", one.sha256)
    return found


def _table(originals: Iterable[Original]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in sorted(originals, key=lambda one: one.sha256):
        told = json.dumps(dict(one.given), ensure_ascii=False, sort_keys=True) if one.given else ""
        writer.writerow(cell(value) for value in (one.sha256, one.size, one.name, one.at, told))
    return out.getvalue().encode("utf-8", "backslashreplace")


def _bytes(name: str, data: bytes) -> Measured:
    return measured(name, in_memory(data))


def _entry(case: str, one: Measured) -> Entry:
    return Entry(f"{case}/{one.name}", one.size, one.crc, one.blocks)
