"""The step that answers for one number: of a day or of a period, as it was known or as it stood at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.claims.claim import Claim, DateInterval
from letapis.registry.absences import Absence, absences, beside
from letapis.registry.figures.additions import Addition, additions, words_in
from letapis.registry.figures.anew import Behind
from letapis.registry.figures.days import figures_on
from letapis.registry.figures.moments import at
from letapis.registry.figures.periods import PeriodFigures, figures_in
from letapis.registry.figures.vague_words import figures_by
from letapis.registry.record import Figure, Record
from letapis.registry.rules import publish
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.vocabulary.vague import DEFAULT
from letapis.workflow.code import code, rule_coder
from letapis.workflow.coding import Coded
from letapis.workflow.judge import judgements
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reconcile import Reconciled, reconcile_reports, record_of
from letapis.workflow.reports import code_reports


@dataclass(frozen=True, slots=True)
class Asked:
    """What number is asked for. One day: `first == last`; `period` asks for what is stated for all of it."""

    measure: str
    first: date
    last: date
    period: bool = False
    place: str | None = None
    group: str = ""  # a special group of vocabulary/joining.toml: journalists; empty for everyone
    as_of: Moment | None = None
    rule: str | None = None
    table: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure that stands for what was asked, and what is told beside it; no figure where nobody gives a number."""

    figure: Figure | None
    whole: Figure | None  # that the figure is a part of
    period: PeriodFigures | None
    totals: tuple[Figure, ...]  # of a day: totals that are stated as of it, "599 are held", which count something else
    absences: tuple[Absence, ...]
    additions: tuple[Addition, ...]


@dataclass(frozen=True, slots=True)
class By:
    """Which reports count: those that the archive had sealed by a day (loose files: that had come out), those out."""

    known: date | None = None
    published: date | None = None

    def holds(self, document: Document, sealed: date | None) -> bool:
        """Whether the report counts. One whose day cannot be told does not, where a day is asked for."""
        came = document.dated.day if document.dated else None
        asked = ((self.known, sealed or came), (self.published, came))
        return all(limit is None or (day is not None and day <= limit) for limit, day in asked)


ALL = By()


def record_of_files(paths: Sequence[Path], by: By = ALL, progress: Progress = silent) -> Reconciled:
    """The record of reports that are in no archive, of those that had come out by a day if one is told."""
    reports = code_reports(paths, progress=progress)
    if by == ALL:
        return reconcile_reports(reports)
    documents = {name: one for name, one in reports.documents.items() if by.holds(one, None)}
    record = record_of(documents.values(), (one for one in reports.claims if one.document in documents))
    return Reconciled(record, documents, reports.refused)


def record_of_days(archive: Archive, asked: Asked, progress: Progress = silent) -> Reconciled:
    """The part of the record of an archive that answers what is asked, out of its store."""
    from letapis.store.neighbourhood import of_days
    from letapis.workflow.keeping import brought

    with brought(archive, progress=progress) as kept:
        near = of_days(kept.store, asked.measure, asked.first, asked.last)
        return Reconciled(near.record, near.documents, kept.coded.refused, fresh=kept.changed)


def record_known(archive: Archive, by: By, progress: Progress = silent) -> Reconciled:
    """The record of an archive, made again of the reports and judgements that were there by a day."""
    coder = rule_coder(archive=archive)
    refused = code(archive, coder, progress).refused
    sealed = sealed_days(archive)
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    for reading, coded in Coded(archive, coder):
        held = {one.id: one for one in reading.documents if by.holds(one, sealed.get(one.original))}
        documents |= held
        claims += (claim for one in coded if one.document in held for claim in one.claims)
    decided = (one for one in judgements(archive) if by.known is None or one.at[:10] <= by.known.isoformat())
    return Reconciled(record_of(documents.values(), claims, decided), documents, refused)


def sealed_days(archive: Archive) -> dict[str, date]:
    """SHA-256 of each original -> the day on which it was first sealed."""
    from letapis.workflow.proposals import sealed

    return {sha256: date.fromisoformat(when[:10]) for sha256, (when, _) in sealed(archive).items()}


def answer(asked: Asked, found: Reconciled) -> Answer:
    """The figure of what was asked, with all that bears on it. Raises ValueError for an unknown rule or table."""
    behind = behind_of(found)
    record = _told(asked, found.record, behind)
    held = absences(found.record.events, behind.claims, behind.documents)
    days = DateInterval(asked.first, asked.last)
    period = figures_in(record, asked.measure, days, behind, place=asked.place, group=asked.group)
    period = _ruled_period(period, asked.rule)
    if asked.period:
        figure = period.stated[0] if period.stated else None
    else:
        figures = figures_on(record, asked.measure, asked.first, asked.place, asked.group)
        figure = ruled(figures[0], asked.rule) if figures else None
    return Answer(
        figure,
        next((one for one in record.figures if figure and one.id == figure.subset_of), None),
        period if asked.period else None,
        () if asked.period else tuple(one for one in period.stated if one.scope == "total"),
        tuple(one for one in held if one.measure == asked.measure and _speaks_of(one, asked, figure)),
        checks(record, figure, behind) if figure else (),
    )


def behind_of(found: Reconciled) -> Behind:
    """What stands behind the figures of a record."""
    return Behind({claim.id: claim for claim in found.record.claims}, found.documents)


def _told(asked: Asked, record: Record, behind: Behind) -> Record:
    """The record with its figures as of the moment and by the table that were asked for, as far as they can matter."""
    events = {one.event for one in record.figures if one.measure == asked.measure}
    figures: Iterable[Figure] = (one for one in record.figures if one.event in events or one.scope == "total")
    if asked.as_of:
        figures = at(asked.as_of, figures, behind)
    if asked.table != DEFAULT:
        figures = figures_by(asked.table, figures, behind)
    return replace(record, figures=tuple(figures))


def _speaks_of(absence: Absence, asked: Asked, figure: Figure | None) -> bool:
    if figure is not None:
        return bool(beside(figure, (absence,)))
    first = absence.first or date.min
    return absence.last is not None and first <= asked.last and asked.first <= absence.last


def ruled(figure: Figure, rule: str | None) -> Figure:
    """The figure with its value chosen by the rule; as it is where none is named."""
    return replace(figure, published=publish(figure.readings, rule, figure.scope)) if rule else figure


def _ruled_period(period: PeriodFigures, rule: str | None) -> PeriodFigures:
    def each(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(ruled(one, rule) for one in figures)

    return replace(period, stated=each(period.stated), within=each(period.within), beyond=each(period.beyond))


def checks(record: Record, figure: Figure, behind: Behind) -> tuple[Addition, ...]:
    """The checks of sums that a figure is the whole or a part of."""
    alike = [one for one in record.figures if (one.measure, one.date, one.scope) == _kind(figure)]
    found = additions(alike, words_in(behind.claims))
    return tuple(one for one in found if figure.id in {one.whole, *one.parts})


def _kind(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.date, figure.scope
