"""What reading one file yields: the reports in it, what was set aside and why, what was passed over and how often."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from letapis.sources.document import Document
from letapis.sources.errors import Refusal
from letapis.sources.given import Given


@dataclass(frozen=True, slots=True)
class Result:
    """The documents of one file, in its order."""

    documents: tuple[Document, ...]
    refused: tuple[Refusal, ...] = ()
    passed_over: dict[str, int] = field(default_factory=dict)  # "service message" -> 12: no reports, no faults


@dataclass(frozen=True, slots=True)
class Original:
    """One file as it came in, on its way through a reader."""

    name: str
    data: bytes
    sha256: str
    given: Given

    @property
    def id(self) -> str:
        """First 16 hex digits of its SHA-256."""
        return self.sha256[:16]

    def part_id(self, part: str) -> str:
        """Id of a report inside it."""
        return f"{self.id}.{part}"


@cache
def reader_with(reader: str, library: str) -> str:
    """Name and version of a reader whose answer depends on a library, with that library's version."""
    from importlib.metadata import version

    return f"{reader}, {library} {version(library)}"
