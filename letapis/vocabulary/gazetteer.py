"""The gazetteer: places by their canonical English name, and what lies within what.

Its rows are data (`gazetteer/*.tsv`, sources in SOURCES.md), read once when first asked. Reading names out of a text is
`claims.places`; this module only knows the places.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from letapis.vocabulary.resources import text

FOLD = str.maketrans({"’": None, "'": None, "ʼ": None, "`": None, "ё": "е", "-": " ", "‐": " ", "‑": " ", "ł": "l", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `parents` run from the nearest to the country, by canonical name; `labels` are keyed en, be, ru."""

    name: str
    kind: str  # country, region, district, city, town, village, locality, or the kind of a site: prison, factory ...
    parents: tuple[str, ...]
    labels: dict[str, str]
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    spellings: tuple[str, ...] = ()
    stands_for: str = ""  # the town that a site's name implies; empty where the place is named for itself

    @property
    def country(self) -> str:
        """The country it lies in; a country lies in itself."""
        return self.name if self.kind == "country" else self.parents[-1] if self.parents else ""


def fold(name: str) -> str:
    """A spelling without case, accents, apostrophes and hyphens: what the look-up compares."""
    lower = name.lower().translate(FOLD)
    if lower.isascii():
        return " ".join(lower.split())
    return " ".join("".join(map(_bare, lower)).split())


@cache
def _bare(letter: str) -> str:
    """A Latin letter without its accent; a Cyrillic one as it is: й and ў are letters of their own."""
    if letter < "\u0080" or "\u0400" <= letter <= "\u04ff":
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


def rows(name: str) -> list[list[str]]:
    """The rows of a data file of this gazetteer, without its remarks."""
    lines = text(f"gazetteer/{name}").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def country_names() -> dict[str, str]:
    """Canonical name of a country by its two-letter code."""
    return {row[1]: row[0] for row in rows("countries.tsv")}


@cache
def capitals() -> dict[str, str]:
    """Canonical name of the capital by that of the country."""
    return {row[0]: row[4] for row in rows("countries.tsv")}


def _labels(english: str, belarusian: str, russian: str) -> dict[str, str]:
    return {"en": english, "be": belarusian or english, "ru": russian or english}


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@cache
def places() -> dict[str, Place]:
    """Every place by its canonical name, in the order of the files."""
    found: dict[str, Place] = {}
    for row in rows("countries.tsv"):
        found[row[0]] = Place(row[0], "country", (), _labels(row[0], row[2], row[3]), spellings=_split(row[5]))
    names = country_names()
    for row in rows("regions.tsv"):
        found.setdefault(
            row[0], Place(row[0], row[1], (names[row[2]],), _labels(row[0], row[3], row[4]), spellings=_split(row[5]))
        )
    found |= _belarus()
    _add_settlements(found, names)
    _add_sites(found)
    return found


def _add_settlements(found: dict[str, Place], names: dict[str, str]) -> None:
    for name, kind, code, region, latitude, longitude, people, belarusian, russian, others in rows("settlements.tsv"):
        country = names.get(code, code)
        known = found.get(name)
        if known is not None and known.country != country:
            continue
        if known is not None and known.kind in ("country", "region"):
            continue
        found[name] = Place(
            name,
            known.kind if known else kind,
            known.parents if known else ((region, country) if region else (country,)),
            known.labels if known else _labels(name, belarusian, russian),
            float(latitude),
            float(longitude),
            int(people),
            (known.spellings if known else ()) + _split(others),
        )


BELARUS = "Belarus"
REGIONS = {  # region of Belarus: adjective be, adjective ru, further Latin spellings
    "Brest region": ("Брэсцкая", "Брестская"),
    "Viciebsk region": ("Віцебская", "Витебская"),
    "Homiel region": ("Гомельская", "Гомельская"),
    "Hrodna region": ("Гродзенская", "Гродненская"),
    "Mahiliou region": ("Магілёўская", "Могилёвская"),
    "Minsk region": ("Мінская", "Минская"),
}


def _belarus() -> dict[str, Place]:
    """Regions, districts and towns of Belarus from the table that holds them in the three languages."""
    found: dict[str, Place] = {}
    table = rows("belarus.tsv")
    english = {row[0]: (row[0], *(_split(row[8]))) for row in table}
    for region, (belarusian, russian) in REGIONS.items():
        town = region.removesuffix(" region")
        labels = _labels(region, f"{belarusian} вобласць", f"{russian} область")
        spellings = tuple(f"{each} {word}" for each in english[town] if each.isascii() for word in ("oblast", "voblast", "region"))
        found[region] = Place(region, "region", (BELARUS,), labels, spellings=spellings)
    for name, kind, region, district, belarusian, russian, adjective_be, adjective_ru, others in table:
        parents: tuple[str, ...] = (region, BELARUS)
        if district:
            place = f"{name} district"
            labels = _labels(place, f"{adjective_be.capitalize()} раён", f"{adjective_ru.capitalize()} район")
            spellings = tuple(f"{each} {word}" for each in english[name] if each.isascii() for word in ("district", "raion", "rajon"))
            found[place] = Place(place, "district", (region, BELARUS), labels, spellings=spellings)
            if kind != "city":
                parents = (place, region, BELARUS)
        found[name] = Place(name, kind, parents, _labels(name, belarusian, russian), spellings=_split(others))
    return found


def _add_sites(found: dict[str, Place]) -> None:
    for name, kind, town, own, belarusian, russian, others in rows("sites.tsv"):
        parents = (town, *found[town].parents)
        labels = _labels(name, belarusian, russian)
        found[name] = Place(name, kind, parents, labels, spellings=_split(others), stands_for="" if own else town)


def place(name: str) -> Place | None:
    """The place of a canonical English name."""
    return places().get(name)


def within(inner: str, outer: str) -> bool:
    """Whether a place is another or lies in it: Salihorsk in Minsk region, in Belarus."""
    if inner == outer:
        return True
    known = place(inner)
    return known is not None and outer in known.parents


def country_of(name: str) -> str:
    """The country of a canonical name; empty where the name is not known."""
    known = place(name)
    return known.country if known else ""
