"""An append-only file of JSON lines in which each line carries the hash of the line before.

It neither knows what the lines say nor judges them: `breaks` names what does not hold, `append` adds, nothing changes
but for the words of lines that `erase` takes away.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from letapis.archive.canonical import canonical, digest
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files
from letapis.archive.proofs.leaves import is_stub, stub_of

FIRST = "0" * 64  # what stands for the hash before the first line
TAIL = 1 << 16

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in the file. `entry` is None where it is not a JSON object."""

    number: int  # from 1
    raw: bytes
    entry: Entry | None
    whole: bool  # False for a last line without its newline: a write was killed in it


@dataclass(frozen=True, slots=True)
class Break:
    """A line that does not hold: where, what, and the line's own entry."""

    line: int
    problem: str
    entry: Entry | None


class Chain:
    """The log `name` among the files of an archive."""

    def __init__(self, files: Files, name: str) -> None:
        self.name = name
        self.files = files
        self.log = files.log(name)
        self.place = str(files.root / name)  # for messages: in a sealed archive no such file lies there

    def lines(self) -> Iterator[Line]:
        """Every line from the first, one at a time."""
        number, left = 0, b""
        for block in self.log.blocks():
            if b"\n" not in block:  # a line of many megabytes comes in many pieces
                left += block
                continue
            *whole, left = (left + block).split(b"\n")
            for body in whole:
                number += 1
                yield Line(number, body, _parsed(body), whole=True)
        if left:
            yield Line(number + 1, left, _parsed(left), whole=False)

    def entries(self) -> Iterator[Entry]:
        """The entries of whole lines; a line that cannot be read is left to `breaks`."""
        return (line.entry for line in self.lines() if line.whole and line.entry is not None)

    def append(self, entries: Sequence[Entry]) -> str:
        """Add entries in one write and wait until they are on the disk. Gives the new last hash.

        The caller holds the lock of the archive and has called `mend`. Raises ArchiveError where the disk is full; the
        log is then as it was.
        """
        number, head = self.head()
        lines: list[bytes] = []
        for entry in entries:
            number += 1
            linked = {**entry, "prev": head, "seq": number}
            head = digest(canonical(linked))
            lines.append(canonical({**linked, "hash": head}) + b"\n")
        try:
            self.log.append(b"".join(lines))
        except OSError as error:
            problem = f"cannot be written ({error.strerror})"
            raise ArchiveError(self.place, problem, "Make room or look at the rights, then run again") from error
        return head

    def head(self) -> tuple[int, str]:
        """Number and hash of the last whole line; (0, FIRST) where there is none.

        Raises ArchiveError where the last line is damaged: nothing may be chained to it.
        """
        last = self._last_line()
        if not last:
            return 0, FIRST
        match _parsed(last):
            case {"seq": int(number), "hash": str(head)}:
                return number, head
        raise ArchiveError(
            self.place, "the last line is damaged", "See `letapis verify`, then put the file back from a backup"
        )

    def last(self) -> Entry | None:
        """The last whole entry; None where there is none, or it is damaged."""
        return _parsed(self._last_line())

    def ending(self, count: int) -> list[bytes]:
        """The last so many whole lines as they stand, without reading the others."""
        size = TAIL
        while count:
            tail = self.log.last(size)
            *lines, _ = tail.split(b"\n")
            if len(lines) > count or len(tail) < size:
                return lines[-count:]
            size *= 2
        return []

    def erase(self, numbers: Collection[int]) -> None:
        """Take away the words of these lines for good; the chain and the tree over the log go on as they are.

        The caller holds the lock, has called `mend`, and has logged that it does this. Raises ArchiveError; the log is
        then as it was.
        """
        try:
            self.files.rewrite_log(self.name, self._without(numbers))
        except OSError as error:
            problem = f"cannot be written ({error.strerror})"
            raise ArchiveError(self.place, problem, "Make room or look at the rights, then run again") from error

    def _without(self, numbers: Collection[int]) -> Iterator[bytes]:
        for line in self.lines():
            if line.number in numbers and line.entry is not None:
                yield stub_of(line.raw, line.entry) + b"\n"
            else:
                yield line.raw + b"\n"

    def cut_off(self) -> bytes:
        """The bytes after the last newline: what a killed write left. Empty where the file ends well."""
        size = TAIL
        while True:
            tail = self.log.last(size)
            if b"\n" in tail or len(tail) < size:
                return tail[tail.rfind(b"\n") + 1 :]
            size *= 2

    def mend(self) -> bytes:
        """Take away what a killed write left, give it back. It never was a line: nothing rests on it."""
        left = self.cut_off()
        if left:
            self.log.truncate(self.log.size() - len(left))
        return left

    def _last_line(self) -> bytes:
        """The last whole line, without its newline."""
        size = TAIL
        while True:
            tail = self.log.last(size)
            whole = tail[: tail.rfind(b"\n")] if b"\n" in tail else b""
            if b"\n" in whole:
                return whole[whole.rindex(b"\n") + 1 :]
            if len(tail) < size:
                return whole
            size *= 2

    def breaks(self) -> Iterator[Break]:
        """Every line that does not hold, in order. What a killed write left at the end is none of them."""
        expected, before, before_entry = 1, FIRST, None
        for line in self.lines():
            if not line.whole:
                return
            entry = line.entry
            if entry is None:
                yield Break(line.number, "the line is damaged: it is not a JSON object", None)
                expected, before, before_entry = expected + 1, "", None
                continue
            problem = _problem(line, entry, expected, before)
            if problem:
                # The line before was rewritten with a new hash of its own: it is the one to name.
                rewritten = problem == REWRITTEN and before_entry is not None
                yield Break(line.number - rewritten, problem, before_entry if rewritten else entry)
            expected = _number(entry, expected) + 1
            before, before_entry = str(entry.get("hash", "")), entry


REWRITTEN = "the line was rewritten after it was logged: the next line was chained to other words"


def _problem(line: Line, entry: Entry, expected: int, before: str) -> str:
    """What is wrong with one line, empty where all is well."""
    body = {key: value for key, value in entry.items() if key != "hash"}
    # Of an erased line only the next line and the tree know whether its hash is right.
    right = entry.get("hash") == digest(canonical(body)) or is_stub(entry)
    if not right or canonical(entry) != line.raw:
        return "the line was edited: its content does not give its hash"
    number = _number(entry, expected)
    if number > expected:
        return f"{number - expected} line(s) before it were removed or moved: it is number {number}, not {expected}"
    if number < expected:
        return f"the line was moved or repeated: it is number {number}, not {expected}"
    if before and entry.get("prev") != before:
        return REWRITTEN
    return ""


def _number(entry: Entry, otherwise: int) -> int:
    number = entry.get("seq")
    return number if isinstance(number, int) and not isinstance(number, bool) else otherwise


def _parsed(raw: bytes) -> Entry | None:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
