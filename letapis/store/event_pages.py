"""How much an archive holds, and a page of its events, without the record: as many rows are read as are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from letapis.registry.record import Event, Figure
from letapis.store.opening import Store
from letapis.store.values import unpacked


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for. Days are text, as 2020-10-11; empty words and 0 ask for nothing."""

    first: str = ""
    last: str = ""
    place: str = ""  # canonical name; what lies in it counts as well
    type: str = ""
    status: str = ""
    origins: int = 0  # at least so many


@dataclass(frozen=True, slots=True)
class Listed:
    """An event of the page, with its figures that count everyone."""

    event: Event
    figures: tuple[Figure, ...]


def count(store: Store, asked: Asked) -> int:
    """How many events there are."""
    return int(_found(store, asked).count())


def sizes(store: Store) -> dict[str, int]:
    """How much the record holds: documents, claims that stand, events, figures and origins."""
    from letapis.store import models

    return {
        "documents": store.rows(models.Document).filter(body__isnull=False).count(),
        "claims": store.rows(models.Claim).filter(event__isnull=False).count(),
        "events": store.rows(models.Event).count(),
        "figures": store.rows(models.Figure).count(),
        "origins": store.rows(models.Origin).count(),
    }


def page(store: Store, asked: Asked, limit: int, offset: int = 0) -> list[Listed]:
    """The newest events but for `offset` of them, the newest last; those without a day come before all others."""
    from django.db.models import F
    from django.db.models.functions import Collate

    ident = Collate(F("ident"), "C") if store.engine == "postgresql" else F("ident")  # by its bytes, on both engines
    rows = _found(store, asked).order_by("-first", ident.desc())[offset : offset + limit]
    events = {number: unpacked(Event, body) for number, body in rows.values_list("number", "body")}
    figures: dict[str, list[Figure]] = {}
    for figure in _figures(store, list(events)):
        figures.setdefault(figure.event or "", []).append(figure)
    return [Listed(event, tuple(figures.get(event.id, ()))) for event in reversed(events.values())]


def _found(store: Store, asked: Asked) -> Any:  # noqa: ANN401  a query of Django
    from django.db.models import Exists, OuterRef

    from letapis.store.models import Event as Row
    from letapis.store.models import EventPlace

    wanted: dict[str, Any] = {
        "type": asked.type, "status": asked.status, "origins__gte": asked.origins,
        "last__gte": asked.first, "first__lte": asked.last,
    }  # fmt: skip
    rows = store.rows(Row).filter(**{name: value for name, value in wanted.items() if value})
    if asked.last:
        rows = rows.filter(first__gt="")  # a day that is not known lies in no time asked for
    if asked.place:
        within = store.rows(EventPlace).filter(place=asked.place, event=OuterRef("number"))
        rows = rows.filter(Exists(within))
    return rows


def _figures(store: Store, events: list[int]) -> Iterator[Figure]:
    from letapis.store.models import Figure as Row

    for body in store.rows(Row).filter(event_id__in=events, population="").values_list("body", flat=True):
        yield unpacked(Figure, body)
