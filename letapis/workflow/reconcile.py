"""The step from claims and judgements to the record, which is kept and made again only where its input changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from letapis import __version__
from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.claims.coder import Coder
from letapis.registry.judgement import Judgement
from letapis.registry.record import Record
from letapis.sources.document import Document
from letapis.sources.errors import Refusal
from letapis.workflow.code import code, rule_coder
from letapis.workflow.coding import Coded, edition
from letapis.workflow.derived import Json, decode, encode, fingerprint, replacing
from letapis.workflow.judge import judgements
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reports import Reports
from letapis.workflow.sharing import Sharing


@dataclass(slots=True)
class Reconciled:
    """The record with the documents it rests on, and what was set aside on the way."""

    record: Record
    documents: Mapping[str, Document]
    refused: list[Refusal] = field(default_factory=list)
    fresh: bool = True  # False where the record was kept from an earlier run


def reconcile(archive: Archive, coder: Coder | None = None, progress: Progress = silent) -> Reconciled:
    """Code what is not coded yet, then bring everything to one record with the judgements applied."""
    coder = coder or rule_coder()
    refused = code(archive, coder, progress).refused
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    sharing = Sharing()
    digests: list[str] = []
    for reading, coded in Coded(archive, coder):
        digests.append(reading.digest)
        for document, one in zip(reading.documents, coded, strict=True):
            documents[document.id] = document
            claims += map(sharing, one.claims)
    decided = judgements(archive)
    made_from = _made_from(archive, coder, digests)
    kept = _kept(archive, made_from)
    if kept is not None:
        return Reconciled(kept, documents, refused, fresh=False)
    progress("reconcile", 0, 1)
    record = record_of(documents.values(), claims, decided)
    _keep(archive, made_from, record)
    progress("reconcile", 1, 1)
    return Reconciled(record, documents, refused)


def record_of(documents: Iterable[Document], claims: Iterable[Claim], decided: Iterable[Judgement] = ()) -> Record:
    """The pure step: the same documents, claims and judgements give the same record in whatever order they come."""
    from letapis.registry.reconcile import reconcile as reconcile_claims

    return reconcile_claims(documents, claims, tuple(decided))


def reconcile_reports(reports: Reports) -> Reconciled:
    """The record of reports that are in no archive."""
    record = record_of(reports.documents.values(), reports.claims)
    return Reconciled(record, reports.documents, reports.refused)


def _made_from(archive: Archive, coder: Coder, digests: list[str]) -> Json:
    """What the kept record answers for: documents, coder, judgements, version."""
    head = archive.judgements.head()[1]
    return {"letapis": __version__, **edition(coder), "input": fingerprint([head, *digests])}


def _kept(archive: Archive, made_from: Json) -> Record | None:
    from letapis.registry.exchange import record_from_json

    try:
        with (archive.derived / "record.jsonl").open("rb") as file:
            if decode(file.readline()) != made_from:
                return None
            return record_from_json(decode(file.readline()))
    except (OSError, ValueError, KeyError):
        return None


def _keep(archive: Archive, made_from: Json, record: Record) -> None:
    from letapis.registry.exchange import record_to_json

    with replacing(archive.derived / "record.jsonl") as file:
        file.write(encode(made_from))
        file.write(encode(record_to_json(record)))
