"""Readings: what each origin says of one quantity, as of when; a later one of the same origin supersedes."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from letapis.registry.corrections import Versions, corrected, documents, smaller
from letapis.registry.counts import Interval, below, ends, rounded
from letapis.registry.entry import Entry
from letapis.registry.places import widest
from letapis.registry.record import Reading, Relation
from letapis.sources.moment import Moment
from letapis.vocabulary.resources import table

_NO_VERSIONS: Versions = {}
_BASIS_ORDER = ("named_list", "total", "estimate", "vague", "")


@cache
def _vague_intervals() -> frozenset[Interval]:
    """The intervals that the named tables give to vague words; exact ones ("a dozen") are no sign of vagueness."""
    rows = (row for words in table("vague.toml").values() for row in words.values())
    return frozenset((low, high) for low, high in rows if low != high and high >= 0)


def is_vague(reading: Reading) -> bool:
    """Whether the interval stands for a vague word: "hundreds"."""
    return reading.basis == "vague" or (reading.low, reading.high) in _vague_intervals()


def meant(reading: Reading) -> Interval:
    """What the reading can stand for: a list of names is a floor, an estimate is as wide as its rounding."""
    if reading.basis == "named_list":
        return reading.low, None
    if reading.basis == "estimate" and reading.low is not None and reading.low == reading.high:
        return rounded(reading.low)
    return reading.low, reading.high


def outgrown(reading: Reading, other: Reading, scope: str) -> bool:
    """Whether the reading is a smaller state of an earlier moment, of a total or where its moment is stated."""
    if reading.as_of is None or other.as_of is None or not (scope == "total" or reading.stated):
        return False
    earlier = reading.as_of.day < other.as_of.day or (
        reading.as_of.day == other.as_of.day
        and reading.as_of.time is not None
        and other.as_of.time is not None
        and reading.as_of.time < other.as_of.time
    )
    return earlier and below(meant(reading), meant(other))


def read(entries: Iterable[Entry], origin_of: Callable[[Entry], str], figure: str) -> tuple[Reading, ...]:
    """The readings of one quantity, by as-of, then origin, then value; equal ones of one origin are one reading."""
    said: dict[tuple[str, int | None, int | None, Moment | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        count = entry.claim.count
        if count:
            said[origin_of(entry), count.low, count.high, entry.as_of if entry.stated else None].append(entry)
    readings = [_reading(origin, held, figure) for (origin, _, _, _), held in _with_stated(said)]
    return tuple(sorted(readings, key=_order))


def _with_stated(
    said: dict[tuple[str, int | None, int | None, Moment | None], list[Entry]],
) -> list[tuple[tuple[str, int | None, int | None, Moment | None], list[Entry]]]:
    """A value told without an hour joins the same origin's same value that has one: it was repeated."""
    first_stated: dict[tuple[str, int | None, int | None], Moment] = {}
    for origin, low, high, as_of in said:
        if as_of is not None:
            known = first_stated.get((origin, low, high))
            first_stated[origin, low, high] = as_of if known is None or as_of < known else known
    joined: dict[tuple[str, int | None, int | None, Moment | None], list[Entry]] = defaultdict(list)
    for (origin, low, high, as_of), held in said.items():
        joined[origin, low, high, as_of or first_stated.get((origin, low, high))] += held
    return list(joined.items())


def _reading(origin: str, entries: list[Entry], figure: str) -> Reading:
    held = sorted(entries, key=lambda entry: entry.id)
    stated = [entry.as_of for entry in held if entry.stated and entry.as_of]
    told = [entry.as_of for entry in held if entry.as_of]
    as_of = min(stated or told, default=None)
    claim = held[0].claim
    assert claim.count is not None
    words = [entry.claim.count.words for entry in held if entry.claim.count and entry.claim.count.words]
    value = f"{figure}|{origin}|{claim.count.low}|{claim.count.high}|{as_of.iso() if stated and as_of else ''}"
    mark = hashlib.blake2b(value.encode(errors="surrogatepass"), digest_size=6).hexdigest()
    return Reading(
        id=f"r-{mark}",
        origin=origin,
        low=claim.count.low,
        high=claim.count.high,
        definition=claim.definition,
        basis=min((entry.claim.basis for entry in held), key=_basis_rank),
        as_of=as_of,
        claims=tuple(entry.id for entry in held),
        words=min(words, default=""),
        stated=bool(stated),
        place=widest(entry.claim.place for entry in held),
    )


def _basis_rank(basis: str) -> int:
    return _BASIS_ORDER.index(basis) if basis in _BASIS_ORDER else len(_BASIS_ORDER)


def _order(reading: Reading) -> tuple[str, str, tuple[float, float], str]:
    as_of = reading.as_of.iso() if reading.as_of else ""
    return as_of, reading.origin, ends((reading.low, reading.high)), reading.id


def grown(
    readings: Sequence[Reading], certain: frozenset[str], versions: Versions = _NO_VERSIONS
) -> tuple[tuple[Reading, ...], tuple[Relation, ...]]:
    """Which readings still stand, and what took the place of the others.

    `certain` are the ids of claims whose as-of is their own. Of one origin only the last stands. A smaller number that
    another repeats without its hour is an earlier state of a growing list, whenever it was repeated. But where a later
    version of a report says another number, that one is the last, also where it is smaller.
    """
    by_origin: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_origin[reading.origin].append(reading)
    replaced: dict[str, Relation] = {}
    for held in by_origin.values():
        if len(held) > 1:
            own = frozenset(one.id for one in held if not certain.isdisjoint(one.claims))
            after = corrected(held, versions)
            last = [one for one in held if one.id not in after]
            replaced.update({**_series(last, own, smaller(held, versions)), **after})
    if not replaced:
        return tuple(readings), ()
    kept = tuple(replace(reading, standing=False) if reading.id in replaced else reading for reading in readings)
    return kept, tuple(replaced[reading.id] for reading in readings if reading.id in replaced)


def _series(readings: list[Reading], certain: frozenset[str], lowered: frozenset[str]) -> dict[str, Relation]:
    """Superseded readings of one origin, each with the relation to the one that took its place."""
    dated = sorted((one for one in readings if one.id in certain and one.as_of), key=_order)
    moments = [_iso(one) for one in dated]
    largest = max(readings, key=lambda one: (_value(one), _order(one)))
    found: dict[str, Relation] = {}
    for reading in readings:
        later = _next(reading, dated, moments)
        if later is None and reading.id not in lowered and _outgrown(reading, largest, certain):
            later = largest
        if later is not None:
            found[reading.id] = Relation("superseded", reading.id, later.id, _how(reading, later))
    return found


def _next(reading: Reading, dated: list[Reading], moments: list[str]) -> Reading | None:
    """The first of the dated readings that is later beyond doubt; within one day only hours tell."""
    if reading.as_of is None:
        return None
    until = _iso(reading) if reading.as_of.time else f"{_iso(reading)}~"
    place = bisect_right(moments, until)
    return dated[place] if place < len(dated) else None


def _outgrown(reading: Reading, largest: Reading, certain: frozenset[str]) -> bool:
    """Whether the larger number of the same origin is a later state, though no hour says so."""
    if _value(reading) >= _value(largest) or documents(reading) & documents(largest):
        return False
    if reading.id not in certain or reading.as_of is None or largest.as_of is None:
        return True
    return reading.as_of.day < largest.as_of.day or (
        reading.as_of.day == largest.as_of.day and not (reading.as_of.time and largest.as_of.time)
    )


def _value(reading: Reading) -> tuple[float, float]:
    return ends((reading.low, reading.high))


def _iso(reading: Reading) -> str:
    return reading.as_of.iso() if reading.as_of else ""


def _how(earlier: Reading, later: Reading) -> str:
    if earlier.as_of and later.as_of and earlier.as_of < later.as_of:
        return "same origin, later as-of"
    return "same origin, an earlier count repeated"
