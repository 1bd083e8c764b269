"""A place of a gazetteer as a row of a table, whoever made the table, and how its columns may be headed.

It opens no file, and does not know what the names sound like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What a column holds, and how it may be headed; the first that is there counts.
COLUMNS = {
    "place_id": ("place_id", "id", "geonameid", "wikidata"),
    "name": ("name", "title", "place"),
    "be": ("be", "name_be"),
    "ru": ("ru", "name_ru"),
    "en": ("en", "name_en"),
    "spellings": ("spellings", "further spellings", "alternatenames"),
    "kind": ("kind", "type", "placetype"),
    "district": ("district", "raion", "rayon"),
    "region": ("region", "oblast"),
    "country": ("country",),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng"),
    "population": ("population",),
}
NAMES = ("name", "be", "ru", "en")
LONGEST_CELL = 10_000  # letters; a longer cell is a slip of the file


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of a gazetteer. The first of `names` is the one to show; degrees are WGS 84."""

    place_id: str
    names: tuple[str, ...]
    kind: str = ""
    district: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


def place_row(cells: Mapping[str, str], line: int) -> PlaceRow:
    """The place of a row of a table, by the heads of its columns in any case. Raises ValueError with the reason."""
    if any(len(value) > LONGEST_CELL for value in cells.values()):
        raise ValueError(f"a cell of more than {LONGEST_CELL:,} letters")
    given = {head.strip().lower(): value.strip() for head, value in cells.items()}
    told = {column: _first(given, heads) for column, heads in COLUMNS.items()}
    names = [*(told[column] for column in NAMES), *(name.strip() for name in told["spellings"].split(";"))]
    names = [name for name in dict.fromkeys(names) if any(map(str.isalnum, name))]
    if not names:
        raise ValueError("no name")
    return PlaceRow(
        told["place_id"] or f"line-{line}",
        tuple(names),
        told["kind"].lower(),
        told["district"],
        told["region"],
        told["country"],
        _degrees(told["latitude"], 90),
        _degrees(told["longitude"], 180),
        _people(told["population"]),
    )


def _first(given: Mapping[str, str], heads: tuple[str, ...]) -> str:
    return next((given[head] for head in heads if given.get(head)), "")


def _degrees(written: str, most: float) -> float | None:
    if not written:
        return None
    try:
        degrees = float(written.replace(",", "."))
    except ValueError as error:
        raise ValueError(f"{written!r} is no degree") from error
    if not -most <= degrees <= most:
        raise ValueError(f"{written} degrees is not on the globe")
    return degrees


def _people(written: str) -> int:
    digits = written.replace(" ", "").replace("\u00a0", "")
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{written!r} is no number of people")
    return int(digits)
