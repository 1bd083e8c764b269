"""Every example in `dates.toml` of every language is read as it says, and no counterexample is read at all."""

from __future__ import annotations

from datetime import date, time

import pytest

from letapis.claims.dates import read_dates
from letapis.claims.tokens import tokenise
from letapis.sources.moment import Moment
from letapis.vocabulary.resources import LANGUAGES, table

FORMS = [(language, form) for language in LANGUAGES for form in table(f"languages/{language}/dates.toml")["forms"]]
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


def _date(text):
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_example_is_read(language, example):
    published = Moment.parse(example["published"]) if "published" in example else None
    found = read_dates(tokenise(example["text"]), language, published)
    assert found, "nothing read"
    span = found[example.get("which", 0)]
    assert (span.first, span.last) == (_date(example.get("first")), _date(example.get("last"))), span
    assert span.recurring == example.get("recurring", False)
    assert span.time == (time.fromisoformat(example["time"]) if "time" in example else None)
    assert example["text"][span.start : span.end] == span.words


@pytest.mark.parametrize(("language", "text"), COUNTEREXAMPLES)
def test_counterexample_is_not_read(language, text):
    assert read_dates(tokenise(text), language, Moment.parse("2020-10-13")) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_examples(language):
    for form in table(f"languages/{language}/dates.toml")["forms"]:
        assert form["examples"], form["meaning"]
