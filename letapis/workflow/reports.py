"""Reports without an archive: read and coded in memory, nothing is kept."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from letapis.claims.claim import Claim
from letapis.claims.coder import Coder
from letapis.sources.confined import read_confined, refuse_early
from letapis.sources.document import Document
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.given import Given
from letapis.sources.result import Result
from letapis.workflow.code import rule_coder
from letapis.workflow.coding import CodedDocument, code_document
from letapis.workflow.finding import Found, find
from letapis.workflow.processes import MANY, mapped
from letapis.workflow.progress import Progress, silent
from letapis.workflow.sharing import Sharing
from letapis.workflow.told import over

BEGINNING = 1 << 20  # bytes by which the kind of a file is told


@dataclass(slots=True)
class Reports:
    """What some reports say, in an order that does not depend on how they were named."""

    documents: dict[str, Document] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)  # a name, and the name that came with the same bytes


@dataclass(frozen=True, slots=True)
class One:
    """One file, read and coded."""

    name: str
    sha256: str
    documents: tuple[Document, ...]
    coded: tuple[CodedDocument, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class OneReport:
    """Reads and codes one file; goes to another process."""

    coder: Coder
    given: Given | None

    def __call__(self, file: Found) -> One:
        """Never raises: what cannot be read is among `refused`."""
        try:
            hashed, result = _read(file, self.given)
        except OSError as error:
            problem = f"cannot be opened ({error.strerror})"
            return One(file.name, "", (), (), (Refusal(file.name, "", problem, "Look at its rights."),))
        except SourceError as error:
            return One(file.name, "", (), (), (error.refusal(),))
        sharing = Sharing()  # one file can hold all reports: nothing of them may lie about twice
        coded = tuple(sharing.document(code_document(self.coder, document)) for document in result.documents)
        return One(file.name, hashed, result.documents, coded, result.refused)


def _read(file: Found, given: Given | None) -> tuple[str, Result]:
    told = over(file.given, given)
    with file.path.open("rb") as opened:
        beginning = opened.read(BEGINNING)
        refuse_early(file.name, beginning, os.fstat(opened.fileno()).st_size, told)
        data = beginning + opened.read()
    return sha256(data).hexdigest(), read_confined(file.name, data, told)


def code_reports(
    paths: Iterable[Path], coder: Coder | None = None, given: Given | None = None, progress: Progress = silent
) -> Reports:
    """Read and code files and folders."""
    found = list(find(paths))
    files = [one for one in found if isinstance(one, Found)]
    reports = Reports(refused=[one for one in found if isinstance(one, Refusal)])
    done: dict[str, One] = {}
    work = OneReport(coder or rule_coder(), given)
    sharing = Sharing()
    for number, one in enumerate(mapped(work, files, many=len(files) >= MANY), start=1):
        progress("code", number, len(files))
        if one.sha256 in done:
            reports.known.append((one.name, done[one.sha256].name))
            continue
        reports.refused += one.refused
        if one.sha256:
            done[one.sha256] = one if len(files) == 1 else replace(one, coded=tuple(map(sharing.document, one.coded)))
    for _, one in sorted(done.items()):
        _take(reports, one)
    return reports


def _take(reports: Reports, one: One) -> None:
    for document, coded in zip(one.documents, one.coded, strict=True):
        reports.documents[document.id] = document
        reports.claims += coded.claims
        if coded.failed is not None:
            reports.refused.append(coded.failed)
