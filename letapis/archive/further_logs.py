"""Logs and files that other rooms keep in an archive, and whether they hold. It does not know what they say.

`verify` is handed them by who knows of them: this room imports none of those rooms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from letapis.archive.chain import Chain
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files

Fault = tuple[str, str, str]  # file, place, problem


@dataclass(frozen=True, slots=True)
class FurtherLog:
    """A chained log, and how it is called in messages: `accounts/accounts.jsonl`."""

    called: str
    chain: Chain


@dataclass(frozen=True, slots=True)
class Further:
    """What `verify` looks at besides: logs, sealed files in folders of their own, names that files may have had.

    `faults` were found already by who handed this in: a log that is missing, a file that cannot be understood.
    """

    logs: tuple[FurtherLog, ...] = ()
    folders: tuple[tuple[str, Files], ...] = ()
    names: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


NOTHING = Further()


def faults_of(further: Further, custody: Chain) -> Iterator[Fault]:
    """Everything of it that does not hold, each with the name of its log or file."""
    yield from further.faults
    for folder, files in further.folders:
        known = [log.chain.name for log in further.logs if log.chain.files is files]
        yield from ((f"{folder}/{name}", place, problem) for name, place, problem in files.faults(known))
    for log in further.logs:
        try:
            yield from ((log.called, f"line {one.line}", one.problem) for one in log.chain.breaks())
            yield from against(log, custody)
        except ArchiveError as error:  # a sealed log that cannot be opened
            yield log.called, error.place, error.problem


def against(log: FurtherLog, custody: Chain) -> Iterator[Fault]:
    """The first line of a log that is not what the custody log was told of it."""
    held = {line.number: line.entry.get("hash") for line in log.chain.lines() if line.whole and line.entry}
    for entry in custody.entries():
        if entry.get("file") != log.chain.name or "head" not in entry:
            continue
        line = entry.get("lines")
        if line not in held:
            yield log.called, f"line {len(held) + 1}", f"lines were cut off: the custody log knows of {line} line(s)"
            return
        if held[line] != entry["head"]:
            yield log.called, f"line {line}", "the log was rewritten: the custody log knows other words"
            return
