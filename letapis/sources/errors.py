"""What a reader says of input that it cannot read: the file, the place in it, what is wrong, the way out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One item set aside. A batch goes on without it; it can be tried again once the way out was taken."""

    file: str
    place: str  # "line 7", "page 3", "message 12"; empty where the file as a whole is meant
    problem: str
    way_out: str

    def __str__(self) -> str:
        """The one line that a person reads."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.problem}. {self.way_out}" if self.way_out else f"{where}: {self.problem}."


class SourceError(Exception):
    """Nothing of a file can be read."""

    def __init__(self, file: str, place: str, problem: str, way_out: str) -> None:
        self.file = file
        self.place = place
        self.problem = problem
        self.way_out = way_out
        super().__init__(str(self.refusal()))

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str, str, str]]:
        """Survive the way between two processes."""
        return type(self), (self.file, self.place, self.problem, self.way_out)

    def refusal(self) -> Refusal:
        """The same as a value, for a batch that goes on."""
        return Refusal(self.file, self.place, self.problem, self.way_out)


class UnprotectedError(SourceError):
    """The file is not to blame: there is no cell to read it in, or none that is good enough for the profile."""
