"""The step from claims and judgements to the record, which is kept and made again only where its input changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.claims.coder import Coder
from letapis.registry.judgement import Judgement
from letapis.registry.record import Record
from letapis.sources.document import Document
from letapis.sources.errors import Refusal
from letapis.workflow.code import code, rule_coder
from letapis.workflow.coding import Coded
from letapis.workflow.collecting import holding_much
from letapis.workflow.judge import judgements
from letapis.workflow.keeping import brought
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reports import Reports
from letapis.workflow.sharing import Sharing

PLAIN = "schema"  # the table of vague words that the store rests on


@dataclass(slots=True)
class Reconciled:
    """The record with the documents it rests on, and what was set aside on the way."""

    record: Record
    documents: Mapping[str, Document]
    refused: list[Refusal] = field(default_factory=list)
    fresh: bool = True  # False where the record was kept from an earlier run


def reconcile(
    archive: Archive, coder: Coder | None = None, progress: Progress = silent, *, anew: bool = False
) -> Reconciled:
    """Code what is not coded yet, then bring everything to one record with the judgements applied.

    The store keeps it, for the table of vague words that an archive is coded with; with another it is made in memory.
    """
    from letapis.store.reading import documents as documents_of_store
    from letapis.store.reading import record as record_of_store

    coder = coder or rule_coder(archive=archive)
    if not _keeps(coder):
        coded = code(archive, coder, progress)
        documents, claims = _coded(archive, coder)
        record = record_of(documents.values(), claims, judgements(archive))
        return Reconciled(record, documents, coded.refused)
    with brought(archive, coder, progress, anew=anew) as kept:
        record = record_of_store(kept.store)
        shared = replace(record, claims=tuple(map(Sharing(), record.claims)))
        documents = {document.id: document for document in documents_of_store(kept.store)}
        return Reconciled(shared, documents, kept.coded.refused, fresh=kept.changed)


@dataclass(slots=True)
class Sizes:
    """How much the record holds, without the record."""

    counts: dict[str, int]
    refused: list[Refusal]
    fresh: bool


def sizes(archive: Archive, coder: Coder, progress: Progress = silent, *, anew: bool = False) -> Sizes:
    """The same step for those who want only to know how much there is; the record stays where it is."""
    if _keeps(coder):
        from letapis.store.event_pages import sizes as sizes_of_store

        with brought(archive, coder, progress, anew=anew) as kept:
            return Sizes(sizes_of_store(kept.store), kept.coded.refused, kept.changed)
    done = reconcile(archive, coder, progress)
    held = {"documents": done.documents, "claims": done.record.claims, "events": done.record.events,
            "figures": done.record.figures, "origins": done.record.origins}  # fmt: skip
    return Sizes({name: len(values) for name, values in held.items()}, done.refused, done.fresh)


def _keeps(coder: Coder) -> bool:
    """Whether the store is made with this coder: not with another table of vague words."""
    return getattr(coder, "table", PLAIN) in {"", PLAIN}


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
