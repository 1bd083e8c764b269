"""Resolving places: spellings in six languages against all settlements of half of Belarus under their Russian names.

The settlements lie beside the checkout (`shared/data/names/places.csv`), for evaluation only; else nothing is measured.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from measuring import CHECKOUT, Row, show

from letapis.names.places.index import PlaceIndex
from letapis.names.places.resolving import index_of, resolve
from letapis.vocabulary.gazetteer_rows import PlaceRow

PLACES = CHECKOUT.parent / "shared" / "data" / "names" / "places.csv"
LANGUAGES = ("be", "en", "de", "pl", "lt", "wof")
MOST = 25
MARKS = (0.969, 0.985, 0.951, 0.983)  # the prototype fold on these very queries, where all districts are known
BARS = (0.94, 0.98)


@dataclass(frozen=True, slots=True)
class Query:
    """A spelling, its language, the place that it means, and the district of that place."""

    spelling: str
    language: str
    place_id: str
    district: str


def read(path: Path) -> tuple[list[PlaceRow], list[Query]]:
    """The gazetteer of Russian names and the queries in other languages."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    russian = {
        row["place_id"]: row["name"] for row in reversed(rows) if row["lang"] == "ru" and row["kind"] == "preferred"
    }
    names = defaultdict(set)
    for row in rows:
        if row["placetype"] == "locality" and row["place_id"] in russian:
            names[row["place_id"]].add((row["lang"], row["name"], russian.get(row["parent_id"], ""), row["kind"]))
    places = [PlaceRow(each, (russian[each],), "", next(iter(found))[2]) for each, found in names.items()]
    queries = [
        Query(name, language, each, district)
        for each, found in names.items()
        for language, name, district, kind in sorted(found)
        if language in LANGUAGES and kind in ("preferred", "label") and name != russian[each]
    ]
    return places, queries


def judge(query: Query, index: PlaceIndex, names: dict[str, str], *, district: bool) -> tuple[bool, ...]:
    """Whether the first and the first five names, the first and the first five ids hold the right one."""
    found = resolve(query.spelling, gazetteer=index, district=query.district if district else "", limit=MOST)
    ids = [one.place_id for one in found]
    different = list(dict.fromkeys(names[each] for each in ids))[:5]
    right = names[query.place_id]
    return right in different[:1], right in different, query.place_id in ids[:1], query.place_id in ids[:5]


def rates(judged: Iterable[tuple[bool, ...]]) -> tuple[float, ...]:
    """The share of each of the four."""
    told = list(judged)
    return tuple(sum(one[i] for one in told) / max(1, len(told)) for i in range(4))


def figures(places: list[PlaceRow], queries: list[Query]) -> list[Row]:
    """All figures, those by language printed at once."""
    index, names = index_of(places), {row.place_id: row.names[0] for row in places}
    started = time.process_time()
    with_district = {query: judge(query, index, names, district=True) for query in queries}
    speed = len(queries) / (time.process_time() - started)
    print(f"{len(queries)} queries, {len(places)} places with {len(set(names.values()))} names")
    for language in LANGUAGES:
        told = rates(one for query, one in with_district.items() if query.language == language)
        print(
            f"{language:<6}"
            + "".join(f"{rate:>8.3f}" for rate in told)
            + "   by name: top-1, top-5; by id: top-1, top-5"
        )
    bare = rates(judge(query, index, names, district=False) for query in queries if query.language != "wof")
    print("without district and label" + "".join(f"{rate:>8.3f}" for rate in bare))
    every = rates(one for query, one in with_district.items() if query.district)
    rows = [
        Row(f"by name, top-{top}", rate, "", bar, least=True)
        for top, rate, bar in zip((1, 5), every, BARS, strict=False)
    ]
    titles = ("by name, top-1", "by name, top-5", "by id, top-1", "by id, top-5")
    marks = zip(titles, every, MARKS, strict=True)
    rows += [Row(f"{title}: beside the prototype fold", rate, "", mark, least=True) for title, rate, mark in marks]
    return [*rows, Row("queries", speed, "a second", 200, least=True), twice(places, queries)]


def twice(places: list[PlaceRow], queries: list[Query]) -> Row:
    """The speed among twice as many places, the second half of invented names."""
    invented = (replace(row, place_id=f"x{row.place_id}", names=("Ново" + row.names[0].lower(),)) for row in places)
    index = index_of([*places, *invented])
    some = queries[:2000]
    started = time.process_time()
    for query in some:
        resolve(query.spelling, gazetteer=index, limit=5)
    speed = len(some) / (time.process_time() - started)
    return Row(f"queries without district among {len(index.places)} places", speed, "a second", 200, least=True)


if __name__ == "__main__":
    if not PLACES.is_file():
        print(f"not measured: {PLACES} is not there")
        sys.exit(0)
    sys.exit(show(figures(*read(PLACES))))
