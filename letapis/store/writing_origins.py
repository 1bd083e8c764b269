"""Writes origins: what their reports say of them, counted, and each report's share."""

from __future__ import annotations

from letapis.registry.credits import value
from letapis.store.dialect import Row
from letapis.store.values import json_bytes, plain, safe, told
from letapis.store.writing import Writer


def number_origins(writer: Writer) -> None:
    """Give new origins their numbers, by which claims are tied to them."""
    numbers = writer.shelf.origin_numbers
    for one in sorted(writer.registry.held.origins.stale):
        if one not in numbers:
            numbers[one] = writer.numbers.of("letapis_origin")


def write_origins(writer: Writer) -> None:
    """The origins that are others now, and the reports that are told anew."""
    held, numbers = writer.registry.held.origins, writer.shelf.origin_numbers
    stale = sorted(held.stale)
    writer.erase("letapis_origin", "number", [numbers[one] for one in stale])
    there = [one for one in stale if +held.held[one].labels]
    writer.load("letapis_origin", ("number", "ident", "kind", "label", "told"), [_row(writer, one) for one in there])
    pairs = sorted((one, report) for one, report in writer.recall.credits if one in held.stale)
    _write_credits(writer, pairs)


def _row(writer: Writer, one: str) -> Row:
    held = writer.registry.held.origins.held[one]
    made = value(one, held.labels, held.reasons, ())
    counted = json_bytes([+held.labels, +held.reasons])
    return writer.shelf.origin_numbers[one], safe(one), made.kind, plain(made.label), counted


def _write_credits(writer: Writer, pairs: list[tuple[str, str]]) -> None:
    held, shelf = writer.registry.held.origins.held, writer.shelf
    numbered = [(held[one], report, shelf.origin_numbers[one], shelf.report_numbers[report]) for one, report in pairs]
    writer.erase_pairs("letapis_credit", ("origin_id", "document_id"), [pair for _, _, *pair in numbered])
    columns = ("origin_id", "document_id", "claims", "label", "reasons")
    writer.load("letapis_credit", columns, [
        (origin, document, one.claims[report], safe(one.told[report][0]), told(one.told[report][1]))
        for one, report, origin, document in numbered
        if one.claims[report]
    ])  # fmt: skip
