"""The end of the test run: what was skipped, and the line that would make it run.

`LETAPIS_REQUIRE=browser,postgres,spark` turns a skip of a test with that marker into a failure.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

# No test measures time, also not by way of Hypothesis: a machine that is busy fails none.
settings.register_profile("letapis", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("letapis")

SERVER = os.environ.get("LETAPIS_POSTGRES", "host=127.0.0.1 dbname=test user=postgres")
REQUIRED = frozenset(filter(None, os.environ.get("LETAPIS_REQUIRE", "").split(",")))
BESIDE = "put the folder of the seeds and the data beside the checkout as ../shared && python3 dev.py test"
OFFER = "LETAPIS_PICTURES"
CHROMIUM = "apt-get install chromium && LETAPIS_REQUIRE=browser python3 dev.py test"
POSTGRESQL = (
    "apt-get install postgresql, start it, and LETAPIS_POSTGRES='host=... dbname=... user=...' LETAPIS_REQUIRE=postgres"
    " python3 dev.py test"
)
VECTORS = "vectors of others"
# A word of the reason, and the line that brings what it names.
REMEDIES = {
    "browser": CHROMIUM, "chrom": CHROMIUM, "shared": BESIDE, "seed": BESIDE, "beside": BESIDE,
    "postgresql": POSTGRESQL,
}  # fmt: skip


NO_SERVER = "no PostgreSQL server answers"


@pytest.fixture
def database_place(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Places for stores, each empty: files of SQLite, or addresses of schemas of our own, dropped at the end."""
    schemas: list[str] = []

    def place(engine: str) -> str:
        if engine == "sqlite":
            return str(tmp_path / f"place-{len(list(tmp_path.iterdir()))}.sqlite3")
        psycopg = pytest.importorskip("psycopg", reason=NO_SERVER)
        schema = f"letapis_place_{os.getpid()}_{len(schemas)}"
        try:
            with psycopg.connect(SERVER, connect_timeout=5, autocommit=True) as connection:
                connection.execute(f"CREATE SCHEMA {schema}")
        except psycopg.OperationalError:
            pytest.skip(NO_SERVER)
        schemas.append(schema)
        told = {"options": f"-csearch_path={schema}", **psycopg.conninfo.conninfo_to_dict(SERVER)}
        return f"postgresql:///?{urlencode(told)}"

    yield place
    if "django.db" in sys.modules:
        for connection in sys.modules["django.db"].connections.all(initialized_only=True):
            connection.close()
    for schema in schemas:
        with importlib.import_module("psycopg").connect(SERVER, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # Pictures are an offer ("LETAPIS_PICTURES=1 ..."), not something that the machine lacks.
    if report.skipped and not hasattr(report, "wasxfail") and OFFER not in reason_of(report):
        for marker in REQUIRED & {mark.name for mark in item.iter_markers()}:
            report.outcome = "failed"
            report.longrepr = f"skipped although LETAPIS_REQUIRE names {marker}: {reason_of(report)}"
    return report


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The words of the skip, without the file and the line that pytest puts before them."""
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")


def remedy_for(reason: str) -> str:
    """The line that would make it run: the one in the reason, else the one of the thing that it names."""
    if "python3 dev.py" in reason or "apt-get" in reason:
        return reason
    words = [word for word in REMEDIES if word in reason.lower()]
    if words:
        return REMEDIES[words[0]]
    return "see the reason; the test says what it needs"


@pytest.fixture
def passed(record_property: Callable[[str, object], None]) -> Callable[[str, int, int], None]:
    """Note how many vectors of a set of others agree, for the table at the end of the run."""
    return lambda name, agreed, total: record_property(VECTORS, (name, agreed, total))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    show_vectors(terminalreporter)
    show_skips(terminalreporter)


def show_vectors(terminalreporter: TerminalReporter) -> None:
    sums: dict[str, tuple[int, int]] = {}
    for report in (report for kind in terminalreporter.stats.values() for report in kind):
        if getattr(report, "when", "") == "call":
            for _, (name, agreed, total) in (one for one in report.user_properties if one[0] == VECTORS):
                before = sums.get(name, (0, 0))
                sums[name] = before[0] + agreed, before[1] + total
    if sums:
        terminalreporter.section("vectors of others: how many agree")
    for name, (agreed, total) in sorted(sums.items()):
        terminalreporter.write_line(f"{name:<44} {agreed:>6} of {total}")


def show_skips(terminalreporter: TerminalReporter) -> None:
    skips = Counter(reason_of(report) for report in terminalreporter.stats.get("skipped", []))
    if not skips:
        return
    terminalreporter.section("skipped, and what would make it run")
    for reason, times in sorted(skips.items()):
        terminalreporter.write_line(f"{times} x {reason}\n    to run: {remedy_for(reason)}")
