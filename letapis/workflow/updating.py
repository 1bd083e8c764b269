"""What is new in an archive goes into its store: originals that were not worked in, judgements that were not applied.

The state of the store says what it was made from. Where anything of that has changed, it is made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from letapis import __version__
from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.claims.coder import Coder
from letapis.registry.judgement import Judgement
from letapis.sources.document import Document
from letapis.workflow.coding import Coded, edition, room_digest
from letapis.workflow.collecting import holding_much
from letapis.workflow.judge import judgements
from letapis.workflow.marking import with_marks
from letapis.workflow.progress import Progress
from letapis.workflow.reading import Reading, documents_of
from letapis.workflow.sharing import Sharing

if TYPE_CHECKING:
    from letapis.store.opening import Store
    from letapis.workflow.code import CodedArchive

MADE_FROM = "made from"
ORIGINAL = "original "  # and its SHA-256: the digest of its documents
FEW = 500  # originals that go in as they come
CLAIMS = 20_000  # claims that are worked in at once: the memory it takes stays the same however many there are


@dataclass(slots=True)
class Batch:
    """Some originals with what they say."""

    originals: dict[str, str] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)  # report -> when the archive sealed it

    def sealed_at(self, report: str) -> str:
        """When the archive sealed a report of the batch."""
        return self.known.get(report, "")


@dataclass(frozen=True, slots=True)
class News:
    """What of an archive its store does not have yet, and what stands in its way."""

    made_from: str
    originals: Mapping[str, str]  # SHA-256 -> digest of the documents
    decided: tuple[Judgement, ...]
    begun: bool  # whether the store was made from anything yet
    stale: bool  # it was made by other rules, or from originals that are read otherwise now
    foreign: bool  # it holds judgements that the log does not

    @property
    def any(self) -> bool:
        """Whether there is something to do."""
        return bool(self.originals or self.decided or not self.begun)


def news_of(archive: Archive, store: Store, coder: Coder, coded: CodedArchive) -> News:
    """Compare an archive with its store."""
    from letapis.store.judgements import judgements as held_judgements

    made_from, log, there = made_by(coder), judgements(archive), held_judgements(store)
    now = dict(zip(archive.sealed(), coded.digests, strict=True))
    state = state_of(store)
    before = {name.removeprefix(ORIGINAL): value for name, value in state.items() if name.startswith(ORIGINAL)}
    return News(
        made_from,
        {name: digest for name, digest in now.items() if name not in before},
        log[len(there) :],
        begun=MADE_FROM in state,
        stale=state.get(MADE_FROM, made_from) != made_from or any(now.get(name) != one for name, one in before.items()),
        foreign=log[: len(there)] != there,
    )


def work_in(archive: Archive, store: Store, coder: Coder, news: News, progress: Progress) -> None:
    """Bring the store up to date. Cut off, the same call goes on from there."""
    from letapis.store.growing import add, judge

    with store.writing():
        _note(store, {MADE_FROM: news.made_from})
        if news.decided:
            judge(store, news.decided)
    done, of = 0, len(news.originals)
    progress("reconcile", done, of)
    for batch, marks in with_marks(_batches(archive, coder, news.originals)):
        with store.writing(), holding_much():
            add(store, batch.documents, batch.claims, batch.sealed_at, marks)
            _note(store, {ORIGINAL + name: value for name, value in batch.originals.items()})
        done += len(batch.originals)
        progress("reconcile", done, of)


def made_by(coder: Coder) -> str:
    """What the rows depend on besides the archive: this version, the coder with its words, the rules."""
    rules = room_digest("letapis.registry", (".py", ".toml"))
    return json.dumps({"letapis": __version__, **edition(coder), "registry": rules}, sort_keys=True)


def state_of(store: Store) -> dict[str, str]:
    """What the store was made from, by name."""
    from letapis.store.models import State

    return dict(store.rows(State).values_list("name", "value"))


def _in_time(archive: Archive, new: Mapping[str, str]) -> list[str]:
    """Many originals in the order of their days: reports of one time meet in one batch."""
    if len(new) <= FEW:
        return list(new)
    sealed = archive.sealed()
    days = {name: min(_days(documents_of(archive, sealed[name])), default="") for name in new}
    return sorted(new, key=lambda name: (days[name], name))


def _days(reading: Reading) -> Iterator[str]:
    return (one.dated.iso() for one in reading.documents if one.dated)


def _batches(archive: Archive, coder: Coder, new: Mapping[str, str]) -> Iterator[Batch]:
    batch, sharing = Batch(), Sharing()
    for sealed, reading, coded in Coded(archive, coder, _in_time(archive, new)).with_originals():
        batch.originals[sealed.sha256] = new[sealed.sha256]
        batch.documents += reading.documents
        batch.known |= dict.fromkeys((document.id for document in reading.documents), sealed.at)
        batch.claims += (sharing(claim) for one in coded for claim in one.claims)
        if len(batch.claims) >= CLAIMS:
            yield batch
            batch, sharing = Batch(), Sharing()
    if batch.originals:
        yield batch


def _note(store: Store, values: Mapping[str, str]) -> None:
    """Note in the state; a name that is there gets the new value."""
    from letapis.store.clearing import forget

    forget(store, values)
    rows = ((store.archive, name, value) for name, value in values.items())
    store.driver.load("letapis_state", ("archive_id", "name", "value"), rows)
