"""The reference names every note, every key of NAME.meta.toml and every limit with its value."""

from dataclasses import fields
from pathlib import Path

import pytest

from letapis.sources.given import MOMENTS, WORDS
from letapis.sources.limits import LIMITS, Limits
from letapis.sources.notes import notes

REFERENCE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "sources.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*notes(), *WORDS, *MOMENTS])
def test_a_name_is_in_the_reference(name):
    assert f"`{name}`" in REFERENCE


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_a_limit_is_in_the_reference_with_its_value(name):
    assert f"| `{name}` | {getattr(LIMITS, name)} |" in REFERENCE
