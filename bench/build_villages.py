"""Builds `gazetteer/villages.tsv`, every settlement of Belarus with its place, from an extract of OpenStreetMap.

usage: python bench/build_villages.py EXTRACT.csv

EXTRACT.csv has the columns name, place, lat, lon: the nodes of OpenStreetMap in Belarus with a `place` of city, town,
village, hamlet or isolated_dwelling, by their name in Belarusian. Such an extract says nothing of districts.
The district of a settlement is told where most of its neighbours whose district is known (the rows of
`settlements_belarus.tsv` that the extract has near the centre of their district, and the centres) lie in one; else
it stays empty. Rows of `settlements_belarus.tsv` that the extract lacks near their district are printed: they are to be
mended or taken out.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from letapis.names.places.nodes import sound
from letapis.vocabulary import gazetteer

BELARUSIAN = re.compile("[А-ЗЙ-ШЫ-ЯЁІЎ][а-зй-шы-яёіў'ʼ’А-ЯЁІЎ0-9 ()№.-]+")
TABLE = Path(__file__).resolve().parents[1] / "letapis" / "vocabulary" / "gazetteer" / "villages.tsv"
KINDS = {"city": "city", "town": "town", "village": "village", "hamlet": "village", "isolated_dwelling": "village"}
NEAR = 60.0  # kilometres from the centre of a district to the furthest of its villages
NEIGHBOURS = 5  # whose districts are asked
AGREED = 0.75  # of their weight, from which a district is told
FAR = 20.0  # kilometres from which a neighbour says nothing
TOWN = 6.0  # kilometres between two places of one name that are one
HEAD = """# Settlements of Belarus, from an extract of OpenStreetMap: © OpenStreetMap contributors,
# Open Database License 1.0, https://www.openstreetmap.org/copyright. This file is under that licence. Made by
# bench/build_villages.py, which tells where the districts come from.
# name (be), kind, latitude, longitude, district (empty where its neighbours lie in several)
"""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A settlement of the extract."""

    name: str
    kind: str
    at: Point


def main(path: str) -> None:
    """Read, place, and write."""
    nodes = read(Path(path))
    known, lost = located(nodes)
    print(f"{len(nodes)} settlements; {len(known)} of known district; not found near their district: {len(lost)}")
    for of_district, name in lost:
        print(f"  {of_district}\t{name}")
    rows = [(node, district(node.at, known)) for node in nodes]
    told = sum(bool(found) for _, found in rows)
    TABLE.write_text(HEAD + "".join(line(node, found) for node, found in sorted(rows, key=order)), encoding="utf-8")
    print(f"{TABLE.name}: {len(rows)} rows, {told} with a district, {TABLE.stat().st_size:,} bytes")


def read(path: Path) -> list[Node]:
    """The settlements of the extract, those of one name in one place once; abroad names are spelled otherwise."""
    found: dict[tuple[str, Point], Node] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["place"] in KINDS and BELARUSIAN.fullmatch(row["name"]):
                at = (round(float(row["lat"]), 2), round(float(row["lon"]), 2))
                name = " ".join(row["name"].replace("ʼ", "'").replace("’", "'").strip(" -").split())
                found.setdefault((name, at), Node(name, KINDS[row["place"]], at))
    return list(found.values())


def kilometres(one: Point, other: Point) -> float:
    """How far two places are apart, near enough for Belarus."""
    narrow = math.cos(math.radians((one[0] + other[0]) / 2))
    return 111.2 * math.hypot(one[0] - other[0], (one[1] - other[1]) * narrow)


def located(nodes: list[Node]) -> tuple[list[tuple[Point, str]], list[tuple[str, str]]]:
    """Places whose district is known; and rows of our table that lie nowhere near their district."""
    by_name: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_name[sound(node.name)].append(node)
    centres = centres_of(nodes)
    known = [(at, name) for name, at in centres.items()]
    lost = []
    for name, _, belarusian, _ in gazetteer.rows("settlements_belarus.tsv"):
        centre = centres.get(name)
        near = [node for node in by_name[sound(belarusian)] if centre and kilometres(node.at, centre) < NEAR]
        if not near:
            lost.append((name, belarusian))
        elif len(near) == 1:
            known.append((near[0].at, name))
    return known, lost


def centres_of(nodes: list[Node]) -> dict[str, Point]:
    """The centre of each district; of several towns of one name, that nearest to the capital of the region."""
    towns = defaultdict(list)
    for node in nodes:
        if node.kind in ("city", "town"):
            towns[node.name].append(node.at)
    rows = gazetteer.rows("belarus.tsv")
    capitals = {f"{row[0]} region": towns[row[4]][0] for row in rows if towns[row[4]]}
    found = {
        f"{name} district": min(towns[belarusian], key=lambda at, region=region: kilometres(at, capitals[region]))
        for name, _, region, has_district, belarusian, *_ in rows
        if has_district and towns[belarusian] and region in capitals
    }
    for name, _, centre, *_ in gazetteer.rows("districts.tsv"):
        belarusian = next(row[4] for row in rows if row[0] == centre)
        if towns[belarusian]:
            found[name] = towns[belarusian][0]
    return found


def district(at: Point, known: list[tuple[Point, str]]) -> str:
    """The district of most neighbours, the nearer the more; empty where they do not agree."""
    near = sorted((kilometres(at, place), name) for place, name in known)[:NEIGHBOURS]
    votes: dict[str, float] = defaultdict(float)
    for far, name in near:
        if far < FAR:
            votes[name] += 1 / (1 + far)
    if not votes:
        return ""
    name, weight = max(votes.items(), key=lambda vote: vote[1])
    return name if weight >= AGREED * sum(votes.values()) else ""


def order(row: tuple[Node, str]) -> tuple[str, Point]:
    """By name, then from the south."""
    return row[0].name, row[0].at


def line(node: Node, found: str) -> str:
    """A row of the table."""
    return f"{node.name}\t{node.kind}\t{node.at[0]:.2f}\t{node.at[1]:.2f}\t{found}\n"


if __name__ == "__main__":
    main(sys.argv[1])
