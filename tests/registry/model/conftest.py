"""A log of judgements on entries, so that a case reads as what people decided and when. All persons are invented."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from letapis.registry.judgement import Given, Judgement
from letapis.registry.judging import effects
from letapis.registry.model.folding import Entry, fold
from letapis.registry.model.kinds import kinds
from letapis.registry.model.stating import statements_of


@dataclass
class Log:
    """Judgements in their order, one a day from 1 November 2020 on unless `at` tells another moment."""

    made: list[Judgement] = field(default_factory=list)

    def judge(self, decision: str, *targets: str, at: str = "", judge: str = "anna", on: tuple[str, ...] = (), **given):
        """Give back the judgement; a bare kind of entry is named after it. Lists are several values of a slot."""
        name = f"j{len(self.made) + 1}"
        targets = tuple(f"{one}:{name}" if one in kinds() else one for one in targets)
        slots = [(slot, one) for slot, held in given.items() for one in (held if isinstance(held, list) else [held])]
        filled = tuple(one if isinstance(one, Given) else Given(slot, one) for slot, one in slots)
        at = at or f"2020-11-{len(self.made) + 1:02}T10:00:00Z"
        judgement = Judgement(name, decision, targets, judge, at, given=filled, rests_on=on)
        self.made.append(judgement)
        return judgement

    def state(self, target: str, **given) -> str:
        """The id of the entry."""
        return self.judge("state", target, **given).claims[0]

    def undo(self, judgement: Judgement, at: str = "") -> Judgement:
        undoing = self.judge("undo", at=at)
        self.made[-1] = replace(undoing, claims=(judgement.id,))
        return self.made[-1]

    def entries(self, known: str | None = None) -> dict[str, Entry]:
        return fold(statements_of(self.made, known))

    def of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries().values() if entry.kind == kind]

    @property
    def remarks(self) -> list[str]:
        return effects(self.made).remarks


@pytest.fixture
def log() -> Log:
    return Log()
