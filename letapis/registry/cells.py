"""Cells: claims sorted by kin, standing and time, so that a new claim touches only those it could be one event with.

A day is a cell. Claims told for two to four days ("over the weekend") are guests of the one day event that they can
mean; longer, undated and cumulative claims have cells of their own and never join day events.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from letapis.registry.cluster import Cluster, cluster_of, clustered, cumulative, loose
from letapis.registry.counts import disjoint
from letapis.registry.entry import Entry, fold
from letapis.registry.places import comparable

_CLUSTERED = {"total": cumulative, "long": loose, "undated": loose}
LONGEST_SPAN = 4  # days: a weekend with its Friday and Monday
_LONGEST = timedelta(days=LONGEST_SPAN)


class Cell(NamedTuple):
    """Where claims meet. `rest` is what else must be the same: the period's place, or the very words."""

    kind: str  # day, span, long, total, undated
    kin: str
    standing: str
    first: date | None = None
    last: date | None = None
    rest: tuple[str, ...] = ()


def cell_of(entry: Entry) -> Cell:
    """The cell of a claim, from the claim alone."""
    claim = entry.claim
    if claim.scope == "total":
        return _total(entry)
    if claim.date is None:
        words = hashlib.blake2b(fold(claim.quote).encode(errors="surrogatepass"), digest_size=8).hexdigest()
        return Cell("undated", entry.kin, entry.standing, rest=(words,))
    first, last = claim.date.first, claim.date.last
    days = (last - first).days + 1
    kind = "day" if days == 1 else "span" if days <= LONGEST_SPAN else "long"
    return Cell(kind, entry.kin, entry.standing, first, last)


def _total(entry: Entry) -> Cell:
    """Totals meet by type, place and the day they count from; one that runs until the report has no last day."""
    claim = entry.claim
    first, last = (claim.date.first, claim.date.last) if claim.date else (None, None)
    growing = first != last and entry.until is not None and last is not None and last >= entry.until
    return Cell("total", claim.type, entry.standing, first, None if growing else last, claim.place)


Change = tuple[tuple[Cluster, ...], tuple[Cluster, ...]]  # the clusters of a cell before and after


@dataclass(frozen=True, slots=True)
class Group:
    """One occurrence: the cluster that holds it, and guests that can only mean it."""

    cell: Cell
    cluster: Cluster
    guests: tuple[Cluster, ...]
    entries: tuple[Entry, ...]  # all, by claim

    @property
    def anchor(self) -> str:
        """The id of the first claim of its cluster."""
        return self.cluster.anchor

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why they are one."""
        told = dict.fromkeys(reason for one in (self.cluster, *self.guests) for reason in one.reasons)
        if self.guests:
            told["less precise days that hold this one"] = None
        return tuple(told)

    def same_as(self, other: Group) -> bool:
        """Whether nothing has changed: the very same entries in the same roles."""
        if self.cluster.kind != other.cluster.kind or len(self.entries) != len(other.entries):
            return False
        guests = [one.anchor for one in self.guests] == [one.anchor for one in other.guests]
        return guests and all(one is another for one, another in zip(self.entries, other.entries, strict=True))


def _group(cell: Cell, cluster: Cluster, guests: tuple[Cluster, ...]) -> Group:
    if not guests:
        return Group(cell, cluster, (), cluster.entries)
    held = [*cluster.entries, *(entry for guest in guests for entry in guest.entries)]
    return Group(cell, cluster, guests, tuple(sorted(held, key=lambda entry: entry.id)))


@dataclass(slots=True)
class Cells:
    """All cells with their groups; `refresh` works out again what a change can have touched."""

    apart: tuple[tuple[str, ...], ...] = ()  # claims that people keep apart
    entries: dict[Cell, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    clusters: dict[Cell, tuple[Cluster, ...]] = field(default_factory=dict)
    spans: dict[tuple[str, str, date], set[Cell]] = field(default_factory=lambda: defaultdict(set))
    hosts: dict[Cell, dict[str, tuple[Cell, str]]] = field(default_factory=lambda: defaultdict(dict))
    guests: dict[Cell, dict[str, dict[str, Cluster]]] = field(default_factory=lambda: defaultdict(dict))

    def put(self, entry: Entry) -> Cell:
        """Take an entry in, or its new form; gives its cell."""
        cell = cell_of(entry)
        self.entries[cell][entry.id] = entry
        if cell.kind == "span":
            for day in _days(cell):
                self.spans[cell.kin, cell.standing, day].add(cell)
        return cell

    def drop(self, entry: Entry) -> Cell:
        """Take an entry out; gives the cell that it was in."""
        cell = cell_of(entry)
        self.entries[cell].pop(entry.id, None)
        return cell

    def groups(self, cell: Cell) -> Iterator[Group]:
        """The groups of a cell, by anchor; what is a guest elsewhere is not among them."""
        away = self.hosts.get(cell, {})
        staying = self.guests.get(cell, {})
        for cluster in self.clusters.get(cell, ()):
            if cluster.anchor not in away:
                invited = staying.get(cluster.anchor, {})
                yield _group(cell, cluster, tuple(invited[anchor] for anchor in sorted(invited)))

    def of_groups(self, claims: dict[str, Cell]) -> set[Cell]:
        """The cells where the groups of these claims can be: their own, and those that they are guests of."""
        hosts = (self.hosts.get(cell, {}).values() for cell in claims.values())
        return set(claims.values()) | {cell for held in hosts for cell, _ in held}

    def cluster(self, cell: Cell) -> Change:
        """Work out the clusters of a cell; gives those that it had and those that it has."""
        before = self.clusters.get(cell, ())
        made = _CLUSTERED.get(cell.kind, clustered)(self.entries.get(cell, {}).values())
        self.clusters[cell] = tuple(kept_apart(made, self.apart))
        return before, self.clusters[cell]

    def refresh(self, touched: Iterable[Cell], recall: Callable[[list[Cell]], object] = list) -> set[Cell]:
        """Work out the touched cells again; gives every cell whose groups may have changed.

        Before a cell is looked at that was not touched, `recall` is called with it.
        """
        changed = set(touched)
        changes = {cell: self.cluster(cell) for cell in changed}
        spans = {cell for cell in changed if cell.kind == "span"}
        for cell, change in changes.items():
            if cell.kind == "day" and cell.first is not None:
                around = self.spans.get((cell.kin, cell.standing, cell.first), set()) - spans
                spans |= self._concerned(around, change) if around else set()
        for span in sorted(spans, key=str):
            recall([_day(span, day) for day in _days(span)])
            changed |= self._host(span)
        return changed

    def _concerned(self, spans: set[Cell], change: Change) -> set[Cell]:
        """The spans of which a cluster can be another cluster of a day now, or none, or one where there was none."""
        before, now = change
        known = {cluster.anchor: cluster for cluster in before}
        same = {cluster.anchor for cluster in now if known.get(cluster.anchor) == cluster}
        other = [cluster for cluster in (*before, *now) if cluster.anchor not in same]
        return {
            span
            for span in spans
            for guest in self.clusters.get(span, ())
            if any(can_be(guest, host) for host in other)
            if self._host_among(guest, before) != self._host_among(guest, now)
        }

    def invite(self, span: Cell, anchor: str, day: date, host: str) -> None:
        """Note what was worked out before: a cluster of the span is a guest of a group of that day."""
        cluster = next((one for one in self.clusters[span] if one.anchor == anchor), None)
        if cluster:
            self.hosts[span][anchor] = _day(span, day), host
            self.guests[_day(span, day)].setdefault(host, {})[anchor] = cluster

    def _host(self, span: Cell) -> set[Cell]:
        """Find the days that the clusters of a span can mean; gives the cells that win or lose a guest."""
        changed = {span}
        for anchor, (cell, host) in self.hosts.pop(span, {}).items():
            self.guests[cell].get(host, {}).pop(anchor, None)
            changed.add(cell)
        for cluster in self.clusters.get(span, ()):
            found = self._day_of(span, cluster)
            if found:
                cell, host = found
                self.hosts[span][cluster.anchor] = found
                self.guests[cell].setdefault(host, {})[cluster.anchor] = cluster
                changed.add(cell)
        return changed

    def _day_of(self, span: Cell, cluster: Cluster) -> tuple[Cell, str] | None:
        """The one day event in the span that the cluster can be; None where there is none or a choice."""
        cells = [_day(span, day) for day in _days(span)]
        hosts = ((cell, self._host_among(cluster, self.clusters.get(cell, ()))) for cell in cells)
        found = [(cell, host) for cell, host in hosts if host]
        return found[0] if len(found) == 1 else None

    def _host_among(self, guest: Cluster, clusters: Iterable[Cluster]) -> str:
        """Which cluster of a day it can be, by its first claim; the largest of several, empty for none."""
        fitting = [one for one in clusters if can_be(guest, one) and not self._ordered_apart(guest, one)]
        host = max(fitting, key=lambda one: (one.kind == "main", len(one.entries), one.anchor), default=None)
        return host.anchor if host else ""

    def _ordered_apart(self, left: Cluster, right: Cluster) -> bool:
        ours, theirs = {entry.id for entry in left.entries}, {entry.id for entry in right.entries}
        return any(not ours.isdisjoint(order) and not theirs.isdisjoint(order) for order in self.apart)


def spans_over(cell: Cell) -> Iterator[Cell]:
    """All spans that hold a day, whether anything is told of them or not."""
    day = cell.first
    if cell.kind != "day" or day is None or not date.min + _LONGEST < day < date.max - _LONGEST:
        return
    for length in range(2, LONGEST_SPAN + 1):
        for before in range(length):
            first = day - timedelta(days=before)
            yield cell._replace(kind="span", first=first, last=first + timedelta(days=length - 1))


def _day(span: Cell, day: date) -> Cell:
    return Cell("day", span.kin, span.standing, day, day)


def _days(cell: Cell) -> list[date]:
    assert cell.first is not None
    assert cell.last is not None
    return [cell.first + timedelta(days=number) for number in range((cell.last - cell.first).days + 1)]


def can_be(guest: Cluster, host: Cluster) -> bool:
    """Whether nothing told by the two speaks against their being one: persons, actors, place, kind, numbers."""
    if guest.persons or host.persons:
        if not guest.persons & host.persons:
            return False
    elif guest.actors and host.actors and not guest.actors & host.actors:
        return False
    if host.kind == "part" or not guest.types & host.types:
        return False
    return comparable(guest.place, host.place) and not _numbers_clash(guest, host)


def _numbers_clash(guest: Cluster, host: Cluster) -> bool:
    return any(
        ours.key == theirs.key and disjoint((mine.low, mine.high), (other.low, other.high))
        for ours in guest.entries
        for theirs in host.entries
        if (mine := ours.claim.count) and (other := theirs.claim.count)
    )


def kept_apart(clusters: Iterable[Cluster], orders: Iterable[tuple[str, ...]]) -> Iterator[Cluster]:
    """The clusters with claims split off that people keep apart from the first of them."""
    for cluster in clusters:
        held = {entry.id for entry in cluster.entries}
        leaving = {claim for order in orders for claim in [one for one in order if one in held][1:]}
        staying = tuple(entry for entry in cluster.entries if entry.id not in leaving)
        if staying:
            yield cluster_of(staying, cluster.kind, *cluster.reasons) if leaving else cluster
        for entry in cluster.entries:
            if entry.id in leaving:
                yield cluster_of([entry], cluster.kind)
