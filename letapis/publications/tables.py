"""The tables beside a chronicle: CSV for spreadsheets, JSONL for coders, a data package that describes every column.

Rows end with a line feed; nothing is rounded, guessed or left out.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from letapis.claims.claim import Claim, DateInterval
from letapis.claims.exchange import claim_to_json
from letapis.publications import addresses
from letapis.publications.columns import columns
from letapis.publications.folder import Folder
from letapis.publications.views import Views, reading_anchor
from letapis.publications.visible import encodable
from letapis.registry.record import Event, Figure, Reading, Record
from letapis.sources.document import Document
from letapis.sources.exchange import document_to_json

NAMES = ("claims", "events", "figures", "readings", "sources")
Cell = str | int | float | bool | None

_FORMULA = re.compile("['\\s\ufeff\u200b]*[=+@\uff1d\uff0b\uff0d\uff20\t\r-]")
_NUMBER = re.compile(r"[+-][0-9]+(?:[.,][0-9]+)?")


def cell(value: Cell) -> str:
    """A cell: empty for unknown, `true` and `false`, and text that no spreadsheet runs as a formula.

    Text that would start a formula gets an apostrophe in front; a signed number or telephone number (`+375…`, `-5`)
    stays as it is. To read back, take one leading apostrophe off where a formula sign follows the apostrophes.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = encodable(value).replace("\x00", "\ufffd")
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def _joined(values: Iterable[str]) -> str:
    """Several values in one cell; a bar inside a value becomes a broken bar, so that splitting stays safe."""
    return "|".join(value.replace("|", "¦") for value in values)


def _days(interval: DateInterval | None) -> tuple[str | None, str | None]:
    return (interval.first.isoformat(), interval.last.isoformat()) if interval else (None, None)


def _confirmed(confirmed: bool) -> tuple[bool, str]:
    return not confirmed, "confirmed" if confirmed else "unconfirmed"


def claim_row(claim: Claim, views: Views) -> tuple[Cell, ...]:
    """A claim as a row of claims.csv."""
    event = views.lookup.event_of.get(claim.id)
    count = claim.count
    return (
        claim.id, claim.document, event.id if event else None, claim.type, claim.quote, claim.start, claim.end,
        *_days(claim.date), _joined(claim.place),
        *((count.low, count.high, count.unit, count.words) if count else (None, None, None, None)),
        _joined(claim.who), _joined(claim.whom), claim.status, claim.scope, claim.said_by, claim.definition,
        claim.basis, claim.as_of.iso() if claim.as_of else None, claim.subset_of, claim.confidence, claim.coder,
        *_confirmed(views.lookup.confirmed(claim.id)), addresses.quote_address(claim),
    )


def event_row(event: Event, views: Views) -> tuple[Cell, ...]:
    """An event as a row of events.csv."""
    origins = views.lookup.origins
    return (
        event.id, event.type, event.family, *_days(event.date), _joined(event.place), event.status, event.scope,
        len(event.claims), _joined(event.claims), _joined(event.figures), len(event.origins),
        _joined(origins[name].label if name in origins else name for name in event.origins),
        _joined(f"{link.kind}:{link.event}" for link in event.links), _joined(event.reasons),
        *_confirmed(event.confirmed), addresses.event_page(event.id),
    )


def figure_row(figure: Figure, views: Views) -> tuple[Cell, ...]:
    """A figure as a row of figures.csv."""
    published = figure.published
    return (
        figure.id, figure.event, figure.measure, views.definition(figure), figure.unit, figure.scope,
        *_days(figure.date), _joined(figure.place),
        *((published.low, published.high, published.rule, published.reason) if published else (None,) * 4),
        len(figure.readings), sum(reading.standing for reading in figure.readings), figure.origins, figure.subset_of,
        views.sentence(figure), *_confirmed(views.lookup.figure_confirmed(figure)), addresses.figure_page(figure.id),
    )


def reading_row(figure: Figure, reading: Reading, views: Views) -> tuple[Cell, ...]:
    """A reading as a row of readings.csv."""
    lookup = views.lookup
    origin = lookup.origins.get(reading.origin)
    confirmed = bool(reading.claims) and all(lookup.confirmed(name) for name in reading.claims)
    return (
        reading.id, figure.id, reading.origin, origin.label if origin else None, origin.kind if origin else None,
        reading.low, reading.high, reading.words, reading.definition, reading.basis,
        reading.as_of.iso() if reading.as_of else None, reading.standing, _relations(figure, reading, views),
        _joined(reading.claims), *_confirmed(confirmed),
        f"{addresses.figure_page(figure.id)}#{reading_anchor(reading)}",
    )


def _relations(figure: Figure, reading: Reading, views: Views) -> str:
    found = []
    for relation in views.lookup.relations_of.get(figure.id, ()):
        if relation.left == reading.id:
            found.append(f"{relation.kind}:{relation.right}")
        elif relation.right == reading.id:
            found.append(f"{relation.kind}_of:{relation.left}" if _one_sided(relation.kind)
                         else f"{relation.kind}:{relation.left}")
    return _joined(found)


def _one_sided(kind: str) -> bool:
    return kind in ("superseded", "subset")


def source_row(document: Document, views: Views) -> tuple[Cell, ...]:
    """A source as a row of sources.csv."""
    origin = views.lookup.origin_of.get(document.id)
    moments = (moment.iso() if moment else None for moment in (document.published, document.written, document.edited))
    return (
        document.id, document.original, document.name, document.part, document.title, document.publisher,
        document.author, document.speaker, document.translator, *moments, document.url, document.origin,
        document.replaces, document.language, document.encoding, document.reader, len(document.text),
        len(views.lookup.claims_of.get(document.id, ())), origin.id if origin else None,
        origin.label if origin else None, _joined(document.notes), *_confirmed(confirmed=False),
        addresses.source_page(document.id),
    )


def rows(table: str, views: Views) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table, in the order of the record; sources in the order of their ids."""
    record: Record = views.lookup.record
    if table == "readings":
        return (reading_row(figure, reading, views) for figure in record.figures for reading in figure.readings)
    if table == "sources":
        return (source_row(document, views) for _, document in sorted(views.lookup.documents.items()))
    kinds: dict[str, tuple[Sequence[Any], Callable[[Any, Views], tuple[Cell, ...]]]] = {
        "claims": (record.claims, claim_row), "events": (record.events, event_row),
        "figures": (record.figures, figure_row),
    }
    values, row = kinds[table]
    return (row(value, views) for value in values)


def write_csv(folder: Folder, name: str, header: Iterable[str], lines: Iterable[Iterable[Cell]]) -> int:
    """Write one CSV file and return its number of rows."""
    number = 0
    with folder.path(name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        for line in lines:
            writer.writerow(map(cell, line))
            number += 1
    folder.written(name)
    return number


def write_tables(folder: Folder, views: Views, title: str) -> dict[str, int]:
    """Write all tables and their description; returns file names with their numbers of rows."""
    counts = {"claims.jsonl": write_exchange(folder, views)}
    for table in NAMES:
        header = [column.name for column in columns(table)]
        counts[f"{table}.csv"] = write_csv(folder, f"{table}.csv", header, rows(table, views))
    package = json.dumps(data_package(folder, views, title), ensure_ascii=False, indent=2)
    folder.write("datapackage.json", encodable(package) + "\n")
    return counts


def write_exchange(folder: Folder, views: Views) -> int:
    """Write claims.jsonl: the sources with their claims in the form of the coder's contract."""
    lookup = views.lookup
    known = defaultdict(list, {name: list(claims) for name, claims in lookup.claims_of.items()})
    with folder.path("claims.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
        for name, document in sorted(lookup.documents.items()):
            line = document_to_json(document) | {"claims": [_claim_line(claim, views) for claim in known[name]]}
            stream.write(encodable(json.dumps(line, ensure_ascii=False)) + "\n")
    folder.written("claims.jsonl")
    return len(lookup.documents)


def _claim_line(claim: Claim, views: Views) -> dict[str, Any]:
    machine, status = _confirmed(views.lookup.confirmed(claim.id))
    return claim_to_json(claim) | {"machine_coded": machine, "confirmation_status": status}


_KEYS = {"claims": "claim_id", "events": "event_id", "figures": "figure_id", "readings": "reading_id",
         "sources": "source_id"}
_FOREIGN = {
    "claims": (("source_id", "sources"), ("event_id", "events")), "figures": (("event_id", "events"),),
    "readings": (("figure_id", "figures"),),
}


def data_package(folder: Folder, views: Views, title: str) -> dict[str, Any]:
    """The Frictionless data package: every table with its hash, every column with its type and meaning."""
    resources = [_resource(folder, table, views.words(f"data.{table}")) for table in NAMES]
    exchange = _file(folder, "claims", "claims.jsonl") | {
        "name": "claims-jsonl", "format": "jsonl", "mediatype": "application/jsonl",
        "title": views.words("data.claims_jsonl"),
        "description": "One source a line: id, text, lang, published, publisher, url, title and claims; each claim has "
        "type, quote, start, end, date, place, count, who, whom, status, scope, said_by, machine_coded and "
        "confirmation_status.",
    }
    return {
        "name": "letapis-chronicle", "profile": "data-package", "title": title,
        "description": "Machine-coded statements of sources with their quotes; rows with machine_coded = true were not "
        "confirmed by a person.",
        "resources": [*resources, exchange],
    }


def _file(folder: Folder, name: str, path: str) -> dict[str, Any]:
    return {
        "name": name, "path": path, "encoding": "utf-8", "bytes": folder.size_of(path),
        "hash": f"sha256:{folder.hash_of(path)}",
    }


def _resource(folder: Folder, table: str, title: str) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "description": c.meaning} for c in columns(table)]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": _KEYS[table]}
    if table in _FOREIGN:
        schema["foreignKeys"] = [
            {"fields": name, "reference": {"resource": other, "fields": _KEYS[other]}}
            for name, other in _FOREIGN[table]
        ]
    return _file(folder, table, f"{table}.csv") | {
        "profile": "tabular-data-resource", "title": title, "format": "csv", "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "schema": schema,
    }
