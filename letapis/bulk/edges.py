"""Scored pairs as edges: the evidence field by field, the probability and the band it puts them into."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from letapis.bulk.model import Model
from letapis.bulk.settings import FIELDS, HOLDING_APART, NAME, LinkSettings
from letapis.registry.people.records import Edge, FieldEvidence

DIGITS = 3  # of a weight in the evidence


def odds(probability: float) -> float:
    """A probability as log2 odds."""
    return math.log2(probability / (1 - probability))


def probability_of(weight: float) -> float:
    """Log2 odds as a probability; of very large ones 1 or 0."""
    return 1 / (1 + 2**-weight) if weight > -1000 else 0.0


def edges_query(table: str, model: Model, prior: float, settings: LinkSettings) -> str:
    """The SQL that draws the pairs from a table of predictions: ids, log2 odds, and two weights for each field.

    What names say together is capped: namesakes exist, and no name is so rare that it could not be had twice. So is
    what agrees around another given name: brothers share surname, father and town, which is no sign of being one.
    """
    totals = {field: _total(field) for field in FIELDS}
    names = " + ".join(totals[field] for field in FIELDS if field in NAME)
    others = " + ".join(totals[field] for field in FIELDS if field not in NAME)
    weights = ", ".join(f"mw_{field} as base_{field}, {total} as total_{field}" for field, total in totals.items())
    weight = f"least({odds(prior)!r} + {names}, cast({settings.names!r} as double)) + {others}"
    weight = f"least({weight}, {_kin(model, settings)})"
    picked = f"select uid_l, uid_r, {weight} as weight, {weights} from {table}"  # noqa: S608
    return f"select * from ({picked}) as picked where weight >= {odds(settings.floor)!r}"  # noqa: S608


def _kin(model: Model, settings: LinkSettings) -> str:
    """The cap of the odds of a pair with another given name; a lower one where patronymic or year differ as well."""
    given, father, year = (_differs(model, field) for field in ("given", "patronymic", "birth_year"))
    lower = f"case when {father} or {year} then {odds(settings.floor) - 1!r} else {odds(settings.kin)!r} end"
    return f"cast(case when {given} then {lower} else 1000 end as double)"


def _differs(model: Model, field: str) -> str:
    """The condition that a field contradicts: by the weight of that level."""
    level = next(level for level in FIELDS[field] if level.outcome == "contradicts")
    return f"abs(mw_{field} - ({model.weight(field, level.name)!r})) < 1e-7"


def _total(field: str) -> str:
    """The weight of a field with that of the frequency of its value."""
    adjusted = any(level.frequency for level in FIELDS[field])
    return f"(mw_{field} + mw_tf_adj_{field})" if adjusted else f"mw_{field}"


def edges(rows: Iterable[Sequence[Any]], ids: Sequence[str], model: Model, settings: LinkSettings) -> Iterator[Edge]:
    """The edges of the rows that `edges_query` gives; `ids` are those of the records, by `uid`."""
    outcomes = _outcomes(model)
    known: list[dict[tuple[float, float], FieldEvidence]] = [{} for _ in FIELDS]
    fields = tuple(FIELDS)
    for row in rows:
        evidence = tuple(
            _evidence(known[place], fields[place], outcomes[place], row[3 + 2 * place], row[4 + 2 * place])
            for place in range(len(fields))
        )
        left, right = ids[row[0]], ids[row[1]]
        probability = probability_of(row[2])
        if left > right:
            left, right = right, left
        yield Edge(left, right, probability, band(probability, evidence, settings), evidence)


def _outcomes(model: Model) -> list[dict[float, str]]:
    """For each field the outcome by the weight of its level; `tidy` has made the weights of a field all different."""
    return [
        {0.0: "absent", **{round(model.weight(field, level.name), 6): level.outcome for level in levels}}
        for field, levels in FIELDS.items()
    ]


def _evidence(
    known: dict[tuple[float, float], FieldEvidence], field: str, outcomes: dict[float, str], base: float, total: float
) -> FieldEvidence:
    """The evidence of one field; equal ones are one object, there are millions of them."""
    key = (base, total)
    found = known.get(key)
    if found is None:
        found = known[key] = FieldEvidence(field, outcomes[round(base, 6)], round(total, DIGITS))
    return found


def band(probability: float, evidence: Iterable[FieldEvidence], settings: LinkSettings) -> str:
    """What is to be done with a pair: `suggest`, `ask` or `leave`."""
    if probability < settings.ask:
        return "leave"
    if probability < settings.suggest or any(holds_apart(one) for one in evidence):
        return "ask"
    return "suggest"


def holds_apart(one: FieldEvidence) -> bool:
    """Whether a field speaks so much against a pair that it is never suggested: relatives are not the same person."""
    return one.outcome == "contradicts" and one.field in HOLDING_APART
