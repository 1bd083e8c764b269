"""What of a sealed archive is not as it was written, named as far as it can be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.errors import ArchiveError
from letapis.archive.files import ORIGINALS
from letapis.archive.sealed_object import HEADER, LOG, Header
from letapis.archive.sealed_store import PHYSICAL, STORE

if TYPE_CHECKING:
    from letapis.archive.sealed_files import SealedFiles

Fault = tuple[str, str, str]  # name, place, problem


def faults(files: SealedFiles, known: Collection[str]) -> Iterator[Fault]:
    """Every file that does not hold, but for originals with their names: of these the hashes tell.

    `known` are names that a file whose header was changed may have had.
    """
    before = {files.physical(name): name for name in known}
    for place, header in files.headers():
        physical = place.rpartition("/")[2]
        if header is None or files.physical(header.name) != physical:
            name = before.get(physical, f"{STORE}/{physical}")
            if not name.startswith(ORIGINALS):
                yield name, f"bytes 0 to {HEADER}", _problem(header)
        elif header.kind == LOG:
            yield from ((header.name, where, problem) for where, problem in files.log(header.name).faults())
        elif not header.name.startswith(ORIGINALS):
            yield from _of_object(files, header)
    for path in sorted(Path(files.store).glob("*")):
        if not PHYSICAL.fullmatch(path.name):
            yield f"{STORE}/{path.name}", "", "this file is none of the archive: it was put there by hand"


def _problem(header: Header | None) -> str:
    return "the header was changed" if header is None else f"the sealed file was exchanged: it is {header.name}"


def _of_object(files: SealedFiles, header: Header) -> Iterator[Fault]:
    try:
        for _ in files.blocks(header.name):
            pass
    except ArchiveError as error:
        yield header.name, error.place, error.problem
