"""Names of persons in files: pairs are compared row by row, every row comes back, the faulty ones with their reason."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from letapis.names.comparing import Comparison, compare
from letapis.sources.delimited import TableRow, read_delimited

PAIR = ("left", "right")
ADDED = ("score", "decision", "reason")
DIGITS = 4


@dataclass(slots=True)
class PairsReport:
    """What became of a file of pairs: rows by decision, and the rows that could not be compared, by line."""

    decisions: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)


def compare_names(left: str, right: str, *, organisations: bool = False) -> Comparison:
    """Compare two names of persons, or of organisations."""
    if not organisations:
        return compare(left, right)
    from letapis.names.organisations import compare_organisations

    return compare_organisations(left, right)


def score_pairs(path: Path, report: PairsReport, *, organisations: bool = False) -> Iterator[str]:
    """The lines of the table with `score`, `decision` and `reason` added. Raises TableError, OSError.

    A row that holds no two names comes back with the score 0, the decision `unsure` and the reason.
    """
    table = read_delimited(path.read_bytes(), str(path))
    table.require(str(path), PAIR)
    columns = [column for column in table.columns if column not in ADDED]
    yield _line([*columns, *ADDED])
    for row in table.rows:
        value, decision, why = _scored(row, organisations=organisations)
        report.decisions[decision] += 1
        if _fault(row):
            report.faults.append((row.line, why))
        yield _line([*(row.cells[column] for column in columns), f"{value:.{DIGITS}f}", decision, why])


def _scored(row: TableRow, *, organisations: bool) -> tuple[float, str, str]:
    if fault := _fault(row):
        return 0.0, "unsure", fault
    found = compare_names(row.cells["left"], row.cells["right"], organisations=organisations)
    return found.score, found.decision, found.reason


def _fault(row: TableRow) -> str:
    """Why a row cannot be compared; nothing where it can."""
    bare = [column for column in PAIR if not any(map(str.isalpha, row.cells[column]))]
    return row.fault or (f"{' and '.join(bare)}: no letter, nothing to compare" if bare else "")


def _line(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
