"""An original to its documents, kept on a shelf beside the archive so that it is read once."""

from __future__ import annotations

from dataclasses import dataclass

from letapis import __version__
from letapis.archive.archive import Archive, Sealed
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files
from letapis.sandbox.errors import CellError
from letapis.sandbox.profile import Profile, profile_of_machine
from letapis.sources.document import Document
from letapis.sources.errors import Refusal, SourceError, UnprotectedError
from letapis.sources.exchange import document_from_json, document_to_json
from letapis.sources.result import Result
from letapis.workflow.derived import Json, Shelf
from letapis.workflow.told import from_strings

HOLDS, PEOPLE = "holds", "people"  # what the custody log tells of a list of people
SAFETY = "safety"  # the table of the settings with the profile
COLUMNS = "columns"  # what a person told of its columns


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of one original, what of it was set aside, and the digest by which claims name them."""

    digest: str
    documents: tuple[Document, ...]
    refused: tuple[Refusal, ...] = ()


def shelf(files: Files) -> Shelf:
    """Where the documents stand."""
    return Shelf(files, "derived/documents")


def keep(archive: Archive, sealed: Sealed, result: Result) -> Reading:
    """Put on the shelf what was read from an original."""
    refused = [refusal_to_json(one) for one in result.refused]
    header = {**_header(sealed), "refused": refused, "reports": len(result.documents)}
    values = (document_to_json(document) for document in result.documents)
    return Reading(shelf(archive.files).write(sealed.sha256, header, values), result.documents, result.refused)


def documents_of(archive: Archive, sealed: Sealed) -> Reading:
    """From the shelf, or read again where there is nothing yet, or something older. Raises ArchiveError.

    An original that was readable once and is not with this version gives no documents and one refusal.
    """
    kept = shelf(archive.files).read(sealed.sha256)
    if kept is not None and _fits(kept[1], sealed) and len(kept[2]) == kept[1]["reports"]:
        digest, header, values = kept
        refused = tuple(Refusal(**one) for one in header["refused"])
        return Reading(digest, tuple(document_from_json(value) for value in values), refused)
    return keep(archive, sealed, _read(archive, sealed))


def originals_of(archive: Archive, report: str) -> list[Sealed]:
    """The originals that may hold a report: those whose hash begins as its id does, else all; ids may come with it."""
    beginning = report.partition(".")[0]
    sealed = list(archive.sealed().values())
    return [one for one in sealed if beginning and one.sha256.startswith(beginning)] or sealed


def digest_of(archive: Archive, sealed: Sealed) -> str | None:
    """The digest of the documents of an original; None where this version has not read it yet."""
    kept = shelf(archive.files).look(sealed.sha256)
    return kept[0] if kept is not None and _fits(kept[1], sealed) else None


def _read(archive: Archive, sealed: Sealed) -> Result:
    from letapis.sources.confined import read_confined

    if sealed.given.get(HOLDS) == PEOPLE:
        return Result(())  # its rows are records of persons, and no report
    try:
        data = archive.originals.read(sealed.sha256)
        return read_confined(sealed.name, data, from_strings(sealed.given), profile_of(archive))
    except UnprotectedError as error:  # it could be read elsewhere: that it has no reports must not be kept
        raise ArchiveError(sealed.name, error.problem, error.way_out) from error
    except SourceError as error:
        return Result((), (error.refusal(),))


def profile_of(archive: Archive) -> Profile:
    """How much must hold before a file of this archive is read. Raises ArchiveError for a word that nobody knows."""
    try:
        return profile_of_machine(archive.settings(SAFETY))
    except CellError as error:
        raise ArchiveError(archive.settings_place, error.problem, error.way_out) from error


def _header(sealed: Sealed) -> Json:
    return {"letapis": __version__, "name": sealed.name, "given": dict(sorted(sealed.given.items()))}


def _fits(header: Json, sealed: Sealed) -> bool:
    wanted = _header(sealed)
    return {key: header.get(key) for key in wanted} == wanted


def refusal_to_json(refusal: Refusal) -> Json:
    """A refusal as it stands in a derived file."""
    return {
        "file": refusal.file,
        "place": refusal.place,
        "problem": refusal.problem,
        "way_out": refusal.way_out,
    }
