"""Lists of people: sealed as they came, read row by row, their records kept beside the archive and made again at will.

What is refused stands in a file with its reason; no message repeats what stands in a row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from letapis import __version__
from letapis.archive.archive import Archive, Sealed, Sealing
from letapis.archive.canonical import digest
from letapis.archive.errors import ArchiveError, ErasedError
from letapis.registry.people.columns import ListError
from letapis.registry.people.reading import PersonList, Refused, Unread, read_list
from letapis.registry.people.records import PersonRecord
from letapis.sources.errors import Refusal
from letapis.workflow.coding import room_digest
from letapis.workflow.derived import Json, decode, encode
from letapis.workflow.reading import COLUMNS, HOLDS, PEOPLE


class Report(msgspec.Struct, frozen=True):
    """What became of the rows of a list, without a word of them."""

    rows: int
    records: int
    refused: tuple[tuple[int, str], ...]  # row, reason
    unread: tuple[tuple[int, str], ...]  # row, kind of the cell that stays empty
    unnamed: tuple[str, ...]  # ids of records that name nobody
    columns: dict[str, int]
    remarks: tuple[str, ...]
    encoding: str


@dataclass(frozen=True, slots=True)
class KeptList:
    """A sealed list with its records."""

    sealed: Sealed
    report: Report
    records: tuple[PersonRecord, ...]
    digest: str  # of the records: another one after they were read otherwise

    @property
    def id(self) -> str:
        """The beginning of its hash, and of the ids of its records."""
        return list_id(self.sealed)


@dataclass(slots=True)
class SealedLists:
    """What became of the files of one run."""

    new: list[Sealed] = field(default_factory=list)
    described: list[Sealed] = field(default_factory=list)  # known, and read otherwise from now on
    known: list[tuple[str, Sealed]] = field(default_factory=list)  # name offered, the list that has its bytes
    refused: list[Refusal] = field(default_factory=list)


def list_id(sealed: Sealed) -> str:
    """First 16 figures of its SHA-256."""
    return sealed.sha256[:16]


def seal_lists(
    archive: Archive, paths: Iterable[Path], by: str, columns: Mapping[str, str], told: Mapping[str, str]
) -> SealedLists:
    """Seal the files that can be read as lists; the others are set aside with the reason."""
    done = SealedLists()
    given = {**told, HOLDS: PEOPLE}
    if columns:
        given[COLUMNS] = ",".join(f"{kind}={where}" for kind, where in sorted(columns.items()))
    with archive.sealing(by) as sealing:
        for path in paths:
            found = _seal(sealing, path, dict(sorted(given.items())), done)
            if found is not None:
                _keep(archive, *found)
    return done


def _seal(sealing: Sealing, path: Path, given: dict[str, str], done: SealedLists) -> tuple[Sealed, PersonList] | None:
    """One file: sealed, described anew, known, or set aside. What was read, where it is new."""
    try:
        staged = sealing.stage(path)
    except OSError as error:
        problem = f"cannot be opened ({error.strerror})"
        done.refused.append(Refusal(path.name, "", problem, "Look at its rights, name it again."))
        return None
    try:
        sealing.refuse_erased(staged, path.name)
    except ErasedError as error:
        done.refused.append(Refusal(path.name, "", error.problem, f"{error.way_out}."))
        return None
    try:
        found = read_list(sealing.archive.originals.read_staged(staged), staged.sha256[:16], columns_of(given))
    except ListError as error:
        done.refused.append(Refusal(path.name, "", error.problem, error.way_out))
        if staged.sha256 not in sealing.known:
            sealing.set_aside(staged, path.name, str(error))
        return None
    first = sealing.known.get(staged.sha256)
    if first is None:
        sealing.keep(staged, path.name, given)
        done.new.append(sealing.known[staged.sha256])
    elif dict(first.given) != given:
        sealing.describe(staged, given)
        done.described.append(sealing.known[staged.sha256])
    else:
        done.known.append((path.name, first))
        return None
    return sealing.known[staged.sha256], found


def columns_of(given: Mapping[str, str]) -> dict[str, str]:
    """What the custody log tells of the columns: kind -> title or number."""
    pairs = (one.partition("=") for one in given.get(COLUMNS, "").split(",") if one)
    return {kind: where for kind, _, where in pairs}


def sealed_lists(archive: Archive) -> dict[str, Sealed]:
    """All lists of people of the archive by SHA-256."""
    return {sha256: one for sha256, one in archive.sealed().items() if one.given.get(HOLDS) == PEOPLE}


def kept_list(archive: Archive, sealed: Sealed) -> KeptList:
    """A list with its records, from the shelf or read again. Raises ArchiveError."""
    try:
        content = archive.files.read(_name(sealed))
        header, report, *lines = content.splitlines()
        if decode(header) == _header(sealed, digest(b"\n".join(lines))):
            records = tuple(msgspec.json.decode(line, type=PersonRecord) for line in lines)
            return KeptList(sealed, msgspec.json.decode(report, type=Report), records, digest(b"\n".join(lines)))
    except (OSError, ValueError, msgspec.MsgspecError, ArchiveError):
        pass  # it is derived: made again below
    try:
        found = read_list(archive.originals.read(sealed.sha256), list_id(sealed), columns_of(sealed.given))
    except ListError as error:  # it could be read once: a newer version refuses it, and says so
        found = PersonList((), (), (), frozenset(), (), {}, (str(error),), "")
    return _keep(archive, sealed, found)


def _keep(archive: Archive, sealed: Sealed, found: PersonList) -> KeptList:
    lines = [msgspec.json.encode(record) for record in found.records]
    body = digest(b"\n".join(lines))
    report = _report(found)
    written = (line + b"\n" for line in (msgspec.json.encode(report), *lines))
    archive.files.write(_name(sealed), b"".join([encode(_header(sealed, body)), *written]))
    archive.files.write(refused_name(sealed), _refused_rows(found).encode("utf-8", "backslashreplace"))
    return KeptList(sealed, report, found.records, body)


def refused_name(sealed: Sealed) -> str:
    """The file of refused rows of a list: a table with the row, the reason and the cells as they came."""
    return f"derived/people/refused/{list_id(sealed)}.csv"


def _name(sealed: Sealed) -> str:
    return f"derived/people/lists/{sealed.sha256}.jsonl"


def _header(sealed: Sealed, body: str) -> Json:
    rules = room_digest("letapis.registry.people", (".py",))
    told = dict(sorted(sealed.given.items()))
    return {"letapis": __version__, "rules": rules, "sha256": sealed.sha256, "given": told, "records": body}


def _report(found: PersonList) -> Report:
    return Report(
        found.rows,
        len(found.records),
        tuple((one.row, one.reason) for one in found.refused),
        tuple(_cell(one) for one in found.unread),
        tuple(sorted(found.unnamed)),
        dict(found.columns),
        found.remarks,
        found.encoding,
    )


def _cell(unread: Unread) -> tuple[int, str]:
    return unread.row, unread.kind


def _refused_rows(found: PersonList) -> str:
    """A table that can be corrected and offered as a list of its own: its first columns are passed over then."""
    from letapis.publications.tables import cell

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["row", "reason", *map(cell, found.heading)])
    for one in found.refused:
        table.writerow([one.row, one.reason, *map(cell, _cells(one))])
    return text.getvalue()


def _cells(refused: Refused) -> tuple[str, ...]:
    return refused.cells or (refused.text,)
