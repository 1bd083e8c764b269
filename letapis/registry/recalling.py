"""A registry with nothing behind it: what it does not hold, there is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from letapis.registry.cells import Cell
from letapis.registry.entry import Entry
from letapis.registry.record import Figure


class Whole:
    """Where a registry asks for what it may not hold; here it holds all, and nothing is to be done."""

    def marked(self, marks: Collection[str]) -> None:
        """The reports that have one of these marks, with all their copies."""

    def copies(self, ids: Collection[str], *, texts: bool = False) -> None:
        """These reports with all that are copies of the same."""

    def reports(self, ids: Collection[str]) -> None:
        """The reports of these ids."""

    def speakers(self, names: Iterable[str]) -> None:
        """By which reports these persons are credited."""

    def claims(self, ids: Collection[str]) -> None:
        """The claims of these ids."""

    def claims_of_reports(self, reports: Collection[str]) -> None:
        """All claims of these reports."""

    def cells(self, cells: Iterable[Cell]) -> None:
        """The groups of these cells, with those that are guests there."""

    def links(self, anchors: Collection[str]) -> None:
        """The links that lead from these groups."""

    def leading_to(self, anchors: Collection[str]) -> None:
        """Which groups link to these."""

    def weekly(self, cells: Collection[Cell]) -> None:
        """Which groups stand for those alike on these days."""

    def persons(self, keys: Collection[str]) -> None:
        """The groups that carry these keys."""

    def denials(self, kins: Mapping[str, tuple[date, date]]) -> None:
        """The general denials of these kins that meet these days."""

    def happened(self, kins: Mapping[str, tuple[date, date]]) -> None:
        """What happened of these kins, as far as it began within these days."""

    def units(self, anchors: Collection[str]) -> None:
        """The events that these groups are in."""

    def totals(self, figures: Iterable[Figure]) -> None:
        """The events of the totals that these may be taken for."""

    def origins(self, entries: Iterable[Entry]) -> None:
        """What the origins of these claims are made of, those that they had and those that they come to."""
