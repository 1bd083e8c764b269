"""How fast files are sealed, against `sha256sum` and `cp` of the same files in the same run."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from measuring import Row, fresh, seconds, show

from letapis.archive.archive import Archive

LEAST = 0.6  # of the speed of sha256sum and cp
RUNS = 5
# name, files, bytes a file: pictures and scans, pages and mails, messages
LOADS = (
    ("200 files of 2 MB", 200, 2_000_000),
    ("2,000 files of 50 kB", 2_000, 50_000),
    ("3,000 files of 5 kB", 3_000, 5_000),
)


def make_files(folder: Path, number: int, size: int) -> list[Path]:
    """Files that no compression shrinks."""
    dice = random.Random(1)
    paths = [folder / f"{each:05}.bin" for each in range(number)]
    for path in paths:
        path.write_bytes(dice.randbytes(size))
    return paths


def plainly(paths: list[Path], target: Path) -> None:
    """What a careful person does by hand: fingerprint, then copy. Nothing waits for the disk."""
    subprocess.run(["sha256sum", *paths], stdout=subprocess.DEVNULL, check=True)
    subprocess.run(["cp", *paths, target], check=True)


def seal(paths: list[Path], target: Path) -> None:
    """The same files into a new archive: copied, hashed, logged and made durable."""
    archive = Archive.create(target)
    with archive.sealing("bench") as sealing:
        for path in paths:
            sealing.keep(sealing.stage(path), path.name)


def check(paths: list[Path], target: Path) -> None:
    """All must be in; asked when the clock stands still."""
    sealed = len(Archive.open_(target).sealed())
    if sealed != len(paths):
        raise SystemExit(f"sealed {sealed} of {len(paths)} files")


def measure(name: str, number: int, size: int, folder: Path) -> Row:
    """The speeds by turns, so that a busy disk disturbs both, and the median of the ratios."""
    paths = make_files(fresh(folder / "files"), number, size)
    ratios, megabytes = [], number * size / 1e6
    for turn in range(RUNS + 1):
        copies, archive = fresh(folder / "copies"), fresh(folder / "archive")
        by_hand = seconds(partial(plainly, paths, copies))
        sealed = seconds(partial(seal, paths, archive))
        check(paths, archive)
        if turn:  # the first turn warms the file cache
            ratios.append(by_hand / sealed)
    note = f"(last: sha256sum + cp {megabytes / by_hand:.0f} MB/s, sealing {megabytes / sealed:.0f} MB/s)"
    return Row(f"sealing against sha256sum + cp, {name}", statistics.median(ratios), "of speed", LEAST, True, note)


def main() -> int:
    """Measure all loads; the exit code tells whether the limit held."""
    with tempfile.TemporaryDirectory() as folder:
        return show([measure(*load, Path(folder)) for load in LOADS])


if __name__ == "__main__":
    sys.exit(main())
