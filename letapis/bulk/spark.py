"""The same linkage on Spark, for more records than one machine holds: same columns, same settings, same answers.

Needs the extra `letapis[spark]` and Java 17. Parameters are learned on the driver, from a sample, as on one machine;
the words of names are read there too, so no function of Python runs on the workers. Where Spark spills to a disk
(`spark.local.dir`) and whether it speaks to other machines is the business of the session that the caller gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from letapis.bulk.linking import STANDARD, prepared, scored
from letapis.registry.people.records import Edge, PersonRecord

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession
    from splink.internals.splink_dataframe import SplinkDataFrame

    from letapis.bulk.model import Model
    from letapis.bulk.settings import LinkSettings

LOCAL = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.ansi.enabled": "false",
}


def local_session(threads: int = 2, folder: str = "") -> SparkSession:
    """A session on this machine alone that opens no port to others. `folder`: where Spark may spill."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(f"local[{threads}]").appName("letapis")
    for key, value in (LOCAL | ({"spark.local.dir": folder} if folder else {})).items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


class SparkEngine:
    """Spark as the linker uses it. Tables are views of the session; results are kept in its memory, not in files."""

    def __init__(self, session: SparkSession) -> None:
        from splink import SparkAPI

        self.session = session
        self.api = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=session, break_lineage_method="persist", register_udfs_automatically=False
        )

    def frame(self, table: pa.Table, name: str) -> SplinkDataFrame:
        """A table that Splink knows."""
        self.session.createDataFrame(table).createOrReplaceTempView(name)
        return self.api.register(name)

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows that a query gives, a partition at a time."""
        yield from map(tuple, self.session.sql(sql).toLocalIterator())

    def forget(self, frame: SplinkDataFrame) -> None:
        """Give back what a table takes."""
        self.session.table(frame.physical_name).unpersist()

    def close(self) -> None:
        """Forget what was kept; the session stays the caller's."""
        self.session.catalog.clearCache()


def link_on_spark(
    session: SparkSession,
    records: Sequence[PersonRecord],
    known: Sequence[PersonRecord] = (),
    settings: LinkSettings = STANDARD,
    model: Model | None = None,
) -> Iterator[Edge]:
    """What `linking.link` gives, one by one and in no order, computed by a Spark session."""
    task = prepared(records, known, settings, model)
    if task is None:
        return
    engine = SparkEngine(session)
    try:
        yield from scored(engine, task)
    finally:
        engine.close()
