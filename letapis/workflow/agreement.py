"""Double coding: files that several people coded, or an archive in which they judged the same, to their agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.claims.exchange import claim_from_json
from letapis.registry.agreement.judged import judged
from letapis.registry.agreement.measuring import Agreement, agreement
from letapis.registry.agreement.unitising import Coding, TextsDifferError, passages, words
from letapis.sources.errors import Refusal, SourceError
from letapis.workflow.code import rule_coder
from letapis.workflow.judge import judgements
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reading import documents_of, originals_of
from letapis.workflow.targets import claims_of, report_of
from letapis.workflow.transform import CORRECT, objects


@dataclass(frozen=True, slots=True)
class Compared:
    """The agreement, and the lines that were set aside on the way."""

    agreement: Agreement
    refused: tuple[Refusal, ...] = ()


def agreement_of_files(paths: Sequence[Path]) -> Compared:
    """Agreement of files of coded documents, one file a coder, who is called as the file is.

    Documents are compared by their ids; those that only one file has say nothing. Raises SourceError where nothing can
    be compared: no document in two files, or another text under one id.
    """
    codings: dict[str, Coding] = {}
    refused: list[Refusal] = []
    for path, name in zip(paths, _names(paths), strict=True):
        documents, aside = _read(path)
        codings[name] = documents
        refused += aside
    try:
        units, spans = list(passages(codings)), list(words(codings))
    except TextsDifferError as error:
        raise SourceError(_told(paths), "", str(error), "Code the same texts, or give other ids.") from error
    if not spans:
        raise SourceError(_told(paths), "", "no document stands in two of them", "Give the documents the same ids.")
    return Compared(agreement(units, spans), tuple(refused))


def agreement_of_archive(archive: Archive, progress: Progress = silent) -> Compared:
    """Agreement of the people who judged the same claims or filled the same slots."""
    log = judgements(archive)
    named = {report_of(one) for judgement in log for one in judgement.claims if one.count(":") > 1}
    progress("code", 0, 1)
    claims = claims_of(archive, named, rule_coder(archive=archive))
    readings = (documents_of(archive, sealed) for report in named for sealed in originals_of(archive, report))
    languages = {document.id: document.language for reading in readings for document in reading.documents}
    progress("code", 1, 1)
    return Compared(agreement(judged(log, claims, languages)))


def _told(paths: Sequence[Path]) -> str:
    return ", ".join(path.name for path in paths)


def _names(paths: Sequence[Path]) -> list[str]:
    """The coders: names of the files, with their folders where two are called the same."""
    stems = [path.stem for path in paths]
    return [stem if stems.count(stem) == 1 else str(path) for path, stem in zip(paths, stems, strict=True)]


def _read(path: Path) -> tuple[Coding, list[Refusal]]:
    """The documents of a file by id; lines that do not fit the contract are set aside."""
    documents: dict[str, dict[str, object]] = {}
    refused: list[Refusal] = []
    for number, value in enumerate(objects(path), 1):
        if isinstance(value, Refusal):
            refused.append(value)
            continue
        try:
            for claim in value.get("claims") or ():
                claim_from_json(claim, str(value["id"]))
            documents[str(value["id"])] = {**value, "text": str(value["text"])}
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            refused.append(Refusal(path.name, f"line {number}", f"{type(error).__name__}: {error}", CORRECT))
    return documents, refused
