"""Acts of one sentence that share those they were done to: "a hundred were detained, and let go at night"."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.acts.lexicon import VERBAL, Hit
from letapis.claims.assembly.draft import Draft
from letapis.claims.sentences.clauses import Clause
from letapis.claims.sentences.reading import Reading

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
