"""Which groups a change touches because people joined them with others."""

from __future__ import annotations

from letapis.registry.cells import Cell, cell_of
from letapis.registry.holdings import Holdings
from letapis.registry.recalling import Whole


def with_joined(
    held: Holdings, recall: Whole, cells: set[Cell], again: set[str]
) -> tuple[set[Cell], dict[str, str]]:
    """The changed cells with those that joins tie to them; and the joined claims there, each with its id now."""
    names = list(held.joins.joined())
    seen: set[str] = set()
    waiting = {claim for claim in names if claim in again or not cells.isdisjoint(_homes(held, claim))}
    while waiting:
        seen |= waiting
        tied = {other for claim in waiting for other in held.joins.with_(claim)}
        recall.claims(tied)
        recall.cells({cell_of(held.entries[one]) for one in tied if one in held.entries})
        more = {cell for one in tied for cell in _homes(held, one)}
        recall.cells(more)
        cells = cells | more
        waiting = tied | {claim for claim in names if not cells.isdisjoint(_homes(held, claim))}
        waiting -= seen
    return cells, {claim: held.entries[claim].id for claim in seen if claim in held.entries}


def _homes(held: Holdings, claim: str) -> set[Cell]:
    """The cells where the group of a claim can be."""
    entry = held.entries.get(claim)
    return held.cells.of_groups({claim: cell_of(entry)}) if entry else set()
