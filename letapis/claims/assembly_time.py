"""When: the date of an act from its clause, its sentence, or where the narrative stands."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.assembly_reading import Placed, Reading
from letapis.claims.assembly_stand import Spot, interval
from letapis.claims.claim import DateInterval
from letapis.claims.dates import DateSpan

SPEECH = frozenset({"appeal", "condemnation"})  # acts that are done by saying them in the report itself


def date_of(reading: Reading, spot: Spot) -> tuple[DateInterval | None, str, str]:
    """The date of an act with its rule and words: nearest in the clause, else in the sentence, else the stand's.

    Below a heading with a date only a day in the clause itself is nearer than the heading.
    """
    stand = spot.stand
    scopes = [("date in clause", spot.clause)]
    if stand.date_rule != "heading":
        scopes.append(("date in sentence", spot.sentence))
    for rule, (start, end) in scopes:
        item = _nearest(reading, reading.dates.within(start, end), spot.head)
        if item is not None:
            return interval(reading, item.span), rule, reading.text(item.first, item.stop)
    if (
        spot.kind in SPEECH
        and reading.published is not None
        and stand.date_rule != "heading"
        and _present(reading, spot.head)
    ):
        return DateInterval(reading.published.day, reading.published.day), "said in the report", ""
    return stand.date, stand.date_rule, ""


def _present(reading: Reading, head: int) -> bool:
    """Whether the verb of speech at or just before token `head` is in the present tense."""
    words = reading.tokens.words[max(0, head - 3) : head + 1]
    return any(reading.words.has("present_speech", word) for word in words)


def _nearest(reading: Reading, items: Sequence[Placed[DateSpan]], head: int) -> Placed[DateSpan] | None:
    usable = [item for item in items if interval(reading, item.span) is not None and not _deadline(reading, item)]
    usable = [item for item in usable if not item.span.as_of] or usable  # "as of 12:30" is not when it took place
    stamps = [item for item in usable if item.first > 0 and reading.tokens.words[item.first - 1] == "["]
    if stamps:  # lines of a chat: the stamp before the words is theirs
        before = [item for item in usable if item.first < head]
        usable = [max(before, key=lambda item: item.first)] if before else usable
    return min(usable, key=lambda item: (abs(item.first - head), item.first), default=None)


def _deadline(reading: Reading, item: Placed[DateSpan]) -> bool:
    """Whether the date is only a limit: "before 1 October"."""
    return item.first > 0 and reading.words.has("deadline", reading.tokens.words[item.first - 1])
