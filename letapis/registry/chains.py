"""The road of a number from the report that we have back to whoever it truly comes from, step by step.

Corroboration counts origins (`origins.py`); this only tells how a report is known to go back to one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from letapis.claims.claim import Claim
from letapis.registry.entry import body_code, fold
from letapis.registry.record import Origin
from letapis.sources.document import Document

LONGEST = 8  # steps; a longer road is a circle or of no use to a reader


@dataclass(frozen=True, slots=True)
class Step:
    """One station: who has it, the report if we hold it, and how the station before came to it."""

    name: str
    document: str = ""  # Document.id; empty where we do not hold the report
    how: str = ""  # republished, forwarded, translated, copied or credited; empty for the first


def chain(claim: Claim, documents: Mapping[str, Document], origin: Origin | None = None) -> tuple[Step, ...]:
    """The road of a claim, its own report first. `documents` are those of its event: the stations are found there.

    A report names whom it took it from; before a copy that names nobody stands the first report of its origin.
    """
    report = documents.get(claim.document)
    if report is None:
        return ()
    steps = [Step(outlet(report), report.id)]
    while (step := _before(report, documents, origin)) is not None and len(steps) < LONGEST:
        if any(_same(step.name, one.name) for one in steps):
            break
        steps.append(step)
        if not step.document:
            break
        report = documents[step.document]
    if claim.said_by and not any(_same(claim.said_by, one.name) for one in steps):
        steps.append(Step(claim.said_by, how="credited"))
    return tuple(steps)


def outlet(report: Document) -> str:
    """Who put the report out, as it is called."""
    return report.publisher or report.author or report.speaker or report.title or report.name or report.id


def _before(report: Document, documents: Mapping[str, Document], origin: Origin | None) -> Step | None:
    """The station before a report: whom it names, with the report where we hold it; else what it copies."""
    if report.origin:
        theirs = _report_of(report.origin, report, documents.values())
        return Step(report.origin, theirs.id if theirs else "", _how(report, theirs))
    if origin is None or report.id not in origin.documents or not any("same text" in one for one in origin.reasons):
        return None
    copies = [documents[one] for one in origin.documents if one in documents]
    first = min(copies, key=lambda one: (fold(outlet(one)) != fold(origin.label), _day(one), one.id))
    return None if first.id == report.id else Step(outlet(first), first.id, "copied")


def _report_of(name: str, report: Document, documents: Iterable[Document]) -> Document | None:
    """The report of that name that came out last before this one."""
    theirs = [one for one in documents if one.id != report.id and one.publisher and _same(name, one.publisher)]
    earlier = [one for one in theirs if _day(one) <= _day(report)]
    return max(earlier or theirs, key=lambda one: (_day(one), one.id), default=None)


def _how(report: Document, theirs: Document | None) -> str:
    if report.reader.startswith("telegram"):
        return "forwarded"
    if report.translator or (theirs and theirs.language and report.language not in {"", theirs.language}):
        return "translated"
    return "republished"


def _same(left: str, right: str) -> bool:
    code = body_code(left)
    return bool(code and code == body_code(right)) or fold(left) == fold(right)


def _day(report: Document) -> str:
    return report.dated.iso() if report.dated else "9999"
