from __future__ import annotations

import pytest

from letapis.claims.sentences.clauses import clauses
from letapis.claims.tokens import tokenise
from letapis.claims.words import words_of


def cut(text: str, language: str = "en") -> list[str]:
    tokens = tokenise(text)
    found = clauses(tokens.words, 0, len(tokens.words), words_of(language), frozenset())
    return [text[tokens.starts[one.start] : tokens.ends[one.end - 1]] for one in found if one.start < one.end]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ten were arrested and two were beaten", ["Ten were arrested", "two were beaten"]),
        ("Ales, Vera and Ihar were arrested", ["Ales, Vera and Ihar were arrested"]),
        ("Police said that ten were arrested", ["Police said", "ten were arrested"]),
        ("The march was over; people went home", ["The march was over", "people went home"]),
    ],
)
def test_clauses_end_where_both_sides_have_a_verb(text, parts):
    assert cut(text) == parts
