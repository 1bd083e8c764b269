"""Totals checked against their parts, where the parts make up the whole by definition: forced and own closures.

Nothing is added up to a figure: a check tells whether the stated numbers hold together, and the difference if not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from letapis.claims.claim import Claim
from letapis.registry.counts import Interval, disjoint
from letapis.registry.entry import fold
from letapis.registry.places import lies_in
from letapis.registry.record import Figure
from letapis.vocabulary.resources import table


@dataclass(frozen=True, slots=True)
class Addition:
    """A stated whole beside its stated parts. `difference` is whole minus parts, None where one of them is open."""

    partition: str  # code of partitions.toml
    whole: str  # Figure.id
    parts: tuple[str, ...]  # Figure.id, in the order of the partition
    told: Interval  # the whole as it is stated
    added: Interval  # the parts added up
    adds_up: bool  # a number fits both
    difference: int | None


@cache
def _partitions() -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        name: {part: tuple(stems) for part, stems in entry["parts"].items()}
        for name, entry in table("partitions.toml").items()
    }


def part_of(definition: str) -> tuple[str, str]:
    """(partition, part) that a definition names; both empty where it names none or two."""
    words = f" {fold(definition)}"
    found = [
        (name, part)
        for name, parts in _partitions().items()
        for part, stems in parts.items()
        if any(f" {stem}" in words for stem in stems)
    ]
    return found[0] if definition and len(found) == 1 else ("", "")


def additions(
    figures: Iterable[Figure], words_of: Callable[[Figure], str] = lambda figure: figure.definition
) -> tuple[Addition, ...]:
    """The checks that the figures allow: a whole that names no part, and every part of one partition of it.

    `words_of` gives the words by which a figure may name its part, where its definition is not all that is known.
    """
    held = [(figure, part_of(words_of(figure))) for figure in figures if figure.published and not figure.population]
    wholes = [figure for figure, (part, _) in held if not part and not figure.definition]
    return tuple(found for whole in wholes for found in _checks(whole, held))


def words_in(claims: Mapping[str, Claim]) -> Callable[[Figure], str]:
    """The definition of a figure; where it has none, the quotes of its claims, as far as they are there."""

    def words_of(figure: Figure) -> str:
        names = (name for reading in figure.readings for name in reading.claims)
        return figure.definition or " ".join(claims[name].quote for name in names if name in claims)

    return words_of


def _checks(whole: Figure, figures: list[tuple[Figure, tuple[str, str]]]) -> Iterator[Addition]:
    for name, wanted in _partitions().items():
        named = {part: one for one, part in reversed(figures) if one.id != whole.id and _alike(one, whole)}
        parts = [named[name, part] for part in wanted if (name, part) in named]
        if len(parts) == len(wanted):
            yield _check(name, whole, parts)


def _alike(part: Figure, whole: Figure) -> bool:
    same = (part.measure, part.unit, part.scope) == (whole.measure, whole.unit, whole.scope)
    return same and part.date == whole.date and (part.place == whole.place or lies_in(part.place, whole.place))


def _check(name: str, whole: Figure, parts: list[Figure]) -> Addition:
    told, each = _value(whole), [_value(part) for part in parts]
    added = _sum(low for low, _ in each), _sum(high for _, high in each)
    exact = told[0] == told[1] and added[0] == added[1] and told[0] is not None and added[0] is not None
    return Addition(
        name, whole.id, tuple(part.id for part in parts), told, added, not disjoint(told, added),
        (told[0] or 0) - (added[0] or 0) if exact else None,
    )  # fmt: skip


def _value(figure: Figure) -> Interval:
    assert figure.published is not None
    return figure.published.low, figure.published.high


def _sum(ends: Iterable[int | None]) -> int | None:
    total = 0
    for end in ends:
        if end is None:
            return None
        total += end
    return total
