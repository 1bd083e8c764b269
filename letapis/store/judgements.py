"""The judgements in the store: a copy of the logs that only grows, with what each one is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from letapis.registry.exchange import judgement_from_json, judgement_to_json
from letapis.registry.judgement import Judgement
from letapis.store.dialect import Row
from letapis.store.numbering import Numbers
from letapis.store.opening import Store
from letapis.store.values import json_bytes, json_value, plain

CLAIMS = "claims"
PERSONS = "persons"


def judgements(store: Store) -> tuple[Judgement, ...]:
    """The judgements of claims and reports, in the order in which they were made."""
    return tuple(judgement_from_json(json_value(body)) for (body,) in _rows(store, "TRUE", []))


def about(store: Store, target: str) -> tuple[Judgement, ...]:
    """The judgements of a claim, a report or another judgement, in their order."""
    asked = store.driver.asked("letapis_judgement_target", "target", [target])
    named = "number IN (SELECT judgement_id FROM letapis_judgement_target WHERE archive_id = %s AND target = %s)"
    return tuple(judgement_from_json(json_value(body)) for (body,) in _rows(store, named, [store.archive, *asked]))


def _rows(store: Store, condition: str, parameters: Sequence[object]) -> list[Row]:
    statement = f"SELECT body FROM letapis_judgement WHERE archive_id = %s AND matter = %s AND {condition}"  # noqa: S608
    return store.driver.rows(f"{statement} ORDER BY number", [store.archive, CLAIMS, *parameters])


def append(store: Store, decided: Iterable[Judgement]) -> None:
    """Append judgements of claims and reports; the caller is inside `Store.writing`."""
    append_lines(store, CLAIMS, [(one.id, one.kind, one.by, one.at, one.reason, one.claims, judgement_to_json(one))
                                 for one in decided])  # fmt: skip


def append_lines(
    store: Store, matter: str, lines: Iterable[tuple[str, str, str, str, str, Sequence[str], object]]
) -> None:
    """Append lines of a log: id, kind, by, at, reason, targets, and the whole as JSON values."""
    numbers = Numbers(store.driver)
    rows: list[Row] = []
    targets: list[Row] = []
    for ident, kind, by, at, reason, about_, whole in lines:
        number = numbers.of("letapis_judgement")
        rows.append((number, store.archive, matter, ident, kind, plain(by), at, plain(reason), json_bytes(whole)))
        named = dict.fromkeys(about_)
        targets += [(numbers.of("letapis_judgement_target"), store.archive, number, one) for one in named]
    columns = ("number", "archive_id", "matter", "ident", "kind", "by", "at", "reason", "body")
    store.driver.load("letapis_judgement", [f'"{one}"' for one in columns], rows)
    store.driver.load("letapis_judgement_target", ("number", "archive_id", "judgement_id", "target"), targets)
