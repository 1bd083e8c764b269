"""Agreement field by field: over everything, by language and by type, and the disagreements to be settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from letapis.registry.agreement.alpha import Interval, Level, alpha, interval
from letapis.registry.agreement.units import LEVELS, Unit, shown

NONE = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """Alpha of one field. `of` is empty for everything, else `language en` or `type detention`.

    `units` could be compared, `equal` of them are the same with all coders; `alpha` is None where nothing varied.
    """

    field: str
    of: str
    level: Level
    units: int
    equal: int
    alpha: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of one unit on which coders differ, with what each of them says."""

    unit: str
    field: str
    values: Mapping[str, str]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """All rows and all disagreements. `by_all` of the `units` were coded by everyone who coded their document."""

    coders: tuple[str, ...]
    units: int
    by_all: int
    rows: tuple[Row, ...]
    disagreements: tuple[Disagreement, ...]


def agreement(units: Sequence[Unit], words: Sequence[Unit] = ()) -> Agreement:
    """Alpha of every field; `words` are units of the field `found` alone, which are not listed one by one."""
    coders = tuple(sorted({coder for unit in (*units, *words) for coder in unit.coders}))
    by_all = sum(any(len(told) == len(unit.coders) for told in unit.values.values()) for unit in units)
    rows = (*_rows((*words, *units), ""), *_by_language(units, words), *_by_type(units))
    return Agreement(coders, len(units), by_all, rows, tuple(_disagreements(units)))


def _rows(units: Sequence[Unit], of: str, *, bounded: bool = True) -> Iterator[Row]:
    for name, held in _fields(units).items():
        level = next((unit.levels[name] for unit in units if name in unit.levels), LEVELS.get(name, "nominal"))
        groups: dict[str, list[Sequence[Hashable]]] = defaultdict(list)
        for unit in held:
            groups[unit.group].append(tuple(unit.values[name].values()))
        every = [values for group in groups.values() for values in group]
        equal = sum(len(set(values)) == 1 for values in every)
        bounds = interval(groups, level) if bounded else None
        yield Row(name, of, level, len(every), equal, alpha(every, level), bounds)


def _fields(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Field -> the units in which two coders or more gave a value; in the order of the contract, then by name."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        for name, told in unit.values.items():
            if len(told) > 1:
                found[name].append(unit)
    order = {name: number for number, name in enumerate(LEVELS)}
    return {name: found[name] for name in sorted(found, key=lambda one: (order.get(one, len(order)), one))}


def _by_language(units: Sequence[Unit], words: Sequence[Unit]) -> Iterator[Row]:
    languages = sorted({unit.language for unit in (*units, *words)} - {""})
    for language in languages if len(languages) > 1 else ():
        yield from _rows([unit for unit in (*words, *units) if unit.language == language], f"language {language}")


def _by_type(units: Sequence[Unit]) -> Iterator[Row]:
    """For each type whether coders gave it, a coder without a claim here counting as none; then the other fields."""
    for kind in sorted({str(one) for unit in units for one in unit.values.get("type", {}).values()}):
        mine = [[_given(unit, coder) == kind for coder in unit.coders] for unit in units if "type" in unit.values]
        near = [values for values in mine if any(values)]
        of = f"type {kind}"
        yield Row("type", of, "nominal", len(near), sum(all(values) for values in near), alpha(mine))
        rest = _rows([unit for unit in units if unit.type == kind], of, bounded=False)
        yield from (row for row in rest if row.field != "type")


def _given(unit: Unit, coder: str) -> Hashable:
    return unit.values["type"].get(coder, NONE)


def _disagreements(units: Iterable[Unit]) -> Iterator[Disagreement]:
    """What differs, unit by unit; a passage that not all have found is one disagreement, whatever else is in it."""
    for unit in units:
        held = unit.values.get("type", {})
        if held and len(held) < len(unit.coders):
            found = {coder: str(_given(unit, coder)) for coder in unit.coders}
            yield Disagreement(unit.id, "found", found, unit.words)
        for name, told in unit.values.items():
            if len(set(told.values())) > 1:
                values = {coder: shown(name, value) for coder, value in sorted(told.items())}
                yield Disagreement(unit.id, name, values, unit.words)
