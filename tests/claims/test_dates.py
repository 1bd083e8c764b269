"""Dates: resolved against the day of writing, the quotation and the text itself; nothing where nothing can be told."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.dates import calendar, read_dates
from letapis.claims.tokens import tokenise
from letapis.sources.moment import Moment
from letapis.vocabulary.resources import LANGUAGES


def _read(text, language="en", published="2020-10-13", **options):
    moment = Moment.parse(published) if published else None
    return read_dates(tokenise(text), language, moment, **options)


def _days(text, language="en", published="2020-10-13", **options):
    return [(str(span.first or ""), str(span.last or "")) for span in _read(text, language, published, **options)]


CHAINS = [
    (
        "en", "2020-10-15",
        "Monday 5 October saw a march. Over the weekend he met prisoners. Monday, October 12 saw another.",
        [("2020-10-05", "2020-10-05"), ("2020-10-10", "2020-10-11"), ("2020-10-12", "2020-10-12")],
    ),
    (
        "en", "2020-11-23",
        "They were freed on Nov. 3. A fourth man had left earlier the same day, a fifth two days later.",
        [("2020-11-03", "2020-11-03"), ("2020-11-03", "2020-11-03"), ("2020-11-05", "2020-11-05")],
    ),
    (
        "en", "2020-08-23",
        "At the beginning of the week strikes began. A day after, heads of committees were fired.",
        [("2020-08-17", "2020-08-18"), ("2020-08-18", "2020-08-19")],
    ),
    (
        "ru", "2022-02-07",
        "2 января собрались люди. Назавтра их было больше. 4-го встали заводы.",
        [("2022-01-02", "2022-01-02"), ("2022-01-03", "2022-01-03"), ("2022-01-04", "2022-01-04")],
    ),
    (
        "be", "2018-10-30",
        "Красавік 1991-га запомніўся ўсім. 25 красавіка спынілі чыгунку.",
        [("1991-04-01", "1991-04-30"), ("1991-04-25", "1991-04-25")],
    ),
    (
        "en", "2023-06-13",
        "In April 2022 offices were searched; in July a court closed them; on 5 January two men were sentenced.",
        [("2022-04-01", "2022-04-30"), ("2022-07-01", "2022-07-31"), ("2023-01-05", "2023-01-05")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "published", "text", "expected"), CHAINS)
def test_dates_of_a_text_follow_from_each_other(language, published, text, expected):
    assert _days(text, language, published) == expected


def test_a_quotation_has_its_own_day():
    text = "He wrote: “after last Sunday's march we are back”. Last Sunday was calm."
    quoted = (text.index("“"), text.index("”"), Moment.parse("2020-11-10"))
    assert _days(text, published="2020-11-23", quotations=[quoted]) == [
        ("2020-11-08", "2020-11-08"), ("2020-11-22", "2020-11-22"),
    ]  # fmt: skip


def test_the_date_of_writing_goes_before_that_of_publication():
    found = _read("on Saturday", published="2020-10-27", written=Moment.parse("2020-10-13"))
    assert found[0].first == date(2020, 10, 10)


def test_relative_words_without_any_day_are_reported_unresolved():
    (span,) = _read("They walked yesterday", published=None)
    assert (span.first, span.last, span.anchor_needed) == (None, None, True)


def test_a_date_complete_by_itself_needs_no_publication():
    assert _days("in the summer of 2020, on 9 August 2020", published=None) == [
        ("2020-06-01", "2020-08-31"), ("2020-08-09", "2020-08-09"),
    ]  # fmt: skip


def test_a_weekday_offers_the_coming_one_too():
    (span,) = _read("on Saturday")
    assert span.first == date(2020, 10, 10)
    assert span.other == (date(2020, 10, 17), date(2020, 10, 17))
    (span,) = _read("on Saturday", prefers="future")
    assert span.first == date(2020, 10, 17)


def test_as_of_is_a_moment():
    (span,) = _read("as of 12:30 on 12 October the list grew")
    assert span.as_of
    assert span.moment == Moment(date(2020, 10, 12), time(12, 30))


def test_a_weekday_finds_the_year():
    assert _days("Sunday, August 9", published="2022-03-01") == [("2020-08-09", "2020-08-09")]


NO_DATES = [
    ("en", "They may come in second; the march was long; it cost 12.10 and 10.1 degrees."),
    ("en", "31 June 2022, 32 August 2014, February 30"),
    ("en", "version 1.10.30, phone 80-32-89-89, 2014/22/29"),
    ("ru", "32 августа 2014, температура 10.1, 2020 автобусов"),
    ("be", "32 жніўня, тэмпература 10.1"),
    ("uk", "32 серпня 2014"),
    ("de", "32. August, Version 1.2.3"),
]


@pytest.mark.parametrize(("language", "text"), NO_DATES)
def test_what_is_no_date(language, text):
    assert _days(text, language) == []


PIECES = st.sampled_from(
    ["9", "31", "August", "2020", "to", "from", "since", "last", "Sunday", "today", ",", "-", "the", "week", "of",
     "night", "в", "ночь", "на", "августа", "году", "прошлой", "неделе", "12.10.2020", "12:30", "as of",
     "every", "three", "ago",
     "days", "у", "жніўні", "am", "Montag", "May", "."]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from(LANGUAGES), st.dates())
def test_spans_are_exact_ordered_and_sane(text, language, day):
    end = 0
    for span in read_dates(tokenise(text), language, Moment(day)):
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.words
        assert span.first is None or span.last is None or span.first <= span.last
        end = span.end


@given(st.text(max_size=200), st.sampled_from(LANGUAGES), st.dates())
def test_any_text_is_read(text, language, day):
    read_dates(tokenise(text), language, Moment(day))


@given(
    st.dates(), st.sampled_from(["day", "week", "weekend", "month", "quarter", "year", "decade"]), st.integers(-5, 5)
)
def test_units_of_the_calendar_hold_their_day(day, name, steps):
    found = calendar.unit(name, day, steps)
    if found is None:
        return
    assert found[0] <= found[1]
    if steps == 0 and name != "weekend":
        assert found[0] <= day <= found[1]
