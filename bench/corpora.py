"""The collections of others in one table: how many items ran, how many came out as expected, and why some did not.

It runs the tests' own collectors and counts nothing by itself:

    .venv/bin/python bench/corpora.py
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
CORPORA = CHECKOUT.parent / "shared" / "data" / "security"
SETS = tomllib.loads(Path(__file__).with_name("corpora.toml").read_text(encoding="utf-8"))["set"]
OUTCOMES = tomllib.loads((CHECKOUT / "tests/hostile/outcomes.toml").read_text(encoding="utf-8"))
COLLECTIONS = "tests/hostile/test_collections.py::test_a_collection"
VECTORS = "vectors of others"
WIDTHS = (11, 38, 6, 12)


@dataclass(eq=False)
class Seen:
    """What each test told, by its name."""

    reports: dict[str, pytest.TestReport] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what the run of a test told; of one that was skipped or failed before, that."""
        if report.when == "call" or report.outcome != "passed":
            self.reports[report.nodeid] = report

    def of(self, names: list[str]) -> list[pytest.TestReport]:
        """The reports of some tests."""
        return [
            report
            for name, report in self.reports.items()
            if name.startswith(tuple(names))
        ]  # fmt: skip


def figures(told: Mapping[str, Any], reports: list[pytest.TestReport]) -> tuple[int, int]:
    """How many items there were, and how many came out as expected."""
    vectors = [value for one in reports for name, value in one.user_properties if name == VECTORS]
    vectors = [value for value in vectors if re.search(told.get("keep", ""), value[0])]
    if "keep" in told:
        return sum(value[2] for value in vectors), sum(value[1] for value in vectors)
    if "said" not in told:
        return len(reports), sum(report.passed for report in reports)
    found = re.search(told["said"], "".join(report.capstdout for report in reports), re.DOTALL)
    groups = {name: int(value) for name, value in (found.groupdict() if found else {}).items() if value}
    agreed = sum(value for name, value in groups.items() if name.startswith("agreed"))
    total = sum(value for name, value in groups.items() if name.startswith("total"))
    return total or (len(list((CORPORA / told["folder"]).iterdir())) if told.get("files") else agreed), agreed


def line(*cells: object) -> str:
    """A line of the table."""
    return "  ".join(f"{cell!s:<{width}}" for cell, width in zip(cells, (*WIDTHS, 0), strict=True)).rstrip()


def collections(seen: Seen) -> list[str]:
    """The lines of the collections of files that go through the cell."""
    lines = []
    for name, report in seen.reports.items():
        if name.startswith(COLLECTIONS):
            collection, folder, _ = name.partition("[")[2].rstrip("]").rsplit("-", 2)
            counts = OUTCOMES[collection]["counts"]
            total = sum(counts.values()) + len(OUTCOMES[collection].get("broke_down", []))
            why = ", ".join(f"{kind} {count}" for kind, count in counts.items())
            words = " ".join(OUTCOMES[collection]["why"].split())
            lines.append(line(folder, collection, total, total if report.passed else "FAILED", f"{why}. {words}"))
    return lines


def main() -> int:
    """Run the tests, print the table; 1 where one failed or was skipped."""
    seen = Seen()
    names = sorted({test for told in SETS for test in told["tests"]} | {COLLECTIONS})
    code = pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *names], plugins=[seen])
    print("\n" + line("corpus", "what", "items", "as expected", "deviations, explained"))
    skipped = 0
    for told in SETS:
        reports = seen.of(told["tests"])
        skipped += any(report.skipped for report in reports)
        total, agreed = figures(told, reports)
        print(line(told["folder"], told["what"], total, agreed, told["why"]))
    print("\n".join(collections(seen)))
    return 1 if code or skipped else 0


if __name__ == "__main__":
    sys.exit(main())
