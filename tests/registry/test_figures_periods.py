"""The figures of a period: stated totals, parts of the period, longer periods; the sum of its days apart from them."""

from datetime import date

import pytest

from letapis.claims.claim import DateInterval
from letapis.registry.figures.anew import Behind
from letapis.registry.figures.periods import figures_in

OCTOBER = DateInterval(date(2020, 10, 1), date(2020, 10, 31))


@pytest.fixture
def october(told):
    """Three Sundays in Minsk, one in Brest, one for the country; a total of the month and others around it."""
    told.report("diary", "2020-11-02", publisher="A diary")
    told.report("paper", "2020-11-03", publisher="A weekly")
    for day, place, count in [
        ("2020-10-04", "Minsk", 300), ("2020-10-11", "Minsk", (600, None)), ("2020-10-18", "Minsk", (200, 250)),
        ("2020-10-04", "Brest", 20), ("2020-10-25", "Belarus", 523), ("2020-09-27", "Minsk", 350),
    ]:  # fmt: skip
        told.claim("diary", "detention", day, place, count=count)
    for days, count in [
        ("2020-10-01/2020-10-31", (2000, None)), ("2020-10-01/2020-10-15", 1100), ("2020-08-09/2020-10-31", 16000),
        ("2020-10-20/2020-11-10", 900),
    ]:  # fmt: skip
        told.claim("paper", "detention", days, "Belarus", count=count, scope="total")
    told.claim("paper", "detention", "2020-10-01/2020-10-31", "Minsk", count=1500, scope="total")
    return told


def of_october(told, period=OCTOBER, **slots):
    record = told.record()
    stands = Behind({one.id: one for one in record.claims}, {one.id: one for one in told.documents})
    return figures_in(record, "detained", period, stands, **slots)


def numbers(figures):
    return [(*one.place, one.published.low, one.published.high) for one in figures]


def test_the_totals_that_are_stated_for_the_period_stand_the_widest_area_first(october):
    assert numbers(of_october(october).stated) == [("Belarus", 2000, None), ("Minsk", 1500, 1500)]


def test_totals_of_a_part_of_the_period_and_of_a_longer_one_are_told_apart(october):
    found = of_october(october)
    assert numbers(found.within) == [("Belarus", 1100, 1100)]
    assert numbers(found.beyond) == [("Belarus", 16000, 16000)]


def test_days_are_added_within_one_area_only_and_say_which_days_are_missing(october):
    (minsk,) = of_october(october).sums
    assert (minsk.place, minsk.low, minsk.without) == (("Minsk",), 300 + 600 + 200, 28)
    assert [(one.day.day, one.low) for one in minsk.days] == [(4, 300), (11, 600), (18, 200)]


def test_within_a_place_nothing_of_the_country_is_told(october):
    found = of_october(october, place="Minsk")
    assert numbers(found.stated) == [("Minsk", 1500, 1500)]
    assert found.within == found.beyond == ()


def test_two_totals_of_one_period_are_one_figure_with_a_conflict(october):
    october.report("ministry", "2020-11-05", publisher="Interior Ministry")
    october.claim("ministry", "detention", "2020-10-01/2020-10-31", "Belarus", count=1200, scope="total")
    country = of_october(october).stated[0]
    assert [one.kind for one in country.relations] == ["conflict"]
    assert (country.published.low, country.published.high, country.origins) == (1200, None, 2)


def test_a_group_has_its_own_figures(october):
    october.claim(
        "paper", "detention", "2020-10-01/2020-10-31", "Belarus", count=60, whom=("journalists",), scope="total"
    )
    assert numbers(of_october(october, group="journalists").stated) == [("Belarus", 60, 60)]
    assert numbers(of_october(october).stated)[0] == ("Belarus", 2000, None)


def test_a_growing_total_gives_each_period_its_own_state(told):
    for last, count in [("2020-09-30", 12000), ("2020-10-15", (14000, None)), ("2020-10-31", 16000)]:
        told.report(f"to {last}", last, publisher="Viasna")
        told.claim(f"to {last}", "detention", f"2020-08-09/{last}", "Belarus", count=count, scope="total")
    until = DateInterval(date(2020, 8, 9), date(2020, 10, 15))
    found = of_october(told, until)
    assert numbers(found.stated) == [("Belarus", 14000, None)]
    assert numbers(found.within) == [("Belarus", 12000, 12000)]
    assert numbers(found.beyond) == [("Belarus", 16000, 16000)]


def test_what_was_only_planned_or_denied_is_no_figure_of_the_period(told):
    told.report("paper", "2020-11-03", publisher="A weekly")
    told.claim("paper", "detention", "2020-10-01/2020-10-31", "Belarus", count=500, scope="total", status="denied")
    found = of_october(told)
    assert (found.stated, found.within, found.beyond, found.sums) == ((), (), (), ())
