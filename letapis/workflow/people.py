"""The people of an archive: lists linked, persons as the judgements make them, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.registry.people.exchange import judgement_from_json, people_lines
from letapis.registry.people.judgement import PersonJudgement
from letapis.registry.people.persons import People, persons
from letapis.registry.people.queue import Queue, queue
from letapis.registry.people.records import Edge, PersonRecord
from letapis.sources.errors import Refusal
from letapis.workflow.people_edges import Linker, Proposals, link_waiting, lists_of, proposals
from letapis.workflow.people_lists import KeptList, SealedLists, kept_list, seal_lists
from letapis.workflow.progress import Progress, silent


@dataclass(slots=True)
class Linked:
    """What one run of `link` did."""

    sealed: SealedLists
    lists: list[KeptList] = field(default_factory=list)  # those named, new or known
    compared: int = 0  # records compared with each other and with the old ones
    known: int = 0  # records of earlier lists
    suggested: int = 0
    asked: int = 0
    refused: list[Refusal] = field(default_factory=list)


class Standing:
    """Everything that is known of the people of an archive at this moment."""

    def __init__(self, archive: Archive, linker: Linker | None = None, progress: Progress = silent) -> None:
        self.archive = archive
        self._linker = linker
        self._progress = progress

    @cached_property
    def lists(self) -> tuple[KeptList, ...]:
        """All lists, those that still wait to be compared at the end."""
        batches, waiting = lists_of(self.archive)
        return (*(one for batch in batches for one in batch), *waiting)

    @cached_property
    def records(self) -> Mapping[str, PersonRecord]:
        """All records by id."""
        return {record.id: record for one in self.lists for record in one.records}

    @cached_property
    def log(self) -> tuple[PersonJudgement, ...]:
        """All judgements in the order in which they were made."""
        return tuple(person_judgements(self.archive))

    @cached_property
    def people(self) -> People:
        """Persons, as the judgements make them."""
        return persons(self.records.values(), self.log, four_eyes=four_eyes(self.archive))

    @cached_property
    def proposals(self) -> Proposals:
        """What the linker proposes."""
        return proposals(self.archive, self._linker, self._progress)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The same, without the model."""
        return self.proposals.edges

    def queue(self, limit: int = 20) -> Queue:
        """What waits for people."""
        from letapis.workflow.people_comparing import contradict

        return queue(self.edges, self.people, limit, self.records, contradict)


def link_lists(  # noqa: PLR0913  what, by whom, how it is read, who compares, who looks on
    archive: Archive,
    paths: Iterable[Path],
    by: str = "unnamed",
    *,
    columns: Mapping[str, str] | None = None,
    told: Mapping[str, str] | None = None,
    linker: Linker | None = None,
    progress: Progress = silent,
) -> Linked:
    """Seal lists and compare them with each other and with those before; nobody is joined with anybody by it.

    Raises ArchiveError where the archive cannot be written, LinkingError where the comparison fails: the lists are
    sealed then, and wait.
    """
    sealed = seal_lists(archive, paths, by, columns or {}, told or {})
    named = [*sealed.new, *sealed.described, *(first for _, first in sealed.known)]
    done = Linked(sealed, [kept_list(archive, one) for one in named], refused=sealed.refused)
    found = link_waiting(archive, by, linker, progress)
    done.compared = found.compared
    new = {record.id for one in done.lists for record in one.records}
    done.known = sum(len(one.records) for one in found.lists) - len(new)
    bands = [edge.band for edge in found.edges if edge.left in new or edge.right in new]
    done.suggested, done.asked = bands.count("suggest"), bands.count("ask")
    return done


def person_judgements(archive: Archive) -> Iterable[PersonJudgement]:
    """The log of judgements on persons."""
    return (judgement_from_json(entry["judgement"]) for entry in archive.persons.entries())


def four_eyes(archive: Archive) -> bool:
    """Whether `archive.toml` asks for two people: `four_eyes = true` under [people].

    Raises ArchiveError for anything else that stands there: a slip in a policy must not pass in silence.
    """
    told = archive.settings("people")
    if set(told) - {"four_eyes"} or not isinstance(told.get("four_eyes", False), bool):
        place = archive.settings_place
        raise ArchiveError(place, "[people] says what it cannot mean", "Write four_eyes = true, or false")
    return told.get("four_eyes", False) is True


def people_export(archive: Archive) -> bytes:
    """All people of an archive as lines of JSON."""
    return people_lines(Standing(archive).people)
