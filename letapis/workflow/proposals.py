"""What the machine proposes for the register of an archive, statement by statement, before people say anything.

Of a claim, an event, a report or an episode only what is near it is read from the store; of another entry all events
are gone through, as any of them can propose it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.registry.entry import keys_of
from letapis.registry.model.folding import Entry
from letapis.registry.model.naming import person_of
from letapis.registry.model.statement import Statement, kind_of
from letapis.registry.record import Event, Record
from letapis.registry.register import BY_EVENT, CUSTODY, machine_by_person
from letapis.sources.document import Document
from letapis.workflow.progress import Progress, silent

if TYPE_CHECKING:  # Django is loaded when a store is opened, and not before
    from letapis.store.opening import Store

MADE = re.compile(r":j\d+(\.\d+)?$")  # the end of the id of an entry that a judgement made
Sealed = Mapping[str, tuple[str, str]]  # SHA-256 of an original -> when it was sealed first, and by whom


@dataclass(frozen=True, slots=True)
class Proposing:
    """The store of an archive, brought up to date with its entries, and when each original was sealed."""

    store: Store
    came: Sealed

    def near(self, claims: Iterable[Claim]) -> Iterator[Statement]:
        """What is proposed from the events of these claims, and of the custody of the persons whom they name."""
        from letapis.store.entries import StoredEntries
        from letapis.store.neighbourhood import neighbourhood

        named, done = list(claims), set[str]()
        for claim in named:
            found = neighbourhood(self.store, claim.id)
            if found is None:
                continue  # rejected: no event has it any more
            for event in found.record.events:
                if claim.id in event.claims and event.id not in done:
                    done.add(event.id)
                    yield from of_event(event, found.record.claims, self.known(found.documents))
        persons = {person_of(key) for claim in named for key in keys_of(*claim.whom)}
        for entry in StoredEntries(self.store).about(persons):
            yield from machine_in(entry)

    def of_entry(self, name: str) -> Iterator[Statement]:
        """What is proposed of an entry, with more beside it."""
        from letapis.store.entries import StoredEntries

        versions = StoredEntries(self.store).history(name) if kind_of(name) in CUSTODY else ()
        if MADE.search(name):
            return  # a person made it, and the machine proposes nothing of what people made
        if versions:
            yield from machine_in(versions[-1][2])
        else:
            yield from self.all()

    def all(self) -> Iterator[Statement]:
        """Everything that is proposed."""
        from letapis.store.reading import documents, record

        reports = {one.id: one for one in documents(self.store, texts=False)}
        yield from proposals(record(self.store), self.known(reports))

    def known(self, documents: Mapping[str, Document]) -> Callable[[str], str]:
        """The moment when the archive knew the document of an id; empty where there is no such document."""
        return lambda report: came_of(documents, report, self.came)[0]


@contextmanager
def proposing(archive: Archive, progress: Progress = silent) -> Iterator[Proposing]:
    """The proposals of an archive, ready to be asked."""
    from letapis.workflow.register import custody_of_archive

    with custody_of_archive(archive, progress) as custody:
        yield Proposing(custody.claims, sealed(archive))  # type: ignore[arg-type]  # of an archive they are in a store


def proposals(record: Record, known: Callable[[str], str]) -> Iterator[Statement]:
    """All proposals of a record; `known` gives the moment when the archive knew a document."""
    yield from machine_by_person(record.claims, known)
    claims = {claim.id: claim for claim in record.claims}
    for event in record.events:
        yield from of_event(event, (claims[name] for name in event.claims), known)


def of_event(event: Event, claims: Iterable[Claim], known: Callable[[str], str]) -> Iterator[Statement]:
    """What is proposed from one event; claims of others among `claims` are left out."""
    theirs = [claim for claim in claims if claim.id in event.claims]
    for proposed in BY_EVENT.values():
        yield from proposed(event, theirs, known)


def machine_in(entry: Entry) -> Iterator[Statement]:
    """The proposals that an entry is made of."""
    return (one for filled in entry.slots.values() for one in filled.history if one.machine)


def sealed(archive: Archive) -> Sealed:
    """When each original came into the archive, and by whom, from its custody log."""
    found: dict[str, tuple[str, str]] = {}
    for entry in archive.custody.entries():
        match entry:
            case {"act": "collected", "object": {"sha256": str(sha256)}, "at": str(at), "who": str(who)}:
                found.setdefault(sha256, (at, who))
    return found


def came_of(documents: Mapping[str, Document], report: str, came: Sealed) -> tuple[str, str]:
    """When a report was sealed, and by whom."""
    document = documents.get(report)
    return came.get(document.original, ("", "")) if document else ("", "")
