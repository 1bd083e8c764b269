"""Proposes which records of lists may be of one person, with the evidence for each pair. It joins nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letapis.bulk.columns import Columns, columns
from letapis.bulk.edges import edges, edges_query, odds
from letapis.bulk.engine import DuckEngine, Engine, linker, quiet
from letapis.bulk.model import Model, shipped
from letapis.bulk.settings import LinkSettings, splink_settings
from letapis.bulk.training import learned
from letapis.registry.people.records import Edge, PersonRecord

STANDARD = LinkSettings()


@dataclass(frozen=True, slots=True)
class Task:
    """What an engine is to score: columns whose first `new` rows are new, the ids of the rows, parameters, settings."""

    table: Columns
    new: int
    ids: Sequence[str]
    model: Model
    settings: LinkSettings


def link(
    records: Sequence[PersonRecord],
    known: Sequence[PersonRecord] = (),
    settings: LinkSettings = STANDARD,
    model: Model | None = None,
) -> list[Edge]:
    """Pairs of new records, and of new with known ones, that may be one person; the known are never compared again.

    Sorted by their ids. Without a `model` the parameters are learned from the records, or, where they are few, those
    that ship. Raises ValueError where two records have one id.
    """
    return sorted(found_edges(records, known, settings, model), key=lambda edge: (edge.left, edge.right))


def found_edges(
    records: Sequence[PersonRecord],
    known: Sequence[PersonRecord] = (),
    settings: LinkSettings = STANDARD,
    model: Model | None = None,
) -> Iterator[Edge]:
    """The same one by one and in no order."""
    task = prepared(records, known, settings, model)
    if task is None:
        return
    engine = DuckEngine(settings)
    try:
        yield from scored(engine, task)
    finally:
        engine.close()


def prepared(
    records: Sequence[PersonRecord], known: Sequence[PersonRecord], settings: LinkSettings, model: Model | None
) -> Task | None:
    """What there is to score; None where there is no pair. Raises ValueError where two records have one id."""
    everything = [*records, *known]
    ids = [record.id for record in everything]
    if len(set(ids)) < len(ids):
        raise ValueError("two records have one id; ids of records must differ")
    if not records or len(everything) < 2:
        return None
    table = columns(everything, settings.processes)
    return Task(table, len(records), ids, model or model_for(table, settings), settings)


def model_for(table: Columns, settings: LinkSettings) -> Model:
    """The parameters for these columns: learned from them, or those that ship where there are too few."""
    return shipped() if len(table.uid) < settings.train_from else learned(table, settings, shipped())


def scored(engine: Engine, task: Task) -> Iterator[Edge]:
    """The edges of the new rows, among them and to the others, by any engine."""
    new, total = task.new, len(task.ids)
    prior, floor = task.model.prior(total), odds(task.settings.floor)
    with quiet():
        fresh = engine.frame(task.table.taken(range(new)) if new < total else task.table, "fresh")
        lookups = {name: engine.lookup(name, shares) for name, shares in task.table.shares().items()}
        matcher = linker(fresh, splink_settings(task.model, prior), lookups)
        tables = [matcher.inference.predict_within(fresh, threshold_match_weight=floor)]
        if new < total:
            older = engine.frame(task.table.taken(range(new, total)), "older")
            tables.append(matcher.inference.predict_between(fresh, older, threshold_match_weight=floor))
    for found in tables:
        rows = engine.rows(edges_query(found.physical_name, task.model, prior, task.settings))
        yield from edges(rows, task.ids, task.model, task.settings)
