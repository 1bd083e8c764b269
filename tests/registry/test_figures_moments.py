"""What a figure was on another day: its series, and what was known or held by a moment."""

from datetime import date

import pytest

from letapis.registry.figures.anew import Behind
from letapis.registry.figures.moments import at, not_after, series
from letapis.sources.moment import Moment


@pytest.fixture
def november(told):
    """8 November 2020: a list of names that grows through the evening, and a weekly that repeats it much later."""
    for number, (moment, count) in enumerate(
        [("2020-11-08T15:00", 109), ("2020-11-08T18:30", (500, None)), ("2020-11-09T10:00", 1023)]
    ):
        told.report(f"list{number}", moment, publisher="Viasna")
        told.claim(f"list{number}", "detention", "2020-11-08", "Belarus", count=count, basis="named_list", as_of=moment)
    told.report("paper", "2020-11-23", publisher="A weekly")
    told.claim("paper", "detention", "2020-11-08", "Minsk", count=(1000, None), said_by="Hanna Tramova")
    return told


def behind(told):
    record = told.record()
    return record, Behind({one.id: one for one in record.claims}, {one.id: one for one in told.documents})


def values(figures):
    return [(one.published.low, one.published.high, one.published.rule) for one in figures]


def test_the_series_of_8_november_is_one_figure_with_its_states_in_order(november):
    figure = november.figure("detained", "2020-11-08")
    told = [(one.as_of.iso(), one.low, one.high, one.standing, one.stated) for one in series(figure)]
    assert told == [
        ("2020-11-08T15:00", 109, 109, False, True),
        ("2020-11-08T18:30", 500, None, False, True),
        ("2020-11-09T10:00", 1023, 1023, True, True),
        ("2020-11-23", 1000, None, True, False),
    ]
    first, second, third, weekly = series(figure)
    assert (first.superseded_by, second.superseded_by) == (second.reading, third.reading)
    assert (third.superseded_by, weekly.superseded_by) == ("", "")
    assert (first.origin, weekly.origin) == ("body:viasna", "report:a weekly")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2020-11-08T14:00", []),
        ("2020-11-08T15:00", [(109, None, "named_list")]),
        ("2020-11-08T18:00", [(109, None, "named_list")]),
        ("2020-11-08", [(500, None, "named_list")]),
        ("2020-11-09", [(1023, None, "named_list")]),
        ("2020-12-01", [(1023, None, "named_list")]),
    ],
)
def test_the_figure_as_of_a_moment(november, moment, expected):
    record, stands = behind(november)
    assert values(at(Moment.parse(moment), record.figures, stands)) == expected


def test_a_list_that_is_short_beside_a_later_total_stays_in_the_series(november):
    november.report("ministry", "2020-12-01", publisher="Interior Ministry")
    november.claim("ministry", "detention", "2020-11-08", "Belarus", count=1100, said_by="the Interior Ministry")
    figure = november.figure("detained", "2020-11-08")
    assert [one.low for one in series(figure)] == [109, 500, 1023, 1000, 1100]


def test_a_moment_after_everything_changes_nothing(november):
    record, stands = behind(november)
    assert at(Moment(date(2030, 1, 1)), record.figures, stands) == record.figures


def test_the_part_of_a_whole_that_is_not_told_yet_is_a_part_of_nothing(sunday):
    record, stands = behind(sunday)
    part = next(one for one in record.figures if one.population == "journalists")
    assert part.subset_of
    found = at(Moment.parse("2020-10-13"), record.figures, stands)
    assert {one.population for one in found} == {"", "journalists"}
    held = {reading.id for one in found for reading in one.readings}
    assert all({relation.left, relation.right} <= held for one in found for relation in one.relations)
    before = at(Moment.parse("2020-10-12"), record.figures, stands)
    assert before == ()


@pytest.mark.parametrize(
    ("held", "moment", "expected"),
    [
        ("2020-10-11", "2020-10-11", True),
        ("2020-10-11T23:00", "2020-10-11", True),
        ("2020-10-11", "2020-10-11T12:00", False),  # it may be of the evening
        ("2020-10-11T11:00", "2020-10-11T12:00", True),
        ("2020-10-10", "2020-10-11T12:00", True),
        ("2020-10-12", "2020-10-11", False),
    ],
)
def test_which_moments_are_not_after(held, moment, expected):
    assert not_after(Moment.parse(held), Moment.parse(moment)) is expected
