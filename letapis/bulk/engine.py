"""DuckDB as the linker uses it: in memory, without the network, and on a disk only where the caller names a folder."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from letapis.bulk.settings import LinkSettings

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from splink import Linker
    from splink.internals.splink_dataframe import SplinkDataFrame

BATCH = 50_000  # rows fetched at a time


class Engine(Protocol):
    """What the linker needs of an engine that Splink can drive."""

    def frame(self, table: pa.Table, name: str) -> SplinkDataFrame:
        """A table that Splink knows."""

    def forget(self, frame: SplinkDataFrame) -> None:
        """Give back what a table takes."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows that a query gives."""

    def close(self) -> None:
        """Give everything back."""


class DuckEngine:
    """An empty database in memory. Nothing is fetched, no extension is loaded, no file is read.

    With `settings.folder` what does not fit into memory goes there as plain bytes and is gone when the run ends; the
    folder should lie on an encrypted disk. Without it nothing is ever written.
    """

    def __init__(self, settings: LinkSettings) -> None:
        import duckdb
        from splink import DuckDBAPI

        self.connection: duckdb.DuckDBPyConnection = duckdb.connect(":memory:", config=_configuration(settings))
        self.api = DuckDBAPI(self.connection)

    def frame(self, table: pa.Table, name: str) -> SplinkDataFrame:
        """A table that Splink knows."""
        self.connection.register("arriving", table)
        self.connection.execute(f"create or replace table {name} as select * from arriving")  # noqa: S608
        self.connection.unregister("arriving")
        return self.api.register(name)

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows that a query gives, some at a time."""
        for batch in self.connection.sql(sql).to_arrow_reader(BATCH):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def forget(self, frame: SplinkDataFrame) -> None:
        """Give back what a table takes."""
        self.connection.execute(f"drop table if exists {frame.physical_name}")
        self.api.remove_splinkdataframe_from_cache(frame)

    def close(self) -> None:
        """Forget everything."""
        self.connection.close()


def _configuration(settings: LinkSettings) -> dict[str, Any]:
    made: dict[str, Any] = {
        "threads": settings.threads,
        "memory_limit": settings.memory,
        "temp_directory": settings.folder,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    return made


@contextmanager
def quiet() -> Iterator[None]:
    """Splink's remarks on how its training goes are for its developers; the model tells what came of it."""
    logger = logging.getLogger("splink")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def linker(frame: SplinkDataFrame, settings: dict[str, Any], lookups: Mapping[str, SplinkDataFrame]) -> Linker:
    """A Splink linker that configures no logging of its own and knows how usual the values are."""
    from splink import Linker

    made = Linker(frame, settings, log_level=None, validate_settings=False)
    for name, lookup in lookups.items():
        made.table_management.register_term_frequency_lookup(lookup, name)
    return made
