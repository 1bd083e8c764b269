"""Origins: which reports are copies of one another, and whose figure a claim repeats.

A report with its copies is one origin; a body that a report credits is the origin of what it is credited with,
whoever repeats it. Publishers do not glue: two papers that print one story stay two papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from sys import intern

from letapis.names.organisations import bodies
from letapis.registry.duplicates import marks
from letapis.registry.entry import Entry, named_origin
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

    def add(self, document: Document, found: Iterable[tuple[str, str]] | None = None) -> set[str]:
        """Take the report in; gives the ids of all reports whose origin can have changed. `found` are its marks."""
        self.documents[document.id] = document
        self.group_of[document.id] = document.id
        self.members[document.id] = {document.id}
        self.leads[document.id] = document
        self.sources[document.id] = source_key(document)
        changed = {document.id}
        if document.id in self.apart:
            return changed
        for mark, reason in marks(document) if found is None else found:
            known = self.by_mark.setdefault(mark, document.id)
            if known != document.id:
                changed |= self.unite(known, document.id, reason)
        return changed

    def again(self, documents: Iterable[str], apart: frozenset[str]) -> set[str]:
        """Group whole groups of reports anew, as people now hold others to be origins of their own; gives the reports.

        What people said of their being the same is for the caller to say again.
        """
        self.apart = apart
        leaving = {one for document in documents for one in self.members.get(self.group_of.get(document, ""), ())}
        for one in leaving:
            self.why.pop(one, None)
            for held in (self.members, self.leads, self.sources):
                held.pop(self.group_of[one], None)
            for mark, _ in marks(self.documents[one]):
                if self.by_mark.get(mark) in leaving:
                    del self.by_mark[mark]
        return leaving.union(*(self.add(self.documents[one]) for one in sorted(leaving)))

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
            identity = named_origin(name)
            return identity, name.strip(), identity.partition(":")[0]
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


def followed(entries: Iterable[Entry], origin_of: Callable[[Entry], str]) -> Callable[[Entry], str]:
    """The origins of the claims of one event, followed from report to report.

    Where a report takes its text from an outlet, and what that outlet tells of the event has one other origin, that is
    the origin of both. Where the outlet's claims have several origins, or the road is a circle, nothing is followed.
    """
    held = list(entries)
    if not any(entry.took for entry in held):
        return origin_of
    own = {entry.id: origin_of(entry) for entry in held}
    theirs: dict[str, set[str]] = {}
    for entry in held:
        theirs.setdefault(entry.outlet, set()).add(own[entry.id])
    ends = {entry.id: _end(own[entry.id], theirs) if own[entry.id] == entry.took else own[entry.id] for entry in held}
    return lambda entry: ends[entry.id]


def _end(origin: str, theirs: Mapping[str, set[str]]) -> str:
    passed = [origin]
    while len(found := theirs.get(passed[-1], set())) == 1:
        (after,) = found
        if after == passed[-1]:
            break
        if after in passed:
            return origin
        passed.append(after)
    return passed[-1]


def _as(kind: str, code: str) -> str:
    """The id of an origin: one string, however many claims have it."""
    return intern(f"{kind}:{code}")


def kind_of(origin: str) -> str:
    """A medium is a report, credited or read at first hand; other bodies are third parties."""
    kind, _, code = origin.partition(":")
    if kind == "body":
        return "report" if bodies.bodies()[code].kind == "media" else "body"
    return "speaker" if kind == "speaker" else "report"
