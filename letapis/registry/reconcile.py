"""Claims to a record, in one call: `record = reconcile(documents, claims, judgements)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from letapis.claims.claim import Claim
from letapis.registry.index import Registry
from letapis.registry.judgement import Judgement
from letapis.registry.record import Record
from letapis.sources.document import Document


def reconcile(
    documents: Iterable[Document], claims: Iterable[Claim], judgements: Sequence[Judgement] = ()
) -> Record:
    """The record of all that the claims and the judgements say; the order of documents and claims is of no account."""
    registry = Registry(judgements)
    registry.add(documents, claims)
    return registry.record()
