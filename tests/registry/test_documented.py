"""All that a reader of the pages can meet is in the reference: relations, rules, measures, groups, kinds, slots."""

from pathlib import Path

import pytest

from letapis.registry.judgement import KINDS
from letapis.registry.rules import RULES
from letapis.vocabulary.measures import measures
from letapis.vocabulary.resources import table

DOCS = Path(__file__).resolve().parents[2] / "docs"
RELATIONS = ("compatible", "conflict", "superseded", "subset", "different_definition")
LINKS = ("part_of", "follows", "series", "other_date", "denies")
SLOTS = (
    "type", "date", "place", "count", "who", "whom", "status", "scope", "said_by", "definition", "basis", "as_of",
    "subset_of",
)  # fmt: skip


@pytest.mark.parametrize("name", [*RELATIONS, *RULES, *measures(), *table("joining.toml")["groups"]])
def test_relations_rules_measures_and_groups(name):
    assert f"`{name}`" in (DOCS / "reference" / "figures.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*KINDS, *SLOTS])
def test_kinds_and_slots_of_judgements(name):
    assert f"`{name}`" in (DOCS / "reference" / "judgements.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LINKS)
def test_links(name):
    assert f"`{name}`" in (DOCS / "explanation" / "reconciling.md").read_text(encoding="utf-8")


def test_the_reference_names_the_measures_as_they_are_counted():
    text = (DOCS / "reference" / "figures.md").read_text(encoding="utf-8")
    for code, measure in measures().items():
        types = ", ".join(f"`{kind}`" for kind in measure.types)
        assert f"| `{code}` | {measure.label['en']} | {types} | {measure.unit} |" in text
