"""Archives to be tampered with, and what somebody does to a log, a file or a byte of them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from letapis.archive.archive import Archive
from letapis.archive.canonical import canonical, digest
from letapis.archive.chain import FIRST
from letapis.archive.files import Files
from letapis.archive.originals import name_of
from letapis.workflow.verify import verify

REPORTS = {f"report {number}.txt": b"%d " % number * (300 * 6**number) for number in range(4)}
Lines = list[bytes]


def named(archive: Archive) -> dict[str, set[str]]:
    """What `verify` finds: the files, each with the places in it."""
    found: dict[str, set[str]] = {}
    for problem in verify(archive).problems:
        found.setdefault(problem.file, set()).add(problem.place)
    return found


def noticed(archive: Archive) -> set[str]:
    """The files that `verify` has something to say of, also where nothing rests on it."""
    return {one.partition(":")[0].partition(",")[0] for one in verify(archive).notices}


def lines_of(files: Files, name: str) -> Lines:
    """The lines of a log."""
    return b"".join(files.log(name).blocks()).splitlines(keepends=True)


def chained_anew(lines: Sequence[bytes], change: Callable[[dict[str, Any]], dict[str, Any]]) -> Lines:
    """Lines with fresh hashes, each on the one before: what somebody writes who knows how a log is made."""
    told: Lines = []
    before = FIRST
    for number, line in enumerate(lines, 1):
        entry = {**change(json.loads(line)), "seq": number, "prev": before}
        entry.pop("hash", None)
        before = digest(canonical(entry))
        told.append(canonical({**entry, "hash": before}) + b"\n")
    return told


def originals_read(archive: Archive, harmed: str = "") -> bool:
    """Whether every original but the harmed one comes back as it went in."""
    names = {name_of(digest(data)): data for data in REPORTS.values()}
    return all(archive.files.read(name) == data for name, data in names.items() if name != harmed)


def flips(root: Path, under: Sequence[str], count: int, dice: random.Random) -> Iterator[tuple[Path, int]]:
    """Turn one bit over in one file after the other, small files as often as large ones; each is put right again."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and path.stat().st_size]
    files = [path for path in files if path.relative_to(root).as_posix().startswith(tuple(under))]
    for turn in range(count):
        path = files[turn % len(files)]
        before = path.read_bytes()
        at = dice.randrange(len(before))
        path.write_bytes(before[:at] + bytes([before[at] ^ 1 << dice.randrange(8)]) + before[at + 1 :])
        yield path, at
        path.write_bytes(before)
