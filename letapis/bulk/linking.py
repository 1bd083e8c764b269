"""Proposes which records of lists may be of one person, with the evidence for each pair. It joins nothing."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from letapis.bulk.coding import coded
from letapis.bulk.columns import columns
from letapis.bulk.edges import edges, edges_query, odds
from letapis.bulk.engine import DuckEngine, Engine, linker, quiet
from letapis.bulk.model import Model, shipped
from letapis.bulk.settings import LinkSettings, splink_settings
from letapis.bulk.training import learned, sampled
from letapis.registry.people.records import Edge, PersonRecord

if TYPE_CHECKING:
    import pyarrow as pa
    from splink.internals.splink_dataframe import SplinkDataFrame

STANDARD = LinkSettings()


@dataclass(slots=True)
class Task:
    """What an engine is to score: a table whose first `new` rows are new, the ids of its rows, parameters, settings."""

    table: pa.Table
    shares: Mapping[str, pa.Table]  # how usual each value is
    new: int
    ids: Sequence[str]
    model: Model
    settings: LinkSettings

    def given_up(self) -> pa.Table:
        """The table, once: who has it in an engine needs it here no more, and it is large."""
        table, self.table = self.table, self.table.slice(0, 0)
        return table


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
    with without_collecting():
        return sorted(found_edges(records, known, settings, model), key=attrgetter("left", "right"))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Millions of records and edges hold no cycles: looking for them again and again only takes time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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
        with told_of_memory(settings):
            yield from scored(engine, task)
    finally:
        engine.close()


@contextmanager
def told_of_memory(settings: LinkSettings) -> Iterator[None]:
    """Where the memory does not do, say so in a sentence; Splink would print the whole of its SQL."""
    try:
        yield
    except Exception as error:
        if "Out of Memory" not in str(error):
            raise
        raise MemoryError(
            f"the pairs of these records do not fit into {settings.memory}: "
            "give LinkSettings more memory, fewer rows at a time, or a folder on an encrypted disk"
        ) from None


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
    whole, shares = coded(table)
    del table  # a million rows as Python texts take more than all that follows
    if model is None and len(ids) >= settings.train_from:
        model = learned(whole.take(list(sampled(len(ids), settings))), shares, len(ids), settings, shipped())
    return Task(whole, shares, len(records), ids, model or shipped(), settings)


def scored(engine: Engine, task: Task) -> Iterator[Edge]:
    """The edges of the new rows, among them and to the others, by any engine; some rows at a time."""
    prior = task.model.prior(len(task.ids))
    with quiet():
        for found in _predictions(engine, task, prior):
            rows = engine.rows(edges_query(found.physical_name, task.model, prior, task.settings))
            yield from edges(rows, task.ids, task.settings)
            engine.forget(found)


def _predictions(engine: Engine, task: Task, prior: float) -> Iterator[SplinkDataFrame]:
    floor = odds(task.settings.floor)
    table = task.given_up()
    fresh = engine.frame(table.slice(0, task.new), "fresh")
    lookups = {name: engine.frame(table, f"usual_{name}") for name, table in task.shares.items()}
    matcher = linker(fresh, splink_settings(task.model, prior, task.settings.keys), lookups).inference
    beside = _beside_known(engine, task, table) if task.new < len(task.ids) else []
    del table
    parts = math.ceil(task.new / task.settings.rows)
    for part in range(1, parts + 1):
        yield matcher.predict_chunk((part, parts), (1, 1), threshold_match_weight=floor)
    for some, older in beside:
        yield matcher.predict_between(some, older, threshold_match_weight=floor)


def _beside_known(engine: Engine, task: Task, table: pa.Table) -> list[tuple[SplinkDataFrame, SplinkDataFrame]]:
    """The new rows some at a time, each time with the known ones."""
    older = engine.frame(table.slice(task.new), "older")
    size = task.settings.rows
    return [
        (engine.frame(table.slice(start, min(size, task.new - start)), f"fresh_{start}"), older)
        for start in range(0, task.new, size)
    ]
