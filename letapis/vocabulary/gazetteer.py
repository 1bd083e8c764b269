"""The gazetteer: places by their canonical English name, and what lies within what.

Its rows are data (`gazetteer/*.tsv`, sources in SOURCES.md), read once when first asked. Reading names out of a text is
`claims.places`; this module only knows the places.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from letapis.vocabulary.resources import text

FOLD = str.maketrans(
    {"’": None, "'": None, "ʼ": None, "`": None, "ё": "е", "-": " ", "‐": " ", "‑": " ", "ł": "l", "ı": "i"}
)


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
def named_places() -> dict[str, Place]:
    """Countries, regions, towns of Belarus and sites by canonical name: what is written by hand."""
    found: dict[str, Place] = {}
    for row in rows("countries.tsv"):
        found[row[0]] = Place(row[0], "country", (), _labels(row[0], row[2], row[3]), spellings=_split(row[5]))
    names = country_names()
    for name, kind, code, belarusian, russian, others in rows("regions.tsv") + rows("more.tsv"):
        found.setdefault(
            name, Place(name, kind, (names[code],), _labels(name, belarusian, russian), spellings=_split(others))
        )
    found |= _belarus()
    for name, kind, town, own, belarusian, russian, others in rows("sites.tsv"):
        parents = (town, *(found[town].parents if town in found else (country_of_line(settlement_lines()[town]),)))
        labels = _labels(name, belarusian, russian)
        found[name] = Place(name, kind, parents, labels, spellings=_split(others), stands_for="" if own else town)
    return found


@cache
def settlement_lines() -> dict[str, str]:
    """The lines of the settlements by canonical name, not yet cut: most of them are never asked for."""
    lines = text("gazetteer/settlements.tsv").splitlines()
    return {line.partition("\t")[0]: line for line in lines if not line.startswith("#")}


def country_of_line(line: str) -> str:
    """The country of a settlement."""
    code = line.split("\t", 3)[2]
    return country_names().get(code, code)


@lru_cache(maxsize=65536)
def place(name: str) -> Place | None:
    """The place of a canonical English name."""
    known = named_places().get(name)
    line = settlement_lines().get(name)
    if line is None or (
        known is not None and (known.kind in ("country", "region") or known.country != country_of_line(line))
    ):
        return known
    _, kind, _, region, latitude, longitude, people, belarusian, russian, others = line.split("\t")
    country = country_of_line(line)
    if known is None:
        parents = (region, country) if region else (country,)
        known = Place(name, kind, parents, _labels(name, belarusian, russian))
    return replace(
        known,
        latitude=float(latitude),
        longitude=float(longitude),
        population=int(people),
        spellings=known.spellings + _split(others),
    )


def all_names() -> tuple[str, ...]:
    """Every canonical name, those written by hand first."""
    return tuple(dict.fromkeys((*named_places(), *settlement_lines())))


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
        spellings = tuple(
            f"{each} {word}" for each in english[town] if each.isascii() for word in ("oblast", "voblast", "region")
        )
        found[region] = Place(region, "region", (BELARUS,), labels, spellings=spellings)
    for name, kind, region, district, belarusian, russian, adjective_be, adjective_ru, others in table:
        parents: tuple[str, ...] = (region, BELARUS)
        if district:
            place = f"{name} district"
            labels = _labels(place, f"{adjective_be.capitalize()} раён", f"{adjective_ru.capitalize()} район")
            spellings = tuple(
                f"{each} {word}" for each in english[name] if each.isascii() for word in ("district", "raion", "rajon")
            )
            found[place] = Place(place, "district", (region, BELARUS), labels, spellings=spellings)
            if kind != "city":
                parents = (place, region, BELARUS)
        found[name] = Place(name, kind, parents, _labels(name, belarusian, russian), spellings=_split(others))
    for name, region, centre, belarusian, russian, others in rows("districts.tsv"):
        labels = _labels(name, belarusian, russian)
        found[name] = Place(name, "district", (region, BELARUS), labels, spellings=_split(others))
        found[centre] = replace(found[centre], parents=(name, *found[centre].parents))
    return found


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
