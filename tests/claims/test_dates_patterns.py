"""Every pattern of every language has a meaning that answers, with and without a known day."""

from __future__ import annotations

from datetime import date, time

import pytest

from letapis.claims.dates.frame import Frame
from letapis.claims.dates.meanings import MEANINGS
from letapis.claims.dates.outer import OUTER
from letapis.claims.dates.span import Reading
from letapis.claims.numerals import Numeral
from letapis.claims.patterns import Match, expand, is_class
from letapis.vocabulary.resources import LANGUAGES, table

DAY = date(2020, 10, 13)
VALUES = {
    "DAY": 9, "DAY_ORD": 9, "DAY_NEUTER": 9, "DAY_START": 9, "MONTH": 8, "MONTH_SURE": 8, "MID_MONTH": 8, "YEAR": 2019,
    "YEAR_ORD": 2019, "DECADE": 1990, "WEEKDAY": 2, "WEEKDAY_SHORT": 2, "WEEKDAYS": 2, "MONTH_PAIR": (8, 9),
    "WEEKDAY_PAIR": (4, 5), "UNIT": "week", "SEASON": "summer", "SEASON_ADVERB": "summer", "PART": "end", "REL": -1,
    "YEAR_SHORT": 1991, "DECADE_SHORT": 90, "ROMAN": 2, "HOLIDAY": "05-09", "SEASON_PAIR": ("spring", "summer"),
    "DAY_MONTH": (22, 4), "MONTH_AWAY": -1, "MID_UNIT": "week",
    "NUMBER": Numeral(0, 1, 3, 3), "ORDINAL": 1, "DATE": DAY, "CLOCK": time(12, 30), "LAST": 1,
    "WHEN": Reading(date(2020, 8, 9), date(2020, 8, 9), "day", relative=True),
}  # fmt: skip
PATTERNS = [
    pytest.param(form["meaning"], pattern, id=f"{language} {form['meaning']}: {pattern}")
    for language in LANGUAGES
    for form in table(f"languages/{language}/dates.toml")["forms"]
    for pattern in form["patterns"]
]


@pytest.mark.parametrize(("meaning", "pattern"), PATTERNS)
def test_a_pattern_has_a_meaning_that_answers(meaning, pattern):
    read = {**MEANINGS, **OUTER}[meaning]
    for symbols in expand(pattern):
        slots = tuple((symbol, VALUES[symbol]) for symbol in symbols if is_class(symbol) and symbol in VALUES)
        match = Match(len(symbols), meaning, slots, 0)
        for frame in (Frame(None), Frame(DAY), Frame(DAY, anchor=(DAY, DAY), year=2018, month=DAY)):
            found = read(match, frame)
            assert found is None or isinstance(found, Reading)
            assert found is None or found.first is None or found.last is None or found.first <= found.last


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_of_a_pattern_is_filled(language):
    data = table(f"languages/{language}/dates.toml")
    known = {name.upper() for name in data["classes"]} | set(VALUES)
    used = {
        symbol
        for form in data["forms"]
        for pattern in form["patterns"]
        for symbols in expand(pattern)
        for symbol in symbols
        if is_class(symbol)
    }
    assert used <= known
