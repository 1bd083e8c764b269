"""JSONL in, JSONL out: the same work on every line, broken lines set aside by their number, resumable.

The output takes its name only when it is whole. What an interrupted run has written stays beside it, with a note of
what it was made from; the next run with the same input and the same work goes on there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from letapis.sources.errors import Refusal, SourceError
from letapis.sources.exchange import strict_json
from letapis.workflow.derived import Json, encode
from letapis.workflow.processes import mapped
from letapis.workflow.progress import Progress, silent

MANY = 200_000  # bytes of input from which other processes are worth their start
ONE_A_LINE = "Name a file with one JSON object a line."
CORRECT = "Correct the line and run again; the other lines are done."
Work = Callable[[Json], Json]


@dataclass(slots=True)
class Transformed:
    """What one run did."""

    documents: int = 0
    resumed: int = 0  # documents that an earlier run had done
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Failed:
    """A line that could be read and on which the work failed."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class OneLine:
    """One line to its output line, or to why there is none; goes to another process."""

    file: str
    work: Work

    def __call__(self, numbered: tuple[int, bytes]) -> bytes | Refusal | Failed:
        """Whatever is wrong with a line comes back; raises only what the next line would suffer from as well."""
        number, line = numbered
        value = parsed(self.file, number, line)
        if isinstance(value, Refusal):
            return value
        try:
            return encode(self.work(value))
        except ValueError as error:
            return Failed(Refusal(self.file, f"line {number}", str(error), CORRECT))
        except SourceError as error:
            return Failed(Refusal(self.file, f"line {number}", error.problem, error.way_out))
        except (ImportError, MemoryError, OSError):
            raise  # not the fault of the line: the next one would fail alike
        except Exception as error:  # noqa: BLE001  a batch goes on whatever one text does to a coder
            problem = f"the work on it failed ({type(error).__name__}: {error})"
            return Failed(Refusal(self.file, f"line {number}", problem, "Report it; the other lines are done."))


def transform(  # noqa: PLR0913  what, whither, how, and who looks on
    source: Path, target: Path, work: Work, kind: str, progress: Progress = silent, *, spread: bool = True
) -> Transformed:
    """Do `work` on each line of `source` and write `target`. `kind` names the work and its version.

    `spread` tells whether several processes may do it. Work that may not be spread keeps for itself what it has done,
    so it begins at the first line.

    Raises SourceError where the file cannot be read or not one line of it could be done.
    """
    size = _size(source)
    unfinished = Unfinished(target, {"kind": kind, "input": _digest(source)})
    if not spread:
        unfinished.drop()
    done = Transformed(resumed=unfinished.begin())
    lines = skipping(source, done)
    one = OneLine(source.name, work)
    with unfinished.path.open("ab") as file:
        for result in mapped(one, lines, many=spread and size >= MANY):
            if isinstance(result, Failed):
                unfinished.forget()
                done.refused.append(result.refusal)
                continue
            if isinstance(result, Refusal):
                done.refused.append(result)
                continue
            file.write(result)
            done.documents += 1
            if done.documents % 16 == 0:
                file.flush()
            progress(kind, file.tell(), max(size, file.tell()))
    done.documents += done.resumed
    if not done.documents:
        unfinished.drop()
        raise _nothing(source, done.refused)
    unfinished.end()
    return done


def skipping(source: Path, done: Transformed) -> Iterator[tuple[int, bytes]]:
    """The numbered lines that are left to do; broken ones among those that are done are told again."""
    left = done.resumed
    for number, line in numbered_lines(source):
        if left:
            value = parsed(source.name, number, line)
            if isinstance(value, Refusal):
                done.refused.append(value)
            else:
                left -= 1
            continue
        yield number, line


def numbered_lines(source: Path) -> Iterator[tuple[int, bytes]]:
    """Lines that hold something, from 1."""
    with source.open("rb") as file:
        for number, line in enumerate(file, start=1):
            body = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if body.strip():
                yield number, body


def parsed(file: str, number: int, line: bytes, holding: str = "text") -> Json | Refusal:
    """One line as an object with the text that it must hold, or what is wrong with it."""
    place, way_out = f"line {number}", CORRECT
    try:
        value: Any = strict_json(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Refusal(file, place, f"is not UTF-8 at byte {error.start}", way_out)
    except json.JSONDecodeError as error:
        return Refusal(file, place, f"is not JSON: {error.msg} at character {error.pos + 1}", way_out)
    except ValueError as error:
        return Refusal(file, place, f"is not JSON: {error}", way_out)
    if not isinstance(value, dict):
        return Refusal(file, place, "is not a JSON object", way_out)
    if not isinstance(value.get(holding), str):
        return Refusal(file, place, f'has no "{holding}"', way_out)
    return value


def objects(source: Path) -> Iterator[Json | Refusal]:
    """All objects of a JSONL file, for work that is not written to a file."""
    _size(source)
    return (parsed(source.name, number, line) for number, line in numbered_lines(source))


class Unfinished:
    """The output on its way: `.NAME.unfinished`, and beside it `.NAME.unfinished.json` with what it was made from."""

    def __init__(self, target: Path, made_from: Json) -> None:
        self.target = target
        self.path = target.with_name(f".{target.name}.unfinished")
        self.note = target.with_name(f".{target.name}.unfinished.json")
        self.made_from = made_from

    def begin(self) -> int:
        """Lines that an earlier run has left us; 0 where there is none, or where it did something else."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        if self._ours():
            return self._whole_lines()
        self.path.write_bytes(b"")
        self.note.write_bytes(encode(self.made_from))
        return 0

    def end(self) -> None:
        """Give the output its name."""
        self.path.replace(self.target)
        self.note.unlink(missing_ok=True)

    def forget(self) -> None:
        """Begin anew next time: behind a line that failed, so many lines done are not the first so many."""
        self.note.unlink(missing_ok=True)

    def drop(self) -> None:
        """Leave nothing behind."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def _ours(self) -> bool:
        try:
            return self.path.exists() and self.note.read_bytes() == encode(self.made_from)
        except OSError:
            return False

    def _whole_lines(self) -> int:
        """Cut off a line that was not written to its end; count the others."""
        with self.path.open("r+b") as file:
            count, end = 0, 0
            for line in file:
                if line.endswith(b"\n"):
                    count, end = count + 1, end + len(line)
            file.truncate(end)
        return count


def _size(source: Path) -> int:
    try:
        size = source.stat().st_size
        with source.open("rb"):
            pass
    except OSError as error:
        problem = f"cannot be opened ({error.strerror})"
        raise SourceError(str(source), "", problem, "Look at its name and its rights.") from error
    if not size:
        raise SourceError(str(source), "", "is empty", ONE_A_LINE)
    return size


def _digest(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nothing(source: Path, refused: list[Refusal]) -> SourceError:
    if not refused:
        return SourceError(str(source), "", "holds no lines", ONE_A_LINE)
    first = refused[0]
    return SourceError(
        str(source), first.place, first.problem, ONE_A_LINE if first.way_out == CORRECT else first.way_out
    )
