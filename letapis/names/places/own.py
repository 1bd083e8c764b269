"""The gazetteer of Letapis as an index: Belarus with its districts, sites and villages; the world when it is needed.

It turns the tables of `vocabulary` into rows for `index`; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from letapis.names.endings import stem
from letapis.names.places import nodes as place_nodes
from letapis.names.places.areas import area
from letapis.names.places.index import PlaceIndex
from letapis.names.places.words import AREAS, without_kind
from letapis.vocabulary import gazetteer, romanisation
from letapis.vocabulary.district_sites import district_sites
from letapis.vocabulary.gazetteer_rows import PlaceRow
from letapis.vocabulary.resources import text

NEIGHBOURS = frozenset({"PL", "LT", "LV", "UA", "RU"})
HOMELAND = gazetteer.BELARUS  # what a name means where nothing leads abroad
SCHEME = "plain-be"  # as the towns are written: Salihorsk
MOST_SPELLINGS = 6  # of a town of a neighbour; the others sound the same
SETTLEMENT_KINDS = frozenset({"city", "town", "village", "locality"})


@cache
def belarus_index() -> PlaceIndex:
    """Belarus, all countries, and the regions and sites that are written by hand."""
    rows = {name: _row(known) for name in gazetteer.named_places() if (known := gazetteer.place(name))}
    for name, line in gazetteer.settlement_lines().items():
        if line.split("\t", 3)[2] == "BY" and (known := gazetteer.place(name)):
            rows[name] = _row(known)
    rows |= _by_rule(rows.values())
    named = _with_villages(replace(row, names=_with_exonyms(row)) for row in rows.values())
    return PlaceIndex(list(place_nodes.with_nodes(named)))


def _by_rule(rows: Iterable[PlaceRow]) -> dict[str, PlaceRow]:
    """What every district has, but what the tables have with a row of its own."""
    taken = {name.lower() for row in rows for name in row.names}
    made = {name: _row(known) for name, known in district_sites().items()}
    return {name: row for name, row in made.items() if taken.isdisjoint(map(str.lower, row.names))}


@cache
def neighbours_index() -> PlaceIndex:
    """The towns of the neighbours: Poland, Lithuania, Latvia, Ukraine, Russia."""
    lines = gazetteer.settlement_lines().items()
    names = [name for name, line in lines if line.split("\t", 3)[2] in NEIGHBOURS]
    rows = [_row(known) for known in map(gazetteer.place, names) if known]
    return PlaceIndex([replace(row, names=row.names[:MOST_SPELLINGS]) for row in rows])


@cache
def _spellings() -> dict[str, str]:
    names = ("spellings", "long_names")
    return {
        key: found
        for name in names
        for key, _, found in (line.partition("\t") for line in text(f"gazetteer/{name}.tsv").splitlines())
    }


def world(name: str) -> tuple[PlaceRow, ...]:
    """The places of the whole world that are spelled just so, the likeliest first."""
    folded = gazetteer.fold(name)
    found = _spellings().get(folded) or _spellings().get(" ".join(map(stem, folded.split()))) or ""
    return tuple(_row(known) for known in map(gazetteer.place, found.split("\t")) if known)


def _row(known: gazetteer.Place) -> PlaceRow:
    """A place of the vocabulary as a row: its id is its canonical name."""
    parents = known.parents
    names = (known.name, known.labels.get("be", ""), known.labels.get("ru", ""), *known.spellings)
    if known.kind in AREAS:  # «Салігорскі» is asked for without the word "district" as well
        names += tuple(without_kind(name) for name in names)
    return PlaceRow(
        known.name,
        tuple(dict.fromkeys(filter(None, names))),
        known.kind,
        next((one for one in parents if one.endswith(" district")), ""),
        next((one for one in parents if one.endswith(" region")), ""),
        known.country,
        known.latitude,
        known.longitude,
        known.population,
    )


@cache
def _exonyms() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split(";")) for row in gazetteer.rows("exonyms.tsv")}


def _with_exonyms(row: PlaceRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*row.names, *_exonyms().get(row.place_id, ()))))


def _with_villages(rows: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """The rows with the settlements of the table of Belarus: a place of the same name learns its district from it."""
    villages = _villages()
    for row in rows:
        found = _same_place(row, villages)
        if found is None:
            yield row
        else:
            del villages[found.place_id]
            names = tuple(dict.fromkeys((*row.names, *found.names)))
            yield replace(row, names=names, district=row.district or found.district)
    yield from villages.values()


def _same_place(row: PlaceRow, villages: dict[str, PlaceRow]) -> PlaceRow | None:
    """The only settlement of a name of the row, in its district, or in its region where no district is told."""
    if row.kind not in SETTLEMENT_KINDS or row.country != gazetteer.BELARUS:
        return None
    found = {
        place_id: villages[place_id]
        for name in row.names
        for place_id in _by_name().get(name.lower(), ())
        if place_id in villages and _lies_with(row, villages[place_id])
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _lies_with(row: PlaceRow, village: PlaceRow) -> bool:
    return row.district == village.district if row.district else row.region == village.region


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _villages().values():
        for name in row.names:
            found[name.lower()] = (*found.get(name.lower(), ()), row.place_id)
    return found


def _villages() -> dict[str, PlaceRow]:
    """The settlements of the table of Belarus by their id: the name in Latin letters and the district."""
    found: dict[str, PlaceRow] = {}
    for district, kind, belarusian, russian in gazetteer.rows("settlements_belarus.tsv"):
        region = gazetteer.named_places()[district].parents[0]
        name = romanisation.spell(belarusian, SCHEME).title().replace("'", "")
        place_id = f"{name}, {district}"
        names = (name, belarusian, russian)
        found[place_id] = PlaceRow(place_id, names, kind, district, region, gazetteer.BELARUS)
    return found


@cache
def _towns() -> dict[str, tuple[str, tuple[str, ...]]]:
    """District and all spellings of the towns of Belarus by their Belarusian, Russian and English names."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in gazetteer.rows("belarus.tsv"):
        known = gazetteer.place(row[0])
        if known is None:
            continue
        place = _row(known)
        own = f"{row[0]} district" if row[3] else place.district
        for name in (row[0], row[4], row[5]):
            found[name.lower().replace("ё", "е")] = (own, _with_exonyms(place))
    return found


def enriched(rows: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """Rows of a team's table, the towns of Belarus among them with all the spellings that Letapis knows."""
    for row in rows:
        own, spellings = _towns().get(row.names[0].lower().replace("ё", "е"), ("", ()))
        if spellings and area(row.district) in ("", own):
            yield replace(row, names=tuple(dict.fromkeys((*row.names, *spellings))))
        else:
            yield row
