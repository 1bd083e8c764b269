"""What would go with originals that are erased, and what is where it cannot be called back. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from letapis.archive.archive import Archive, Sealed
from letapis.sources.web_address import one_spelling
from letapis.workflow.accounts import demand
from letapis.workflow.captured import SEALED, times_seen
from letapis.workflow.language_model import ANSWERS
from letapis.workflow.packaging import READ, chosen_of
from letapis.workflow.people_lists import list_id, sealed_lists
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reconcile import reconcile

WENT_OUT = frozenset({"exported", "published", "transferred"})


@dataclass(frozen=True, slots=True)
class Sent:
    """Where something went, as the log has it: nobody can call it back from there."""

    line: int
    act: str
    at: str
    to: str  # the case, and to whom if that was told


@dataclass(frozen=True, slots=True)
class Resting:
    """An event or a figure that rests on what goes: on that alone, or on others besides."""

    id: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """What goes with some originals."""

    originals: tuple[Sealed, ...]
    target: str  # what a second person is asked for
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    events: tuple[Resting, ...]
    figures: tuple[Resting, ...]
    judgements: tuple[str, ...]  # they stay in their log, with the words of their reasons
    persons: tuple[str, ...]  # judgements on the records of lists; they stay as well
    versions: tuple[Sealed, ...]  # other captures of the same pages, which stay
    lines: tuple[int, ...]  # of the custody log that tell the names; `--words` takes them away
    sent: tuple[Sent, ...]
    answers: int  # of language models: all go, since none of them tells of which report it is


def survey(archive: Archive, names: Sequence[str], by: str, progress: Progress = silent) -> Survey:
    """Look what rests on the originals of these names. Raises ArchiveError where a name fits none, or several."""
    demand(archive, by, READ)
    chosen = chosen_of(archive, names)
    done = reconcile(archive, progress=progress)
    reports = {one.id for one in done.documents.values() if one.original in chosen}
    claims = {one.id for one in done.record.claims if one.document in reports}
    lists = {list_id(one) for sha256, one in sealed_lists(archive).items() if sha256 in chosen}
    return Survey(
        tuple(chosen.values()),
        target_of(chosen),
        tuple(sorted(reports)),
        tuple(sorted(claims)),
        _resting({one.id: one.claims for one in done.record.events}, claims),
        _resting({one.id: [name for reading in one.readings for name in reading.claims] for one in done.record.figures},
                 claims),
        tuple(_judged(archive.judgements.entries(), reports | claims)),
        tuple(_judged(archive.persons.entries(), lists)),
        tuple(_versions(archive, chosen)),
        tuple(lines_of(archive, chosen)),
        tuple(_sent(archive, chosen)),
        sum(1 for _ in archive.files.names(ANSWERS)),
    )  # fmt: skip


def target_of(chosen: Iterable[str]) -> str:
    """What a second person confirms: the beginnings of the hashes, in their order."""
    return ",".join(sorted(sha256[:16] for sha256 in chosen))


def lines_of(archive: Archive, chosen: Iterable[str]) -> Iterator[int]:
    """The lines of the custody log that tell a name or more of these originals."""
    wanted = set(chosen)
    for line in archive.custody.lines():
        match line.entry:
            case {"act": str(act), "object": {"sha256": str(sha256)}} if sha256 in wanted and act != "erased":
                yield line.number


def _resting(things: Mapping[str, Iterable[str]], gone: set[str]) -> tuple[Resting, ...]:
    """Those that rest on claims that go."""
    found = ((name, set(claims)) for name, claims in things.items())
    return tuple(Resting(name, held <= gone) for name, held in found if held & gone)


def _judged(entries: Iterable[Mapping[str, Any]], ids: set[str]) -> Iterator[str]:
    """The judgements that name one of these ids, or something within it (`id:…`)."""
    for entry in entries:
        judgement = entry.get("judgement") or {}
        if any(_within(word, ids) for word in _words(judgement)):
            yield str(judgement.get("id", ""))


def _words(value: object) -> Iterator[str]:
    """All texts of a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (word for one in value.values() for word in _words(one))
    elif isinstance(value, list):
        yield from (word for one in value for word in _words(one))


def _within(word: str, ids: set[str]) -> bool:
    return word in ids or word.partition(":")[0] in ids


def _versions(archive: Archive, chosen: Mapping[str, Sealed]) -> Iterator[Sealed]:
    sealed, seen = archive.sealed(), times_seen(archive)
    pages = {one_spelling(one.url) for one in seen if one.sha256 in chosen}
    others = {one.sha256 for one in seen if one.act == SEALED and one_spelling(one.url) in pages} - chosen.keys()
    yield from (sealed[sha256] for sha256 in sorted(others) if sha256 in sealed)


def _sent(archive: Archive, chosen: Iterable[str]) -> Iterator[Sent]:
    """Acts that name one of the originals, and those that name none and may have taken everything along."""
    wanted, begun = set(chosen), set()
    for line in archive.custody.lines():
        entry = line.entry or {}
        sha256 = (entry.get("object") or {}).get("sha256", "")
        if entry.get("act") == "collected" and sha256 in wanted:
            begun.add(sha256)
        elif entry.get("act") in WENT_OUT and (sha256 in wanted or (not sha256 and begun)):
            to = " ".join(str(entry[name]) for name in ("case", "to") if entry.get(name))
            yield Sent(line.number, str(entry["act"]), str(entry.get("at", "")), to)
