"""Whether values of one slot can all be true: a month and a day in it agree, two days do not.

An entry shows every standing value; this tells which are a conflict, and which only differ in how much they tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from letapis.registry.model.checking import slot_of
from letapis.registry.model.folding import Entry
from letapis.registry.model.kinds import Slot
from letapis.registry.model.values import UNKNOWN, count_of, date_of
from letapis.registry.places import comparable
from letapis.vocabulary.codes import holders


def agree(slot: Slot, left: str, right: str) -> bool:
    """Whether both values can be true of one thing. Values of a slot that takes several always agree."""
    if slot.several or left == right or UNKNOWN in {left, right}:
        return True
    told = _AGREE.get(slot.value)
    return told(slot, left, right) if told else False


def conflicts(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Slot and two values for each pair of standing values that cannot both be true."""
    for name, filled in entry.slots.items():
        slot = slot_of(entry.id, name)
        if slot is not None and len(filled.values) > 1:
            pairs = combinations(filled.values, 2)
            yield from ((name, left, right) for left, right in pairs if not agree(slot, left, right))


def _dates(slot: Slot, left: str, right: str) -> bool:  # noqa: ARG001  the shape of the table below
    one, other = date_of(left), date_of(right)
    return one is None or other is None or (one.earliest <= other.latest and other.earliest <= one.latest)


def _counts(slot: Slot, left: str, right: str) -> bool:  # noqa: ARG001
    one, other = count_of(left), count_of(right)
    if one is None or other is None:
        return True
    ends = ((one.low, other.high), (other.low, one.high))
    return all(low is None or high is None or low <= high for low, high in ends)


def _codes(slot: Slot, left: str, right: str) -> bool:
    return left in holders(slot.codes, right) or right in holders(slot.codes, left)


def _places(slot: Slot, left: str, right: str) -> bool:  # noqa: ARG001
    return comparable((left,), (right,))


_AGREE: Mapping[str, Callable[[Slot, str, str], bool]] = {
    "date": _dates,
    "count": _counts,
    "code": _codes,
    "place": _places,
}
