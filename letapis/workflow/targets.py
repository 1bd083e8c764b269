"""Whether what a judgement speaks of is there: an id with a typing error would decide nothing and nobody would know."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.archive.archive import Archive
from letapis.claims.coder import Coder
from letapis.workflow.coding import OneOriginal, claims_kept
from letapis.workflow.judge import JudgementError
from letapis.workflow.reading import documents_of, originals_of


def check_targets(archive: Archive, kind: str, targets: Sequence[str], coder: Coder) -> None:
    """Raises JudgementError for a claim or a report that the archive does not have.

    Only the originals that the ids name are looked at, and coded where they are not yet.
    """
    if kind == "undo":
        return  # the log itself tells which judgements there are
    word = "report" if kind.endswith("_origin") else "claim"
    for target in targets:
        if target not in _named(archive, target, word, coder):
            raise JudgementError(f"there is no {word} {target} in the archive; `letapis show ID` shows what is there")


def _named(archive: Archive, target: str, word: str, coder: Coder) -> set[str]:
    """The reports, or claims, of the originals that may hold it."""
    report = target.partition(":")[0]
    found: set[str] = set()
    for sealed in originals_of(archive, report):
        reading = documents_of(archive, sealed)
        if word == "report":
            found |= {document.id for document in reading.documents}
            continue
        if report not in {document.id for document in reading.documents}:
            continue
        OneOriginal(archive.root, coder)(sealed)
        for one in claims_kept(archive, coder, sealed, reading) or ():
            found |= {claim.id for claim in one.claims}
    return found
