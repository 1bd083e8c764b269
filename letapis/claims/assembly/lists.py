"""Numbers without a verb of their own that go on with the act before: subsets and lists by place."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.assembly.draft import Draft
from letapis.claims.claim import Count
from letapis.claims.counts import CountSpan
from letapis.claims.places.reading import PlaceSpan
from letapis.claims.sentences import attribution
from letapis.claims.sentences.reading import Placed, Reading

NEAR = 4  # tokens between a number and its place
MARKS = frozenset({"-", "\u2014", "\u2013", ":", ",", "(", ";"})
COUNTABLE = frozenset({"people", ""})


def listed(
    reading: Reading,
    sentence: tuple[int, int],
    before: Sequence[Draft],
    heads: Sequence[int],
    said: Sequence[attribution.Said] = (),
) -> list[Draft]:
    """Claims from the numbers of a sentence that no act has taken: "including 30 journalists", "12 in Hrodna".

    `before` are the drafts they may go on with, in order; `heads` the acts of the sentence, `said` its sources.
    """
    start, end = sentence
    chain = [draft for draft in before if draft.status != "denied"]
    items = reading.counts.within(start, end)
    if not chain or not items:  # most sentences tell no number
        return []
    taken = {index for draft in before if draft.counted for index in range(*draft.counted)}
    found: list[Draft] = []
    for item in items:
        if item.first in taken or not _people(reading, item) or item.span.negated:
            continue
        rows = [draft for draft in reversed([*chain, *found]) if draft.head < item.first]
        whole = next((draft for draft in rows if draft.count is not None), rows[0] if rows else None)
        if whole is None or (whole.count is None and not found and not _same_clause(whole, item)):
            continue
        near = [head for head in heads if head > whole.head]
        part = _rival(reading, item, whole, said, start) or _part(reading, item, whole, (start, end), near)
        if part is not None:
            found.append(part)
    return found


def _people(reading: Reading, item: Placed[CountSpan]) -> bool:
    """Whether the number counts persons, by its noun or for want of one."""
    span = item.span
    if span.unit not in COUNTABLE:
        return False
    if span.noun < 0 or span.collective or span.subset:
        return True
    return bool(reading.words.kinds(reading.tokens.words[span.noun]) & {"persons", "person", "many"})


def _same_clause(whole: Draft, item: Placed[CountSpan]) -> bool:
    return whole.first <= item.first < whole.stop


def _part(
    reading: Reading, item: Placed[CountSpan], whole: Draft, sentence: tuple[int, int], heads: Sequence[int]
) -> Draft | None:
    """A subset of the number before, or the next entry of a list by place."""
    place = _place_beside(reading, item, *sentence)
    if item.span.subset or _includes(reading, item, sentence[0]):
        return _copy(reading, whole, item, place, subset=whole.count is not None)
    if _coordinated(reading, item, whole):
        return _copy(reading, whole, item, place, subset=False)
    if place is None or any(abs(head - item.first) <= NEAR for head in heads):
        return None
    return _copy(reading, whole, item, place, subset=False)


def _rival(
    reading: Reading, item: Placed[CountSpan], whole: Draft, said: Sequence[attribution.Said], start: int
) -> Draft | None:
    """The number that another source of the sentence gives of the same: "600 by the mayor's count, 2,000 by ours"."""
    source = attribution.source_of(reading, said, (item.first, item.stop))
    rivals = {each.source for each in said}
    if whole.counted is None or len(rivals) < attribution.RIVALS or source is None or source == whole.said_by:
        return None
    if whole.counted[0] < start or item.span.subset:
        return None
    draft = _copy(reading, whole, item, None, subset=False)
    draft.said_by = source
    draft.first = max([each.cue for each in said if whole.head < each.cue < item.first], default=draft.first)
    return draft


def _coordinated(reading: Reading, item: Placed[CountSpan], whole: Draft) -> bool:
    """Whether a second number stands right behind the first: "100 students and 30 teachers"."""
    if whole.counted is None or item.span.noun < 0:
        return False
    between = reading.tokens.words[whole.counted[1] : item.first]
    return 1 <= len(between) <= NEAR and reading.words.has("list_and", between[-1])


def _includes(reading: Reading, item: Placed[CountSpan], start: int) -> bool:
    words = reading.tokens.words
    lead = words[max(start, item.first - 2) : item.first]
    return len(lead) > 0 and reading.words.has_any("including", lead)


def _place_beside(reading: Reading, item: Placed[CountSpan], start: int, end: int) -> Placed[PlaceSpan] | None:
    """The place just before a number ("Brest - 30", "in Brest 30") or just behind it ("30 in Brest")."""
    words = reading.tokens.words
    for place in reading.places.within(item.stop, min(end, item.stop + NEAR)):
        between = words[item.stop : place.first]
        if between and all(
            reading.words.has("locative", word) or reading.words.has("list_words", word) for word in between
        ):
            return place
    for place in reversed(reading.places.within(max(start, item.first - NEAR - 2), item.first)):
        if all(word in MARKS or reading.words.has("list_words", word) for word in words[place.stop : item.first]):
            return place
    return None


def _copy(
    reading: Reading, whole: Draft, item: Placed[CountSpan], place: Placed[PlaceSpan] | None, *, subset: bool
) -> Draft:
    """A further claim of the same act with its own number, and its own place where it has one."""
    span = item.span
    stop = _noun_end(reading, item)
    first = item.first
    if place is not None:
        first, stop = min(first, place.first), max(stop, place.stop)
    draft = Draft(type=whole.type, first=first, stop=stop, head=item.first, status=whole.status, form="list")
    draft.date, draft.scope, draft.said_by = whole.date, whole.scope, whole.said_by
    draft.date_rule = whole.date_rule
    draft.place, draft.place_rule = (
        (whole.place, whole.place_rule) if place is None else ((place.span.place,), "place in list")
    )
    draft.count, draft.counted = Count(span.low, span.high, span.unit or "people", span.words), (item.first, item.stop)
    draft.definition, draft.basis, draft.as_of = whole.definition, whole.basis, whole.as_of
    draft.who, draft.whom = whole.who, whole.whom
    if span.noun >= 0 and (whole.whom or not whole.who):
        draft.whom = (reading.text(item.first, _noun_end(reading, item)),)
    draft.part_of = whole if subset else None
    draft.why("type", "subset" if subset else "list", reading.text(whole.head, whole.head + 1))
    draft.why("count", "number", reading.text(item.first, item.stop))
    return draft


def _noun_end(reading: Reading, item: Placed[CountSpan]) -> int:
    """Behind the noun that is counted."""
    words = reading.tokens.words
    stop = max(item.stop, item.span.noun + 1)
    while stop < len(words) and stop < item.stop + 3 and words[stop][0].isalpha():
        if reading.words.has("stops", words[stop]) or reading.words.has("verbs", words[stop]):
            break
        stop += 1
    return stop
