"""Coding many originals or documents: what runs in each process, and the shelf of claims by coder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from letapis.archive.archive import Archive, Sealed
from letapis.archive.canonical import digest
from letapis.claims.claim import Claim
from letapis.claims.coder import Coder
from letapis.claims.exchange import claim_from_json, claim_to_json
from letapis.sources.document import Document
from letapis.sources.errors import Refusal
from letapis.workflow.derived import Json, Shelf
from letapis.workflow.reading import Reading, documents_of


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """The claims of one document, or why it has none: the coder failed on it."""

    document: str
    claims: tuple[Claim, ...]
    failed: Refusal | None = None


def code_document(coder: Coder, document: Document) -> CodedDocument:
    """Code one document. A fault of the coder costs this document only, and is told."""
    try:
        claims = coder.code(document)
        wrong = next((claim for claim in claims if document.text[claim.start : claim.end] != claim.quote), None)
    except (ImportError, MemoryError, OSError):
        raise  # not the fault of the text: the next one would fail alike
    except Exception as error:  # noqa: BLE001  a batch goes on whatever one text does to a coder
        return CodedDocument(document.id, (), _failure(coder, document, f"{type(error).__name__}: {error}"))
    if wrong is not None:
        return CodedDocument(document.id, (), _failure(coder, document, f"a quote is not verbatim: {wrong.quote[:60]}"))
    return CodedDocument(document.id, claims)


def _failure(coder: Coder, document: Document, problem: str) -> Refusal:
    name = document.name or document.id
    way_out = "Report it to the makers of the coder; the other documents are coded."
    return Refusal(name, document.part, f"the coder {coder.name} {coder.version} failed on it ({problem})", way_out)


def shelf(derived: Path, coder: Coder) -> Shelf:
    """Where the claims of one coder stand; another version, or another table, has a shelf of its own."""
    parts = (coder.name, coder.version, getattr(coder, "table", ""))
    return Shelf(derived / "claims" / safe_name("-".join(part for part in parts if part)))


def edition(coder: Coder) -> Json:
    """What the claims of a coder depend on besides the document: they are made again where any of it has changed."""
    return {
        "coder": coder.name,
        "version": coder.version,
        "table": getattr(coder, "table", ""),
        "vocabulary": vocabulary_digest(),
    }


@cache
def vocabulary_digest() -> str:
    """One hash over all files of words, so that a changed word list codes anew."""
    root = files("letapis.vocabulary")
    return digest(b"".join(name.encode() + b"\0" + data for name, data in sorted(_words(root, ""))))


def _words(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _words(entry, name)
        elif entry.name.endswith((".toml", ".tsv", ".csv", ".txt")):
            yield name, entry.read_bytes()


def safe_name(name: str) -> str:
    """A name that every file system takes."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)


@dataclass(frozen=True, slots=True)
class OneOriginal:
    """Reads and codes one original and puts the claims on the shelf. Small enough to go to another process."""

    root: Path
    coder: Coder

    def __call__(self, sealed: Sealed) -> tuple[bool, int, int, tuple[Refusal, ...]]:
        """Whether work was done, documents, claims, what was set aside."""
        archive = Archive(self.root)
        reading = documents_of(archive, sealed)
        kept = claims_kept(archive, self.coder, sealed, reading)
        if kept is not None:
            return False, len(kept), sum(len(one.claims) for one in kept), _set_aside(reading, kept)
        coded = [code_document(self.coder, document) for document in reading.documents]
        header = {**edition(self.coder), "documents": reading.digest}
        shelf(archive.derived, self.coder).write(sealed.sha256, header, map(_to_json, coded))
        return True, len(coded), sum(len(one.claims) for one in coded), _set_aside(reading, coded)


def _set_aside(reading: Reading, coded: list[CodedDocument]) -> tuple[Refusal, ...]:
    return (*reading.refused, *(one.failed for one in coded if one.failed))


def claims_kept(archive: Archive, coder: Coder, sealed: Sealed, reading: Reading) -> list[CodedDocument] | None:
    """The claims of an original from the shelf; None where they were made from other documents, or never."""
    kept = shelf(archive.derived, coder).read(sealed.sha256)
    if kept is None or kept[1] != {**edition(coder), "documents": reading.digest}:
        return None
    return [_from_json(value) for value in kept[2]]


def _to_json(coded: CodedDocument) -> Json:
    value: Json = {"document": coded.document, "claims": [claim_to_json(claim) for claim in coded.claims]}
    if coded.failed is not None:
        one = coded.failed
        value["failed"] = {"file": one.file, "place": one.place, "problem": one.problem, "way_out": one.way_out}
    return value


def _from_json(value: Json) -> CodedDocument:
    failed = Refusal(**value["failed"]) if "failed" in value else None
    claims = tuple(claim_from_json(claim, value["document"]) for claim in value["claims"])
    return CodedDocument(value["document"], claims, failed)


@dataclass(frozen=True, slots=True)
class Coded:
    """All documents of an archive with their claims, one original at a time."""

    archive: Archive
    coder: Coder

    def __iter__(self) -> Iterator[tuple[Reading, list[CodedDocument]]]:
        """What the shelves hold, in the order of hashes. An original that was not coded yet gives no claims."""
        for sealed in self.archive.sealed().values():
            reading = documents_of(self.archive, sealed)
            yield reading, claims_kept(self.archive, self.coder, sealed, reading) or []
