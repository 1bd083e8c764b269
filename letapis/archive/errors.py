"""What can go wrong with an archive, told in one line that names the file, the place and the way out."""

from __future__ import annotations


class ArchiveError(Exception):
    """One fault; `str()` is the line for a person."""

    def __init__(self, file: str, problem: str, way_out: str, place: str = "") -> None:
        super().__init__(file, problem, way_out, place)
        self.file = file
        self.place = place
        self.problem = problem
        self.way_out = way_out

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.problem}. {self.way_out}."


class NoArchiveError(ArchiveError):
    """There is no archive at the place named."""


class ErasedError(ArchiveError):
    """What is offered was erased, and nobody said that it may be in again."""
