"""Acts of one sentence that share those they were done to: "a hundred were detained, and let go at night"."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.acts.lexicon import VERBAL, Hit
from letapis.claims.assembly.draft import Draft
from letapis.claims.claim import Count
from letapis.claims.sentences.clauses import Clause
from letapis.claims.sentences.reading import Reading

OF_PRISONERS = frozenset({"due_process"})
GOES_ON = frozenset({"charge", "detention", "release", "sentence"})  # "A case was opened", told of the one before
OF_PERSONS = frozenset(
    {
        "detention", "charge", "sentence", "torture", "hunger_strike", "search", "assault", "disappearance", "threat",
        "coerced_confession", "due_process",
    }
)  # fmt: skip
FEW = 3  # persons of whom a paragraph tells one by one
BACK = 6  # acts before
# What is done to people by force; in one sentence it is mostly done by the same.
OF_FORCE = frozenset({"detention", "assault", "torture", "killing", "crowd_control", "search", "seizure"})
SOMEBODY = frozenset({"person", "persons", "many", "one_subject"})


def share(reading: Reading, hit: Hit, clause: Clause, draft: Draft, before: Sequence[Draft]) -> None:
    """Give an act that names nobody the count, and those it was done to, of the act before in its sentence."""
    told = _goes_on(reading, hit, clause, before) if draft.count is None else None
    if told is not None:
        draft.count = told.count
        draft.whom = draft.whom or told.whom
        draft.why("count", "those of the act before", reading.text(*told.counted) if told.counted else "")


def _goes_on(reading: Reading, hit: Hit, clause: Clause, before: Sequence[Draft]) -> Draft | None:
    """The act before in the sentence whose count this one takes over, naming nobody itself."""
    if hit.form not in VERBAL or hit.act.counted != "whom" or not hit.act.single or hit.act.units[0] != "people":
        return None
    told = before[-1] if before else None
    if told is None or told.count is None or told.form == "list" or told.type == hit.act.type:
        return None
    if told.count.unit != "people":
        return None
    if _names_somebody(reading, clause.start, clause.end):
        return None
    return told


def _names_somebody(reading: Reading, start: int, end: int) -> bool:
    if reading.counts.within(start, end) or any(not item.span.state for item in reading.people.within(start, end)):
        return True
    return any(reading.words.kinds(word) & SOMEBODY for word in reading.tokens.words[start:end])


def told_of(reading: Reading, found: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Give an act that names nobody the one or few of whom the paragraph told just before: "no lawyer came"."""
    for draft in found:
        goes_on = draft.type in GOES_ON and not _names_somebody(reading, draft.first, draft.stop)
        if draft.count is not None or not (draft.type in OF_PRISONERS or goes_on):
            continue
        paragraph = reading.paragraph_of(draft.head)
        rows = [one for one in (*before[-BACK:], *found) if paragraph <= one.head < draft.head]
        told = next((one for one in reversed(rows) if one.count is not None), None)
        if told is None or told.count is None or told.type not in OF_PERSONS or not _few(told.count):
            continue
        draft.count, draft.whom = told.count, draft.whom or told.whom
        draft.why("count", "those told of before", "")


def _few(count: Count) -> bool:
    return count.unit == "people" and count.low is not None and count.low == count.high and count.low <= FEW


def share_actors(found: Sequence[Draft]) -> None:
    """Give acts of force without an actor the one that another act of force in their sentence has.

    "Police clashed with students, wounding two"; "they were pulled from their car, punched and tased by officers".
    """
    acts = [draft for draft in found if draft.type in OF_FORCE]
    acting = [draft for draft in acts if draft.who]
    for draft in acts:
        if not draft.who and acting:
            told = min(acting, key=lambda other: abs(other.head - draft.head))
            draft.who = tuple(name for name in told.who if name not in draft.whom)
            draft.why("who", "those of another act", ", ".join(draft.who) if draft.who else "")
