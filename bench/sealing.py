"""How fast files are sealed, plainly and under a key, against `sha256sum` and `cp` of the same files in the same run.

And how fast chunks are sealed and opened in memory, how long the log takes for 100,000 lines, and how much a sealed
archive grows.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from measuring import Row, fresh, seconds, show

from letapis.archive.archive import Archive
from letapis.archive.sealed_files import SealedFiles
from letapis.archive.zone_key import ZoneKey

LEAST = 0.6  # of the speed of sha256sum and cp
RUNS = 5
MEGABYTES_A_SECOND = 400.0  # of one core, in chunks
GROWTH = 1.12  # Padmé
MOST_OVER_PLAIN = 1.5  # sealing a file under a key, over sealing it plainly
KEY = ZoneKey("team", os.urandom(32))
LINES = 100_000
LINE = b'{"act":"collected","name":"' + b"x" * 330 + b'"}\n'
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


def seal(paths: list[Path], target: Path, key: ZoneKey | None = None) -> None:
    """The same files into a new archive: copied, hashed, logged and made durable."""
    archive = Archive.create(target, key=key)
    with archive.sealing("bench") as sealing:
        for path in paths:
            sealing.keep(sealing.stage(path), path.name)


def check(paths: list[Path], target: Path, key: ZoneKey | None = None) -> None:
    """All must be in; asked when the clock stands still."""
    sealed = len(Archive.open_(target, key).sealed())
    if sealed != len(paths):
        raise SystemExit(f"sealed {sealed} of {len(paths)} files")


def measure(name: str, number: int, size: int, folder: Path) -> Iterator[Row]:
    """The speeds by turns, so that a busy disk disturbs all, and the median of the ratios."""
    paths = make_files(fresh(folder / "files"), number, size)
    ratios, over, megabytes = [], [], number * size / 1e6
    for turn in range(RUNS + 1):
        copies, plain, under_key = fresh(folder / "copies"), fresh(folder / "plain"), fresh(folder / "sealed")
        by_hand = seconds(partial(plainly, paths, copies))
        sealed = seconds(partial(seal, paths, plain))
        with_key = seconds(partial(seal, paths, under_key, KEY))
        check(paths, plain)
        check(paths, under_key, KEY)
        if turn:  # the first turn warms the file cache
            ratios.append(by_hand / sealed)
            over.append(with_key / sealed)
    note = f"(last: sha256sum + cp {megabytes / by_hand:.0f} MB/s, sealing {megabytes / sealed:.0f} MB/s)"
    yield Row(f"sealing against sha256sum + cp, {name}", statistics.median(ratios), "of speed", LEAST, True, note)
    note = f"(last: {megabytes / with_key:.0f} MB/s)"
    yield Row(f"under a key against plainly, {name}", statistics.median(over), "times", MOST_OVER_PLAIN, note=note)
    if size > 10_000:  # smaller files take a block of the disk each, plain or not
        lying = sum(path.stat().st_size for path in under_key.rglob("*") if path.is_file())
        yield Row(f"bytes on the disk, {name}", lying / (number * size), "times", GROWTH)


def core_seconds(work: Callable[[], object]) -> float:
    """The median of the time that one core worked, whatever else the machine did."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def in_memory(folder: Path) -> Iterator[Row]:
    """Chunks and lines through files that never reach the disk, where there is a folder in memory."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else folder) as place:
        files = SealedFiles(Path(place), KEY)
        files.begun()
        data = [os.urandom(1 << 20)] * 200
        taken = core_seconds(lambda: files.write("one", iter(data)))
        yield Row("sealing in chunks", 209.7 / taken, "MB/s", MEGABYTES_A_SECOND, True)
        taken = core_seconds(lambda: sum(map(len, files.blocks("one"))))
        yield Row("opening in chunks", 209.7 / taken, "MB/s", MEGABYTES_A_SECOND, True)
        log = files.log("log")
        yield Row(f"{LINES:,} lines appended to a sealed log", seconds(lambda: log.append(LINE * LINES)), "s", 1.0)
        yield Row(f"{LINES:,} lines read from it", seconds(lambda: sum(map(len, log.blocks()))), "s", 1.0)


def main() -> int:
    """Measure all loads; the exit code tells whether the limit held."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return show([*in_memory(place), *(row for load in LOADS for row in measure(*load, place))])


if __name__ == "__main__":
    sys.exit(main())
