"""Series: every Sunday, every Monday; in order, with the days of which nothing is known."""

from __future__ import annotations

import pytest

from letapis.registry.model.series import series


@pytest.mark.parametrize(
    ("rhythm", "began", "open_"),
    [
        ("sundays", ["2020-10-11", "2020-11-08", "2020-10-25"], ["2020-10-18", "2020-11-01"]),
        ("sundays", ["2020-10-11", "2020-10-17/2020-10-18", "2020-10-25"], []),
        ("sundays", ["2020-10-11", "2020-10", "2020-11-08"], ["2020-11-01"]),
        ("mondays", ["2020-10-05", "2020-10-19"], ["2020-10-12"]),
        ("daily", ["2020-10-05", "2020-10-08"], ["2020-10-06", "2020-10-07"]),
        ("weekly", ["2020-10-07", "2020-10-23"], ["2020-10-12"]),
        ("irregular", ["2020-10-05", "2020-12-08"], []),
        ("sundays", ["unknown"], []),
    ],
)
def test_days_to_ask_about(log, rhythm, began, open_):
    for day in began:
        log.state("event", series="Sunday marches", repeats=rhythm, began=day)
    (found,) = series(log.entries().values()).values()
    assert [day.isoformat() for day in found.open] == open_


def test_events_stand_in_the_order_of_their_days_and_without_a_day_at_the_end(log):
    for day in ("2020-10-18", "unknown", "2020-10-11"):
        log.state("event", series="Sunday marches", began=day)
    log.state("event", series="Monday marches", began="2020-10-12")
    log.state("event", title="no series")
    found = series(log.entries().values())
    assert {name: one.events for name, one in found.items()} == {
        "Monday marches": ("event:j4",), "Sunday marches": ("event:j3", "event:j1", "event:j2"),
    }  # fmt: skip
    assert found["Sunday marches"].rhythm == ""
