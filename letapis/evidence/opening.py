"""A package read by Letapis: every hash, every line and every proof looked at before anything is believed.

It is the second reader beside `verify_record.py`, and shares no code with it: a fault of one is seen by the other.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from letapis.archive.canonical import canonical, digest
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.note import VerifierKey
from letapis.archive.proofs.proof import Proof, verify_proof
from letapis.evidence.bag import KINDS, Findings, check
from letapis.evidence.errors import EvidenceError
from letapis.evidence.files import BagFiles, read_small
from letapis.evidence.package import KEY, LOG, ORIGINALS, READMES, TABLE, VERIFIER
from letapis.evidence.web_archive import check_wacz
from letapis.sources.exchange import strict_json

HASH = "[0-9a-f]{64}"
NAMES = re.compile(
    rf"data/originals/{HASH}|data/(documents|claims)/{HASH}\.jsonl|data/captures/{HASH}\.wacz|data/events\.jsonl"
    r"|proofs/[0-9]{8,}\.tlog-proof|anchors/[A-Za-z0-9][A-Za-z0-9._-]{0,120}|(tag)?manifest-sha(256|512)\.txt"
    r"|bagit\.txt|bag-info\.txt|ro-crate-metadata\.json|"
    + "|".join(map(re.escape, (*READMES, VERIFIER, KEY, LOG, TABLE)))
)
CAPTURES = "data/captures/"
CAME = ("collected", "received")


@dataclass(frozen=True, slots=True)
class Opened:
    """A package as it was found: the lines of custody, the key, and everything that does not hold."""

    files: BagFiles
    key: str  # of the log, as C2SP writes it
    custody: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """What people compare by another way."""
        return fingerprint(self.key)

    def originals(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The hash of each original with the first line that says how it came."""
        held = {name.removeprefix(ORIGINALS) for name in self.files.names() if name.startswith(ORIGINALS)}
        for entry in self.custody:
            if entry.get("act") in CAME and (found := _object(entry)) in held:
                held.discard(found)
                yield found, entry


def fingerprint(key: str) -> str:
    """Of the key of a log: the first 40 digits of the SHA-256 of its text."""
    return sha256(key.strip().encode()).hexdigest()[:40]


def package_of(custody: Sequence[Mapping[str, Any]]) -> str:
    """The hash of the package that the last line of its custody speaks of."""
    return _object(custody[-1]) if custody and custody[-1].get("act") == "exported" else ""


def opened(files: BagFiles) -> Opened:
    """Look through a package. Raises EvidenceError only where it is none; what does not hold stands in `problems`."""
    missing = sorted(
        {LOG, KEY, *(f"{tag}manifest-{kind}.txt" for tag in ("", "tag") for kind in KINDS)} - _names(files)
    )
    if missing:
        raise EvidenceError(files.where, "is no evidence package", "Name one, unpacked or as a zip", missing[0])
    strange = sorted(name for name in files.names() if not NAMES.fullmatch(name))
    found = check(files)
    problems = [f"{name!r}: no package holds such a file" for name in strange]
    problems += [*found.errors, *_unlisted(files, found), *_respelt(files, found)]
    custody: list[dict[str, Any]] = []
    key = read_small(files, KEY).decode("utf-8", "replace").strip()
    for number, line in enumerate(read_small(files, LOG).split(b"\n")[:-1], start=1):
        entry, problem = _line(files, key, line, custody[-1] if custody else {})
        custody.append(entry)
        if problem:
            problems.append(f"{LOG}, line {number}: {problem}")
    problems += _unvouched(found, custody)
    problems += _captures(files)
    return Opened(files, key, tuple(custody), tuple(dict.fromkeys(problems)))


def _names(files: BagFiles) -> set[str]:
    return set(files.names())


def _unlisted(files: BagFiles, found: Findings) -> Iterator[str]:
    """A file of the package that not both kinds of hashes speak of."""
    for name in files.names():
        if not name.startswith("tagmanifest-") and set(found.hashes.get(name, ())) != set(KINDS):
            yield f"{name}: is not listed with both its hashes"


def _respelt(files: BagFiles, found: Findings) -> Iterator[str]:
    """A manifest says the right thing in one spelling only; those of the tag files stand in no other list."""
    for tag, kind in ((tag, kind) for tag in ("", "tag") for kind in KINDS):
        own = [name for name in sorted(found.hashes) if name.startswith("data/") != (tag == "tag")]
        rows = (f"{found.hashes[name].get(kind)}  {name}\n" for name in own)
        if read_small(files, f"{tag}manifest-{kind}.txt") != "".join(rows).encode():
            yield f"{tag}manifest-{kind}.txt: is not written as Letapis writes it"


def _line(files: BagFiles, key: str, line: bytes, before: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """What a line says, and what is wrong with it."""
    try:
        entry = strict_json(line.decode())
        number = entry["seq"]
        body = {name: value for name, value in entry.items() if name != "hash"}
        if entry["hash"] != digest(canonical(body)) or canonical(entry) != line:
            return entry, "was edited: its content does not give its hash"
        if number == before.get("seq", number) + 1 and entry["prev"] != before["hash"]:
            return entry, "does not follow from the line before"
        proof = Proof.parse(read_small(files, f"proofs/{number:08}.tlog-proof").decode())
        verify_proof(proof, [VerifierKey.parse(key)], line=line)
        for name in _anchored(files, number):
            _check_anchored(files, key, line, number, name)
    except ProofError as error:
        return entry, str(error)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return {}, f"cannot be read, or has no proof ({type(error).__name__})"
    return entry, "" if proof.index + 1 == number else "stands at another place of the log"


def _anchored(files: BagFiles, number: int) -> list[str]:
    """The further proofs of a line: in checkpoints that others have stamped or cosigned."""
    end = f".{number:08}.tlog-proof"
    return [name for name in files.names() if name.startswith("anchors/") and name.endswith(end)]


def _check_anchored(files: BagFiles, key: str, line: bytes, number: int, name: str) -> None:
    """Raise ProofError unless the line stands in the checkpoint beside the proof, where there is one."""
    proof = Proof.parse(read_small(files, name).decode())
    verify_proof(proof, [VerifierKey.parse(key)], line=line)
    beside = name.removesuffix(f".{number:08}.tlog-proof") + ".checkpoint"
    if proof.index + 1 != number:
        raise ProofError(f"{name} is of another line")
    if beside in files.names() and read_small(files, beside) != proof.checkpoint.encode():
        raise ProofError(f"{beside} is not the checkpoint that {name} leads to")


def _unvouched(found: Findings, custody: list[dict[str, Any]]) -> Iterator[str]:
    vouched = {_object(entry) for entry in custody if entry.get("act") in CAME}
    for name, hashes in found.hashes.items():
        if name.startswith(ORIGINALS) and not {name.removeprefix(ORIGINALS)} == {hashes.get("sha256")} <= vouched:
            yield f"{name}: no line of custody speaks of these bytes"
    if package_of(custody) != found.hashes.get("manifest-sha256.txt", {}).get("sha256"):
        yield "manifest-sha256.txt: the log does not speak of this package"


def _captures(files: BagFiles) -> Iterator[str]:
    """Each capture holds what it says, and the WARC in it is the original."""
    for name in files.names():
        if name.startswith(CAPTURES):
            looked = check_wacz(io.BytesIO(read_small(files, name)))
            yield from (f"{name}: {one}" for one in looked.problems)
            if name.removeprefix(CAPTURES).partition(".")[0] not in looked.hashes:
                yield f"{name}: the WARC in it is not the original"


def _object(entry: Mapping[str, Any]) -> str:
    match entry.get("object"):
        case {"sha256": str(found)}:
            return found
    return ""
