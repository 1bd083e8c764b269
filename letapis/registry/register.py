"""The register: entries as they stand, and as they stood on any day, from claims and judgements together.

It calls what proposes and what people said, and folds both; what an entry of a kind means the rooms of that kind know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from letapis.claims.claim import Claim
from letapis.registry.custody.proposing import proposed_episodes
from letapis.registry.custody.subjects import subject_of
from letapis.registry.custody.voices import persons
from letapis.registry.judgement import Judgement
from letapis.registry.model.folding import Entry, fold, joins
from letapis.registry.model.kinds import kinds
from letapis.registry.model.proposals import proposed_acts
from letapis.registry.model.remarks import remarks
from letapis.registry.model.statement import Statement
from letapis.registry.model.stating import known_by, statements_of
from letapis.registry.organisations.closing import proposed_closures
from letapis.registry.organisations.proposing import proposed_offices, proposed_organisations
from letapis.registry.record import Event, Record
from letapis.registry.strikes.proposing import proposed_strikes

Known = Callable[[str], str]  # id of a document -> the moment when the archive knew it
ByEvent = Callable[[Event, Iterable[Claim], Known], Iterator[Statement]]
ByPerson = Callable[[str, Iterable[Claim], Known], Iterator[Statement]]

CUSTODY = frozenset({"episode", "hearing", "recognition"})
BY_EVENT: Mapping[str, ByEvent] = {  # the kind for which each is called, with what comes with it
    "act": proposed_acts,
    "strike": proposed_strikes,
    "organisation": proposed_organisations,
    "office": proposed_offices,
    "closure": proposed_closures,
}
BY_PERSON: Mapping[str, ByPerson] = {"episode": proposed_episodes}


@dataclass(frozen=True, slots=True)
class Register:
    """Entries by id, in a stable order. `joined` names the entries that people joined to others."""

    entries: Mapping[str, Entry]
    joined: Mapping[str, str] = field(default_factory=dict)

    def of_kind(self, *wanted: str) -> tuple[Entry, ...]:
        """The entries of some kinds."""
        return tuple(entry for entry in self.entries.values() if entry.kind in wanted)

    def about(self, subject: str) -> tuple[Entry, ...]:
        """The entries about a person (`custody.subjects.subject_of`) or another entry."""
        return tuple(entry for entry in self.entries.values() if subject in self.subjects(entry))

    def subjects(self, entry: Entry) -> tuple[str, ...]:
        """Whom or what an entry is about; several where sources disagree."""
        slot = kinds()[entry.kind].about if entry.kind in kinds() else ""
        return tuple(dict.fromkeys(subject_of(value, self.joined) for value in entry.values(slot)))

    @property
    def conflicts(self) -> tuple[tuple[str, str], ...]:
        """Entry and slot wherever sources disagree about what can only be one."""
        return tuple((entry.id, slot) for entry in self.entries.values() for slot in rivals(entry))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What looks wrong, each with the id of an entry."""
        return tuple(remarks(self.entries.values()))


def rivals(entry: Entry) -> tuple[str, ...]:
    """The slots of an entry in which several values stand though there can be only one."""
    slots = kinds()[entry.kind].slots if entry.kind in kinds() else {}
    return tuple(
        name for name, filled in entry.slots.items()
        if name in slots and not slots[name].several and len(filled.values) > 1
    )  # fmt: skip


def register(
    record: Record,
    judgements: Iterable[Judgement],
    known: Known,
    as_known: str | None = None,
    wanted: Collection[str] | None = None,
) -> Register:
    """The register of a record. `as_known` (a day or a moment) leaves out what came later, `wanted` names some kinds.

    The record has to be that of the same moment: what claims are joined to an event is decided there.
    """
    claims = [claim for claim in record.claims if known_by(known(claim.document), as_known)]
    said = list(statements_of(judgements, as_known))
    if wanted is None or CUSTODY & set(wanted):
        said += machine_by_person(claims, known)
    for kind, proposing in BY_EVENT.items():
        if wanted is None or kind in wanted:
            said += _by_event(record, claims, known, proposing)
    joined = joins(said)
    entries = fold(said, joined)
    if wanted is not None:
        entries = {name: entry for name, entry in entries.items() if entry.kind in wanted}
    return Register(entries, joined)


def by_person(claims: Iterable[Claim]) -> Mapping[str, Sequence[Claim]]:
    """The claims of custody by the key of each person whom they name."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for key in persons(claim):
            found[key].append(claim)
    return dict(sorted(found.items()))


def machine_by_person(claims: Iterable[Claim], known: Known) -> Iterator[Statement]:
    """All that is proposed person by person."""
    for key, theirs in by_person(claims).items():
        for proposing in BY_PERSON.values():
            yield from proposing(key, theirs, known)


def _by_event(record: Record, claims: Iterable[Claim], known: Known, proposing: ByEvent) -> Iterator[Statement]:
    held = {claim.id: claim for claim in claims}
    for event in record.events:
        theirs = [held[name] for name in event.claims if name in held]
        if theirs:
            yield from proposing(event, theirs, known)
