"""The judgement: a person's decision about claims. Appended, never overwritten, undone by another judgement."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("accept", "reject", "edit", "join", "keep_apart", "same_origin", "other_origin", "learn", "undo")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who decided what about which claims, when and why.

    `claims` holds ids of claims (two or more for join and keep_apart; ids of documents for same_origin and
    other_origin; the id of a judgement for undo; none for learn). `slot` and `value` are set for edit.
    """

    id: str
    kind: str
    claims: tuple[str, ...]
    by: str
    at: str
    reason: str = ""
    slot: str = ""
    value: str = ""
