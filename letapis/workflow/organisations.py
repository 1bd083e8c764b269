"""The step that answers for strikes, organisations and closures: from the register of an archive or of loose reports.

What stands in an entry was stated by people or proposed from claims; every answer leads back to its sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.registry.judgement import Judgement
from letapis.registry.model.folding import Entry
from letapis.registry.model.values import PartialDate
from letapis.registry.organisations.closures import Closure, closures_of
from letapis.registry.organisations.totals import Stated, stated_of
from letapis.registry.places import lies_in
from letapis.registry.register import Register, register
from letapis.registry.standing import dates, of_kind
from letapis.registry.strikes.reading import Strike, strikes_of
from letapis.vocabulary.codes import holders
from letapis.workflow.figures import By, record_known, record_of_files
from letapis.workflow.judge import judgements
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reconcile import Reconciled, reconcile


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is asked for; None and empty ask for everything. `kind` and `sector` take in all that they hold."""

    first: date | None = None
    last: date | None = None
    place: str = ""
    sector: str = ""
    kind: str = ""


ALL = Asked()


@dataclass(frozen=True, slots=True)
class Kept:
    """The entries of a register, with the record that they rest on."""

    register: Register
    found: Reconciled
    claims: Mapping[str, Claim]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of their ids."""
        return tuple(self.register.entries.values())

    def sentences(self, sources: Iterable[str]) -> tuple[Claim, ...]:
        """The claims among the sources of an entry; a report that a person named has no sentence here."""
        return tuple(self.claims[name] for name in sources if name in self.claims)


def kept_in_files(
    paths: Sequence[Path], wanted: Collection[str], known: date | None = None, progress: Progress = silent
) -> Kept:
    """The register of reports that are in no archive; each was known on the day when it came out."""
    found = record_of_files(paths, By(known), progress)
    came = {name: one.dated.iso()[:10] if one.dated else "" for name, one in found.documents.items()}
    return _kept(found, (), lambda report: came.get(report, ""), wanted, known)


def kept_in_archive(
    archive: Archive, wanted: Collection[str], known: date | None = None, progress: Progress = silent
) -> Kept:
    """The register of an archive, as it was known on a day if one is told."""
    found = record_known(archive, By(known), progress) if known else reconcile(archive, progress=progress)
    came = {sha256: original.at for sha256, original in archive.sealed().items()}
    at = {name: came.get(one.original, "") for name, one in found.documents.items()}
    return _kept(found, judgements(archive), lambda report: at.get(report, ""), wanted, known)


def strikes_in(kept: Kept, asked: Asked = ALL) -> tuple[Strike, ...]:
    """The strikes that fit; one without a day fits only where no day is asked for."""
    return tuple(
        one
        for one in strikes_of(kept.entries)
        if _when((*one.days, *one.planned_for), asked)
        and _where(one.places, asked)
        and _held("sectors", one.sectors, asked.sector)
        and _held("strike_forms", one.forms, asked.kind)
    )


def organisations_in(kept: Kept, asked: Asked = ALL) -> tuple[Entry, ...]:
    """The organisations that fit, in the order of their first names."""
    fitting = [
        one
        for one in of_kind(kept.entries, "organisation")
        if _when((*dates(one, "founded"), *dates(one, "announced")), asked)
        and _where(one.values("place"), asked)
        and _held("organisation_kinds", one.values("kind"), asked.kind)
    ]
    return tuple(sorted(fitting, key=lambda one: (*one.values("name")[:1], one.id)))


def closures_in(kept: Kept, asked: Asked = ALL) -> tuple[Closure, ...]:
    """The closures that fit."""
    return tuple(
        one
        for one in closures_of(kept.entries)
        if _when((one.day,) if one.day else (), asked)
        and _where(one.places, asked)
        and _held("closure_kinds", one.kinds, asked.kind)
    )


def stated_in(kept: Kept, asked: Asked = ALL, as_of: str = "") -> tuple[Stated, ...]:
    """The numbers that sources state of what is asked for; for a moment, those of that moment or an earlier one."""
    return tuple(
        one
        for one in stated_of(kept.entries)
        if (not as_of or (one.as_of and one.as_of[: len(as_of)] <= as_of))
        and _when(one.days, asked)
        and (not asked.kind or asked.kind == one.group)
    )


def _kept(
    found: Reconciled,
    decided: Iterable[Judgement],
    known: Callable[[str], str],
    wanted: Collection[str],
    day: date | None,
) -> Kept:
    made = register(found.record, decided, known, day.isoformat() if day else None, wanted)
    return Kept(made, found, {claim.id: claim for claim in found.record.claims})


def _when(days: Sequence[PartialDate], asked: Asked) -> bool:
    if asked.first is None and asked.last is None:
        return True
    first, last = asked.first or date.min, asked.last or date.max
    return any(day.earliest <= last and first <= day.latest for day in days)


def _where(places: Sequence[str], asked: Asked) -> bool:
    return not asked.place or any(lies_in((place,), (asked.place,)) for place in places)


def _held(codes: str, values: Sequence[str], wanted: str) -> bool:
    return not wanted or any(wanted in holders(codes, value) for value in values)
