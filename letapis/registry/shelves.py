"""What a registry may have behind it: shelves with what was worked in before, of which it takes down what it needs.

Protocols only, one for each thing that is kept. Nothing here knows how it is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from letapis.claims.claim import Claim
from letapis.registry.cells import Cell
from letapis.registry.links import Found, Outline, Told
from letapis.registry.record import Event, Figure
from letapis.sources.document import Document


class KeptReport(NamedTuple):
    """A report and its place among its copies. Its text is left out unless asked for."""

    document: Document
    group: str  # name of its group of copies
    lead: Document  # the report that the group copies
    why: tuple[str, ...]


class KeptClaim(NamedTuple):
    """A claim, where it stands and whose word it is."""

    coded: Claim  # as the coder gave it
    claim: Claim | None  # as people left it; None where they rejected it
    anchor: str  # first claim of its group; empty for a rejected one
    host: date | None  # the day of that group, where the claim is a guest of a day
    origin: str


class KeptUnit(NamedTuple):
    """An event without its links, its figures without relations to other events, and the groups that it is."""

    members: tuple[str, ...]
    event: Event
    figures: tuple[Figure, ...]


@dataclass(slots=True)
class KeptOrigin:
    """What an origin's reports say of it, counted, and of some reports how many claims and what each says."""

    labels: Counter[str]
    reasons: Counter[str]
    claims: Counter[str]
    told: dict[str, tuple[str, tuple[str, ...]]]


class Reports(Protocol):
    """The reports."""

    def reports(self, ids: Collection[str]) -> Iterable[KeptReport]:
        """Those of these ids that are there."""

    def copied(self, groups: Collection[str], *, texts: bool) -> Iterable[KeptReport]:
        """All reports of these groups of copies."""

    def marked(self, marks: Collection[str]) -> Mapping[str, str]:
        """For each mark that is known, a report that has it."""

    def crediting(self, speakers: Collection[str]) -> Mapping[str, Counter[str]]:
        """For each person credited, the claims by report."""


class Claims(Protocol):
    """The claims."""

    def claims(self, ids: Collection[str]) -> Iterable[KeptClaim]:
        """Those of these ids that are there."""

    def claims_of_reports(self, reports: Collection[str]) -> Iterable[KeptClaim]:
        """All claims of these reports."""

    def claims_of_cells(self, cells: Collection[Cell]) -> Iterable[KeptClaim]:
        """All claims of these cells."""


class Events(Protocol):
    """The events with their figures, links and origins."""

    def units(self, anchors: Collection[str]) -> Iterable[KeptUnit]:
        """The events that these groups are in."""

    def links(self, anchors: Collection[str]) -> Mapping[str, Mapping[str, tuple[Found, ...]]]:
        """The links that lead from these groups, by the rule that made them."""

    def leading_to(self, anchors: Collection[str]) -> Mapping[str, set[str]]:
        """For each of these groups, those that link to it."""

    def denials(self, kin: str, first: date, last: date) -> Iterable[Outline]:
        """The general denials of this kin that meet these days."""

    def happened(self, kin: str, first: date, last: date) -> Iterable[Outline]:
        """What happened of this kin, as far as it began within these days."""

    def weekly(self, cells: Collection[Cell]) -> Mapping[Cell, Mapping[int, str]]:
        """For each of these days, the groups that stand for those alike, by what must be alike."""

    def of_persons(self, keys: Collection[str]) -> Mapping[str, Iterable[Told]]:
        """For each key of a name, the groups that carry it."""

    def totals(self, digits: Collection[tuple[int, str]]) -> Iterable[KeptUnit]:
        """The events of the totals with one of these numbers."""

    def origins(self, pairs: Collection[tuple[str, str]]) -> Mapping[str, KeptOrigin]:
        """What these origins are made of, as far as the reports beside them go."""


class Shelves(Reports, Claims, Events, Protocol):
    """All that is kept."""
