"""Places of the gazetteer compared: one within the other, or near enough to be one place told twice."""

from __future__ import annotations

from functools import lru_cache

from letapis.names.places.context import distance
from letapis.registry.places import lies_in
from letapis.vocabulary import gazetteer
from letapis.vocabulary.gazetteer_rows import PlaceRow

NEAR = 30.0  # kilometres


@lru_cache(maxsize=1 << 16)
def near(left: str, right: str) -> bool:
    """Whether one place lies in the other or within `NEAR` kilometres of it. Names are canonical ones."""
    if left == right or lies_in((left,), (right,)) or lies_in((right,), (left,)):
        return True
    apart = kilometres(left, right)
    return apart is not None and apart <= NEAR


def kilometres(left: str, right: str) -> float | None:
    """Between two places; None where one is unknown or its coordinates are."""
    one, other = _row(left), _row(right)
    return distance(one, other) if one and other else None


def _row(name: str) -> PlaceRow | None:
    place = gazetteer.place(name)
    return PlaceRow(name, (name,), latitude=place.latitude, longitude=place.longitude) if place else None
