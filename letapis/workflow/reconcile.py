"""The step from claims and judgements to the record, which is kept and made again only where its input changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from letapis import __version__
from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.claims.coder import Coder
from letapis.registry.judgement import Judgement
from letapis.registry.record import Record
from letapis.sources.document import Document
from letapis.sources.errors import Refusal
from letapis.workflow.code import code, rule_coder
from letapis.workflow.coding import Coded, edition, room_digest
from letapis.workflow.collecting import holding_much
from letapis.workflow.derived import Json, decode, encode, fingerprint, replacing
from letapis.workflow.judge import judgements
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reading import documents_of
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
    coder = coder or rule_coder(archive=archive)
    coded = code(archive, coder, progress)
    made_from = _made_from(archive, coder, coded.digests)
    kept = _kept(archive, made_from)
    if kept is not None:
        readings = (documents_of(archive, one) for one in archive.sealed().values())
        documents = {document.id: document for reading in readings for document in reading.documents}
        return Reconciled(kept, documents, coded.refused, fresh=False)
    documents, claims = _coded(archive, coder)
    progress("reconcile", 0, 1)
    record = record_of(documents.values(), claims, judgements(archive))
    _keep(archive, made_from, record)
    progress("reconcile", 1, 1)
    return Reconciled(record, documents, coded.refused)


def _coded(archive: Archive, coder: Coder) -> tuple[dict[str, Document], list[Claim]]:
    """All documents and claims from the shelves."""
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    sharing = Sharing()
    for reading, coded in Coded(archive, coder):
        documents |= {document.id: document for document in reading.documents}
        claims += (sharing(claim) for one in coded for claim in one.claims)
    return documents, claims


def record_of(documents: Iterable[Document], claims: Iterable[Claim], decided: Iterable[Judgement] = ()) -> Record:
    """The pure step: the same documents, claims and judgements give the same record in whatever order they come."""
    from letapis.registry.reconcile import reconcile as reconcile_claims

    with holding_much():
        return reconcile_claims(documents, claims, tuple(decided))


def reconcile_reports(reports: Reports) -> Reconciled:
    """The record of reports that are in no archive."""
    record = record_of(reports.documents.values(), reports.claims)
    return Reconciled(record, reports.documents, reports.refused)


def _made_from(archive: Archive, coder: Coder, digests: list[str]) -> Json:
    """What the kept record answers for: documents, coder, the rules of the registry, judgements, version."""
    head = archive.judgements.head()[1]
    rules = room_digest("letapis.registry", (".py",))
    return {"letapis": __version__, **edition(coder), "registry": rules, "input": fingerprint([head, *digests])}


def _kept(archive: Archive, made_from: Json) -> Record | None:
    try:
        with (archive.derived / "record.jsonl").open("rb") as file:
            if decode(file.readline()) != made_from:
                return None
            record = msgspec.json.decode(file.readline(), type=Record)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    return replace(record, claims=tuple(map(Sharing(), record.claims)))


def _keep(archive: Archive, made_from: Json, record: Record) -> None:
    """A hundred thousand claims come back in a second this way; for others there is `letapis export`."""
    with replacing(archive.derived / "record.jsonl") as file:
        file.write(encode(made_from))
        file.write(msgspec.json.encode(record) + b"\n")
