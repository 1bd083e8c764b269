"""The step that answers for custody: who is inside, what comes due, the life-line of a person, who is recognised.

For an archive it asks the store, which it brings up to date first; for loose reports all is made in memory, each report
known on the day when it came out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.names.persons.comparing import SAME, score
from letapis.registry.custody.deadlines import Deadline, deadlines, rests_on
from letapis.registry.custody.episode import KIND, episode_of, stands
from letapis.registry.custody.inside import Snapshot, Stretch, inside, stretch_of
from letapis.registry.custody.lifeline import Lifeline, lifeline
from letapis.registry.custody.limits import step
from letapis.registry.custody.recognitions import Recognition, recognised_on, recognition_of
from letapis.registry.custody.subjects import subject_of
from letapis.registry.judgement import Judgement
from letapis.registry.model.folding import Entry, joins
from letapis.registry.model.stating import statements_of
from letapis.registry.record import Record
from letapis.registry.register import CUSTODY, Register, register
from letapis.sources.errors import Refusal
from letapis.vocabulary.resources import text
from letapis.workflow.coding import room_digest
from letapis.workflow.derived import fingerprint
from letapis.workflow.judge import judgements
from letapis.workflow.keeping import kept
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reports import Reports, code_reports

if TYPE_CHECKING:  # Django is loaded when a store is opened, and not before
    from letapis.store.opening import Store


class Entries(Protocol):
    """Whoever holds the entries: a store, or a register in memory."""

    def inside(self, on: date, known: str | None = None) -> Snapshot:
        """The snapshot of a day, as known on a day."""

    def stretches(self, on: date, known: str | None = None) -> list[Stretch]:
        """The stretches that may hold a day."""

    def unended(self, since: date, known: str | None = None) -> Iterable[Entry]:
        """Episodes that had not surely ended before a day, and hearings from that day on."""

    def entries(self, *wanted: str, known: str | None = None) -> Iterable[Entry]:
        """All entries of some kinds."""

    def about(self, subjects: Iterable[str], known: str | None = None) -> list[Entry]:
        """The entries about some persons."""

    def subjects(self, known: str | None = None) -> Mapping[str, str]:
        """Subject -> the person's name."""


@dataclass(slots=True)
class Custody:
    """What is kept of custody, ready to be asked. Days are days; `known` is a day or a moment, None for now."""

    held: Entries
    log: tuple[Judgement, ...] = ()
    claims: Mapping[str, Claim] | Store = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def inside(self, on: date, known: str | None = None) -> Snapshot:
        """Who is inside at the midnight that closes a day."""
        return self.held.inside(on, known)

    def due(self, on: date, within: int) -> tuple[Deadline, ...]:
        """What comes due within so many days, and what is overdue."""
        since = on - timedelta(days=step("stale"))
        entries = [one for one in self.held.unended(since) if stands(one)]
        about = {subject_of(name, self.joined()) for one in entries for name in one.values("person")[:1]}
        entries = [one for one in self.held.about(about) if stands(one)]  # with what came before: re-arrests show there
        episodes = [episode_of(one) for one in entries if one.kind == KIND]
        return deadlines(episodes, [one for one in entries if one.kind == "hearing"], on, within, self.joined())

    def lines(self, person: str, on: date, known: str | None = None) -> tuple[Lifeline, ...]:
        """The life-lines of all whom a name in any script can mean, or of the person of an id."""
        joined = self.joined(known)
        subjects = self._meant(person, known)
        entries = {one.id: one for one in self.held.about(subjects, known)}
        made = Register(entries, joined)
        return tuple(lifeline(made, subject, on) for subject in subjects if made.about(subject))

    def recognised(self, known: str | None = None) -> tuple[Recognition, ...]:
        """All recognitions that nobody rejected."""
        entries = self.held.entries("recognition", known=known)
        return tuple(recognition_of(one) for one in entries if stands(one) and not one.machine)

    def by_body(self, on: date, known: str | None, found: Snapshot) -> dict[str, dict[str, int]]:
        """Of each body, whom it holds recognised on a day, and how many of them are inside. Never added up."""
        held = {one.subject for one in found.held}
        named = recognised_on(self.recognised(known), on, self.joined(known))
        return {body: {"recognised": len(them), "inside": len(them & held)} for body, them in named.items()}

    def rest_on(self, lines: Iterable[Lifeline]) -> set[str]:
        """All claims and reports that life-lines rest on."""
        entries: list[Entry] = []
        for line in lines:
            entries += [one.entry for one in line.episodes]
            entries += [*line.hearings, *(one.entry for one in line.recognitions)]
        return {name for entry in entries for name in rests_on(entry)}

    def joined(self, known: str | None = None) -> dict[str, str]:
        """Entries that people joined to others, as known on a day."""
        return joins(statements_of(self.log, known))

    def sentences(self, ids: Collection[str]) -> dict[str, Claim]:
        """The claims among some ids that an entry rests on."""
        if isinstance(self.claims, Mapping):
            return {name: self.claims[name] for name in ids if name in self.claims}
        from letapis.store.entry_claims import claims_by_id

        return claims_by_id(self.claims, ids)

    def _meant(self, person: str, known: str | None) -> tuple[str, ...]:
        joined = self.joined(known)
        mine = subject_of(person, joined)
        names = self.held.subjects(known)
        if ":" in person or person.startswith("person-"):
            return (mine,)
        alike = [subject for subject, name in names.items() if subject != mine and score(person, name) >= SAME]
        return (mine, *sorted(alike))


@dataclass(slots=True)
class HeldEntries:
    """A register in memory, made for each moment that is asked for."""

    reports: Reports
    made: dict[str | None, Register] = field(default_factory=dict)

    def register(self, known: str | None = None) -> Register:
        """The register as known at a moment."""
        if known not in self.made:
            record = Record(tuple(self.reports.claims), (), (), ())
            self.made[known] = register(record, (), self._known, known, CUSTODY)
        return self.made[known]

    def _known(self, document: str) -> str:
        dated = self.reports.documents[document].dated
        return dated.iso() if dated else ""

    def inside(self, on: date, known: str | None = None) -> Snapshot:
        """The snapshot of a day, as known on a day."""
        held = self.stretches(on, known)
        counted = sum(1 for one in self.register(known).of_kind(KIND) if stands(one))
        return inside(held, on, undated=counted - len(held))

    def stretches(self, on: date, known: str | None = None) -> list[Stretch]:  # noqa: ARG002  others look up by it
        """All stretches."""
        held = self.register(known)
        episodes = (episode_of(one) for one in held.of_kind(KIND) if stands(one))
        return [stretch for one in episodes if (stretch := stretch_of(one, held.joined))]

    def unended(self, since: date, known: str | None = None) -> Iterable[Entry]:  # noqa: ARG002  as above
        """All entries of custody."""
        return self.register(known).of_kind(*CUSTODY)

    def entries(self, *wanted: str, known: str | None = None) -> Iterable[Entry]:
        """All entries of some kinds."""
        return self.register(known).of_kind(*wanted)

    def about(self, subjects: Iterable[str], known: str | None = None) -> list[Entry]:
        """The entries about some persons."""
        held = self.register(known)
        return list({one.id: one for subject in subjects for one in held.about(subject)}.values())

    def subjects(self, known: str | None = None) -> Mapping[str, str]:
        """Subject -> the person's name."""
        held = self.register(known)
        return {subject_of(name): name for one in held.of_kind(KIND) for name in one.values("person")[:1]}


@contextmanager
def custody_of_archive(archive: Archive, progress: Progress = silent) -> Iterator[Custody]:
    """What an archive keeps of custody, brought up to date."""
    from letapis.store.entries import StoredEntries
    from letapis.store.entry_update import update

    log = judgements(archive)
    with kept(archive, progress) as store:
        update(store, log, _rules(), lambda done, all_: progress("register", done, all_))
        yield Custody(StoredEntries(store), log, store)


def custody_of_files(paths: Sequence[Path], progress: Progress = silent) -> Custody:
    """What loose reports tell of custody; each was known on the day when it came out."""
    reports = code_reports(paths, progress=progress)
    return Custody(HeldEntries(reports), (), {claim.id: claim for claim in reports.claims}, reports.refused)


def _rules() -> str:
    """What the entries are made by: the code of the registry, and the tables of custody."""
    tables = ("custody.toml", *(f"model/{kind}.toml" for kind in sorted(CUSTODY)))
    return fingerprint([room_digest("letapis.registry", (".py",)), *map(text, tables)])
