"""What is compared and what comparing gives: a row of a list as a record, and an edge between two records.

They say nothing of who is who: an edge is a proposal, and only judgements make persons (`persons.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

BANDS = ("suggest", "ask", "leave")
OUTCOMES = ("same", "variant", "initial", "absent", "contradicts")
FIELDS = ("surname", "given", "patronymic", "birth_year", "town", "date", "article")


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One row of one list: what somebody once wrote of a person.

    The name and the note stay out of `repr`: what is printed by accident, in a log or a traceback, must name nobody.
    """

    id: str  # list id + ":" + row number, or a hash; stable across reruns
    source: str  # id of the list (source) it comes from
    row: int  # 1-based row in the list, header not counted
    name: str = field(repr=False)
    birth_year: int | None = None
    town: str = ""  # as written
    date: str = ""  # ISO date of detention or event, "" unknown
    article: str = ""  # as written, "23.34"
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """What one field says of two records being one person."""

    field: str  # one of FIELDS
    outcome: str  # one of OUTCOMES
    weight: float  # log2 Bayes factor; positive speaks for the same person


@dataclass(frozen=True, slots=True)
class Edge:
    """Two records that may be one person, with the evidence field by field."""

    left: str  # record ids, left < right
    right: str
    probability: float  # 0..1, as estimated by the linker
    band: str  # suggest (>= .99 and no contradiction) | ask | leave
    evidence: tuple[FieldEvidence, ...]
