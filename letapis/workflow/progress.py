"""How a long step tells how far it is. Whoever shows it stands outside; a step must not care."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called now and then: the name of the step, how much is done, of how much."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take note."""


def silent(step: str, done: int, total: int) -> None:
    """Show nothing."""
