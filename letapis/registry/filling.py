"""Slots that one claim fills, as statements of the machine. What is filled, the rooms of each kind decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from letapis.claims.claim import Claim
from letapis.registry.model.statement import Statement

Known = Callable[[str], str]  # id of a document -> the moment when the archive knew it


class Fill(NamedTuple):
    """One value for one slot of one entry, with the words that say it."""

    entry: str
    slot: str
    value: str
    words: str = ""


def filled(claim: Claim, known: Known, fills: Iterable[Fill]) -> Iterator[Statement]:
    """The statements of one claim, in the order given; a value that is told twice for a slot counts once."""
    met: Counter[str] = Counter()
    once: dict[tuple[str, str, str], Fill] = {}
    for fill in fills:
        once.setdefault((fill.entry, fill.slot, fill.value), fill)
    for fill in once.values():
        met[fill.slot] += 1
        number = f".{met[fill.slot]}" if met[fill.slot] > 1 else ""
        yield Statement(
            f"{claim.id}.{fill.slot}{number}", fill.entry, fill.slot, fill.value, known(claim.document),
            words=fill.words, rests_on=(claim.id,),
        )  # fmt: skip
