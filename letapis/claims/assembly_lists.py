"""Numbers without a verb of their own that go on with the act before: subsets and lists by place."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.assembly_draft import Draft
from letapis.claims.assembly_reading import Placed, Reading
from letapis.claims.assembly_stand import Stand
from letapis.claims.claim import Count
from letapis.claims.counts import CountSpan

ELLIPTIC = 9  # tokens between a place and its number


def listed(reading: Reading, start: int, end: int, stand: Stand, before: Sequence[Draft]) -> list[Draft]:
    """Claims from the numbers of a sentence that no act has taken: "including 30 journalists", "12 in Hrodna"."""
    counted = [draft for draft in before if draft.count is not None]
    if not counted:
        return []
    taken = {draft.counted[0] for draft in before if draft.counted}
    found: list[Draft] = []
    for item in reading.counts.within(start, end):
        if item.first in taken or item.span.unit not in {"people", ""}:
            continue
        part = _part(reading, item, counted, start)
        if part is not None:
            found.append(part)
    return found


def _part(reading: Reading, item: Placed[CountSpan], counted: Sequence[Draft], start: int) -> Draft | None:
    words = reading.tokens.words
    lead = words[max(start, item.first - 3) : item.first]
    whole = max((draft for draft in counted if draft.head < item.first), key=lambda draft: draft.head, default=None)
    if whole is None:
        return None
    if any(reading.words.has("including", word) for word in lead) or any(
        reading.words.has("of_them", words[index]) for index in range(item.stop, min(item.stop + 2, len(words)))
    ):
        return _copy(reading, whole, item, "subset")
    return None


def _copy(reading: Reading, whole: Draft, item: Placed[CountSpan], rule: str) -> Draft:
    """A further claim of the same act with its own number."""
    span = item.span
    draft = Draft(type=whole.type, first=item.first, stop=_noun_end(reading, item), head=item.first, status=whole.status)
    draft.date, draft.place, draft.scope, draft.said_by = whole.date, whole.place, whole.scope, whole.said_by
    draft.date_rule, draft.place_rule = whole.date_rule, whole.place_rule
    draft.count, draft.counted = Count(span.low, span.high, span.unit or "people", span.words), (item.first, item.stop)
    draft.basis, draft.as_of, draft.confidence = whole.basis, whole.as_of, whole.confidence
    draft.who, draft.whom = whole.who, (reading.text(item.first, draft.stop),)
    draft.part_of = whole
    draft.why("type", rule, reading.text(whole.head, whole.head + 1))
    draft.why("count", "number", reading.text(item.first, item.stop))
    return draft


def _noun_end(reading: Reading, item: Placed[CountSpan]) -> int:
    words = reading.tokens.words
    stop = item.stop
    while stop < len(words) and stop < item.stop + 4 and words[stop][0].isalpha() and not reading.words.has("stops", words[stop]):
        stop += 1
    return stop
