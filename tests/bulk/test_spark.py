"""Spark gives what DuckDB gives: the same edges, bands and evidence, from the same columns and settings."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from letapis.bulk.linking import link
from letapis.bulk.settings import LinkSettings
from letapis.bulk.spark import link_on_spark, local_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SKIPPED = "no Spark: apt-get install default-jre-headless && LETAPIS_REQUIRE=spark python3 dev.py test"
RECORDS, NEW = 2000, 1500


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    try:
        import pyspark  # noqa: F401
    except ImportError:
        pytest.skip(SKIPPED)
    if shutil.which("java") is None:
        pytest.skip(SKIPPED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of Spark's own start
        made = local_session(folder=str(tmp_path_factory.mktemp("spark")))
        yield made
        made.stop()


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_both_engines_give_the_same_edges(
    session: SparkSession, synthetic: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = LinkSettings(processes=1, rows=800)  # several parts, on both
    everything = [record for record, _ in synthetic.records(RECORDS, 4)]
    new, known = everything[:NEW], everything[NEW:]
    here = link(new, known, settings)
    there = sorted(link_on_spark(session, new, known, settings), key=lambda edge: (edge.left, edge.right))
    assert [(edge.left, edge.right, edge.band) for edge in here] == [
        (edge.left, edge.right, edge.band) for edge in there
    ]
    assert len(here) > 1000
    for one, other in zip(here, there, strict=True):
        assert abs(one.probability - other.probability) < 1e-6
        assert one.evidence == other.evidence
    assert not list(tmp_path.iterdir())  # Spark leaves no warehouse where it was started
