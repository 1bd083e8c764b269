"""Clocks, memory, and one way to print: figure, limit, ratio of the two, held or missed."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent
LETAPIS = Path(sys.executable).parent / "letapis"


@dataclass(frozen=True, slots=True)
class Row:
    """One printed figure. `least` tells that the limit is the smallest allowed value."""

    name: str
    value: float
    unit: str
    limit: float
    least: bool = False
    note: str = ""

    @property
    def held(self) -> bool:
        """Whether the figure keeps its limit."""
        return self.value >= self.limit if self.least else self.value <= self.limit


def show(rows: Sequence[Row]) -> int:
    """Print the figures and give the exit code: 1 where one misses its limit."""
    for row in rows:
        word = "at least" if row.least else "at most"
        state = "held" if row.held else "MISSED"
        print(
            f"{row.name:<58} {row.value:>9.3f} {row.unit:<10} limit {word} {row.limit:g}"
            f"   ratio {row.value / row.limit:.2f}   {state}{'   ' + row.note if row.note else ''}",
            flush=True,
        )
    return 0 if all(row.held for row in rows) else 1


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """The median of the wall clock over that many runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def letapis(*words: str | Path, quiet: bool = True) -> None:
    """Run the command in a process of its own, from the checkout."""
    out = subprocess.DEVNULL if quiet else None
    subprocess.run([str(LETAPIS), *map(str, words)], cwd=CHECKOUT, stdout=out, check=True)


def peak_megabytes(command: Sequence[str | Path]) -> float:
    """The largest resident memory of a command with all its children, added up, sampled twice a second (Linux)."""
    process = subprocess.Popen(
        [str(word) for word in command], cwd=CHECKOUT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return peak / 1e6


def resident(session: int) -> int:
    """Bytes of all processes of one session; memory shared between them counts once (PSS) where the kernel tells."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) != session:
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
        except (OSError, StopIteration):
            continue  # it ended while we looked
    return total


def fresh(folder: Path) -> Path:
    """An empty folder at that place."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
