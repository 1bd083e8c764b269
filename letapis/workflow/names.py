"""Names of persons in files: pairs are compared row by row, every row comes back, the faulty ones with their reason."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from letapis.names.persons.comparing import compare
from letapis.names.persons.explaining import Aligned
from letapis.sources.delimited import TableRow, read_delimited

PAIR = ("left", "right")
ADDED = ("score", "decision", "reason")
DIGITS = 4


@dataclass(slots=True)
class PairsReport:
    """What became of a file of pairs: rows by decision, and the rows that could not be compared, by line."""

    decisions: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AlignedWords:
    """Words that answer to each other, or alone; `weight` is that of the evidence, if there is one."""

    role: str
    left: str
    right: str
    outcome: str
    rules: tuple[str, ...]
    weight: float | None


@dataclass(frozen=True, slots=True)
class ComparedNames:
    """The answer for two names, of persons or of organisations."""

    score: float
    decision: str
    reason: str
    parts: tuple[AlignedWords, ...]


def compare_names(left: str, right: str, *, organisations: bool = False) -> ComparedNames:
    """Compare two names of persons, or of organisations."""
    return _organisations(left, right) if organisations else _persons(left, right)


def aligned_words(parts: Iterable[Aligned]) -> tuple[AlignedWords, ...]:
    """The words of two names of persons as they are shown."""
    return tuple(
        AlignedWords(
            part.role,
            part.left.text if part.left else "",
            part.right.text if part.right else "",
            part.outcome,
            part.rules,
            part.weight,
        )
        for part in parts
    )


def _persons(left: str, right: str) -> ComparedNames:
    found = compare(left, right)
    return ComparedNames(found.score, found.decision, found.reason, aligned_words(found.parts))


def _organisations(left: str, right: str) -> ComparedNames:
    from letapis.names.organisations.comparing import compare_organisations

    found = compare_organisations(left, right)
    parts = (AlignedWords(part.kind, part.left, part.right, part.outcome, (), None) for part in found.parts)
    return ComparedNames(found.score, found.decision, found.reason, tuple(parts))


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
