"""Coding many originals or documents: what runs in each process, and the shelf of claims by coder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from letapis.archive.archive import Archive, Sealed
from letapis.archive.canonical import digest
from letapis.archive.files import Files
from letapis.claims.claim import Claim
from letapis.claims.coder import Coder, NotCodedError
from letapis.claims.exchange import claim_from_json, claim_to_json
from letapis.sources.document import Document
from letapis.sources.errors import Refusal
from letapis.workflow.derived import Json, Shelf
from letapis.workflow.reading import Reading, digest_of, documents_of, refusal_to_json


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """The claims of one document, or why it has none: the coder failed on it."""

    document: str
    claims: tuple[Claim, ...]
    failed: Refusal | None = None
    again: bool = False  # True where another try may do better: nothing is kept then


def code_document(coder: Coder, document: Document) -> CodedDocument:
    """Code one document. A fault of the coder costs this document only, and is told."""
    try:
        claims = coder.code(document)
        wrong = next((claim for claim in claims if document.text[claim.start : claim.end] != claim.quote), None)
    except NotCodedError as error:
        refusal = Refusal(document.name or document.id, document.part, error.problem, error.way_out)
        return CodedDocument(document.id, (), refusal, again=True)
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


def shelf(files: Files, coder: Coder) -> Shelf:
    """Where the claims of one coder stand; another version, or another table, has a shelf of its own."""
    parts = (coder.name, coder.version, getattr(coder, "table", ""))
    return Shelf(files, f"derived/claims/{safe_name('-'.join(part for part in parts if part))}")


def edition(coder: Coder) -> Json:
    """What the claims of a coder depend on besides the document: they are made again where any of it has changed."""
    return {
        "coder": coder.name,
        "version": coder.version,
        "table": getattr(coder, "table", ""),
        "weights": getattr(coder, "learned", ""),
        "vocabulary": vocabulary_digest(),
    }


def spreads(coder: Coder) -> bool:
    """Whether documents may be coded in several processes at the same time."""
    return not getattr(coder, "in_one_process", False)


def vocabulary_digest() -> str:
    """One hash over all files of words, so that a changed word list codes anew."""
    return room_digest("letapis.vocabulary", (".toml", ".tsv", ".csv", ".txt", ".json"))


@cache
def room_digest(room: str, endings: tuple[str, ...]) -> str:
    """One hash over the files of a room with these endings, and their names."""
    found = sorted(_files(files(room), "", endings))
    return digest(b"".join(name.encode() + b"\0" + data for name, data in found))


def _files(folder: Traversable, path: str, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _files(entry, name, endings)
        elif entry.name.endswith(endings):
            yield name, entry.read_bytes()


def safe_name(name: str) -> str:
    """A name that every file system takes."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one original: the digest of its documents, how many, their claims, and what was set aside."""

    digest: str
    documents: int
    claims: int
    refused: tuple[Refusal, ...]
    worked: bool  # False where an earlier run had coded it


@dataclass(frozen=True, slots=True)
class OneOriginal:
    """Reads and codes one original and puts the claims on the shelf. Small enough to go to another process."""

    files: Files
    coder: Coder
    anew: bool = False  # also where it is coded already

    def __call__(self, sealed: Sealed) -> Done:
        """Code it, unless it is coded."""
        archive = Archive(self.files.root, files=self.files)
        done = None if self.anew else self._earlier(archive, sealed)
        if done is not None:
            return done
        reading = documents_of(archive, sealed)
        coded = [code_document(self.coder, document) for document in reading.documents]
        refused = (*reading.refused, *(one.failed for one in coded if one.failed))
        done = Done(reading.digest, len(coded), sum(len(one.claims) for one in coded), refused, worked=True)
        if not any(one.again for one in coded):
            shelf(self.files, self.coder).write(sealed.sha256, _header(self.coder, done), map(_to_json, coded))
        return done

    def _earlier(self, archive: Archive, sealed: Sealed) -> Done | None:
        """What an earlier run did, from the first lines of its files."""
        digest_now = digest_of(archive, sealed)
        header = shelf(self.files, self.coder).header(sealed.sha256)
        if digest_now is None or header is None or not _fits(header, self.coder, digest_now):
            return None
        refused = tuple(Refusal(**one) for one in header["set_aside"])
        return Done(digest_now, header["reports"], header["claims"], refused, worked=False)


def _header(coder: Coder, done: Done) -> Json:
    return {
        **edition(coder),
        "documents": done.digest,
        "reports": done.documents,
        "claims": done.claims,
        "set_aside": [refusal_to_json(one) for one in done.refused],
    }


def _fits(header: Json, coder: Coder, documents: str) -> bool:
    wanted = {**edition(coder), "documents": documents}
    return {key: header.get(key) for key in wanted} == wanted


def claims_kept(archive: Archive, coder: Coder, sealed: Sealed, reading: Reading) -> list[CodedDocument] | None:
    """The claims of an original from the shelf; None where they were made from other documents, or never."""
    kept = shelf(archive.files, coder).read(sealed.sha256)
    if kept is None or not _fits(kept[1], coder, reading.digest):
        return None
    coded = [_from_json(value) for value in kept[2]]
    whole = len(coded) == kept[1]["reports"] and sum(len(one.claims) for one in coded) == kept[1]["claims"]
    return coded if whole else None


def _to_json(coded: CodedDocument) -> Json:
    value: Json = {"document": coded.document, "claims": [claim_to_json(claim) for claim in coded.claims]}
    if coded.failed is not None:
        value["failed"] = refusal_to_json(coded.failed)
    return value


def _from_json(value: Json) -> CodedDocument:
    failed = Refusal(**value["failed"]) if "failed" in value else None
    claims = tuple(claim_from_json(claim, value["document"]) for claim in value["claims"])
    return CodedDocument(value["document"], claims, failed)


@dataclass(frozen=True, slots=True)
class Coded:
    """All documents of an archive with their claims, one original at a time; or of some originals, in their order."""

    archive: Archive
    coder: Coder
    only: Sequence[str] | None = None

    def __iter__(self) -> Iterator[tuple[Reading, list[CodedDocument]]]:
        """What the shelves hold, in the order of hashes; what is missing or damaged there is made anew."""
        return ((reading, coded) for _, reading, coded in self.with_originals())

    def with_originals(self) -> Iterator[tuple[Sealed, Reading, list[CodedDocument]]]:
        """The same, each with its original."""
        everything = self.archive.sealed()
        for sealed in everything.values() if self.only is None else (everything[name] for name in self.only):
            reading = documents_of(self.archive, sealed)
            kept = claims_kept(self.archive, self.coder, sealed, reading)
            if kept is None:
                OneOriginal(self.archive.files, self.coder, anew=True)(sealed)
                kept = claims_kept(self.archive, self.coder, sealed, reading)
            yield sealed, reading, kept or []
