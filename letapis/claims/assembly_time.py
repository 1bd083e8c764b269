"""When: the date of an act from its clause, its sentence, or where the narrative stands."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.assembly_reading import Placed, Reading
from letapis.claims.assembly_stand import Stand, interval
from letapis.claims.claim import DateInterval
from letapis.claims.dates import DateSpan


def date_of(
    reading: Reading, head: int, clause: tuple[int, int], sentence: tuple[int, int], stand: Stand
) -> tuple[DateInterval | None, str, str]:
    """The date of an act with its rule and words: nearest in the clause, else in the sentence, else the stand's.

    Below a heading with a date only a day in the clause itself is nearer than the heading.
    """
    scopes = [("date in clause", clause)]
    if stand.date_rule != "heading":
        scopes.append(("date in sentence", sentence))
    for rule, (start, end) in scopes:
        item = _nearest(reading, reading.dates.within(start, end), head)
        if item is not None:
            return interval(reading, item.span), rule, reading.text(item.first, item.stop)
    return stand.date, stand.date_rule, ""


def _nearest(reading: Reading, items: Sequence[Placed[DateSpan]], head: int) -> Placed[DateSpan] | None:
    usable = [item for item in items if interval(reading, item.span) is not None and not _deadline(reading, item)]
    return min(usable, key=lambda item: (abs(item.first - head), item.first), default=None)


def _deadline(reading: Reading, item: Placed[DateSpan]) -> bool:
    """Whether the date is only a limit: "before 1 October"."""
    return item.first > 0 and reading.words.has("deadline", reading.tokens.words[item.first - 1])
