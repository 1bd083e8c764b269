"""Small makers of judgements and claims, so that a case of custody reads as what is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.custody.lifeline import lifeline
from letapis.registry.custody.subjects import subject_of
from letapis.registry.judgement import Given, Judgement
from letapis.registry.record import Record
from letapis.registry.register import register


@dataclass
class Case:
    """Judgements and claims in the order in which they came; day `n` of knowing is 2021-01-`n`."""

    judgements: list[Judgement] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)

    def judge(self, does: str, *targets: str, at: str = "", rests_on: tuple[str, ...] = (), **given) -> str:
        name = f"j{len(self.judgements) + 1}"
        slots = tuple(
            Given(slot, value)
            for slot, told in given.items()
            for value in (told if isinstance(told, tuple) else (told,))
        )
        at = at or f"2021-01-{len(self.judgements) + 1:02}T10:00:00Z"
        self.judgements.append(Judgement(name, does, targets, "anna", at, given=slots, rests_on=rests_on))
        return name

    def episode(self, name: str, person: str, began: str = "", ended: str = "", **more) -> str:
        entry = f"episode:{name}"
        self.judge("state", entry, person=person, **{key: one for key, one in
                   {"began": began, "ended": ended, **more}.items() if one})  # fmt: skip
        return entry

    def claim(self, kind: str, when: str, quote: str, *whom: str, document: str = "", known: str = "", **more) -> Claim:
        document = document or f"d{len(self.claims)}"
        start = sum(500 for claim in self.claims if claim.document == document)
        first, _, last = when.partition("/")
        days = DateInterval(date.fromisoformat(first), date.fromisoformat(last or first)) if when else None
        claim = Claim(
            document, kind, quote, start, start + len(quote), days, count=Count(len(whom), len(whom)), whom=whom, **more
        )
        self.claims.append(claim)
        self.known.setdefault(document, known or f"2021-01-{len(self.known) + 1:02}")
        return claim

    def register(self, as_known: str | None = None, wanted=None):
        record = Record(tuple(self.claims), (), (), ())
        return register(record, self.judgements, self.known.__getitem__, as_known, wanted)

    def line(self, person: str, on: str = "2021-06-01", as_known: str | None = None):
        held = self.register(as_known)
        return lifeline(held, subject_of(person, held.joined), date.fromisoformat(on))

    def slots(self, person: str) -> list[dict[str, tuple[str, ...]]]:
        """What stands in each episode of a person, without the name."""
        return [
            {slot: filled.values for slot, filled in one.entry.slots.items() if slot != "person"}
            for one in self.line(person).episodes
        ]


@pytest.fixture
def case() -> Case:
    return Case()
