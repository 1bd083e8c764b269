"""What stands around a place name and narrows it: district, region, country, kind, and other places of the same text.

It says by how much each place fits and why; which of them sounds right is `resolving`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, hypot, radians, sin, sqrt

from letapis.names.places.areas import area
from letapis.names.places.index import PlaceIndex
from letapis.names.places.keys import place_keys
from letapis.names.places.words import AREAS, Spelling, read_spelling
from letapis.vocabulary import gazetteer
from letapis.vocabulary.gazetteer_rows import PlaceRow

OTHER_AREA = {"district": 0.72, "region": 0.75}
UNTOLD_AREA = {"district": 0.93, "region": 0.95}
OTHER_COUNTRY, OTHER_KIND = 0.6, 0.9
# Where a region has the name of its town, so that only the word beside it tells which is meant.
REGIONS_BY_WORD = frozenset({"Belarus", "Russia", "Ukraine"})
SETTLEMENTS = frozenset({"city", "town", "village", "locality", "settlement"})
KILOMETRES, GAIN = 40.0, 0.06  # a place so near one named beside it gains so much, less with the distance
EARTH_RADIUS = 6371.0


@dataclass(frozen=True, slots=True)
class Context:
    """What narrows the choice, in canonical words; what is empty narrows nothing. `unknown`: areas no place has."""

    district: str = ""
    region: str = ""
    country: str = ""
    kind: str = ""
    near: tuple[PlaceRow, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """By what the likeness of a name is multiplied, what is added, and why."""

    factor: float
    gain: float
    reasons: tuple[str, ...]


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in gazetteer.rows("countries.tsv"):
        for name in (row[0], row[1], row[2], row[3], *row[5].split(";")):
            found.setdefault(gazetteer.fold(name), row[0])
    return found


def country_name(written: str) -> str:
    """The English name of a country by a name or a code of two letters; what is not known comes back as it is."""
    return _countries().get(gazetteer.fold(written), written.strip())


def context_of(
    index: PlaceIndex, read: Spelling, told: Context, near: Sequence[str], reaches: Sequence[PlaceIndex]
) -> Context:
    """What the caller told and what the spelling tells, as areas that the gazetteer has; the caller goes first."""
    asked = {"district": area(told.district or read.district), "region": area(told.region or read.region, "region")}
    known = {"district": index.known_districts, "region": index.known_regions}
    found = {name: value if value in known[name] else "" for name, value in asked.items()}
    country = country_name(told.country) if told.country else ""
    for other in read.around:
        if not country and gazetteer.fold(other) in _countries():
            country = country_name(other)
            continue
        for name, before in found.items():
            value = area(other, name)
            found[name] = before or (value if value in known[name] else "")
    unknown = tuple(name for name, value in asked.items() if value and not found[name])
    beside = tuple(row for name in near if (row := _only(name, reaches)))
    return Context(found["district"], found["region"], country, told.kind or read.kind, beside, unknown)


def _only(name: str, reaches: Sequence[PlaceIndex]) -> PlaceRow | None:
    """The town or site of a name that no other has; None where it is not known or not alone."""
    for index in reaches:
        keys = [key for words in read_spelling(name).names for key in place_keys(words)]
        places = {place for one in index.exact(keys) for place in index.entries[one].places}
        rows = [row for row in map(index.places.__getitem__, places) if row.kind not in AREAS]
        if len(rows) == 1:
            return rows[0]
    return None


def fit(index: PlaceIndex, place: int, context: Context) -> Fit:
    """How well a place fits what stands around its name."""
    row = index.places[place]
    factor, reasons = 1.0, [f"no {name} of this name is known here" for name in context.unknown]
    for name, asked, value in (
        ("district", context.district, index.districts[place]),
        ("region", context.region, index.regions[place]),
    ):
        if asked:
            factor *= 1.0 if value == asked else OTHER_AREA[name] if value else UNTOLD_AREA[name]
            reasons.append(_told(name, asked, value))
    if context.country and row.country and country_name(row.country) != context.country:
        factor *= OTHER_COUNTRY
        reasons.append(f"not in {context.country}")
    if _other_kind(row, context.kind):
        factor *= OTHER_KIND
        reasons.append(f"a {row.kind}" + (f", not a {context.kind}" if context.kind else ""))
    gain, beside = _nearness(row, index.districts[place], context.near)
    factor *= 1.0 - GAIN if context.near else 1.0
    return Fit(factor, gain, (*reasons, *beside))


def _told(name: str, asked: str, value: str) -> str:
    if value == asked:
        return f"in the {name} given"
    return f"not in the {name} given" if value else f"its {name} is not told"


def _other_kind(row: PlaceRow, asked: str) -> bool:
    """A town is easily called a village, a city never; a district is not meant where its word is missing."""
    if not asked:
        return row.kind in AREAS and row.country in REGIONS_BY_WORD
    if {row.kind, asked} <= SETTLEMENTS:
        return (row.kind, asked) == ("city", "village")
    return bool(row.kind) and row.kind != asked


def _nearness(row: PlaceRow, district: str, near: Sequence[PlaceRow]) -> tuple[float, tuple[str, ...]]:
    best, reason = 0.0, ""
    for other in near:
        kilometres = distance(row, other)
        if kilometres is not None and kilometres < KILOMETRES:
            gain, told = GAIN * (1 - kilometres / KILOMETRES), f"{kilometres:.0f} km from {other.names[0]}"
        elif kilometres is None and district and district == area(other.district):
            gain, told = GAIN / 2, f"in one district with {other.names[0]}"
        else:
            continue
        if gain > best:
            best, reason = gain, told
    return best, (reason,) if reason else ()


def distance(left: PlaceRow, right: PlaceRow) -> float | None:
    """Kilometres between two places on a sphere; None where a coordinate is missing."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    one, other = radians(left.latitude), radians(right.latitude)
    east = radians(right.longitude - left.longitude)
    return 2 * EARTH_RADIUS * asin(min(1.0, hypot(sin((other - one) / 2), sqrt(cos(one) * cos(other)) * sin(east / 2))))
