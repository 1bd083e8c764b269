"""Estimates the parameters of a linkage from the records themselves, without any labels, by expectation maximisation.

A sample is enough: the shares do not depend on how many records there are. Nothing here scores the records for use.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from letapis.bulk.columns import Columns
from letapis.bulk.engine import DuckEngine, arrow, arrow_shares, linker, quiet
from letapis.bulk.model import LEAST, Levels, Model, rounded, tidy
from letapis.bulk.settings import FIELDS, TRAINING, LinkSettings, splink_settings

if TYPE_CHECKING:
    from splink import Linker

RANDOM_PAIRS = 6e5  # looked at to see how often different people agree
SESSION_PAIRS = 1e6  # of one session
ROUNDS = 60
FLOOR = -8.0  # match weight below which a pair adds nothing to the share of pairs of one person


def learned(columns: Columns, settings: LinkSettings, fallback: Model) -> Model:
    """The parameters of these records; what they do not show is taken from the fallback."""
    total = len(columns.uid)
    sample = columns
    if total > settings.sample:
        sample = columns.taken(sorted(random.Random(settings.seed).sample(range(total), settings.sample)))  # noqa: S311
    engine = DuckEngine(settings)
    try:
        with quiet():
            frame = engine.frame(arrow(sample), "sample")
            lookups = {
                name: engine.frame(arrow_shares(name, values), f"usual_{name}")
                for name, values in columns.shares().items()
            }
            model = tidy(
                Model(
                    fallback.partners, _trained(linker(frame, splink_settings(None, 1e-4), lookups), settings, fallback)
                )
            )
            prior = model.prior(len(sample.uid))
            scorer = linker(frame, splink_settings(model, prior), lookups)
            partners = _share(engine, scorer, prior, len(sample.uid)) * (total - 1)
            return Model(rounded(partners), model.levels)
    finally:
        engine.close()


def _trained(trainee: Linker, settings: LinkSettings, fallback: Model) -> Levels:
    trainee.training.estimate_u_using_random_sampling(
        max_pairs=RANDOM_PAIRS, seed=settings.seed, min_count_per_level=None, num_chunks=1
    )
    for rule in TRAINING:
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
