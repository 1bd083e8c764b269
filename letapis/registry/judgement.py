"""The judgement: a person's decision about claims or entries. Appended, never overwritten, undone by another one."""

from __future__ import annotations

from dataclasses import dataclass

ABOUT_CLAIMS = ("accept", "reject", "edit", "join", "keep_apart")
ABOUT_REPORTS = ("same_origin", "other_origin")
ABOUT_ENTRIES = ("state", "correct", "supersede", "recognise", "split")
KINDS = (*ABOUT_CLAIMS, *ABOUT_REPORTS, *ABOUT_ENTRIES, "learn", "undo")


@dataclass(frozen=True, slots=True)
class Given:
    """One slot that a judgement on an entry fills, with the source's words and a note beside it."""

    slot: str
    value: str
    words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who decided what about which claims or entries, when and why.

    `claims` holds the targets: ids of claims (two or more for join and keep_apart; ids of documents for same_origin and
    other_origin; ids of entries, `kind:name`, for state, correct, supersede, recognise, split, and for accept, reject,
    join and keep_apart where entries are meant; the id of a judgement for undo; none for learn). `slot` and `value` are
    set for edit, `given` for those on entries; `rests_on` names the claims or reports that one on an entry rests on.
    """

    id: str
    kind: str
    claims: tuple[str, ...]
    by: str
    at: str
    reason: str = ""
    slot: str = ""
    value: str = ""
    given: tuple[Given, ...] = ()
    rests_on: tuple[str, ...] = ()
