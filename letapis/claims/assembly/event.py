"""The day of the event that a report is about: a crowd and what was done to it go on over paragraphs without a day."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.assembly.draft import Draft
from letapis.claims.claim import DateInterval
from letapis.claims.sentences.reading import Reading

# Acts of a crowd and against it. What is said, ordered or decided (a charge, a dismissal, a statement) has a day of
# its own, and a reader does not give it that of the crowd.
CROWD = frozenset(
    {"demonstration", "detention", "crowd_control", "assault", "torture", "violent_protest", "killing", "deployment"}
)
# Of these, the acts that a report tells without a day when it goes on with the crowd. Those hurt or killed are
# counted over days.
WITH_THE_CROWD = frozenset({"demonstration", "detention", "crowd_control", "torture", "deployment"})
RECENT = 7  # days before the report; older events are told as background
LONGEST = 1  # days between the first and the last of an event, such as a night
SET = frozenset({"date in clause", "date in sentence", "earlier date"})  # rules by which a day is that of an event


def day_of_event(reading: Reading, found: Sequence[Draft], before: DateInterval | None) -> DateInterval | None:
    """The day of the last crowd told of; `before` is that of the sentences before."""
    if reading.published is None:
        return None
    today = reading.published.day
    for draft in found:
        if draft.date is None or draft.type not in CROWD or draft.status != "happened" or draft.date_rule not in SET:
            continue
        if (draft.date.last - draft.date.first).days <= LONGEST and 0 <= (today - draft.date.last).days <= RECENT:
            before = draft.date
    return before
