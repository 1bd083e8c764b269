"""Lists of names that grow: "By 21:00 the list had 246 names, by 23:50 it had 297". One claim for each moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letapis.claims.assembly.draft import Draft
from letapis.claims.assembly.place import place_of
from letapis.claims.assembly.stand import Spot, Stand
from letapis.claims.assembly.time import date_of
from letapis.claims.claim import Count
from letapis.claims.counts import CountSpan
from letapis.claims.sentences import attribution, scope
from letapis.claims.sentences.reading import Placed, Reading
from letapis.sources.moment import Moment

BACK = 250  # tokens back to the act that the list is of, and to the one who holds it
GROWN = 5  # tokens between the word of growing and its number
KINDS = frozenset({"detention", "killing", "disappearance", "dismissal", "release"})  # what lists of names are kept of
OTHERS = frozenset({"appeal", "aid"})  # whose names are no victims: a petition, donors
BREAKS = frozenset(",;:().\u2014\u2013-")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a list is of, by the nearest act before it: its type, and the draft that told it, if there is one."""

    type: str
    draft: Draft | None


def rolls(reading: Reading, whole: tuple[int, int], stand: Stand, before: Sequence[Draft]) -> list[Draft]:
    """Claims from the numbers of names that a sentence [start, end) tells of a list; `before` are the drafts so far."""
    start, end = whole
    items = _numbers(reading, start, end, before)
    if not items:
        return []
    subject = _subject(reading, start, end, before)
    if subject is None:
        return []
    return [_draft(reading, item, subject, whole, stand) for item in items]


def _numbers(reading: Reading, start: int, end: int, before: Sequence[Draft]) -> list[Placed[CountSpan]]:
    """The numbers of a list in a sentence: those of names, and those that the list had, reached or grew to."""
    within = reading.counts.within(start, end)
    if not within:  # most sentences tell no number
        return []
    items = [item for item in within if item.span.unit in {"people", ""} or _of_names(reading, item)]
    named = any(_of_names(reading, item) for item in items)
    if not named and not _has(reading, "rolls", start, end):
        return []
    taken = {index for draft in before[-8:] for index in range(*draft.counted or (0, 0))}
    found: list[Placed[CountSpan]] = []
    for item in items:
        free = item.first not in taken and not item.span.negated and not item.span.subset
        if free and (_of_names(reading, item) or _goes_on(reading, item, start, end, named=named)):
            found.append(item)
    return found


def _goes_on(reading: Reading, item: Placed[CountSpan], start: int, end: int, *, named: bool) -> bool:
    """Whether a number without a noun is of the list: behind a word of growing, or with a moment beside names."""
    if item.span.noun >= 0:
        return False
    if _has(reading, "grown", item.first - GROWN, item.first):
        return True
    return named and _stated(reading, *_segment(reading, item, start, end)) is not None


def _of_names(reading: Reading, item: Placed[CountSpan]) -> bool:
    return item.span.noun >= 0 and reading.words.has("names", reading.tokens.words[item.span.noun])


def _has(reading: Reading, name: str, start: int, end: int) -> bool:
    return reading.words.has_any(name, reading.tokens.words[max(start, 0) : end])


def _subject(reading: Reading, start: int, end: int, before: Sequence[Draft]) -> Subject | None:
    """What the list is of: the nearest act before of which lists are kept; nothing for the names of a petition."""
    hits = reading.lexicon.hits(reading.tokens.words, max(0, start - BACK), end)
    if any(hit.act.type in OTHERS and hit.head >= start for hit in hits):
        return None
    kinds = [hit.act.type for hit in hits if hit.act.type in KINDS]
    if not kinds:
        return None
    told = [draft for draft in before[-8:] if draft.type == kinds[-1] and draft.head >= start - BACK]
    return Subject(kinds[-1], told[-1] if told else None)


def _draft(reading: Reading, item: Placed[CountSpan], subject: Subject, whole: tuple[int, int], stand: Stand) -> Draft:
    first, stop = _segment(reading, item, *whole)
    draft = Draft(type=subject.type, first=first, stop=stop, head=item.first, form="list", sentence=whole[0])
    spot = Spot(subject.type, item.first, (first, stop), whole, stand)
    draft.date, draft.date_rule, words = date_of(reading, spot)
    draft.place, draft.place_rule, _ = place_of(reading, spot)
    if subject.draft is not None:
        draft.date, draft.date_rule = subject.draft.date or draft.date, "the act of the list"
        draft.place = subject.draft.place or draft.place
    span = item.span
    low = span.high if _grown_to(reading, item) else span.low
    draft.count, draft.counted = Count(low, span.high, "people", span.words), (item.first, item.stop)
    draft.basis, draft.as_of = "named_list", _stated(reading, first, stop)
    draft.said_by = _holder(reading, *whole)
    draft.why("type", "list of names", reading.text(first, stop))
    draft.why("date", draft.date_rule, words)
    draft.why("count", "number", span.words)
    return draft


def _grown_to(reading: Reading, item: Placed[CountSpan]) -> bool:
    """Whether "up to" only says where the list has come: "вырос до 297"."""
    return item.span.low is None and _has(reading, "grown", item.first - 1, item.first)


def _stated(reading: Reading, start: int, end: int) -> Moment | None:
    """The moment of which a list is told: "as of 21:00", or any other hour beside its number."""
    found = scope.stated_moment(reading, start, end)
    timed = [item.span for item in reading.dates.within(start, end) if item.span.time is not None]
    return found or (timed[0].moment if timed else None)


def _segment(reading: Reading, item: Placed[CountSpan], start: int, end: int) -> tuple[int, int]:
    """The stretch between marks around a number; marks inside a date or a number do not cut."""
    first, stop = item.first, max(item.stop, item.span.noun + 1)
    while first > start and not _cuts(reading, first - 1):
        first -= 1
    while stop < end and not _cuts(reading, stop):
        stop += 1
    return first, stop


def _cuts(reading: Reading, index: int) -> bool:
    word = reading.tokens.words[index]
    if word not in BREAKS or word in "-\u2014\u2013":
        return False
    return not reading.dates.covers(index) and not reading.counts.covers(index)


def _holder(reading: Reading, start: int, end: int) -> str | None:
    """Who holds the list: the source of the sentence, else of the nearest one before that speaks of the list."""
    openings = [opening for opening in reading.openings if start - BACK <= opening <= start][::-1]
    stop, told = end, None
    for opening in openings:
        said = attribution.sources(reading, opening, stop)
        if said and reading.paragraph_of(opening) == reading.paragraph_of(start):
            told = told or said[0].source
        if opening == start or _has(reading, "rolls", opening, stop):
            if said:
                return said[0].source
            bodies = [item for item in reading.people.within(opening, stop) if item.span.type == "ORG"]
            if bodies:
                return attribution.whole_name(reading, bodies[0].first, bodies[0].stop)
        stop = opening
    return told
