"""Every example in `numbers.toml` of every language is read as it says, and no counterexample is read at all."""

from __future__ import annotations

import pytest

from letapis.claims.counts import read_counts
from letapis.claims.tokens import tokenise
from letapis.vocabulary.resources import LANGUAGES, table

FORMS = [(language, form) for language in LANGUAGES for form in table(f"languages/{language}/numbers.toml")["forms"]]
EXAMPLES = [
    pytest.param(language, example, id=f"{language}: {example['text']}")
    for language, form in FORMS
    for example in form["examples"]
]
COUNTEREXAMPLES = [
    pytest.param(language, text, id=f"{language}: {text}")
    for language, form in FORMS
    for text in form.get("counterexamples", ())
]


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_example_is_read(language, example):
    found = read_counts(tokenise(example["text"]), language)
    assert len(found) == 1, found
    assert (found[0].low, found[0].high) == (example.get("low"), example.get("high"))
    assert found[0].unit == example.get("unit", found[0].unit)
    assert example["text"][found[0].start : found[0].end] == found[0].words


@pytest.mark.parametrize(("language", "text"), COUNTEREXAMPLES)
def test_counterexample_is_not_read(language, text):
    assert read_counts(tokenise(text), language) == ()
