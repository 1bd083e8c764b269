"""The statement: one value of one slot of one entry, with who said so, when the archive knew it and what it rests on.

Nothing is overwritten: a statement is added, and what stands is worked out anew (`folding`).
"""

from __future__ import annotations

from dataclasses import dataclass

ADDS, CORRECTS, SUPERSEDES = "", "correct", "supersede"  # what a statement does to those that stood in its slot


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one slot.

    `entry` is the id of the entry, `kind:name` ("episode:j12"); `value` the canonical text of the value (`values`).
    `known` is the moment when the archive knew it: when the judgement was made, or when the report was sealed.
    """

    id: str  # of the judgement or the claim, and the slot: "j12.place"
    entry: str
    slot: str
    value: str
    known: str  # ISO 8601, UTC, or a day
    by: str = ""  # handle of the person; empty for the machine
    words: str = ""  # the words of the source (HURIDOCS: the clarifying note beside each code)
    note: str = ""
    rests_on: tuple[str, ...] = ()  # ids of claims or reports
    does: str = ADDS  # correct: it was wrong before; supersede: it was right as far as was known then
    order: int = 0  # place in the log of judgements; 0 for the machine

    @property
    def machine(self) -> bool:
        """Whether no person has said it."""
        return not self.by


def kind_of(entry: str) -> str:
    """The kind of an entry from its id: `episode` of `episode:j12`."""
    return entry.partition(":")[0]
