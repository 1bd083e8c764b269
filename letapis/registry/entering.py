"""How reports and claims come into the holdings, and leave them: up to the cells that this touches, no further."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from itertools import combinations

from letapis.claims.claim import Claim
from letapis.registry.cells import Cell, cell_of
from letapis.registry.duplicates import marks as marks_of
from letapis.registry.entry import Entry, entry_of
from letapis.registry.holdings import Holdings
from letapis.registry.judging import Effects, edited
from letapis.registry.recalling import Whole
from letapis.sources.document import Document

Decided = tuple[str, str, object, object]


def reports(
    held: Holdings, recall: Whole, documents: Iterable[Document], marks: Callable[[Document], Iterable[tuple[str, str]]]
) -> set[str]:
    """Take reports in; gives those whose origin or dates that can have changed."""
    incoming = {document.id: document for document in reversed(list(documents))}
    recall.reports(incoming)
    new = [document for document in reversed(incoming.values()) if document.id not in held.copies.documents]
    told = {document.id: tuple(marks(document)) for document in new if document.id not in held.copies.apart}
    recall.marked({mark for found in told.values() for mark, _ in found})
    changed: set[str] = set()
    for document in new:
        changed |= held.copies.add(document, told.get(document.id, ()))
    return changed | _judged_same(held, recall, {document.id for document in new})


def _judged_same(held: Holdings, recall: Whole, new: set[str]) -> set[str]:
    """Unite what people say is one, as far as one of these reports is among it."""
    changed: set[str] = set()
    for judgement, targets in sorted(held.effects.same_origin.items()):
        if new.isdisjoint(targets):
            continue
        recall.copies(targets)
        for one, other in combinations(targets, 2):
            changed |= held.copies.judged_same(one, other, f"judgement {judgement}")
    return changed


def regrouped(held: Holdings, recall: Whole, before: Effects, now: Effects) -> set[str]:
    """Group the reports anew of which two logs say different things; gives the reports."""
    differing = set(before.same_origin.items()) ^ set(now.same_origin.items())
    reports = {one for _, targets in differing for one in targets} | (before.other_origin ^ now.other_origin)
    if not reports:
        return set()
    recall.copies(reports, texts=True)
    copies = held.copies
    members = {one for report in reports for one in copies.members.get(copies.group_of.get(report, ""), ())}
    recall.marked({mark for one in members for mark, _ in marks_of(copies.documents[one])})
    held.effects = now
    changed = held.copies.again(reports, frozenset(now.other_origin))
    return reports | changed | _judged_same(held, recall, changed)


def claims_of(held: Holdings, recall: Whole, changed: Iterable[str]) -> set[str]:
    """The claims of these reports that came before."""
    there = list(changed)
    recall.claims_of_reports(there)
    return {claim for report in there for claim in held.of_document.get(report, ())}


def coded(held: Holdings, recall: Whole, claims: Iterable[Claim]) -> set[str]:
    """Take claims in as the coder gave them; gives those that are new or surer than before."""
    incoming = [(claim.id, claim) for claim in claims]
    recall.claims({identity for identity, _ in incoming})
    recall.reports({claim.document for _, claim in incoming})
    fresh: set[str] = set()
    for identity, claim in incoming:
        known = held.coded.get(identity)
        if known is None:
            held.of_document[claim.document].append(identity)
        elif (claim.confidence, repr(claim)) <= (known.confidence, repr(known)):
            continue
        held.coded[identity] = claim
        fresh.add(identity)
    return fresh


def enter(held: Holdings, recall: Whole, claims: set[str]) -> tuple[set[Cell], list[Entry]]:
    """Make the entries of the claims anew, and of those whose origin that changes: they are added to `claims`.

    Gives the cells that they leave or come to, and the entries that are no more.
    """
    fresh: dict[str, Entry | None] = {}
    waiting = sorted(claims)
    while waiting:
        made = {identity: _made(held, identity) for identity in waiting}
        fresh |= made
        waiting = sorted(_heard(held, recall, made) - fresh.keys())
    claims.update(fresh)
    old = {identity: held.entries[identity] for identity in fresh if identity in held.entries}
    touched = {cell_of(entry) for entry in (*old.values(), *fresh.values()) if entry}
    recall.cells(touched)
    for identity, entry in fresh.items():
        if identity in old:
            held.cells.drop(held.entries.pop(identity))
        if entry:
            held.entries[identity] = entry
            held.cells.put(entry)
    staying = {entry.id for entry in fresh.values() if entry}
    return touched, [entry for entry in old.values() if entry.id not in staying]


def _made(held: Holdings, identity: str) -> Entry | None:
    """The entry of a claim as people left it; None where they rejected it."""
    claim = held.coded[identity]
    if identity in held.effects.rejected:
        return None
    for slot, (value, _) in sorted(held.effects.edits.get(identity, {}).items()):
        claim = edited(claim, slot, value)
    same = claim is held.coded[identity]
    return entry_of(claim, held.copies.documents.get(claim.document), identity if same else "")


def _heard(held: Holdings, recall: Whole, made: dict[str, Entry | None]) -> set[str]:
    """Claims to enter anew: the second report that credits a person changes the origin of the first."""
    changes = [(held.entries.get(identity), entry) for identity, entry in made.items()]
    names = {entry.speaker for pair in changes for entry in pair if entry and entry.speaker}
    if not names:
        return set()
    recall.speakers(names)
    before = {name: set(held.speakers[name]) for name in names}
    for pair in changes:
        for entry, number in zip(pair, (-1, 1), strict=True):
            if entry and entry.speaker:
                held.speakers[entry.speaker][entry.claim.document] += number
    for name in names:
        held.speakers[name] = +held.speakers[name]
    crossed = {name for name in names if (len(before[name]) > 1) != (len(held.speakers[name]) > 1)}
    reports = {report for name in crossed for report in before[name]}
    return {claim for claim in claims_of(held, recall, reports) if _credits(held, claim, crossed)}


def _credits(held: Holdings, claim: str, names: Container[str]) -> bool:
    entry = held.entries.get(claim)
    return bool(entry and entry.speaker in names)


def decided(found: Effects) -> set[Decided]:
    """What is decided of each claim, one by one, each with the claim in the second place."""
    told: set[Decided] = {("accept", claim, None, None) for claim in found.accepted}
    told |= {("reject", claim, None, None) for claim in found.rejected}
    told |= {("edit", claim, slot, value) for claim, slots in found.edits.items() for slot, (value, _) in slots.items()}
    for kind, placed in (("join", found.joins), ("apart", found.apart)):
        told |= {(kind, claim, judgement, claims) for judgement, claims in placed.items() for claim in claims}
    return told


def unknown(found: Effects, known: dict[str, Container[str]]) -> tuple[str, ...]:
    """Remarks on judgements of what is not there."""
    return tuple(
        f"judgement {judgement}: no {matter} {target}"
        for target, (judgement, matter) in sorted(found.named.items())
        if target not in known[matter]
    )
