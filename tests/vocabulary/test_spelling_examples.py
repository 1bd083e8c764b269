"""Every step of a second spelling carries words, each with what becomes of it."""

from __future__ import annotations

import pytest

from letapis.claims.spelling import SPELT_TWICE, spelling
from letapis.claims.words import words_of
from letapis.vocabulary.resources import table

ROWS = [
    (language, *example.split())
    for language in sorted(SPELT_TWICE)
    for step in table(f"languages/{language}/spelling.toml")["step"]
    for example in step["examples"]
]


@pytest.mark.parametrize(("language", "word", "wanted"), ROWS)
def test_a_word_is_turned_into_the_first_spelling(language, word, wanted):
    variants = spelling(language).variants(word)
    assert wanted in variants


@pytest.mark.parametrize("word", ["студэнт", "дарога", "не", "2020"])
def test_a_word_of_the_first_spelling_stays(word):
    assert spelling("be").variants(word) == ()


def test_a_language_with_one_spelling_changes_nothing():
    assert spelling("ru").variants("сьвет") == ()


def test_the_word_lists_know_a_word_in_both_spellings():
    assert words_of("be").has("negations", "ня")
