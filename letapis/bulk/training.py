"""Estimates the parameters of a linkage from the records themselves, without any labels, by expectation maximisation.

A sample is enough: the shares do not depend on how many records there are. Nothing here scores the records for use.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from letapis.bulk.engine import DuckEngine, linker, quiet
from letapis.bulk.model import LEAST, Levels, Model, rounded, tidy
from letapis.bulk.settings import FIELDS, TRAINING, LinkSettings, splink_settings

if TYPE_CHECKING:
    import pyarrow as pa
    from splink import Linker

RANDOM_PAIRS = 6e5  # looked at to see how often different people agree
SESSION_PAIRS = 1e6  # of one session
LEAST_PAIRS = 50  # a session with fewer tells nothing: the lists do not have these fields
ROUNDS = 60
FLOOR = -8.0  # match weight below which a pair adds nothing to the share of pairs of one person


def sampled(count: int, settings: LinkSettings) -> Sequence[int]:
    """The rows to learn from: all, or as many as are enough, drawn by the seed."""
    if count <= settings.sample:
        return range(count)
    return sorted(random.Random(settings.seed).sample(range(count), settings.sample))  # noqa: S311


def learned(
    sample: pa.Table, shares: Mapping[str, pa.Table], total: int, settings: LinkSettings, fallback: Model
) -> Model:
    """The parameters of a sample of `total` records; what it does not show is taken from the fallback.

    `shares`: how usual the values are among all records.
    """
    engine = DuckEngine(settings)
    try:
        with quiet():
            frame = engine.frame(sample, "sample")
            lookups = {name: engine.frame(table, f"usual_{name}") for name, table in shares.items()}
            rules = [rule for rule in TRAINING if _pairs(engine, rule) >= LEAST_PAIRS]
            levels = _trained(linker(frame, splink_settings(None, 1e-4), lookups), rules, settings, fallback)
            model = tidy(Model(fallback.partners, levels))
            prior = model.prior(len(sample))
            scorer = linker(frame, splink_settings(model, prior, settings.keys), lookups)
            return Model(rounded(_share(engine, scorer, prior, len(sample)) * (total - 1)), model.levels)
    finally:
        engine.close()


def _pairs(engine: DuckEngine, rule: str) -> int:
    """How many pairs of the sample a rule makes, counted up to what is enough."""
    joined = f"select 1 from sample as l inner join sample as r on {rule} where l.uid < r.uid limit {LEAST_PAIRS}"  # noqa: S608
    return sum(1 for _ in engine.rows(joined))


def _trained(trainee: Linker, rules: Sequence[str], settings: LinkSettings, fallback: Model) -> Levels:
    trainee.training.estimate_u_using_random_sampling(
        max_pairs=RANDOM_PAIRS, seed=settings.seed, min_count_per_level=None, num_chunks=1
    )
    for rule in rules:
        trainee.training.estimate_parameters_using_expectation_maximisation(
            rule, max_pairs=SESSION_PAIRS, estimate_without_term_frequencies=True
        )
    return _levels(trainee.misc.save_model_to_json(), fallback)


def _levels(told: dict[str, Any], fallback: Model) -> Levels:
    """The shares that Splink has found, those of the fallback where it has found none."""
    found: Levels = {}
    for comparison in told["comparisons"]:
        field = comparison["output_column_name"]
        by_name = {level["label_for_charts"]: level for level in comparison["comparison_levels"]}
        found[field] = {}
        for level in FIELDS[field]:
            same, different = fallback.levels[field][level.name]
            seen = by_name[level.name]
            found[field][level.name] = (
                max(LEAST, _number(seen.get("m_probability"), same)),
                _number(seen.get("u_probability"), different),
            )
    return found


def _number(value: object, otherwise: float) -> float:
    return float(value) if isinstance(value, (int, float)) else otherwise


def _share(engine: DuckEngine, scorer: Linker, prior: float, count: int) -> float:
    """The share of all pairs that are of one person: that share which its own answers give back.

    Scores all candidate pairs once; only the shift of their weights changes with the share.
    """
    scored = scorer.inference.predict(threshold_match_weight=FLOOR)
    counted = f"select round(match_weight, 1) as weight, count(*) from {scored.physical_name} group by 1 order by 1"  # noqa: S608
    return fixed_point(list(engine.rows(counted)), prior, count * (count - 1) / 2)


def fixed_point(weights: Sequence[tuple[float, int]], prior: float, everything: float) -> float:
    """The share under which the probabilities of the pairs, given as (weight under `prior`, how many), add up to it."""
    share = prior
    for _ in range(ROUNDS):
        shift = _odds(share) - _odds(prior)
        expected = sum(count / (1 + 2 ** -(weight + shift)) for weight, count in weights)
        following = min(0.2, max(expected, 0.1) / everything)
        if abs(following - share) < 1e-4 * share:
            break
        share = following
    return share


def _odds(share: float) -> float:
    return math.log2(share / (1 - share))
