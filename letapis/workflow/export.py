"""Leaving is easy: the whole archive in open formats, in a folder that `letapis verify` can check as an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.archive.originals import name_of
from letapis.archive.proofs.ledger import PROOFS
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reconcile import Reconciled, reconcile

if TYPE_CHECKING:
    from letapis.publications.folder import Folder

LOGS = ("custody.jsonl", "judgements.jsonl", "persons.jsonl", *PROOFS)
README = """This folder holds a whole Letapis archive in open formats.

originals/         the sealed reports, each named by the SHA-256 of its bytes
custody.jsonl      the custody log: one act a line, each line with the hash of the one before
judgements.jsonl   what people decided, in the same form (only where something was decided)
persons.jsonl      the same for who is one person with whom
proofs/            the signed checkpoints of the custody log, and what others signed of them
archive.toml       format and version; with the three above this folder is an archive that `letapis verify` checks
claims.jsonl       the text of every report with what it says, as the coder read it
*.csv              sources, claims, events, figures and readings as tables
people.jsonl       persons with their records, conflicts, and decisions that made none (only where there are lists)
records.csv        every row of every list of people, with the person that it is of
datapackage.json   what every column of the tables means
set-aside.jsonl    files and parts of files that could not be read, with the reason
SHA256SUMS         the hash of every file here: `sha256sum -c SHA256SUMS`
"""


def export(archive: Archive, folder: Path, progress: Progress = silent) -> Reconciled:
    """Write everything. Raises publications.folder.FolderError where the folder cannot be used."""
    from letapis.publications.folder import Folder
    from letapis.publications.interface import Interface
    from letapis.publications.lookup import look_up
    from letapis.publications.tables import write_tables
    from letapis.publications.views import Views

    reconciled = reconcile(archive, progress=progress)
    views = Views(look_up(reconciled.record, reconciled.documents), Interface("en"))
    with Folder(folder) as target:
        _write_originals(archive, target, progress)
        write_tables(target, views, "Letapis")
        _write_people(archive, target)
        target.write("README.txt", README)
    return reconciled


def _write_people(archive: Archive, target: Folder) -> None:
    from letapis.registry.people.exchange import people_lines
    from letapis.workflow.people import Standing
    from letapis.workflow.people_showing import record_rows

    standing = Standing(archive)
    if standing.lists or standing.log:
        target.write_bytes("people.jsonl", people_lines(standing.people))
        target.write("records.csv", record_rows(standing))


def _write_originals(archive: Archive, target: Folder, progress: Progress) -> None:
    sealed = archive.sealed()
    for number, sha256 in enumerate(sealed, start=1):
        target.write_bytes(name_of(sha256), archive.originals.read(sha256))
        progress("export", number, len(sealed))
    for name in LOGS:
        if archive.files.log(name).size():
            target.write_bytes(name, b"".join(archive.files.log(name).blocks()))
    target.write("archive.toml", archive.plain_settings())
    target.write_bytes("set-aside.jsonl", archive.files.read("derived/set-aside.jsonl"))
