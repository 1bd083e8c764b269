"""Entries as people stated them, and the register of a case that reports tell. All persons are invented."""

from __future__ import annotations

import pytest

from letapis.registry.model.folding import fold
from letapis.registry.model.kinds import kind
from letapis.registry.model.statement import Statement, kind_of
from letapis.registry.model.values import parse
from letapis.registry.register import register


class Stated:
    """Statements one after the other; each value is checked as `letapis judge state` checks it."""

    def __init__(self) -> None:
        self.said: list[Statement] = []

    def state(self, entry: str, words: str = "", on: tuple[str, ...] = (), known: str = "2024-04-01", **slots) -> str:
        """`slots`: a list is several values; `from_` and `to_` stand for the slots from and to."""
        order = len(self.said) + 1
        for slot, values in slots.items():
            name = slot.rstrip("_")
            for number, value in enumerate(values if isinstance(values, list) else [values]):
                canonical = parse(kind(kind_of(entry)).slots[name], value)
                said = Statement(
                    f"j{order}.{name}.{number}", entry, name, canonical, known, "anna", words, "", on, "", order
                )
                self.said.append(said)
        return entry

    @property
    def entries(self):
        return tuple(fold(self.said).values())


@pytest.fixture
def stated() -> Stated:
    return Stated()


@pytest.fixture
def kept(told):
    """What the register holds of a case, by kind of entry."""

    def entries(*kinds_: str):
        made = register(told.record(), (), lambda report: f"2021-08-01 {report}"[:10], None, kinds_)
        return tuple(made.entries.values())

    return entries
