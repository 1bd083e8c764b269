"""Alpha against the numbers of Krippendorff's own worked examples, and against values worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.registry.agreement.alpha import alpha, interval


def units(*coders: str) -> list[list[str]]:
    """A line a coder, a column a unit, a star for no value."""
    columns = zip(*(line.split() for line in coders), strict=True)
    return [[value for value in column if value != "*"] for column in columns]


# Krippendorff (2011), data A to C; the ordinal and interval values of C as the R package irr prints them.
A = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
B = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
C = units("1 2 3 3 2 1 4 1 2 * * *", "1 2 3 3 2 2 4 1 2 5 * 3", "* 3 3 3 2 3 4 2 2 5 1 *", "1 2 3 3 2 4 4 1 2 5 1 *")
# Three coders with many gaps: the computational example that is told in reference works.
D = units("* * * * * 3 4 1 2 1 1 3 3 * 3", "1 * 2 1 3 3 4 3 * * * * * * *", "* * 2 1 3 4 4 * 2 1 1 3 3 * 4")


@pytest.mark.parametrize(
    ("data", "level", "published"),
    [
        (A, "nominal", 0.095), (B, "nominal", 0.692), (C, "nominal", 0.743), (C, "ordinal", 0.815),
        (C, "interval", 0.849), (D, "nominal", 0.691), (D, "interval", 0.811),
    ],
)  # fmt: skip
def test_published_values(data, level, published):
    assert alpha(data, level) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("data", "level", "expected"),
    [
        # Do: 2 of 6 values differ from their partner; De: 6 * 6 - (9 + 9) = 18 pairs; 1 - 5 * 2 / 18
        ([("a", "a"), ("b", "b"), ("a", "b")], "nominal", 1 - 5 * 2 / 18),
        ([("a", "b"), ("b", "a")], "nominal", 1 - 3 * 4 / 8),
        # Squares: 2 * 1 in one unit; expected 2 * (4 * 6 - 4 * 4) = 16 over 0, 1, 1, 2
        ([("0", "1"), ("1", "2")], "interval", 1 - 3 * 4 / 16),
        ([("a", "a"), ("a", "a")], "nominal", None),
        ([(5, 5), (5, 5)], "interval", None),
        ([(737000, 737000), (737000, 737000)], "interval", None),
        ([("a",), ("b",)], "nominal", None),
        ([], "nominal", None),
        ([], "ordinal", None),
    ],
)
def test_values_worked_out_by_hand(data, level, expected):
    assert alpha(data, level) == (None if expected is None else pytest.approx(expected))


def test_days_far_from_zero_lose_no_digits():
    days = [(737000, 737001), (737003, 737003), (737010, 737008)]
    assert alpha(days, "interval") == pytest.approx(alpha([(a - 737000, b - 737000) for a, b in days], "interval"))


held = st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4), max_size=12)


@given(held, st.sampled_from(["nominal", "ordinal", "interval"]), st.randoms())
def test_order_of_units_and_coders_is_of_no_account_and_lonely_values_neither(data, level, dice):
    mixed = [dice.sample(unit, len(unit)) for unit in data if len(unit) > 1]
    dice.shuffle(mixed)
    one, other = alpha(data, level), alpha(mixed, level)
    assert (one is None) == (other is None)
    assert one is None or (one == pytest.approx(other) and one <= 1)


@given(st.lists(st.integers(0, 4), min_size=2, max_size=10), st.sampled_from(["nominal", "ordinal", "interval"]))
def test_who_always_agree_get_one(values, level):
    got = alpha([(value, value, value) for value in values], level)
    assert got == (None if len(set(values)) == 1 else pytest.approx(1))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_the_interval_is_the_same_each_time_and_holds_alpha(level):
    groups = {f"d{number}": [[int(value) for value in unit]] for number, unit in enumerate(C)}
    found = interval(groups, level)
    assert found == interval(dict(reversed(groups.items())), level)
    assert found.low < alpha([unit for held in groups.values() for unit in held], level) < found.high


def test_of_one_document_there_is_no_interval():
    assert interval({"d": C}) is None
    assert interval({"d": [("a", "a")], "e": [("a", "a")]}) is None
