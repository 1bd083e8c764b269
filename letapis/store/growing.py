"""Works reports, claims and judgements into the store, touching only their neighbourhood: the registry's own steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from letapis.claims.claim import Claim
from letapis.registry.duplicates import marks as marks_of
from letapis.registry.index import Marks, Registry
from letapis.registry.judgement import Judgement
from letapis.sources.document import Document
from letapis.store.judgements import append, judgements
from letapis.store.opening import Store
from letapis.store.shelf import Shelf
from letapis.store.writing import Writer
from letapis.store.writing_claims import number_claims, write_claims
from letapis.store.writing_events import number_events, write_events, write_links
from letapis.store.writing_origins import number_origins, write_origins
from letapis.store.writing_reports import write_reports

Known = Callable[[str], str]


def _unknown(_report: str) -> str:
    return ""


def add(
    store: Store,
    documents: Iterable[Document],
    claims: Iterable[Claim],
    known: Known = _unknown,
    marks: Marks = marks_of,
) -> None:
    """Work in reports and claims, all of them or nothing. `known` says when the archive sealed a report."""
    with store.writing():
        registry, shelf = _registry(store)
        registry.add(documents, claims, marks)
        _write(Writer(store, registry, shelf, known))


def judge(store: Store, decided: Sequence[Judgement]) -> None:
    """Append judgements to those that the store has, and work in again what they touch, all or nothing."""
    with store.writing():
        registry, shelf = _registry(store)
        before = judgements(store)
        append(store, decided)
        registry.judge([*before, *decided])
        _write(Writer(store, registry, shelf, _unknown))


def _registry(store: Store) -> tuple[Registry, Shelf]:
    shelf = Shelf(store)
    return Registry(judgements(store), shelf), shelf


def _write(writer: Writer) -> None:
    fresh = writer.registry.changes.claims - writer.shelf.claim_rows.keys()
    number_claims(writer)
    number_origins(writer)
    number_events(writer)
    write_reports(writer)
    write_claims(writer, fresh)
    write_origins(writer)
    write_events(writer)
    write_links(writer)
    writer.registry.release()
