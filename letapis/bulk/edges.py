"""Scored pairs as edges: the evidence field by field, the probability and the band it puts them into.

A pair comes from an engine as five numbers. The evidence is packed into two of them, level and weight of each field, so
that millions of pairs cross into Python fast, and equal evidence is made once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from letapis.bulk.model import Model
from letapis.bulk.settings import FIELDS, HOLDING_APART, NAME, LinkSettings
from letapis.registry.people.records import Edge, FieldEvidence

KIN_FEARED = 0.9  # a cap of kin above it tells that kin is not to be feared in these lists
SCALE = 50  # weights are told in fiftieths
SHIFT = 1 << 11  # makes them positive: no field weighs 41 bits
LEVELS = 8  # at most, with what is unknown
WIDTH = 2 * SHIFT * LEVELS  # numbers of one field: 15 bits, so that four fields fit into one whole number
OTHERS = tuple(field for field in FIELDS if field not in NAME)


def odds(probability: float) -> float:
    """A probability as log2 odds."""
    return math.log2(probability / (1 - probability))


def probability_of(weight: float) -> float:
    """Log2 odds as a probability; of very large ones 1 or 0."""
    return 1 / (1 + 2**-weight) if weight > -1000 else 0.0


def edges_query(table: str, model: Model, prior: float, settings: LinkSettings) -> str:
    """The SQL that draws the pairs from a table of predictions: two ids, log2 odds, and the evidence in two numbers.

    What names say together is capped: namesakes exist, and no name is so rare that it could not be had twice. So is
    what agrees around another given name or patronymic: brothers share surname, father and town, fathers and sons the
    given name, which is no sign of being one.
    """
    names, others = (" + ".join(map(_total, fields)) for fields in (NAME, OTHERS))
    weight = f"least({odds(prior)!r} + {names}, cast({settings.names!r} as double)) + {others}"
    weight = f"least({weight}, {_kin(model, settings)})"
    packed = f"{_packed(NAME, model)} as names, {_packed(OTHERS, model)} as others"
    picked = f"select uid_l, uid_r, {weight} as weight, {packed} from {table}"  # noqa: S608
    return f"select * from ({picked}) as picked where weight >= {odds(settings.floor)!r}"  # noqa: S608


def _kin(model: Model, settings: LinkSettings) -> str:
    """The cap of the odds of a pair with another given name or patronymic; a lower one where two differ, or the year.

    Father and son share the surname, often the given name, and the town.
    """
    given, father, year = (_is(model, field, FIELDS[field][-1].name) for field in ("given", "patronymic", "birth_year"))
    cap = odds(settings.kin)
    lower = odds(settings.floor) - 1 if settings.kin < KIN_FEARED else cap
    two = f"({given} and ({father} or {year})) or ({father} and {year})"
    return f"cast(case when {two} then {lower!r} when {given} or {father} then {cap!r} else 1000 end as double)"


def _is(model: Model, field: str, level: str) -> str:
    """The condition that a field has that level, told by its weight: `tidy` has made all weights of a field differ."""
    return f"abs(mw_{field} - ({model.weight(field, level)!r})) < 1e-7"


def _total(field: str) -> str:
    """The weight of a field with that of the frequency of its value."""
    adjusted = any(level.frequency for level in FIELDS[field])
    return f"(mw_{field} + mw_tf_adj_{field})" if adjusted else f"mw_{field}"


def _packed(fields: Sequence[str], model: Model) -> str:
    """Level and weight of some fields in one whole number, the first field in the highest digits."""
    packed = "cast(0 as bigint)"
    for field in fields:
        cases = [f"when {_is(model, field, one.name)} then {number}" for number, one in enumerate(FIELDS[field], 1)]
        level = f"case {' '.join(cases)} else 0 end"
        weight = f"cast(round({_total(field)} * {SCALE}) as bigint) + {SHIFT}"
        packed = f"({packed}) * {WIDTH} + ({weight}) * {LEVELS} + {level}"
    return packed


Evidence = tuple[tuple[FieldEvidence, ...], bool]  # of some fields, and whether one of them holds the pair apart


class Unpacked(dict[int, Evidence]):
    """The evidence of some fields by the number it is packed into; equal evidence is one object."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__()
        self.fields = fields
        self.known: dict[FieldEvidence, FieldEvidence] = {}

    def __missing__(self, packed: int) -> Evidence:
        found: list[FieldEvidence] = []
        rest = packed
        for field in reversed(self.fields):
            rest, own = divmod(rest, WIDTH)
            weight, level = divmod(own, LEVELS)
            outcome = FIELDS[field][level - 1].outcome if level else "absent"
            one = FieldEvidence(field, outcome, (weight - SHIFT) / SCALE)
            found.append(self.known.setdefault(one, one))
        self[packed] = tuple(reversed(found)), any(map(holds_apart, found))
        return self[packed]


def edges(rows: Iterable[Sequence[Any]], ids: Sequence[str], settings: LinkSettings) -> Iterator[Edge]:
    """The edges of the rows that `edges_query` gives; `ids` are those of the records, by `uid`."""
    by_names, by_others = Unpacked(NAME), Unpacked(OTHERS)
    for one, other, weight, names, others in rows:
        name, apart = by_names[names]
        rest, also_apart = by_others[others]
        probability = probability_of(weight)
        shown = band(probability, settings, apart=apart or also_apart)
        left, right = ids[one], ids[other]
        if left > right:
            left, right = right, left
        yield Edge(left, right, probability, shown, name + rest)


def band(probability: float, settings: LinkSettings, *, apart: bool) -> str:
    """What is to be done with a pair: `suggest`, `ask` or `leave`. `apart`: a field holds the two apart."""
    if probability < settings.ask:
        return "leave"
    return "suggest" if probability >= settings.suggest and not apart else "ask"


def holds_apart(one: FieldEvidence) -> bool:
    """Whether a field speaks so much against a pair that it is never suggested: relatives are not the same person."""
    return one.outcome == "contradicts" and one.field in HOLDING_APART
