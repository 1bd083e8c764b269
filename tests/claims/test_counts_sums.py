"""People told side by side: one figure for a table of crowd sizes, each its own where acts are coded."""

from __future__ import annotations

import pytest

from letapis.claims.counts import read_counts
from letapis.claims.tokens import tokenise

SUMS = [
    ("nine bakers and one woman", 10, 10),
    ("more than 40 parents and about 15 toddlers", 55, None),
    ("about 30 drummers, along with a group of 20 dancers", 50, 50),
    ("two dozen nurses plus 10 to 12 medics", 34, 36),
    ("a cook and half a dozen others", 7, 7),
    ("a man and three women", 4, 4),
    ("40 people and a dozen vans", 52, 52),
    ("twice as many as the 40 drummers", 80, 80),
    ("60 weavers, doubled", 120, 120),
    ("a woman", 1, 1),
    ("one", 1, 1),
    ("more than half of the 41 weavers", 21, 21),
]


@pytest.mark.parametrize(("text", "low", "high"), SUMS)
def test_a_table_of_crowd_sizes_adds_them_up(text, low, high):
    first = read_counts(tokenise(text), "en", "ccc")[0]
    assert (first.low, first.high) == (low, high)
    assert text[first.start : first.end] == first.words


NO_SUMS = [
    ("40 and 50 weavers", 40),
    ("300 weavers, including 20 apprentices", 300),
    ("30 bakers left and 12 bakers stayed", 30),
    ("40 people and 300 dollars", 40),
]


@pytest.mark.parametrize(("text", "low"), NO_SUMS)
def test_what_is_no_sum(text, low):
    assert read_counts(tokenise(text), "en", "ccc")[0].low == low


def test_where_acts_are_coded_each_figure_stays_alone():
    assert [span.low for span in read_counts(tokenise("nine bakers and one woman"), "en")][:1] == [9]


def test_people_without_a_number_are_not_one():
    assert read_counts(tokenise("people"), "en", "ccc") == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("hundereds of weavers", 200, 999),
        ("30ish weavers", 30, 30),
        ("a dozen-plus weavers", 12, None),
        ("thirty-odd weavers", 30, 30),
        ("a lone protester", 1, 1),
        ("2000", 2000, 2000),
    ],
)
def test_numbers_as_people_type_them(text, low, high):
    span = read_counts(tokenise(text), "en")[0]
    assert (span.low, span.high) == (low, high)
