"""The benches measure what they say: the reports are the same each time, and a missed limit shows in the exit code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def benches(monkeypatch):
    monkeypatch.syspath_prepend(str(CHECKOUT / "bench"))
    import measuring
    import synthetic

    yield measuring, synthetic
    for name in ("measuring", "synthetic"):
        sys.modules.pop(name, None)


def test_a_synthetic_report_is_the_same_each_time_and_of_the_stated_length(benches):
    _, synthetic = benches
    lines = [synthetic.record_line(number) for number in range(30)]
    assert lines == [synthetic.record_line(number) for number in range(30)]
    assert len(set(lines)) == 30
    lengths = [len(json.loads(line)["text"]) for line in lines]
    assert min(lengths) >= 1950
    assert max(lengths) <= 2000
    assert {json.loads(line)["lang"] for line in lines} == {"en", "ru", "be"}


@pytest.mark.parametrize(
    ("value", "limit", "least", "code"),
    [(0.2, 0.25, False, 0), (0.3, 0.25, False, 1), (0.7, 0.6, True, 0), (0.5, 0.6, True, 1)],
)
def test_a_missed_limit_is_the_exit_code(benches, capsys, value, limit, least, code):
    measuring, _ = benches
    assert measuring.show([measuring.Row("x", value, "s", limit, least)]) == code
    assert ("MISSED" in capsys.readouterr().out) == bool(code)


def test_every_bench_is_told_of():
    told = (CHECKOUT / "bench" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted((CHECKOUT / "bench").glob("*.py")) if f"`{path.name}`" not in told] == []
