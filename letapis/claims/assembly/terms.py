"""Sentences told without a verb: a person and a term, "Pavel Kot: two years", "студенту - 14 суток"."""

from __future__ import annotations

from letapis.claims.assembly.draft import Draft
from letapis.claims.claim import Count
from letapis.claims.counts import CountSpan
from letapis.claims.people.reading import PersonSpan
from letapis.claims.sentences.reading import Placed, Reading

TERMS = frozenset({"years", "months", "days"})
COURT = 250  # tokens around within which the text must speak of a court
NEAR = 6  # tokens between a person and the term
MARKS = frozenset({"-", "\u2014", "\u2013", ":", ",", "(", "\u00ab", "\u00bb"})


def terms(reading: Reading, start: int, end: int, heads: list[int]) -> list[Draft]:
    """Claims of type sentence from the persons with a term in tokens [start, end) where no act has been found near."""
    words = reading.tokens.words
    items = [item for item in reading.counts.within(start, end) if item.span.unit in TERMS]
    if not items or not any(
        reading.words.has("court", word) for word in words[max(0, start - COURT) : min(end + COURT, len(words))]
    ):
        return []
    found: list[Draft] = []
    for item in items:
        if any(item.first - NEAR - 2 <= head < item.stop + 2 for head in heads):
            continue
        people = _people_before(reading, item, start)
        if people and not reading.words.has("ages", words[min(item.stop, len(words) - 1)]):
            found.append(_draft(reading, people, item))
    return found


def _people_before(reading: Reading, item: Placed[CountSpan], start: int) -> list[Placed[PersonSpan]]:
    """The list of persons that ends just before a term."""
    row: list[Placed[PersonSpan]] = []
    stop = item.first
    for person in reversed(reading.people.within(max(start, item.first - 40), item.first)):
        between = reading.tokens.words[person.stop : stop]
        if not _gap(reading, between, first=not row) or person.span.type == "ORG":
            break
        if person.span.type == "PER" or (not row and person.span.number != "plural"):
            row.append(person)
        stop = person.first
    return row[::-1]


def _gap(reading: Reading, words: tuple[str, ...], *, first: bool) -> bool:
    """Whether words may stand between a person and the term, or between two persons of a list."""
    if len(words) > NEAR or any(reading.words.has("verbs", word) or word in {".", ";"} for word in words):
        return False
    return not first or not words or words[-1] in MARKS or reading.words.has("list_words", words[-1])


def _draft(reading: Reading, people: list[Placed[PersonSpan]], item: Placed[CountSpan]) -> Draft:
    draft = Draft(
        type="sentence", first=people[0].first, stop=max(item.stop, item.span.noun + 1), head=item.first, form="term"
    )
    number = len({person.span.name for person in people})
    draft.count, draft.counted = Count(number, number, "people", ""), (people[0].first, people[-1].stop)
    draft.basis = "named_list" if people[0].span.type == "PER" else ""
    draft.whom = tuple(person.span.name for person in people)
    draft.why("type", "person with a term", reading.text(item.first, draft.stop))
    draft.why("count", "names", " ".join(draft.whom))
    return draft
