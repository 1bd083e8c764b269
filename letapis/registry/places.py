"""Places as claims give them, compared: which lies in which. What the gazetteer does not know lies only in itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from letapis.vocabulary import gazetteer


@lru_cache(maxsize=65536)
def _inside(inner: str, outer: str) -> bool:
    if inner == outer:
        return True
    if gazetteer.place(inner) is None or gazetteer.place(outer) is None:
        return False
    return gazetteer.within(inner, outer)


@lru_cache(maxsize=65536)
def lies_in(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Whether every named place of `inner` lies in one of `outer`. An unknown place lies nowhere."""
    return bool(inner and outer) and all(any(_inside(one, other) for other in outer) for one in inner)


def comparable(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one lies in the other. An unknown place is comparable with every place."""
    return not left or not right or lies_in(left, right) or lies_in(right, left)


def widest(places: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The place that holds all the others; where none does, the first by name. Unknown only where all are unknown."""
    known = sorted({place for place in places if place})
    if len(known) == 1:
        return known[0]
    return next((one for one in known if all(lies_in(other, one) for other in known)), known[0] if known else ())
