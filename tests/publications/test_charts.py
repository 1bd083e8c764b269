from dataclasses import replace
from datetime import date

import pytest

from letapis.claims.claim import DateInterval
from letapis.publications.charts import bin_start, columns_between, days_chart, following, ranges_chart
from letapis.publications.interface import Interface
from letapis.registry.record import Published

WORDS = Interface("en")
ORDER = {"detention": 1, "assault": 2, "search": 0}


def day(text):
    return DateInterval(date.fromisoformat(text), date.fromisoformat(text))


@pytest.mark.parametrize(("size", "start", "after"), [
    ("day", "2020-10-14", "2020-10-15"), ("week", "2020-10-12", "2020-10-19"), ("month", "2020-10-01", "2020-11-01"),
    ("year", "2020-01-01", "2021-01-01"),
])  # fmt: skip
def test_bins(size, start, after):
    found = bin_start(date(2020, 10, 14), size)
    assert (found.isoformat(), following(found, size).isoformat()) == (start, after)


def test_a_leap_day_and_a_turn_of_the_year_have_their_columns():
    assert len(columns_between(date(2020, 2, 28), date(2020, 3, 1), "day")) == 3
    assert columns_between(date(2020, 12, 30), date(2021, 1, 2), "month") == [date(2020, 12, 1), date(2021, 1, 1)]


def test_every_event_is_drawn_or_counted_as_left_out(october):
    chart = days_chart(october.EVENTS, WORDS, ORDER)
    assert [(row.type, row.number) for row in chart.rows] == [("detention", 2), ("assault", 1)]
    assert (chart.undated, chart.long) == (2, 1)
    drawn = sum(disc.number for row in chart.rows for disc in row.discs)
    assert drawn + chart.undated + chart.long == len(october.EVENTS)


@pytest.mark.parametrize(("last", "size"), [
    ("2020-10-12", "day"), ("2021-01-20", "week"), ("2022-10-11", "month"), ("2031-01-01", "year"),
])  # fmt: skip
def test_the_width_of_a_bin_follows_from_the_span(october, last, size):
    events = [replace(october.EVENTS[1], date=day("2020-10-11")), replace(october.EVENTS[3], date=day(last))]
    chart = days_chart(events, WORDS, ORDER)
    assert chart.bin == size
    assert sum(row.number for row in chart.rows) + chart.undated + chart.long == 2


def test_more_events_have_a_larger_disc_by_area(october):
    events = [replace(october.EVENTS[1], id=str(n)) for n in range(4)]
    events.append(replace(october.EVENTS[1], id="5", date=day("2020-10-12")))
    four, one = days_chart(events, WORDS, ORDER).rows[0].discs
    assert (four.number, one.number) == (4, 1)
    assert four.radius == pytest.approx(2 * one.radius, abs=0.1)


def test_without_a_date_there_is_no_picture(october):
    assert days_chart([replace(october.EVENTS[1], date=None)], WORDS, ORDER) is None
    assert ranges_chart("detained", "event", [october.DETAINED], WORDS) is None


def test_ranges_stand_by_their_middle_day_and_keep_open_ends(october):
    later = replace(
        october.DETAINED, id="later", date=day("2020-10-18"), published=Published("range", 300, 500, ("r-713",), "")
    )
    chart = ranges_chart("detained", "event", [october.DETAINED, later], WORDS)
    first, second = chart.strokes
    assert first.x < second.x
    assert first.high is None  # an open end has no place on the scale
    assert second.low > second.high  # the picture counts downwards
    assert not chart.logarithmic
    assert len(first.rings) == 4  # 109 does not stand


def test_a_scale_from_few_to_many_is_logarithmic(october):
    two = Published("range", 2, 2, ("r-30",), "")
    small = replace(october.PRESS, id="small", date=day("2020-10-18"), published=two)
    chart = ranges_chart("detained", "event", [october.DETAINED, small], WORDS)
    assert chart.logarithmic
    assert [tick.label for tick in chart.up] == ["1", "10", "100", "1,000"]
