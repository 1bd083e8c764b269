"""Vague words read anew by another named table, from the words kept with the claims. The quotes are never touched.

Which events there are does not change with the table: it belongs to the publication, not to the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from letapis.claims.claim import Claim, Count
from letapis.claims.counts.reading import bounded
from letapis.claims.tokens import tokenise
from letapis.registry.counts import Interval
from letapis.registry.entry import Entry
from letapis.registry.figures.anew import Behind, made_anew
from letapis.registry.record import Figure, Record
from letapis.vocabulary.vague import tables


@lru_cache(maxsize=65536)
def vague_interval(words: str, language: str, table: str) -> Interval | None:
    """What a vague count stands for by the table, "more than several dozen" too; None where the words are not vague."""
    spans = bounded(tokenise(words), language, table)
    return (spans[0].low, spans[0].high) if len(spans) == 1 and spans[0].vague else None


def reread(claim: Claim, language: str, table: str) -> Claim:
    """The claim with its vague count by the table; the very same claim where that changes nothing."""
    count = claim.count
    found = vague_interval(count.words, language, table) if count and count.words else None
    if count is None or found is None or found == (count.low, count.high):
        return claim
    return replace(claim, count=Count(*found, count.unit, count.words))


def figures_by(table: str, figures: Iterable[Figure], behind: Behind) -> tuple[Figure, ...]:
    """The figures with their vague words read by the table. Raises ValueError for a table that does not exist."""
    if table not in tables():
        raise ValueError(f"no table of vague words {table!r}: choose one of {', '.join(tables())}")

    def read(entry: Entry) -> Entry:
        claim = reread(entry.claim, behind.language(entry.claim), table)
        return entry if claim is entry.claim else replace(entry, claim=claim)

    return made_anew(figures, behind, read)


def record_by(table: str, record: Record, behind: Behind) -> Record:
    """The record with every vague word read by the table: claims and figures. Events, origins and quotes stay."""
    figures = figures_by(table, record.figures, behind)
    claims = tuple(reread(claim, behind.language(claim), table) for claim in record.claims)
    return replace(record, claims=claims, figures=figures)
