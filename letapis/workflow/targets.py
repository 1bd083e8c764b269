"""Whether what a judgement speaks of is there: an id with a typing error would decide nothing and nobody would know."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.archive.archive import Archive
from letapis.workflow.coding import Coded
from letapis.workflow.judge import JudgementError


def check_targets(archive: Archive, kind: str, targets: Sequence[str]) -> None:
    """Raises JudgementError for a claim or a report that the archive does not have."""
    if kind == "undo":
        return  # the log itself tells which judgements there are
    from letapis.workflow.code import rule_coder

    reports, claims = set(), set()
    for reading, coded in Coded(archive, rule_coder()):
        reports |= {document.id for document in reading.documents}
        claims |= {claim.id for one in coded for claim in one.claims}
    known, word = (reports, "report") if kind.endswith("_origin") else (claims, "claim")
    for target in targets:
        if target not in known:
            hint = "" if claims else " (nothing is coded yet: run `letapis code` first)"
            raise JudgementError(f"there is no {word} {target} in the archive{hint}; `letapis show ID` shows what is")
