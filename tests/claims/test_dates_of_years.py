"""Holidays, parts of years and centuries, days told of as to come, and days counted from others."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.dates import read_dates
from letapis.claims.dates.holidays import day_of, orthodox_easter, western_easter
from letapis.claims.dates.lattice import ROMAN_NUMBERS
from letapis.claims.tokens import tokenise
from letapis.sources.moment import Moment


def _days(text, language="en", published="2021-05-05"):
    found = read_dates(tokenise(text), language, Moment.parse(published))
    return [(str(span.first or ""), str(span.last or "")) for span in found]


EASTERS = [
    (1961, "1961-04-02", "1961-04-09"),
    (2000, "2000-04-23", "2000-04-30"),
    (2017, "2017-04-16", "2017-04-16"),
    (2021, "2021-04-04", "2021-05-02"),
    (2024, "2024-03-31", "2024-05-05"),
]


@pytest.mark.parametrize(("year", "western", "orthodox"), EASTERS)
def test_easter_of_both_calendars(year, western, orthodox):
    assert (str(western_easter(year)), str(orthodox_easter(year))) == (western, orthodox)


RULES = [
    ("05-09", 2021, "2021-05-09"),
    ("11/3/4", 2021, "2021-11-25"),
    ("05/0/-1", 2021, "2021-05-31"),
    ("western-2", 2021, "2021-04-02"),
    ("orthodox+49", 2021, "2021-06-20"),
]


@pytest.mark.parametrize(("rule", "year", "day"), RULES)
def test_the_rule_of_a_holiday(rule, year, day):
    assert str(day_of(rule, year)) == day


def test_where_the_two_easters_differ_the_bare_word_tells_no_day():
    assert day_of("both", 2017) == date(2017, 4, 16)
    assert day_of("both", 2021) is None
    assert _days("На Вялікдзень прыехалі", "be", "2021-06-05") == []


@given(st.integers(1583, 9998))
def test_easter_is_a_sunday_of_spring(year):
    assert western_easter(year).weekday() == orthodox_easter(year).weekday() == 6
    assert date(year, 3, 22) <= western_easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(("spelt", "number"), [("xix", 19), ("iv", 4), ("хх", 20), ("ііі", 3), ("xxviii", 28)])
def test_roman_numbers(spelt, number):
    assert ROMAN_NUMBERS[spelt] == number


@pytest.mark.parametrize(
    "text", ["in the xx century", "in the XXXX century", "in the IIII century", "in the IXX century"]
)
def test_what_spells_no_roman_number(text):
    assert _days(text) == []


TENSES = [
    ("en", "The march was on Friday", "2021-04-30"),
    ("en", "The march will be on Friday", "2021-05-07"),
    ("en", "It was announced that on Friday a court will sit", "2021-05-07"),
    ("ru", "Марш прошёл в пятницу", "2021-04-30"),
    ("ru", "Марш пройдёт в пятницу", "2021-05-07"),
    ("ru", "Съезд состоится 4 ноября", "2021-11-04"),
    ("ru", "Съезд состоялся 4 ноября", "2020-11-04"),
    ("be", "Марш адбыўся ў пятніцу", "2021-04-30"),
    ("be", "Марш адбудзецца ў пятніцу", "2021-05-07"),
    ("uk", "Марш відбудеться у п'ятницю", "2021-05-07"),
    ("de", "Das Gericht wird am Freitag tagen", "2021-05-07"),
]


@pytest.mark.parametrize(("language", "text", "day"), TENSES)
def test_the_nearest_word_that_tells_the_time_decides(language, text, day):
    assert _days(text, language) == [(day, day)]


CHAINS = [
    ("en", "On 9 March 2020 the vote was held. Two days earlier he was seen. That day he was home.",
     ["2020-03-09", "2020-03-07", "2020-03-07"]),
    ("en", "Three days after 9 March 2020 he was freed.", ["2020-03-12"]),
    ("ru", "В прошлом году, 9 марта, он ушёл; через два дня вернулся.", ["2020-01-01", "2020-03-09", "2020-03-11"]),
    ("ru", "В 1952 году он окончил школу, через год уехал.", ["1952-01-01", "1953-01-01"]),
    ("be", "Летась 9 сакавіка ён сышоў, а назаўтра вярнуўся.", ["2020-03-09", "2020-03-10"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "firsts"), CHAINS)
def test_days_told_by_other_days(language, text, firsts):
    assert [first for first, _ in _days(text, language)] == firsts


NO_DATES = [
    ("en", "He came second; it fell 22.04 per cent; twice a week; in their 60s"),
    ("ru", "за неделю до выборов; в первой половине дня; две тысячи в день; накануне выборов; из 90-х номеров"),
    ("ru", "Людовик XIV; на 85-м году жизни; пятый квартал; ко Дню Победы; за сорок секунд"),
    ("be", "за тыдзень да выбараў; напярэдадні выбараў; упершыню за тры месяцы; з 90-х нумароў"),
    ("uk", "за тиждень до виборів; дві тисячі масок на день"),
    ("de", "ein Weihnachtsbaum; Ostereier; stieg auf 10.12."),
]


@pytest.mark.parametrize(("language", "text"), NO_DATES)
def test_what_only_looks_like_a_date(language, text):
    assert _days(text, language) == []
