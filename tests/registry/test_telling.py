"""Sentences beside tables of the register stand in each language of the interface, with the same braces."""

from __future__ import annotations

import re

import pytest

from letapis.registry.telling import number, told
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

BRACE = re.compile(r"\{(\w+)\}")
SENTENCES = table("register/told.toml")


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_stands_in_each_language_with_the_same_braces(name):
    assert set(SENTENCES[name]) == set(INTERFACE_LANGUAGES)
    assert len({frozenset(BRACE.findall(text)) for text in SENTENCES[name].values()}) == 1
    assert len(set(SENTENCES[name].values())) == len(INTERFACE_LANGUAGES)
    assert not set("ищъ") & set(SENTENCES[name]["be"].casefold())
    assert not set("іў") & set(SENTENCES[name]["ru"].casefold())


def test_a_sentence_is_filled():
    assert told("trend", "en", factor="0.5") == "A source states a change by the factor 0.5"


@pytest.mark.parametrize(
    ("interval", "text"), [((48, 48), "48"), ((40, None), "40+"), ((None, 40), "≤ 40"), ((1500, 1601), "1,500–1,601")]
)
def test_a_count_as_a_person_writes_it(interval, text):
    assert number(interval) == text
