"""Every settlement of Belarus with its place on the map, put together with those of the other tables.

The rows are those of `gazetteer/villages.tsv`; a settlement that another table has already gets only its place from
here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from letapis.names.folding import fold
from letapis.names.places.context import distance
from letapis.vocabulary import gazetteer, romanisation
from letapis.vocabulary.gazetteer_rows import PlaceRow

SCHEME = "plain-be"  # as the towns are written: Salihorsk
NEAR = 6.0  # kilometres between two settlements of one name that are one
SETTLEMENTS = frozenset({"city", "town", "village", "locality"})


def with_nodes(rows: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """The rows with all other settlements of Belarus behind them."""
    nodes = _nodes()
    by_name: dict[str, list[PlaceRow]] = defaultdict(list)
    for node in nodes.values():
        by_name[sound(node.names[-1])].append(node)
    for row in rows:
        known = _node_of(row, by_name)
        if known is None:
            yield row
        else:
            nodes.pop(known.place_id, None)
            yield _placed(row, known)
    yield from nodes.values()


def _placed(row: PlaceRow, node: PlaceRow) -> PlaceRow:
    """A row with what the settlement tells of its place."""
    return replace(
        row,
        district=row.district or (node.district if row.kind == "village" else ""),
        latitude=row.latitude if row.latitude is not None else node.latitude,
        longitude=row.longitude if row.longitude is not None else node.longitude,
    )


def _nodes() -> dict[str, PlaceRow]:
    """The settlements by their id: the name in Latin letters, and the district or the degrees."""
    found: dict[str, PlaceRow] = {}
    for name, kind, latitude, longitude, district in gazetteer.rows("villages.tsv"):
        latin = romanisation.spell(name, SCHEME).title().replace("'", "")
        region = gazetteer.named_places()[district].parents[0] if district else ""
        place_id = f"{latin}, {district}" if district else ""
        if not place_id or place_id in found:
            place_id = f"{latin}, {latitude} {longitude}"
        found[place_id] = PlaceRow(
            place_id,
            (latin, name),
            kind,
            district,
            region,
            gazetteer.BELARUS,
            float(latitude),
            float(longitude),
        )
    return found


def _node_of(row: PlaceRow, by_name: dict[str, list[PlaceRow]]) -> PlaceRow | None:
    """The settlement that a row of another table is: of its name, beside it or in its district, and the only such."""
    if row.kind not in SETTLEMENTS or row.country != gazetteer.BELARUS:
        return None
    keys = {sound(name) for name in row.names}
    near = [node for key in keys for node in by_name.get(key, ()) if _is_one(row, node)]
    return near[0] if len({node.place_id for node in near}) == 1 else None


def _is_one(row: PlaceRow, node: PlaceRow) -> bool:
    far = distance(row, node)
    if far is not None:
        return far < NEAR
    if row.kind in ("city", "town"):
        return node.kind in ("city", "town")
    return bool(row.district) and row.district == node.district


def sound(name: str) -> str:
    """What a name sounds like, word by word."""
    return " ".join(key for word in name.replace("-", " ").split() for key in fold(word)[:1])
