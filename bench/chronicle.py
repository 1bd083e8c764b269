"""How long from reports to pages: the start of a command, five reports, the throughput, its growth, the memory."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import synthetic
from measuring import CHECKOUT, LETAPIS, Row, letapis, peak_megabytes, seconds, show

SMALL, LARGE = 1_000, 10_000


def five_reports() -> list[Path]:
    """The seeds where they lie beside the checkout, else five examples of about their size."""
    seeds = sorted((CHECKOUT.parent / "shared" / "seeds").glob("*.txt"))
    return seeds or sorted((CHECKOUT / "examples" / "reports" / "en").glob("*.txt"))[:5]


def starts(folder: Path) -> list[Row]:
    """Cold starts: each run is a new process."""
    letapis("--help")  # once unmeasured: Python writes its compiled files
    letapis("chronicle", *five_reports(), "-o", folder / "warm")
    runs = iter(range(100))
    return [
        Row("letapis --help", seconds(lambda: letapis("--help"), 7), "s", 0.25),
        Row(
            "letapis chronicle, five reports, cold start to pages",
            seconds(lambda: letapis("chronicle", *five_reports(), "-o", folder / f"five{next(runs)}"), 5),
            "s",
            2.5,
        ),
    ]


def core_seconds(number: int) -> float:
    """Processor time of read, code and reconcile in this one process."""
    from letapis.claims.rules import RuleCoder
    from letapis.sources.reading import read
    from letapis.workflow.reconcile import record_of

    data = "".join(synthetic.record_line(each) + "\n" for each in range(number)).encode()
    coder = RuleCoder()
    coder.code(read("warm.jsonl", synthetic.record_line(0).encode()).documents[0])
    start = time.process_time()
    documents = read("synthetic.jsonl", data).documents
    claims = tuple(claim for document in documents for claim in coder.code(document))
    record = record_of(documents, claims)
    taken = time.process_time() - start
    print(f"  {number} documents: {len(claims)} claims, {len(record.events)} events, {taken:.1f} s", flush=True)
    return taken


def throughput() -> list[Row]:
    """Documents a second on one core, and how the time grows with ten times as many."""
    small, large = core_seconds(SMALL), core_seconds(LARGE)
    return [
        Row(f"read + code + reconcile, {SMALL} reports of 2,000 letters", SMALL / small, "doc/s/core", 100, least=True),
        Row(f"time of {LARGE} reports over that of {SMALL}", large / small, "times", 12),
    ]


def memory(folder: Path) -> list[Row]:
    """The peak of the whole command over many reports."""
    synthetic.write_jsonl(folder / "many.jsonl", LARGE)
    start = time.perf_counter()
    peak = peak_megabytes([LETAPIS, "chronicle", folder / "many.jsonl", "-o", folder / "many"])
    note = f"in {time.perf_counter() - start:.0f} s"
    return [Row(f"letapis chronicle, {LARGE} reports, peak memory", peak, "MB", 500, note=note)]


def main() -> int:
    """Measure all; the exit code tells whether every limit held."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return max(show(starts(folder)), show(throughput()), show(memory(folder)))


if __name__ == "__main__":
    sys.exit(main())
