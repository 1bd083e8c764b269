"""Series count what is known, with the claims behind each number, and leave out what is not."""

from datetime import date

import pytest

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.reconcile import reconcile
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.statistics.series import events_by_day, figures_by_day


def claim(document, start, kind, day, place, low=None, **slots):
    when = DateInterval(date(2020, 10, day), date(2020, 10, slots.pop("until", day))) if day else None
    count = Count(low, slots.pop("high", low)) if low is not None else None
    return Claim(document, kind, f"told at {start}", start, start + 9, date=when, place=(place,), count=count, **slots)


@pytest.fixture(scope="module")
def record():
    documents = [
        Document("a", "", publisher="Tram Post", published=Moment(date(2020, 10, 20))),
        Document("b", "", publisher="Bridge Post", published=Moment(date(2020, 10, 20))),
    ]
    return reconcile(
        documents,
        [
            claim("a", 0, "detention", 11, "Belarus", 581),
            claim("a", 10, "detention", 11, "Minsk", 340),
            claim("b", 0, "detention", 11, "Belarus", 600),
            claim("a", 20, "detention", 18, "Minsk", 200, high=None),
            claim("a", 30, "demonstration", 11, "Minsk"),
            claim("a", 40, "release", 12, "Minsk", status="planned"),
            claim("a", 50, "charge", 12, "Minsk", status="denied"),
            claim("a", 60, "dismissal", None, "Minsk"),
            claim("a", 70, "detention", 1, "Belarus", 9000, scope="total", until=20),
        ],
    )


def test_events_by_day_count_what_happened_on_known_days(record):
    assert [(one.day.day, one.family, one.count, one.claims) for one in events_by_day(record)] == [
        (11, "collective", 1, ("a:30-39:demonstration",)),
        (11, "people", 2, ("a:0-9:detention", "a:10-19:detention", "b:0-9:detention")),
        (18, "people", 1, ("a:20-29:detention",)),
    ]


def test_the_figure_of_a_day_is_that_of_the_whole_and_a_day_without_one_is_absent(record):
    found = [(one.day.day, one.low, one.high, one.rule, one.claims) for one in figures_by_day(record, "detained")]
    assert found == [
        (11, 581, 600, "range", ("a:0-9:detention", "b:0-9:detention")),
        (18, 200, None, "range", ("a:20-29:detention",)),
    ]


def test_the_figure_of_a_place(record):
    assert [(one.day.day, one.low) for one in figures_by_day(record, "detained", "Minsk")] == [(11, 340), (18, 200)]
    assert figures_by_day(record, "detained", "Brest") == ()
    assert figures_by_day(record, "killed") == ()
