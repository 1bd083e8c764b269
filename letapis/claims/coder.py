"""What a coder is: anything that reads a document and writes its claims."""

from __future__ import annotations

from typing import Protocol

from letapis.claims.claim import Claim
from letapis.sources.document import Document


class Coder(Protocol):
    """Reads one document at a time; must not look at a clock or a network that its user did not name."""

    @property
    def name(self) -> str:
        """Its short name: "rules"."""
        ...

    @property
    def version(self) -> str:
        """Its version; another version may give other claims."""
        ...

    def code(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document, in order of the text, each with a verbatim quote."""
        ...


class NotCodedError(Exception):
    """One document cannot be coded now. It is set aside with this reason and can be tried again."""

    def __init__(self, problem: str, way_out: str) -> None:
        self.problem = problem
        self.way_out = way_out
        super().__init__(f"{problem}. {way_out}")


class CoderUnavailableError(OSError):
    """No document can be coded now. The run ends with what is done; the same command goes on from there."""

    def __init__(self, problem: str, way_out: str) -> None:
        self.problem = problem
        self.way_out = way_out
        super().__init__(f"{problem}. {way_out}")
