"""Origins: which reports are copies of one another, and whose figure a claim repeats.

A report with its copies is one origin; a body that a report credits is the origin of what it is credited with,
whoever repeats it. Publishers do not glue: two papers that print one story stay two papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from letapis.registry.duplicates import marks
from letapis.registry.entry import Entry, body_code, body_label, fold
from letapis.registry.record import Origin
from letapis.sources.document import Document


@dataclass(slots=True)
class Copies:
    """Reports that are copies of one another, kept as groups that only grow. The order of arrival is of no account."""

    documents: dict[str, Document] = field(default_factory=dict)
    group_of: dict[str, str] = field(default_factory=dict)  # document -> name of its group
    members: dict[str, set[str]] = field(default_factory=dict)
    by_mark: dict[str, str] = field(default_factory=dict)  # mark -> a document that has it
    why: dict[str, set[str]] = field(default_factory=dict)  # document -> reasons that it is a copy
    apart: frozenset[str] = frozenset()  # judged to be an origin of its own

    def add(self, document: Document) -> set[str]:
        """Take the report in; gives the ids of all reports whose group has changed."""
        self.documents[document.id] = document
        self.group_of[document.id] = document.id
        self.members[document.id] = {document.id}
        changed = {document.id}
        if document.id in self.apart:
            return changed
        for mark, reason in marks(document):
            known = self.by_mark.setdefault(mark, document.id)
            if known != document.id:
                changed |= self.unite(known, document.id, reason)
        return changed

    def unite(self, left: str, right: str, reason: str) -> set[str]:
        """Make the groups of two reports one; gives the ids of the reports whose group has changed."""
        for one in (left, right):
            self.why.setdefault(one, set()).add(reason)
        first, second = self.group_of[left], self.group_of[right]
        if first == second:
            return set()
        if len(self.members[first]) < len(self.members[second]):
            first, second = second, first
        moved = self.members.pop(second)
        for one in moved:
            self.group_of[one] = first
        self.members[first] |= moved
        return set(self.members[first])

    def lead(self, document: str) -> Document | None:
        """The report of the group that the others copy: one that names its origin, else the earliest."""
        if document not in self.group_of:
            return None
        group = (self.documents[one] for one in self.members[self.group_of[document]])
        return min(group, key=_lead_order)


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
    if entry.body and document not in copies.apart:
        return f"body:{entry.body}"
    if entry.speaker and document not in copies.apart and shared_speaker(entry.speaker):
        return f"speaker:{entry.speaker}"
    if document in copies.apart:
        return f"document:{document}"
    lead = copies.lead(document)
    return source_key(lead)[0] if lead else f"document:{document}"


def origin_value(origin: str, entries: Iterable[Entry], copies: Copies) -> Origin:
    """The origin with its label, its reports and why they are one."""
    held = sorted(entries, key=lambda entry: entry.claim.id)
    documents = tuple(sorted({entry.claim.document for entry in held}))
    kind = origin.partition(":")[0]
    return Origin(
        id=origin,
        label=_label(origin, held, documents, copies),
        kind=kind if kind in {"body", "speaker"} else "report",
        documents=documents,
        reasons=tuple(sorted(_reasons(origin, held, documents, copies))),
    )


def _label(origin: str, held: list[Entry], documents: tuple[str, ...], copies: Copies) -> str:
    kind, _, code = origin.partition(":")
    leads = [lead for one in documents if (lead := copies.lead(one))]
    if kind == "body":
        return body_label(code)
    if kind == "speaker":
        return min(entry.claim.said_by or "" for entry in held)
    if origin[len("document:") :] in copies.apart:
        return source_key(copies.documents[code])[1]
    keys = (source_key(lead) for lead in leads)
    return min((label for key, label, _ in keys if key == origin), default=code)


def _reasons(origin: str, held: list[Entry], documents: tuple[str, ...], copies: Copies) -> set[str]:
    reasons: set[str] = set()
    if len(documents) > 1:
        for one in documents:
            reasons |= copies.why.get(one, set())
    credited = {entry.claim.document for entry in held if entry.body or entry.speaker}
    if origin.startswith(("body:", "speaker:")) and credited:
        reasons.add(f"same third party: {held[0].claim.said_by}" if held[0].claim.said_by else "same third party")
    for one in documents:
        named = copies.documents[one].origin if one in copies.documents else None
        if named and one not in credited:
            reasons.add(f"republication: taken from {named}")
    return reasons
