"""The events of an archive, a page at a time: what is asked for goes to the store, and no record is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.registry.record import Event, Figure
from letapis.workflow.keeping import kept
from letapis.workflow.progress import Progress, silent

if TYPE_CHECKING:
    from letapis.store.event_pages import Asked


@dataclass(frozen=True, slots=True)
class Page:
    """Events, the newest last, and how many there are in all."""

    events: tuple[tuple[Event, Figure | None], ...]
    total: int


def events(archive: Archive, asked: Asked, limit: int, offset: int = 0, progress: Progress = silent) -> Page:
    """The newest events that fit but for `offset` of them, each with the figure of what its type counts."""
    from letapis.store.event_pages import count, page

    with kept(archive, progress) as store:
        listed = page(store, asked, limit, offset)
        return Page(tuple((one.event, _main(one.event, one.figures)) for one in listed), count(store, asked))


def _main(event: Event, figures: tuple[Figure, ...]) -> Figure | None:
    """The figure of what the type counts, in its plain definition before others."""
    from letapis.vocabulary.types import claim_types

    known = claim_types().get(event.type)
    measure = known.measure if known else ""
    return min(figures, key=lambda one: (one.measure != measure, one.definition, one.id), default=None)
