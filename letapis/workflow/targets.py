"""Whether what a judgement speaks of is there: an id with a typing error would decide nothing and nobody would know."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from difflib import get_close_matches

from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.claims.coder import Coder
from letapis.registry.judgement import Given, Judgement
from letapis.registry.model.chains import circles
from letapis.registry.model.folding import fold
from letapis.registry.model.kinds import is_entry, kinds
from letapis.registry.model.statement import kind_of
from letapis.registry.model.stating import statements_of
from letapis.registry.register import CUSTODY
from letapis.workflow.coding import OneOriginal, claims_kept
from letapis.workflow.judge import JudgementError, judgements
from letapis.workflow.reading import documents_of, originals_of

NEAREST = 3
LINK, DRAFT = "link", "draft"
_FILLING = ("state", "correct", "supersede")
EVENT = "event:"


def check_targets(archive: Archive, kind: str, targets: Sequence[str], coder: Coder) -> None:
    """Raises JudgementError for a claim, a report or an entry that the archive does not have.

    Only the originals that the ids name are looked at, and coded where they are not yet; the register is asked only for
    an entry that no judgement made.
    """
    if kind == "undo":
        return  # the log itself tells which judgements there are
    check_entries(archive, filter(is_entry, targets))
    word = "report" if kind.endswith("_origin") else "claim"
    for target in targets:
        if not is_entry(target) and target not in _named(archive, target, word, coder):
            raise JudgementError(f"there is no {word} {target} in the archive; `letapis show ID` shows what is there")


def named_here(kind: str, target: str) -> bool:
    """Whether a target is a bare kind, of which the judgement itself makes an entry."""
    return kind in {"state", "recognise"} and target in kinds()


def check_entries(archive: Archive, names: Iterable[str]) -> None:
    """Raises JudgementError for an entry that neither a judgement nor the machine made, with the nearest ones."""
    wanted = list(dict.fromkeys(names))
    stated = {one.entry for one in statements_of(judgements(archive))} if wanted else set()
    open_ = [name for name in wanted if name not in stated]
    proposed = _known(archive, open_) if open_ else set()
    if set(open_) - proposed:
        proposed |= _proposed(archive)
    for name in open_:
        if name not in proposed:
            near = get_close_matches(name, sorted(stated | proposed), n=NEAREST)
            those = f"the nearest are {', '.join(near)}" if near else f"`letapis judge state {kind_of(name)}` makes one"
            raise JudgementError(f"there is no entry {name} in the archive; {those}")


def check_grounds(archive: Archive, names: Sequence[str], coder: Coder) -> None:
    """Raises JudgementError for a claim or a report that a judgement rests on and that the archive does not have."""
    for name in names:
        word = "claim" if ":" in name else "report"
        if name not in _named(archive, name, word, coder):
            raise JudgementError(f"there is no {word} {name} in the archive for it to rest on")


def check_chain(archive: Archive, kind: str, targets: Sequence[str], given: Sequence[Given]) -> None:
    """Raises JudgementError where what is said of links would close a circle: nothing comes before or causes itself."""
    if kind not in _FILLING or not any(kind_of(target) == LINK for target in targets):
        return
    log = judgements(archive)
    meant = tuple(f"{LINK}:{DRAFT}" if target == LINK else target for target in targets)
    draft = Judgement(DRAFT, kind, meant, "", archive.now(), given=tuple(given))
    before = set(_circles(log))
    closed = next((one for one in _circles((*log, draft)) if one not in before), "")
    if closed:
        raise JudgementError(closed.replace(f"{LINK}:{DRAFT}", "this link"))


def _circles(log: Sequence[Judgement]) -> tuple[str, ...]:
    said = (one for one in statements_of(log) if kind_of(one.entry) == LINK)
    return circles(fold(said).values())


def _known(archive: Archive, names: Iterable[str]) -> set[str]:
    """Those that are events of the record, or of custody: the store knows them by id, however many there are."""
    from letapis.store.entries import StoredEntries
    from letapis.store.reading import event
    from letapis.workflow.proposals import proposing

    with proposing(archive) as machine:
        entries = StoredEntries(machine.store)
        events = {name for name in names if name.startswith(EVENT) and event(machine.store, name.removeprefix(EVENT))}
        return events | {name for name in names if kind_of(name) in CUSTODY and entries.history(name)}


def _proposed(archive: Archive) -> set[str]:
    """All entries that the machine proposes, and the events of the record."""
    from letapis.store.reading import events
    from letapis.workflow.proposals import proposing

    with proposing(archive) as machine:
        return {one.entry for one in machine.all()} | {EVENT + one.id for one in events(machine.store)}


def claims_of(archive: Archive, reports: Iterable[str], coder: Coder) -> dict[str, Claim]:
    """The claims of these reports by id as the coder wrote them: also those that people rejected or edited since.

    Only the originals that the ids name are looked at, and coded where they are not yet.
    """
    found: dict[str, Claim] = {}
    wanted = set(reports)
    originals = {sealed.sha256: sealed for report in wanted for sealed in originals_of(archive, report)}
    for sealed in originals.values():
        reading = documents_of(archive, sealed)
        if wanted.isdisjoint(document.id for document in reading.documents):
            continue
        OneOriginal(archive.files, coder)(sealed)
        coded = claims_kept(archive, coder, sealed, reading) or ()
        found |= {claim.id: claim for one in coded if one.document in wanted for claim in one.claims}
    return found


def report_of(claim: str) -> str:
    """The id of the report that a claim stands in, from the id of the claim."""
    return claim.rsplit(":", 2)[0]


def _named(archive: Archive, target: str, word: str, coder: Coder) -> Container[str]:
    """The reports, or claims, of the originals that may hold it."""
    if word == "claim":
        return claims_of(archive, [report_of(target)], coder)
    readings = (documents_of(archive, sealed) for sealed in originals_of(archive, target))
    return {document.id for reading in readings for document in reading.documents}
