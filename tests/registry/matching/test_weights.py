"""Every part that weighs has its words in the languages of the interface and its place in the reference."""

from pathlib import Path

import pytest

from letapis.registry.matching.match import Part, Weights, logit, probability, weights
from letapis.registry.matching.reasons import reasons
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "matching.md"
TABLES = ("reports", "across", "mentions", "events")
PARTS = sorted({part for name in TABLES for part in weights(name).parts})


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_told_in_every_language_and_stands_in_the_reference(part):
    told = table("matching_reasons.toml")[part]
    assert set(told) == set(INTERFACE_LANGUAGES)
    assert f"`{part}`" in REFERENCE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_threshold_is_a_probability(name):
    assert 0 < weights(name).threshold < 1


def test_parts_add_up_to_the_score():
    table_of = Weights(-1.0, 0.5, {"names": 2.0, "gap": -0.5})
    match = table_of.match({"names": 1.0, "gap": 1.0, "untold": 5.0}, {"names": ("Pila",)})
    assert match.score == round(probability(-1.0 + 2.0 - 0.5), 3) == 0.622
    assert match.parts == (Part("names", 1.0, 2.0, ("Pila",)), Part("gap", 1.0, -0.5))
    assert reasons(match) == ("the same names: Pila", "\u2212 published at some distance in time")


def test_no_match_is_certain():
    assert Weights(30.0, 0.5, {}).match({}, {}).score < 1.0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_logit_and_its_probability(share):
    assert probability(logit(share)) == pytest.approx(share)
