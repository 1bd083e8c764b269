"""The step from the record to pages for others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.registry.record import Record
from letapis.sources.document import Document
from letapis.sources.errors import Refusal
from letapis.vocabulary.vague import DEFAULT
from letapis.workflow.progress import Progress, silent

if TYPE_CHECKING:
    from letapis.publications.chronicle import Written


def chronicle(  # noqa: PLR0913  each is a choice of the one who publishes
    record: Record,
    documents: Mapping[str, Document],
    folder: Path,
    language: str = "en",
    *,
    rule: str | None = None,
    table: str = "schema",
    refused: Iterable[Refusal] = (),
    progress: Progress = silent,
) -> Written:
    """Write the chronicle into a folder; pages of an earlier run are replaced, files of others are left alone.

    Vague words are read by `table`, from the words kept with the claims; the events stay those of the record.
    Raises publications.folder.FolderError where the folder cannot be used.
    """
    from letapis.publications.chronicle import write_chronicle

    progress("publish", 0, 1)
    record = told_by(table, record, documents)
    aside = sorted({set_aside(one) for one in refused})
    written = write_chronicle(record, documents, folder, language, rule=rule, table=table, set_aside=aside)
    progress("publish", 1, 1)
    return written


def told_by(table: str, record: Record, documents: Mapping[str, Document]) -> Record:
    """The record with its vague words read by the table of the publication."""
    if table == DEFAULT:
        return record
    from letapis.registry.figures.anew import Behind
    from letapis.registry.figures.vague_words import record_by

    return record_by(table, record, Behind({claim.id: claim for claim in record.claims}, documents))


def set_aside(refusal: Refusal) -> tuple[str, str]:
    """Name and reason as a page may show them: without the folders of the machine."""
    name = refusal.file.replace("\\", "/").rsplit("/", 1)[-1]
    return (f"{name}, {refusal.place}" if refusal.place else name), refusal.problem
