"""Proposals of who may be whom: made once for each batch of lists, new lists with each other and with the old ones.

The custody log tells which lists came together, so all of it can be deleted and made again the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from typing import Protocol, cast

import msgspec

from letapis import __version__
from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.registry.people.evidence import evidence_from_text, evidence_text
from letapis.registry.people.records import Edge, PersonRecord
from letapis.workflow.coding import room_digest
from letapis.workflow.collecting import holding_much
from letapis.workflow.derived import Json, decode, encode, fingerprint, first_line
from letapis.workflow.people_lists import KeptList, kept_list, sealed_lists
from letapis.workflow.progress import Progress, silent

FILE = "derived/people/edges.jsonl"

Batch = list[list[str]]  # of each list its SHA-256 and the digest of its records


class Row(msgspec.Struct, frozen=True, array_like=True):
    """An edge as a line of the file."""

    left: str
    right: str
    probability: float
    band: str
    evidence: str


class LinkingError(Exception):
    """The comparison failed. It tells the kind and the place of the fault and nothing that stood in a record."""


class Linker(Protocol):
    """Compares new records with each other and with known ones; known ones are not compared with known ones."""

    def __call__(self, records: Sequence[PersonRecord], known: Sequence[PersonRecord] = ()) -> Sequence[Edge]:
        """The edges, in any order."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """All edges of an archive in the order of their records, and the model that made them."""

    edges: tuple[Edge, ...]
    model: str
    lists: tuple[KeptList, ...]  # in the order in which they came
    compared: int = 0  # records that this call compared; 0 where all was done before


def default_linker() -> Linker:
    """The linker that ships."""
    return cast("Linker", import_module("letapis.bulk.linking").link)


def model_of(linker: Linker) -> str:
    """The version of a linker: its own word, else a hash over the rooms that it rests on."""
    told = getattr(linker, "model", None)
    if isinstance(told, str):
        return told
    rooms = [room_digest(f"letapis.{room}", (".py", ".toml", ".tsv")) for room in ("bulk", "names", "vocabulary")]
    return f"letapis {__version__}, {fingerprint(rooms)[:12]}"


def lists_of(archive: Archive) -> tuple[list[list[KeptList]], list[KeptList]]:
    """The batches of lists in the order in which they were compared, and the lists that still wait for it."""
    kept = {sha256: kept_list(archive, sealed) for sha256, sealed in sealed_lists(archive).items()}
    done: set[str] = set()
    batches: list[list[KeptList]] = []
    for entry in archive.custody.entries():
        if entry.get("act") != "linked":
            continue
        named = [str(one) for one in entry.get("lists", ()) if one in kept and one not in done]
        done.update(named)
        batches.append([kept[sha256] for sha256 in named])
    return [batch for batch in batches if batch], [one for sha256, one in kept.items() if sha256 not in done]


def link_waiting(archive: Archive, by: str, linker: Linker | None = None, progress: Progress = silent) -> Proposals:
    """Compare the lists that wait, with each other and with all before, and log that it was done."""
    batches, waiting = lists_of(archive)
    found = _proposals(archive, [*batches, waiting] if waiting else batches, linker, progress)
    if waiting:
        with archive.locked():
            archive.log([{"act": "linked", "lists": [one.sealed.sha256 for one in waiting], "model": found.model}], by)
    return found


def proposals(archive: Archive, linker: Linker | None = None, progress: Progress = silent) -> Proposals:
    """What was proposed so far, from the shelf or made again."""
    return _proposals(archive, lists_of(archive)[0], linker, progress)


def _proposals(archive: Archive, batches: list[list[KeptList]], linker: Linker | None, progress: Progress) -> Proposals:
    compare = linker or (default_linker() if batches else _nothing)
    model = model_of(compare) if batches else ""
    wanted = [[[one.sealed.sha256, one.digest] for one in batch] for batch in batches]
    lists = tuple(one for batch in batches for one in batch)
    done, edges = _kept(archive, model, wanted)
    known = [record for batch in batches[:done] for record in _named(batch)]
    compared = 0
    for number, batch in enumerate(batches[done:], start=done):
        progress("link", number, len(batches))
        new = _named(batch)
        edges += _compared(compare, new, known)
        known += new
        compared += len(new)
    progress("link", len(batches), len(batches))
    if done < len(batches):
        edges.sort(key=lambda edge: (edge.left, edge.right))
        _keep(archive, model, wanted, edges)
    return Proposals(tuple(edges), model, lists, compared)


def _nothing(records: Sequence[PersonRecord], known: Sequence[PersonRecord] = ()) -> Sequence[Edge]:  # noqa: ARG001
    return ()


def _named(batch: list[KeptList]) -> list[PersonRecord]:
    """The records of a batch that name somebody: nobody is proposed to be "a citizen K."."""
    return [
        record
        for one in batch
        for nobody in (set(one.report.unnamed),)
        for record in one.records
        if record.id not in nobody
    ]


def _compared(linker: Linker, new: Sequence[PersonRecord], known: Sequence[PersonRecord]) -> list[Edge]:
    try:
        with holding_much():
            found = list(linker(new, known))
            for number, edge in enumerate(found):  # one by one: there may be millions
                found[number] = _rounded(edge)
            return found
    except (ImportError, MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001  its words may hold a name: only its kind and place are told
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_globals.get('__name__', '')} line {place.tb_lineno}" if place else "somewhere"
        raise LinkingError(f"comparing the records failed ({type(error).__name__} in {where})") from None


def _kept(archive: Archive, model: str, wanted: list[Batch]) -> tuple[int, list[Edge]]:
    """How many of the batches the file answers for, and its edges; none where anything of it does not fit."""
    try:
        header = decode(first_line(archive.files, FILE))
        batches = header["batches"]
        if header != _header(model, batches) or wanted[: len(batches)] != batches:
            return 0, []
        with holding_much():
            decoder = msgspec.json.Decoder(Row)
            return len(batches), [_edge(decoder.decode(line)) for line in archive.files.read(FILE).splitlines()[1:]]
    except (OSError, ValueError, KeyError, TypeError, msgspec.MsgspecError, ArchiveError):
        return 0, []


def _keep(archive: Archive, model: str, batches: list[Batch], edges: list[Edge]) -> None:
    lines = (msgspec.json.encode(_row(edge)) + b"\n" for edge in edges)
    archive.files.write(FILE, chain([encode(_header(model, batches))], lines))


def _row(edge: Edge) -> Row:
    return Row(edge.left, edge.right, edge.probability, edge.band, evidence_text(edge.evidence))


def _edge(row: Row) -> Edge:
    return Edge(row.left, row.right, row.probability, row.band, evidence_from_text(row.evidence))


def _rounded(edge: Edge) -> Edge:
    """As it comes back from the file, so that it makes no difference whether it was there."""
    evidence = evidence_from_text(evidence_text(edge.evidence))
    return Edge(edge.left, edge.right, round(edge.probability, 6), edge.band, evidence)


def _header(model: str, batches: list[Batch]) -> Json:
    return {"letapis": __version__, "model": model, "batches": batches}
