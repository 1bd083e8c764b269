"""Origins: which reports are copies of one another, and whose figure a claim repeats.

A report with its copies is one origin; a body that a report credits is the origin of what it is credited with,
whoever repeats it. Publishers do not glue: two papers that print one story stay two papers.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from sys import intern

from letapis.names.organisations import bodies
from letapis.registry.duplicates import marks
from letapis.registry.entry import Entry, body_code, fold
from letapis.registry.record import Origin
from letapis.sources.document import Document


@dataclass(slots=True)
class Copies:
    """Reports that are copies of one another, kept as groups that only grow. The order of arrival is of no account."""

    documents: dict[str, Document] = field(default_factory=dict)
    group_of: dict[str, str] = field(default_factory=dict)  # document -> name of its group
    members: dict[str, set[str]] = field(default_factory=dict)
    leads: dict[str, Document] = field(default_factory=dict)  # group -> the report that the others copy
    sources: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # group -> source key of that report
    by_mark: dict[str, str] = field(default_factory=dict)  # mark -> a document that has it
    why: dict[str, set[str]] = field(default_factory=dict)  # document -> reasons that it is a copy
    apart: frozenset[str] = frozenset()  # judged to be an origin of its own

    def add(self, document: Document) -> set[str]:
        """Take the report in; gives the ids of all reports whose origin can have changed."""
        self.documents[document.id] = document
        self.group_of[document.id] = document.id
        self.members[document.id] = {document.id}
        self.leads[document.id] = document
        self.sources[document.id] = source_key(document)
        changed = {document.id}
        if document.id in self.apart:
            return changed
        for mark, reason in marks(document):
            known = self.by_mark.setdefault(mark, document.id)
            if known != document.id:
                changed |= self.unite(known, document.id, reason)
        return changed

    def judged_same(self, left: str, right: str, reason: str) -> set[str]:
        """Unite two reports because people say so, where both are there and neither is held to be its own origin."""
        there = left != right and left in self.documents and right in self.documents
        return self.unite(left, right, reason) if there and not {left, right} & self.apart else set()

    def unite(self, left: str, right: str, reason: str) -> set[str]:
        """Make the groups of two reports one; gives the ids of the reports whose origin can have changed."""
        told = {one for one in (left, right) if reason not in self.why.setdefault(one, set())}
        for one in told:
            self.why[one].add(reason)
        first, second = self.group_of[left], self.group_of[right]
        if first == second:
            return told
        if len(self.members[first]) < len(self.members[second]):
            first, second = second, first
        lead = min(self.leads[first], self.leads[second], key=_lead_order)
        key = self.sources[first] if lead is self.leads[first] else self.sources[second]
        for group in (first, second):
            told |= self.members[group] if self.sources[group] != key else set()
        moved = self.members.pop(second)
        self.group_of.update(dict.fromkeys(moved, first))
        self.members[first] |= moved
        self.leads[first], self.sources[first] = lead, key
        del self.leads[second], self.sources[second]
        return told

    def source(self, document: str) -> tuple[str, str, str] | None:
        """The source key of that report."""
        group = self.group_of.get(document)
        return self.sources[group] if group else None

    def lead(self, document: str) -> Document | None:
        """The report of the group that the others copy: one that names its origin, else the earliest."""
        group = self.group_of.get(document)
        return self.leads[group] if group else None


def _lead_order(document: Document) -> tuple[bool, str, str]:
    dated = document.dated
    return not document.origin, dated.iso() if dated else "9999", document.id


def source_key(document: Document) -> tuple[str, str, str]:
    """(id, label, kind) of the origin that a report is by itself: whom it took it from, else who published or wrote it.

    A forward and a republication name their origin; reports of one publisher are one origin.
    """
    for name in (document.origin, document.publisher, document.author, document.speaker):
        if name and name.strip():
            code = body_code(name)
            return (f"body:{code}", name.strip(), "body") if code else (f"report:{fold(name)}", name.strip(), "report")
    return f"document:{document.id}", document.title or document.name or document.id, "report"


def origin_of(entry: Entry, copies: Copies, shared_speaker: Callable[[str], bool]) -> str:
    """The id of the origin of a claim: the body it credits, a person whom several reports credit, else its report."""
    document = entry.claim.document
    if document in copies.apart:
        return _as("document", document)
    if entry.body:
        return _as("body", entry.body)
    if entry.speaker and shared_speaker(entry.speaker):
        return _as("speaker", entry.speaker)
    source = copies.source(document)
    return source[0] if source else _as("document", document)


def _as(kind: str, code: str) -> str:
    """The id of an origin: one string, however many claims have it."""
    return intern(f"{kind}:{code}")


def _kind(origin: str) -> str:
    """A medium is a report, credited or read at first hand; other bodies are third parties."""
    kind, _, code = origin.partition(":")
    if kind == "body":
        return "report" if bodies.bodies()[code].kind == "media" else "body"
    return "speaker" if kind == "speaker" else "report"


@dataclass(slots=True)
class Held:
    """What one origin is made of: its claims by report, and what each report says for the label and the reasons."""

    claims: Counter[str] = field(default_factory=Counter)
    order: list[str] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    told: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # report -> label, reasons


@dataclass(slots=True)
class Origins:
    """All origins with the claims behind them, kept up to date claim by claim."""

    copies: Copies
    shared_speaker: Callable[[str], bool]
    _held: dict[str, Held] = field(default_factory=lambda: defaultdict(Held))
    _origin_of: dict[str, str] = field(default_factory=dict)
    _values: dict[str, Origin] = field(default_factory=dict)

    def of(self, entry: Entry) -> str:
        """The id of the origin of a claim."""
        return origin_of(entry, self.copies, self.shared_speaker)

    def note(self, entries: Iterable[Entry]) -> set[str]:
        """Count the claims to their origins; gives the origins that are others now."""
        touched: set[str] = set()
        for entry in entries:
            origin, document = self.of(entry), entry.claim.document
            before = self._origin_of.get(entry.id)
            held = self._held[origin]
            if before != origin:
                touched |= self._leave(before, entry) if before else set()
                self._origin_of[entry.id] = origin
                if document not in held.claims:
                    insort(held.order, document)
                held.claims[document] += 1
            touched |= {origin} if self._tell(held, origin, document) else set()
        return touched

    def _leave(self, origin: str, entry: Entry) -> set[str]:
        held, document = self._held[origin], entry.claim.document
        held.claims[document] -= 1
        if held.claims[document]:
            return set()
        del held.claims[document]
        held.order.pop(bisect_left(held.order, document))
        self._untell(held, document)
        return {origin}

    def _tell(self, held: Held, origin: str, document: str) -> bool:
        """Note label and reasons of a report; whether anything is new."""
        told = self._label(origin, document), self._reasons(origin, document)
        if held.told.get(document) == told:
            return False
        self._untell(held, document)
        held.told[document] = told
        held.labels[told[0]] += 1
        held.reasons.update(told[1])
        return True

    def _untell(self, held: Held, document: str) -> None:
        if document in held.told:
            label, reasons = held.told.pop(document)
            held.labels[label] -= 1
            held.reasons.subtract(reasons)

    def _label(self, origin: str, document: str) -> str:
        kind, _, code = origin.partition(":")
        if kind == "body":
            return bodies.bodies()[code].labels["en"]
        if kind == "speaker":
            return code.title()
        if document in self.copies.apart and document in self.copies.documents:
            return source_key(self.copies.documents[document])[1]
        source = self.copies.source(document)
        return source[1] if source else document

    def _reasons(self, origin: str, document: str) -> tuple[str, ...]:
        reasons = set(self.copies.why.get(document, ()))
        known = self.copies.documents.get(document)
        own = source_key(known)[0] if known else ""
        if origin.startswith(("body:", "speaker:")) and own != origin:
            reasons.add(f"same third party: {self._label(origin, document)}")
        elif known and known.origin:
            reasons.add(f"republication: taken from {known.origin}")
        return tuple(sorted(reasons))

    def refresh(self, origins: Iterable[str]) -> None:
        """Make the values of these origins anew."""
        for origin in origins:
            held = self._held[origin]
            if not held.order:
                self._values.pop(origin, None)
                continue
            self._values[origin] = Origin(
                id=origin,
                label=min(label for label, count in held.labels.items() if count),
                kind=_kind(origin),
                documents=tuple(held.order),
                reasons=tuple(sorted(reason for reason, count in held.reasons.items() if count)),
            )

    def values(self) -> tuple[Origin, ...]:
        """All origins by id."""
        return tuple(self._values[origin] for origin in sorted(self._values))
