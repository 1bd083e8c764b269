"""Figures made again of some of their claims, or of the same claims read otherwise. Events and origins stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from letapis.claims.claim import Claim
from letapis.registry.entry import Entry, entry_of
from letapis.registry.figures.building import with_entries
from letapis.registry.record import Figure, Relation
from letapis.sources.document import Document

OWN = frozenset({"compatible", "conflict", "superseded"})  # relations within one figure


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind figures: claims and reports by their ids. Those of one event are enough for its figures."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]

    def entries(self, figure: Figure) -> Iterator[Entry]:
        """The entries of a figure, as far as its claims are there."""
        for reading in figure.readings:
            for name in reading.claims:
                if name in self.claims:
                    claim = self.claims[name]
                    yield entry_of(claim, self.documents.get(claim.document), name)

    def language(self, claim: Claim) -> str:
        """The language of the report that a claim stands in; empty where it cannot be told."""
        document = self.documents.get(claim.document)
        return document.language if document else ""


def made_anew(
    figures: Iterable[Figure], behind: Behind, change: Callable[[Entry], Entry | None]
) -> tuple[Figure, ...]:
    """The figures of what `change` leaves of their entries; a figure that it leaves nothing of is left out.

    Relations to other figures follow their claims to the new readings; those to figures that are not among these go.
    """
    before = tuple(figures)
    after = [made for figure in before if (made := _made(figure, behind, change)) is not None]
    kept = {figure.id for figure in after}
    moved = _moved(before, after)
    return tuple(_related(figure, moved, kept) for figure in after)


def _made(figure: Figure, behind: Behind, change: Callable[[Entry], Entry | None]) -> Figure | None:
    entries = list(behind.entries(figure))
    left = [changed for one in entries if (changed := change(one)) is not None]
    if not left:
        return None
    if len(left) == len(entries) and all(ours is theirs for ours, theirs in zip(left, entries, strict=True)):
        return figure
    origin = {claim: reading.origin for reading in figure.readings for claim in reading.claims}
    made = with_entries(figure, left, lambda entry: origin[entry.id])
    outward = tuple(one for one in figure.relations if one.kind not in OWN)
    return replace(made, relations=made.relations + outward)


def _moved(before: Iterable[Figure], after: Iterable[Figure]) -> dict[str, str]:
    """Where each reading is now: the standing reading that holds its first claim that is left."""
    now = {
        (figure.id, claim): reading.id
        for figure in after
        for reading in sorted(figure.readings, key=lambda one: one.standing)
        for claim in reading.claims
    }
    return {
        reading.id: now[figure.id, claim]
        for figure in before
        for reading in figure.readings
        for claim in reversed(reading.claims)
        if (figure.id, claim) in now
    }


def _related(figure: Figure, moved: Mapping[str, str], kept: frozenset[str] | set[str]) -> Figure:
    whole = figure.subset_of if figure.subset_of in kept else None
    found = dict.fromkeys(one for relation in figure.relations for one in _follow(relation, moved))
    return replace(figure, relations=tuple(found), subset_of=whole)


def _follow(relation: Relation, moved: Mapping[str, str]) -> Iterator[Relation]:
    if relation.kind in OWN:
        yield relation
    elif relation.left in moved and relation.right in moved:
        same = (moved[relation.left], moved[relation.right]) == (relation.left, relation.right)
        if same or not relation.reason.startswith("the same number"):  # it may be another number now
            yield replace(relation, left=moved[relation.left], right=moved[relation.right])
