"""The history of one thing of an archive: how it came in, what the machine made of it, and all that people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.registry.model.folding import Entry
from letapis.registry.model.history import Stands, Step, history, stands
from letapis.registry.model.kinds import is_entry
from letapis.registry.model.statement import Statement, kind_of
from letapis.registry.model.stating import known_by
from letapis.registry.record import Event
from letapis.sources.document import Document
from letapis.workflow.code import rule_coder
from letapis.workflow.judge import judgements
from letapis.workflow.people_history import of_people, people_steps
from letapis.workflow.progress import Progress, silent
from letapis.workflow.proposals import Proposing, Sealed, came_of, proposing
from letapis.workflow.targets import EVENT, claims_of, report_of


@dataclass(frozen=True, slots=True)
class Lived:
    """A thing and its steps in order. `kind` is report, claim, event, judgement or the kind of an entry.

    Of an entry also what stands of it.
    """

    id: str
    kind: str
    steps: tuple[Step, ...]
    now: Stands


@dataclass(frozen=True, slots=True)
class Thing:
    """What an id names: its claims and reports, and every name under which a judgement may speak of it."""

    id: str
    kind: str
    names: frozenset[str]
    claims: tuple[Claim, ...] = ()
    reports: Mapping[str, Document] | None = None
    event: Event | None = None

    @property
    def entry(self) -> str:
        """The id under which the register keeps it."""
        return EVENT + self.event.id if self.event else self.id


def history_of(
    archive: Archive, identifier: str, known: str | None = None, progress: Progress = silent
) -> Lived | None:
    """The history of a report, claim, event, entry or judgement; None where the archive has nothing of that name.

    `known` (a day or a moment) leaves out the judgements that were made and the reports that came later.
    """
    if of_people(identifier):
        return _of_people(archive, identifier, known)
    whole = judgements(archive)
    log = [one for one in whole if known_by(one.at, known)]
    with proposing(archive, progress) as machine:
        thing = _thing(archive, machine, identifier, {one.id for one in whole})
        proposed = [one for one in _proposed(machine, thing) if known_by(one.known, known)]
        read_in = [one for one in _read_in(thing, machine.came) if known_by(one.at, known)]
    steps = (*read_in, *history(log, thing.names.__contains__, proposed))
    return Lived(identifier, thing.kind, steps, stands(log, proposed, thing.entry, known)) if steps else None


def entry_now(archive: Archive, name: str) -> Entry | None:
    """An entry of the register as it stands; None where there is none of that name."""
    with proposing(archive) as machine:
        return stands(judgements(archive), machine.of_entry(name), name).entry


def _of_people(archive: Archive, identifier: str, known: str | None) -> Lived | None:
    kind, steps = people_steps(archive, identifier)
    steps = tuple(one for one in steps if known_by(one.at, known))
    there = steps or kind in {"person", "record"}  # a row of a list is there also before anybody judged it
    return Lived(identifier, kind, steps, Stands()) if there else None


def _thing(archive: Archive, machine: Proposing, identifier: str, made: set[str]) -> Thing:
    from letapis.store.reading import claims_of as claims_of_event
    from letapis.store.reading import document, event

    if identifier in made:
        return Thing(identifier, "judgement", frozenset({identifier}))
    found = event(machine.store, identifier.removeprefix(EVENT))
    if found is not None:
        claims = tuple(claims_of_event(machine.store, found.id))
        names = frozenset({found.id, EVENT + found.id, *found.claims})
        return Thing(identifier, "event", names, claims, _reports(machine, claims), found)
    if is_entry(identifier):
        return Thing(identifier, kind_of(identifier), frozenset({identifier}))
    whole = document(machine.store, identifier)
    report = whole or document(machine.store, report_of(identifier))
    coded = claims_of(archive, [report.id], rule_coder(archive=archive)) if report else {}
    if report and identifier in coded:  # also one that is rejected by now, which the record has no more
        return Thing(identifier, "claim", frozenset({identifier}), (coded[identifier],), {report.id: report})
    if whole:
        return Thing(identifier, "report", frozenset({identifier, *coded}), tuple(coded.values()), {whole.id: whole})
    return Thing(identifier, "", frozenset({identifier}))


def _reports(machine: Proposing, claims: Iterable[Claim]) -> Mapping[str, Document]:
    from letapis.store.reading import document

    found = (document(machine.store, name) for name in {claim.document for claim in claims})
    return {one.id: one for one in found if one}


def _proposed(machine: Proposing, thing: Thing) -> Iterable[Statement]:
    if thing.claims:
        return machine.near(thing.claims)
    return machine.of_entry(thing.id) if is_entry(thing.id) else ()


def _read_in(thing: Thing, came: Sealed) -> Iterator[Step]:
    """How it came in: the sealing of its reports, the coding of its claims, the joining of its event."""
    reports = thing.reports or {}
    for when, who, name in sorted((*came_of(reports, name, came), name) for name in reports):
        yield Step(name, when, who, "sealed", (name,))
    for claim in sorted(thing.claims, key=lambda one: (came_of(reports, one.document, came), one.start, one.type)):
        yield Step(claim.id, came_of(reports, claim.document, came)[0], "", "coded", (claim.id,), claim.coder)
    if thing.event is not None:
        yield Step(thing.event.id, "", "", "reconciled", thing.event.claims, "; ".join(thing.event.reasons))
