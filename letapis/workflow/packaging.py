"""The step from an archive to an evidence package: what is chosen, who has to agree, what the log notes of it.

A package is a publication. It holds nothing of the vault: only sealed originals of the team, what was read from them,
and the lines of the custody log that speak of these files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from letapis import __version__
from letapis.archive.archive import Archive, Sealed
from letapis.archive.chain import Entry
from letapis.archive.proofs.ledger import Kept, Ledger
from letapis.archive.proofs.proof import Proof
from letapis.claims.exchange import claim_to_json
from letapis.evidence.age import recipients_of, seal_to
from letapis.evidence.errors import EvidenceError
from letapis.evidence.files import Measured
from letapis.evidence.opening import fingerprint
from letapis.evidence.package import Contents, Original, digest_of, finished, lines, payload
from letapis.evidence.zip_layout import zip_blocks
from letapis.registry.exchange import value_to_json
from letapis.sources.exchange import document_to_json
from letapis.workflow.accounts import approved, demand, raise_refusal
from letapis.workflow.anchor_records import WITNESS, anchors
from letapis.workflow.anchoring import files_of
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reconcile import Reconciled, reconcile

ACT, READ = "export", "read-record"  # the first a second person has to agree to
UNSPOKEN = frozenset({"accessed-identity", "exported"})  # whose lines stay here: to whom else it went is told to nobody
BEGINNING = re.compile(r"[0-9a-f]{8,64}")
WEB = ".warc.gz"


@dataclass(frozen=True, slots=True)
class Packed:
    """What went, or would go, into a package."""

    case: str
    originals: tuple[Sealed, ...]
    files: tuple[tuple[str, int], ...]  # name and size of all under data/
    events: int
    fingerprint: str = ""  # of the key of the log, to be told by another way
    package: str = ""  # the hash by which the log speaks of it; empty where nothing was written
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for: sources by id, hash or name; events by id; or everything."""

    sources: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    everything: bool = False


def look(archive: Archive, wanted: Wanted, case: str, by: str, progress: Progress = silent) -> Packed:
    """What such a package would hold. Nothing is written, and nothing is noted. Raises ArchiveError."""
    demand(archive, by, READ)
    chosen, contents = _gathered(archive, wanted, case, progress)
    return _told(chosen, payload(contents), contents)


def package(  # noqa: PLR0913, PLR0917  each is a choice of the one who packs
    archive: Archive, wanted: Wanted, case: str, output: Path, by: str, to: Sequence[str] = (),
    progress: Progress = silent,
) -> Packed:  # fmt: skip
    """Write the package to `output`, sealed to the recipients `to` if there are some.

    Raises ArchiveError: where nothing fits, a second person has not agreed, an original was changed, the disk is full.
    """
    recipients = recipients_of(to)
    chosen, contents = _gathered(archive, wanted, case, progress)
    held = payload(contents)
    raise_refusal(approved(archive, by, ACT, case), ACT)
    name = digest_of(held)
    with archive.locked():
        archive.log(list(_acts(chosen, held, name, case, to)), by)
        ledger = archive.ledger
        log = SignedLog(archive, ledger, ledger.sign(archive.now(), published=True))
    entries = finished(contents, held, _lines_of(archive, {one.sha256 for one in chosen}, name), log)
    with _written(output) as file:
        if recipients:
            seal_to(zip_blocks(entries), file, recipients)
        else:
            for block in zip_blocks(entries):
                file.write(block)
    return replace(_told(chosen, held, contents), package=name, output=output, fingerprint=fingerprint(log.key()))


class SignedLog:
    """The custody log of an archive up to one signed checkpoint."""

    def __init__(self, archive: Archive, ledger: Ledger, kept: Kept) -> None:
        self._archive, self._ledger, self._kept = archive, ledger, kept
        self._tree = ledger.tree(kept.checkpoint.size)
        self._note = ledger.full_note(kept).full()

    def key(self) -> str:
        """The key that signs its checkpoints."""
        return self._kept.keys[0].text()

    def proof(self, number: int, line: bytes) -> str:
        """That line `number` stands in it."""
        return self._proof(number, line, self._kept.checkpoint.size, self._note)

    def anchors(self, lines: Mapping[int, bytes]) -> Mapping[str, bytes]:
        """What others confirmed, and for each line its proof in the first checkpoint of each kind that covers it."""
        found = dict(files_of(self._archive))
        confirmed = [(one.kind, one.size, one.name, one.note) for one in anchors(self._archive)
                     if f"{one.name}.checkpoint" in found]  # fmt: skip
        cosigned = {size for size, _, _ in self._ledger.cosignatures()}
        for one in self._ledger.all():
            if one.checkpoint.size in cosigned:
                size = one.checkpoint.size
                confirmed.append((WITNESS, size, f"witnessed-{size}", self._ledger.full_note(one).full()))
        for number, line in lines.items():
            for kind in sorted({one[0] for one in confirmed}):
                first = next((one for one in confirmed if one[0] == kind and one[1] >= number), None)
                if first is not None:
                    _, size, name, note = first
                    found[f"{name}.{number:08}.tlog-proof"] = self._proof(number, line, size, note).encode()
        return found

    def _proof(self, number: int, line: bytes, size: int, note: str) -> str:
        return Proof(number - 1, tuple(self._tree.inclusion(number - 1, size)), note, line).text()


def _acts(
    chosen: Sequence[Sealed], held: Sequence[Measured], name: str, case: str, to: Sequence[str]
) -> Iterator[Entry]:
    """A line for each original, so that its own chain of custody is whole, and the last for the package."""
    told = {"act": "exported", "case": case, **({"to": " ".join(to)} if to else {})}
    for one in chosen:
        yield {**told, "object": {"sha256": one.sha256, "size": one.size}, "name": one.name}
    size = sum(one.size for one in held)
    yield {**told, "object": {"sha256": name, "size": size}, "originals": len(chosen), "files": len(held)}


@contextmanager
def _written(output: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when all of it is on the disk. Raises EvidenceError."""
    part = output.with_name(f".{output.name}.unfinished")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(output)
    except OSError as error:
        raise EvidenceError(
            str(output), f"cannot be written ({error.strerror})", "Make room, then run again"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def chosen_of(archive: Archive, names: Sequence[str]) -> dict[str, Sealed]:
    """The originals that ids, hashes, their beginnings or first names speak of. Raises EvidenceError."""
    sealed = archive.sealed()
    found: dict[str, Sealed] = {}
    for name in names:
        beginning = name.partition(".")[0]
        fits = [one for one in sealed.values() if one.name == name]
        if not fits and BEGINNING.fullmatch(beginning):
            fits = [one for one in sealed.values() if one.sha256.startswith(beginning)]
        if len(fits) != 1:
            problem = f"fits {len(fits)} sources" if fits else "is no source of this archive"
            raise EvidenceError(name, problem, "Name one by its id, as `letapis show` tells it")
        found[fits[0].sha256] = fits[0]
    return found


def _gathered(archive: Archive, wanted: Wanted, case: str, progress: Progress) -> tuple[tuple[Sealed, ...], Contents]:
    done = reconcile(archive, progress=progress)
    found = archive.sealed() if wanted.everything else chosen_of(archive, wanted.sources)
    sealed = archive.sealed()
    for name in wanted.events:
        found |= {one: sealed[one] for one in _behind(done, name)}
    if not found:
        raise EvidenceError(case, "would be empty", "Name sources, or events with --event")
    chosen = tuple(found[name] for name in sorted(found))
    return chosen, _contents(archive, case, chosen, done)


def _behind(done: Reconciled, name: str) -> set[str]:
    """The originals that an event rests on."""
    fits = [one for one in done.record.events if one.id.startswith(name)]
    if len(fits) != 1:
        raise EvidenceError(name, f"fits {len(fits)} events", "See `letapis events`")
    claims = set(fits[0].claims)
    documents = {one.document for one in done.record.claims if one.id in claims}
    return {done.documents[one].original for one in documents}


def _contents(archive: Archive, case: str, chosen: Sequence[Sealed], done: Reconciled) -> Contents:
    documents, claims, captures, ours = {}, {}, {}, set()
    for one in chosen:
        held = [document for document in done.documents.values() if document.original == one.sha256]
        if not held:
            continue
        names = {document.id for document in held}
        of = [claim for claim in done.record.claims if claim.document in names]
        ours |= {claim.id for claim in of}
        made = {"derived_from": one.sha256, "tool": "letapis", "version": __version__}
        documents[one.sha256] = lines([made, *map(document_to_json, held)])
        claims[one.sha256] = lines([made, *({**claim_to_json(claim), "document": claim.document} for claim in of)])
    for one in chosen:
        if one.name.endswith(WEB) and (played := _played(archive, one)):
            captures[one.sha256] = played
    originals = [_original(archive, one) for one in chosen]
    events = [value_to_json(event) for event in done.record.events if ours & set(event.claims)]
    return Contents(case, originals, documents, claims, captures, events)


def _original(archive: Archive, one: Sealed) -> Original:
    return Original(one.sha256, one.size, one.name, one.at, one.given, partial(archive.originals.blocks, one.sha256))


def _played(archive: Archive, one: Sealed) -> bytes:
    """A captured page as WACZ; nothing where the WARC is not of our making."""
    from letapis.capture.web_zip import web_zip

    try:
        return web_zip(f"{one.sha256}{WEB}", archive.originals.read(one.sha256))
    except (ValueError, LookupError, TypeError, EOFError):
        return b""


def _lines_of(archive: Archive, objects: set[str], name: str) -> list[bytes]:
    """The lines that speak of these originals, byte for byte, and the one of the package itself."""
    found = []
    for line in archive.custody.lines():
        match line.entry:
            case {"act": str(act), "object": {"sha256": str(sha256)}} if sha256 in objects and act not in UNSPOKEN:
                found.append(line.raw)
            case {"act": "exported", "object": {"sha256": str(package)}} if package == name:
                last = line.raw
    return [*found, last]


def _told(chosen: tuple[Sealed, ...], held: Sequence[Measured], contents: Contents) -> Packed:
    return Packed(contents.case, chosen, tuple((one.name, one.size) for one in held), len(contents.events))
