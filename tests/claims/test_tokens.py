"""Tokens: numbers stay whole, sentences end where they end, offsets are those of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.tokens import tokenise

WORDS = [
    ("More than 14,000 people", ("more", "than", "14,000", "people")),
    ("в 2020 100 человек", ("в", "2020", "100", "человек")),
    ("1 200 обращений", ("1 200", "обращений")),
    ("12.10.2020", ("12.10", ".", "2020")),
    ("100+thousand", ("100", "+", "thousand")),
    ("25-летний", ("25", "-", "летний")),
    ("сем\u2019яў", ("сем'яў",)),
    ("п\u2018ять", ("п'ять",)),
    ("трёх", ("трех",)),
    ("Ён застаецца", ("ен", "застаецца")),
    ("the \u0421ouncil", ("the", "council")),
    ("1,674.5 million", ("1,674.5", "million")),
]

SENTENCES = [
    ("They met on Nov. 8. Then they left.", 2),
    ("А. Бокун и г. Минск. Потом ушли.", 2),
    ("No end here", 1),
    ("Title\n\nText goes on", 2),
    ("He said: “Go!” and went.", 1),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words(text, words):
    assert tokenise(text).words == words


@pytest.mark.parametrize(("text", "number"), SENTENCES)
def test_sentences(text, number):
    assert len(tokenise(text).sentences) == number


@given(st.text(max_size=300))
def test_tokens_keep_their_offsets(text):
    tokens = tokenise(text)
    previous = 0
    for index, word in enumerate(tokens.words):
        assert previous <= tokens.starts[index] < tokens.ends[index]
        assert len(word) == tokens.ends[index] - tokens.starts[index]
        previous = tokens.ends[index]
    assert [index for start, end in tokens.sentences for index in range(start, end)] == list(range(len(tokens.words)))


@given(st.text(alphabet="a. \n!A1", max_size=80))
def test_every_token_has_its_sentence(text):
    tokens = tokenise(text)
    for index in range(len(tokens.words)):
        start, end = tokens.sentences[tokens.sentence_of(index)]
        assert start <= index < end
        assert tokens.at_sentence_start(index) == (index == start)
