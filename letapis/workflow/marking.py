"""The marks of reports, made by a second process while this one works the reports before them into the store.

The marks are those of `registry.duplicates`; where there is one batch only, or one processor, they are made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice, pairwise
from typing import Protocol, TypeVar

from letapis.registry.duplicates import marks
from letapis.registry.index import Marks
from letapis.sources.document import Document
from letapis.workflow.processes import pool_of, processes

Found = dict[str, tuple[tuple[str, str], ...]]  # marks by report


class Reports(Protocol):
    """Anything that comes in batches of reports."""

    @property
    def documents(self) -> Sequence[Document]:
        """The reports of the batch."""


Batch = TypeVar("Batch", bound=Reports)


def with_marks(batches: Iterable[Batch]) -> Iterator[tuple[Batch, Marks]]:
    """Each batch with the marks of its reports; of several batches one is read ahead."""
    source = iter(batches)
    first = list(islice(source, 2))
    held = chain(first, source)
    if len(first) < 2 or processes() < 2:
        yield from ((batch, marks) for batch in held)
        return
    pool = pool_of(1)
    try:
        yield from _ahead(pool, held)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ahead(pool: ProcessPoolExecutor, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Marks]]:
    under_way = ((batch, pool.submit(marks_of, list(batch.documents))) for batch in batches)
    for now, _ in pairwise(chain(under_way, [None])):
        assert now is not None
        batch, made = now
        yield batch, _known(made.result())


def _known(found: Found) -> Marks:
    return lambda document: found[document.id]


def marks_of(documents: Sequence[Document]) -> Found:
    """The marks of each report; of two with one id the first counts, as in the registry."""
    return {document.id: marks(document) for document in reversed(documents)}
