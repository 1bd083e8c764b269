"""Decisions of people: checked against the record, then appended to the archive's log of judgements."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.archive.archive import Archive
from letapis.registry.exchange import judgement_from_json, judgement_to_json
from letapis.registry.judgement import Given, Judgement
from letapis.registry.judging import effects
from letapis.registry.model.kinds import kinds

_NEW = ("state", "recognise")  # what a bare kind in the place of an entry makes anew


class JudgementError(ValueError):
    """A judgement that cannot be meant so; `str()` says why."""


def judgements(archive: Archive) -> tuple[Judgement, ...]:
    """All judgements in the order in which they were made."""
    return tuple(judgement_from_json(entry["judgement"]) for entry in archive.judgements.entries())


def judge(  # noqa: PLR0913  a judgement has so many parts
    archive: Archive,
    kind: str,
    claims: Sequence[str],
    by: str = "unnamed",
    *,
    reason: str = "",
    slot: str = "",
    value: str = "",
    given: Sequence[Given] = (),
    rests_on: Sequence[str] = (),
) -> Judgement:
    """Append one judgement and give it back. Raises JudgementError where its kind and its parts do not agree.

    `state` or `recognise` of a bare kind makes a new entry, which is named after the judgement: `episode:j12`.
    """
    earlier = [entry["judgement"]["id"] for entry in archive.judgements.entries()]
    name = f"j{len(earlier) + 1}"
    targets = tuple(f"{one}:{name}" if kind in _NEW and one in kinds() else one for one in claims)
    judgement = Judgement(
        name, kind, targets, by, archive.now(), reason, slot, value, tuple(given), tuple(rests_on)
    )  # fmt: skip
    _check(judgement, earlier)
    archive.judge([judgement_to_json(judgement)], by)
    return judgement


def _check(judgement: Judgement, earlier: Sequence[str]) -> None:
    """What the registry says of the judgement alone: its kind, its targets, its slot and value."""
    if judgement.kind == "undo":
        unknown = [name for name in judgement.claims if name not in earlier]
        if unknown or not judgement.claims:
            raise JudgementError(f"there is no judgement {', '.join(unknown)} to undo; `letapis judge list` shows them")
        return
    remarks = effects([judgement]).remarks
    if remarks:
        raise JudgementError(remarks[0].removeprefix(f"judgement {judgement.id}: "))
