"""The parameters: that they are shares, that they travel, and that the share of pairs of one person is found again."""

from __future__ import annotations

import math
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.bulk.linking import link
from letapis.bulk.model import Model, from_toml, shipped, tidy
from letapis.bulk.settings import FIELDS, LinkSettings
from letapis.bulk.training import fixed_point


def test_the_shipped_parameters_are_shares_of_every_level() -> None:
    model = shipped()
    assert {field: set(levels) for field, levels in model.levels.items()} == {
        field: {level.name for level in levels} for field, levels in FIELDS.items()
    }
    for levels in model.levels.values():
        assert math.isclose(sum(same for same, _ in levels.values()), 1, abs_tol=1e-6)
        assert math.isclose(sum(different for _, different in levels.values()), 1, abs_tol=1e-2)


@pytest.mark.parametrize("field", FIELDS)
def test_the_best_level_speaks_for_a_pair_and_the_last_against_it(field: str) -> None:
    model = shipped()
    assert model.weight(field, FIELDS[field][0].name) > 0
    assert model.weight(field, FIELDS[field][-1].name) < 0


def test_no_two_levels_of_a_field_weigh_the_same() -> None:
    """The weight is what tells afterwards which level it was."""
    alike = Model(1.0, {field: {level.name: (0.3, 0.3) for level in levels} for field, levels in FIELDS.items()})
    model = tidy(alike)
    for field, levels in FIELDS.items():
        weights = [round(model.weight(field, level.name), 6) for level in levels]
        assert len({0.0, *weights}) == len(levels) + 1


@pytest.mark.slow
def test_lists_without_patronymics_years_and_towns_teach_what_they_can(synthetic: ModuleType) -> None:
    bare = [
        replace(record, name=" ".join(record.name.split()[:2]), birth_year=None, town="", date="", article="")
        for record, _ in synthetic.records(2100, 9)
    ]
    edges = link(bare, settings=LinkSettings(processes=1))
    assert edges
    assert all(edge.band != "suggest" for edge in edges)


def test_a_model_travels() -> None:
    model = shipped()
    assert from_toml(model.to_toml()) == model
    assert from_toml(model.to_toml()).version == model.version
    assert Model(2.0, model.levels).version != model.version


@pytest.mark.parametrize("text", ["", "partners = 1", "partners = 'x'\n[levels]", "[levels.surname]\n'a' = [1]"])
def test_what_is_no_model_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        from_toml(text)


def test_the_prior_of_two_records_is_bounded_and_falls_with_their_number() -> None:
    model = shipped()
    assert model.prior(2) == 0.2
    assert model.prior(1001) == model.partners / 1000


def test_a_known_share_is_found() -> None:
    """Of 1,000,000 pairs 100 are sure to be one person's and 900 sure not to be: the share is one in ten thousand."""
    assert math.isclose(fixed_point([(40.0, 100), (-40.0, 900)], 1e-3, 1e6), 1e-4, rel_tol=1e-3)


@given(
    st.lists(st.tuples(st.floats(-20, 20), st.integers(1, 1000)), min_size=1, max_size=20),
    st.floats(1e-7, 1e-2),
)
def test_a_share_is_a_share(weights: list[tuple[float, int]], prior: float) -> None:
    everything = 1e6
    found = fixed_point(weights, prior, everything)
    assert 0 < found <= 0.2
