"""The outside vectors, and one line of the printed table for each set of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SETS = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "security"


@pytest.fixture
def vectors() -> Path:
    if not SETS.is_dir():
        pytest.skip("the vectors of others are not beside the checkout (../shared/data/security)")
    return SETS


@pytest.fixture(scope="session")
def passed(pytestconfig: pytest.Config) -> Iterator[Callable[[str, int, int], None]]:
    """Note how many vectors of a set agree, for the table that is printed at the end."""
    rows: list[tuple[str, int, int]] = []
    yield lambda name, agreed, total: rows.append((name, agreed, total))
    printer = pytestconfig.pluginmanager.get_plugin("terminalreporter")
    if printer and rows:
        printer.write_line("\nvectors of others        agreed / all")
        for name, agreed, total in rows:
            printer.write_line(f"{name:<24} {agreed:>6} / {total}")
