"""How long a meeting lasted is told of the meeting before: the day and the place come from there."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.assembly.draft import Draft
from letapis.claims.sentences.counted import LENGTH

FAR = 120  # tokens back at which the meeting may stand whose length is told
OWN = ("date in clause", "date in sentence")


def take_up(before: Sequence[Draft], found: Sequence[Draft]) -> None:
    """Fill date and place of drafts that tell a length, from the last occurrence of their type."""
    for draft in found:
        if draft.count is None or draft.count.unit != LENGTH or draft.date_rule in OWN:
            continue
        told = next((one for one in reversed(before) if one.type == draft.type and one.status == draft.status), None)
        if told is None or draft.head - told.head > FAR:
            continue
        if told.date is not None:
            draft.date, draft.date_rule = told.date, told.date_rule
        if told.place and draft.place_rule != "place in clause":
            draft.place, draft.place_rule = told.place, told.place_rule
