# ruff: noqa: S608  (own names only; every value is a parameter)
"""The shelves of a registry as the tables of the store. It reads only; what it gave out it remembers for the writer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import msgspec

from letapis.claims.claim import Claim
from letapis.registry.cells import Cell
from letapis.registry.links import Found, Outline, Told
from letapis.registry.lookalikes import alone
from letapis.registry.record import Event, Figure
from letapis.registry.shelves import KeptClaim, KeptOrigin, KeptReport, KeptUnit
from letapis.sources.document import Document
from letapis.store.dialect import Row
from letapis.store.opening import Store
from letapis.store.values import amount, cell_number, digest, inflated, json_value, raw, reasons, safe, unpacked

MARK, CLAIM, WEEKLY, PERSON = "letapis_mark", "letapis_claim", "letapis_weekly", "letapis_person_key"
_REPORT = (
    "SELECT d.number, d.ident, d.body, d.copies_id, d.why, l.body, {text} FROM letapis_document d"
    " LEFT JOIN letapis_copies c ON c.number = d.copies_id LEFT JOIN letapis_document l ON l.number = c.lead_id"
    " WHERE d.archive_id = %s AND"
)
_ID = "coalesce({0}.stands, {0}.ident)"
_CLAIM = (
    "SELECT c.number, c.ident, c.stands, c.body, c.coded, c.event_id, c.anchor, c.cell, c.origin_id, c.document_id,"
    f" o.ident, {_ID.format('a')}, a.cell, a.first FROM letapis_claim c"
    " LEFT JOIN letapis_claim a ON a.number = c.anchor LEFT JOIN letapis_origin o ON o.number = c.origin_id"
    " WHERE c.archive_id = %s AND"
)
_LINK = (
    f"SELECT {_ID.format('a')}, l.rule, l.kind, {_ID.format('t')}, l.reason FROM letapis_link l"
    " JOIN letapis_claim a ON a.number = l.anchor_id JOIN letapis_claim t ON t.number = l.target_id"
    " WHERE l.archive_id = %s AND l.{end} {among} ORDER BY l.number"
)


@dataclass(frozen=True, slots=True)
class Stood:
    """Where the row of a claim stands."""

    number: int
    event: int | None
    anchor: int | None
    origin: int | None
    cell: int


@dataclass(slots=True)
class Shelf:
    """Implements `registry.shelves.Shelves`."""

    store: Store
    claim_rows: dict[str, Stood] = field(default_factory=dict)  # by the coder's id
    claim_numbers: dict[str, int] = field(default_factory=dict)  # by the id as it stands
    report_numbers: dict[str, int] = field(default_factory=dict)
    come: set[str] = field(default_factory=set)  # reports that are there, and not only named by claims
    origin_numbers: dict[str, int] = field(default_factory=dict)
    event_numbers: dict[str, int] = field(default_factory=dict)
    mark_reports: dict[str, str] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)  # groups of more than one report that were given out

    # ---- reports

    def reports(self, ids: Collection[str]) -> Iterable[KeptReport]:
        """Those of these ids that are there."""
        return self._reports(self.store.among(_REPORT.format(text="NULL"), "d.ident", ids))

    def copied(self, groups: Collection[str], *, texts: bool) -> Iterable[KeptReport]:
        """All reports of these groups of copies."""
        statement = _REPORT.format(text="d.text" if texts else "NULL")
        several = self.store.among(statement, "d.copies_id", [int(one[1:]) for one in groups if one.startswith("#")])
        single = self.store.among(statement, "d.ident", [one for one in groups if not one.startswith("#")])
        return self._reports([*several, *single])

    def _reports(self, rows: list[Row]) -> list[KeptReport]:
        """Those that have come; of the others only claims have, and their numbers are remembered."""
        self.report_numbers.update((ident, number) for number, ident, *_ in rows)
        return [self._report(row) for row in rows if row[2] is not None]

    def _report(self, row: Row) -> KeptReport:
        _, ident, body, copies, why, lead, text = row
        self.come.add(ident)
        document = unpacked(Document, body)
        if text is not None:
            document = replace(document, text=inflated(text))
        group = f"#{copies}" if copies else ident
        self.groups |= {group} if copies else set()
        return KeptReport(document, group, unpacked(Document, lead) if lead else document, reasons(why))

    def marked(self, marks: Collection[str]) -> Mapping[str, str]:
        """For each mark that is known, a report that has it."""
        numbers = {digest(mark): mark for mark in marks}
        statement = (
            "SELECT m.mark, d.ident FROM letapis_mark m JOIN letapis_document d ON d.number = m.document_id"
            " WHERE m.archive_id = %s AND"
        )
        found = {numbers[mark]: ident for mark, ident in self.store.among(statement, "m.mark", numbers, MARK)}
        self.mark_reports.update(found)
        return found

    def crediting(self, speakers: Collection[str]) -> Mapping[str, Counter[str]]:
        """For each person credited, the claims by report."""
        found: dict[str, Counter[str]] = {speaker: Counter() for speaker in speakers}
        statement = (
            "SELECT c.speaker, d.ident FROM letapis_claim c JOIN letapis_document d ON d.number = c.document_id"
            " WHERE c.archive_id = %s AND NOT (c.speaker = '') AND"
        )
        for speaker, ident in self.store.among(statement, "c.speaker", map(safe, found), CLAIM):
            found[raw(speaker)][ident] += 1
        return found

    # ---- claims

    def claims(self, ids: Collection[str]) -> Iterable[KeptClaim]:
        """Those of these ids that are there."""
        return map(self._claim, self.store.among(_CLAIM, "c.ident", ids))

    def claims_of_reports(self, reports: Collection[str]) -> Iterable[KeptClaim]:
        """All claims of these reports."""
        rows = self.store.among("SELECT number FROM letapis_document WHERE archive_id = %s AND", "ident", reports)
        return map(self._claim, self.store.among(_CLAIM, "c.document_id", [number for (number,) in rows]))

    def claims_of_cells(self, cells: Collection[Cell]) -> Iterable[KeptClaim]:
        """All claims of these cells."""
        return map(self._claim, self.store.among(_CLAIM, "c.cell", map(cell_number, cells), CLAIM))

    def _claim(self, row: Row) -> KeptClaim:
        number, ident, stands, body, coded, event, anchor, cell, origin, document, source, first, at, day = row
        self.claim_rows[ident] = Stood(number, event, anchor, origin, cell)
        self.claim_numbers[stands or ident] = number
        source = raw(source or "")
        if source:
            self.origin_numbers[source] = origin
        claim = unpacked(Claim, body)
        self.report_numbers[claim.document] = document
        host = date.fromisoformat(day) if first and at != cell else None
        given = unpacked(Claim, coded) if coded else claim
        return KeptClaim(given, claim if event else None, first or "", host, source)

    # ---- events

    def units(self, anchors: Collection[str]) -> Iterable[KeptUnit]:
        """The events that these groups are in."""
        held = list(anchors)
        statement = "SELECT event_id FROM letapis_claim WHERE archive_id = %s AND event_id IS NOT NULL AND"
        plain = self.store.among(statement, "ident", held)
        edited = self.store.among(f"{statement} stands IS NOT NULL AND", "stands", held)
        return self._units({event for (event,) in (*plain, *edited)})

    def totals(self, digits: Collection[tuple[int, str]]) -> Iterable[KeptUnit]:
        """The events of the totals with one of these numbers."""
        statement = (
            "SELECT t.amount, t.unit, f.event_id FROM letapis_total t JOIN letapis_figure f ON f.number = t.figure_id"
            " WHERE t.archive_id = %s AND"
        )
        asked = {(amount(number), unit) for number, unit in digits}
        found = self.store.among(statement, "t.amount", {number for number, _ in asked if number is not None})
        return self._units({event for number, unit, event in found if (number, unit) in asked})

    def _units(self, events: set[int]) -> Iterator[KeptUnit]:
        figures: dict[int, dict[str, Figure]] = defaultdict(dict)
        members: dict[int, set[str]] = defaultdict(set)
        for event, body in self.store.among("SELECT event_id, body FROM letapis_figure WHERE archive_id = %s AND",
                                      "event_id", events):  # fmt: skip
            figure = alone(unpacked(Figure, body))
            figures[event][figure.id] = figure
        anchors = (
            f"SELECT DISTINCT c.event_id, {_ID.format('a')} FROM letapis_claim c"
            " JOIN letapis_claim a ON a.number = c.anchor WHERE c.archive_id = %s AND"
        )
        for event, anchor in self.store.among(anchors, "c.event_id", events):
            members[event].add(anchor)
        for number, body in self.store.among("SELECT number, body FROM letapis_event WHERE archive_id = %s AND",
                                       "number", events):  # fmt: skip
            event = unpacked(Event, body)
            self.event_numbers[event.id] = number
            held = tuple(figures[number][one] for one in event.figures)
            yield KeptUnit(tuple(sorted(members[number])), replace(event, links=()), held)

    def links(self, anchors: Collection[str]) -> Mapping[str, Mapping[str, tuple[Found, ...]]]:
        """The links that lead from these groups, by the rule that made them."""
        found: dict[str, dict[str, tuple[Found, ...]]] = defaultdict(dict)
        for anchor, rule, kind, target, reason in self._links("anchor_id", anchors):
            found[anchor][rule] = (*found[anchor].get(rule, ()), Found(kind, target, reason))
        return found

    def leading_to(self, anchors: Collection[str]) -> Mapping[str, set[str]]:
        """For each of these groups, those that link to it."""
        found: dict[str, set[str]] = defaultdict(set)
        for anchor, _, _, target, _ in self._links("target_id", anchors):
            found[target].add(anchor)
        return found

    def _links(self, end: str, anchors: Collection[str]) -> list[Row]:
        numbers = self.numbers(anchors)
        if not numbers:
            return []
        driver = self.store.driver
        rows = self.store.fetch(_LINK.format(end=end, among=driver.among()), driver.many(numbers))
        self.numbers({row[3] for row in rows} | {row[0] for row in rows})
        return rows

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """The numbers of the claims of these ids, as they stand now, that are there."""
        held = list(ids)
        missing = [one for one in held if one not in self.claim_numbers]
        statement = "SELECT number, ident, stands FROM letapis_claim WHERE archive_id = %s AND"
        edited = self.store.among(f"{statement} stands IS NOT NULL AND", "stands", missing)
        for number, ident, stands in (*self.store.among(statement, "ident", missing), *edited):
            self.claim_numbers.setdefault(stands or ident, number)
        return [self.claim_numbers[one] for one in held if one in self.claim_numbers]

    def denials(self, kin: str, first: date, last: date) -> Iterable[Outline]:
        """The general denials of this kin that meet these days."""
        return self._outlines("last >= %s", kin, "denied", last, first)

    def happened(self, kin: str, first: date, last: date) -> Iterable[Outline]:
        """What happened of this kin, as far as it began within these days."""
        return self._outlines("first >= %s", kin, "happened", last, first)

    def _outlines(self, condition: str, kin: str, standing: str, last: date, first: date) -> Iterator[Outline]:
        statement = (
            "SELECT ident, anchor_id, first, last, body FROM letapis_outline"
            f" WHERE archive_id = %s AND kin = %s AND standing = %s AND first <= %s AND {condition}"
        )
        for ident, number, begins, ends, body in self.store.fetch(statement, kin, standing, str(last), str(first)):
            anchor, (place, people) = raw(ident), json_value(body)
            self.claim_numbers[anchor] = number
            days = date.fromisoformat(begins), date.fromisoformat(ends)
            yield Outline(anchor, kin, standing, *days, tuple(place), frozenset(people))

    def weekly(self, cells: Collection[Cell]) -> Mapping[Cell, Mapping[int, str]]:
        """For each of these days, the groups that stand for those alike, by what must be alike."""
        named = {cell_number(cell): cell for cell in cells}
        found: dict[Cell, dict[int, str]] = {cell: {} for cell in cells}
        statement = (
            f"SELECT w.cell, w.key, w.anchor_id, {_ID.format('a')} FROM letapis_weekly w"
            " JOIN letapis_claim a ON a.number = w.anchor_id WHERE w.archive_id = %s AND"
        )
        for cell, key, number, anchor in self.store.among(statement, "w.cell", named, WEEKLY):
            found[named[cell]][key] = anchor
            self.claim_numbers[anchor] = number
        return found

    def of_persons(self, keys: Collection[str]) -> Mapping[str, Iterable[Told]]:
        """For each key of a name, the groups that carry it."""
        found: dict[str, list[Told]] = {key: [] for key in keys}
        statement = (
            f"SELECT p.key, {_ID.format('a')}, p.anchor_id, p.kin, p.standing, p.first, p.types"
            " FROM letapis_person_key p JOIN letapis_claim a ON a.number = p.anchor_id WHERE p.archive_id = %s AND"
        )
        rows = self.store.among(statement, "p.key", map(safe, keys), PERSON)
        for key, anchor, number, kin, standing, first, types in rows:
            found[raw(key)].append(Told(anchor, kin, standing, date.fromisoformat(first), frozenset(types.split())))
            self.claim_numbers[anchor] = number
        return found

    def origins(self, pairs: Collection[tuple[str, str]]) -> Mapping[str, KeptOrigin]:
        """What these origins are made of, as far as the reports beside them go."""
        found: dict[str, KeptOrigin] = {}
        idents: dict[int, str] = {}
        statement = "SELECT number, ident, told FROM letapis_origin WHERE archive_id = %s AND"
        asked = {safe(origin) for origin, _ in pairs}
        for number, spelled, body in self.store.among(statement, "ident", asked, "letapis_origin"):
            ident, (labels, because) = raw(spelled), json_value(body)
            idents[number], self.origin_numbers[ident] = ident, number
            found[ident] = KeptOrigin(Counter(labels), Counter(because), Counter(), {})
        reports = {number: ident for ident, number in self.report_numbers.items()}
        for origin, document, claims, label, because in self._credits(pairs, found):
            held, ident = found[idents[origin]], reports[document]
            held.claims[ident] = claims
            held.told[ident] = raw(label), reasons(because)
        return found

    def _credits(self, pairs: Collection[tuple[str, str]], there: Collection[str]) -> list[Row]:
        """The rows of these pairs of an origin and a report."""
        known = [(self.origin_numbers[origin], self.report_numbers[report]) for origin, report in pairs
                 if origin in there and report in self.report_numbers]  # fmt: skip
        columns = "c.origin_id, c.document_id, c.claims, c.label, c.reasons FROM"
        driver = self.store.driver
        if driver.engine == "sqlite":
            statement = (
                f"SELECT {columns} json_each(%s) p CROSS JOIN letapis_credit c"
                " ON c.origin_id = json_extract(p.value, '$[0]') AND c.document_id = json_extract(p.value, '$[1]')"
                " WHERE c.archive_id = %s"
            )
            return driver.rows(statement, [msgspec.json.encode(known).decode(), self.store.archive])
        statement = (
            f"SELECT {columns} unnest(%s::bigint[], %s::bigint[]) AS p (origin, report)"
            " JOIN letapis_credit c ON c.origin_id = p.origin AND c.document_id = p.report WHERE c.archive_id = %s"
        )
        both = [origin for origin, _ in known], [report for _, report in known]
        return driver.rows(statement, [*both, self.store.archive])
