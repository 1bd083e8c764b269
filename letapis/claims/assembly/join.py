"""One claim for each occurrence: mentions of the same one are joined, the most informative stays."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.assembly.draft import Draft
from letapis.claims.sentences.counted import LENGTH

CLOSE = 5  # the same where one is a noun: "insults against doctors, accusations of nurses" are two
RIVALS = 12  # claims of a type back that may be of the same occurrence
NEAR = 14  # tokens between two mentions of one act in one sentence


def joined(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts without those that only mention again what another one states."""
    kept: dict[int, Draft] = {}  # by identity, so that a long text costs no search
    by_type: dict[str, list[Draft]] = {}
    in_body = {draft.type for draft in drafts if not draft.title}
    for draft in drafts:
        if draft.title and draft.type in in_body:
            continue
        rivals = by_type.setdefault(draft.type, [])
        near = range(len(rivals) - 1, max(len(rivals) - 1 - RIVALS, -1), -1)
        place = next((index for index in near if _same(draft, rivals[index])), None)
        if place is None:
            kept[id(draft)] = draft
            rivals.append(draft)
            continue
        same = rivals[place]
        if same.sentence == draft.sentence and draft.count is None and same.count is None:
            draft.first, draft.stop = min(same.first, draft.first), max(same.stop, draft.stop)
            same.first, same.stop = draft.first, draft.stop
        if _information(draft) > _information(same):
            del kept[id(same)]
            kept[id(draft)] = rivals[place] = draft
    return tuple(sorted(kept.values(), key=lambda draft: (draft.first, draft.stop, draft.type)))


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts of one type speak of one occurrence."""
    if one.status != other.status or one.part_of is not None or other.part_of is not None:
        return False
    if _tells_length(one) != _tells_length(other):
        return False
    if (
        one.count is not None
        and other.count is not None
        and (one.count.low, one.count.high) != (other.count.low, other.count.high)
    ):
        return False
    if one.count is None and other.count is None and one.sentence == other.sentence >= 0 and one.place == other.place:
        return abs(one.head - other.head) <= (CLOSE if "nouns" in (one.form, other.form) else NEAR)
    if (
        "nouns" in (one.form, other.form)
        and one.date is not None
        and one.date == other.date
        and one.date.first == one.date.last
        and one.place == other.place
    ):
        return one.count is None or other.count is None
    overlap = min(one.stop, other.stop) - max(one.first, other.first)
    return overlap > 0 and 2 * overlap >= min(one.stop - one.first, other.stop - other.first)


def _tells_length(draft: Draft) -> bool:
    """Whether a draft counts minutes: how long an occurrence was is told apart from the occurrence itself."""
    return draft.count is not None and draft.count.unit == LENGTH


def _information(draft: Draft) -> int:
    return 4 * (draft.count is not None) + 2 * (draft.date is not None) + bool(draft.place) + (draft.form == "verbs")
