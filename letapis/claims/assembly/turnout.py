"""The people of counted events: "18 pickets were held, in which about 3,000 took part" gives events and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from letapis.claims.acts.lexicon import Hit
from letapis.claims.assembly.draft import Draft
from letapis.claims.claim import Reason
from letapis.claims.counts import CountSpan
from letapis.claims.counts.grammar import count_grammar
from letapis.claims.sentences.counted import counted
from letapis.claims.sentences.reading import Placed, Reading

BESIDE = 6  # tokens between the number of people and the word that they took part


def turnout(reading: Reading, draft: Draft, hits: Sequence[Hit], end: int) -> list[Draft]:
    """A claim of its own for those who took part in what a draft counts as events; up to token `end`."""
    if draft.count is None or draft.count.unit != "events" or draft.counted is None:
        return []
    stop = min((hit.start for hit in hits if hit.start >= draft.counted[1] and hit.head != draft.head), default=end)
    for item in reading.counts.within(draft.counted[1], stop):
        if item.span.unit == "people" and not item.span.subset and _took_part(reading, item, draft.counted[1], stop):
            return [_people(reading, draft, item, stop)]
    return []


def _took_part(reading: Reading, item: Placed[CountSpan], start: int, end: int) -> bool:
    """Whether a word beside a number says that those counted were there."""
    stems, words = count_grammar(reading.language).taking_part, reading.tokens.words
    around = words[max(start, item.first - BESIDE) : min(end, max(item.stop, item.span.noun + 1) + BESIDE)]
    return any(word.startswith(stems) for word in around)


def _people(reading: Reading, draft: Draft, item: Placed[CountSpan], end: int) -> Draft:
    found = counted(item, "number")
    words, first, last = reading.tokens.words, item.first, end
    while first > draft.stop and words[first - 1][0].isalnum() and not reading.words.has("relatives", words[first - 1]):
        first -= 1
    while last > found.stop and not words[last - 1][-1].isalnum():
        last -= 1
    reasons = [each for each in draft.reasons if each.slot not in {"count", "who"}]
    reasons.append(Reason("count", "those who took part", reading.text(item.first, item.stop)))
    who = tuple(each.span.name for each in reading.people.within(item.stop, item.stop + 1))
    return replace(
        draft,
        first=first,
        stop=last,
        head=item.first,
        count=found.count,
        counted=(found.first, found.stop),
        who=who,
        reasons=reasons,
    )
