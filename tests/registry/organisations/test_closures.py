"""Closures: forced and self apart, adding up by month; stated numbers beside the own count (P7, X17, row 96)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.registry.model.folding import fold
from letapis.registry.model.statement import Statement
from letapis.registry.organisations.closures import by_month, by_week, closures_of, count_on, group_of, loose
from letapis.registry.organisations.totals import besides, stated_of, sums
from letapis.registry.organisations.totals import by_week as stated_by_week

BAJ = "Belarusian Association of Journalists"
MARCH = date(2024, 3, 31)


def of_group(entries):
    tally = count_on(closures_of(entries), MARCH)
    return tally.forced, tally.self_, tally.total


@pytest.mark.parametrize(
    ("kinds", "group"),
    [
        (("suit",), "forced"), (("struck_off",), "forced"), (("suit", "court_decision"), "forced"), (("self",), "self"),
        (("forced",), "forced"), (("self", "suit"), "both"), (("banned",), "other"), ((), "other"),
    ],
)  # fmt: skip
def test_forced_and_self_are_told_apart(kinds, group):
    assert group_of(kinds) == group


def test_p7_997_and_604_are_1601_as_stated(stated):
    """The count of the end of March 2024, as a monitoring group gave it, in own words."""
    end = {"as_of": "2024-03-31", "said_by": "Lawtrend"}
    stated.state("closure:forced", "ended or being ended by the state", kind="forced", number="997", **end)
    stated.state("closure:own", "that decided on their end themselves", kind="self", number="604", **end)
    stated.state("closure:all", "lost since the summer of 2021", number="1601", **end)
    (told,) = sums(stated_of(stated.entries))
    assert (told.whole, told.parts) == ("closure:all", ("closure:forced", "closure:own"))
    assert (told.told, told.added, told.adds_up, told.difference) == ((1601, 1601), (1601, 1601), True, 0)


def test_p7_a_whole_that_is_not_the_sum_is_told_with_its_difference(stated):
    for name, kind, number in (("a", "forced", "997"), ("b", "self", "604"), ("c", "", "1610")):
        stated.state(f"closure:{name}", number=number, as_of="2024-03-31", **({"kind": kind} if kind else {}))
    (told,) = sums(stated_of(stated.entries))
    assert (told.adds_up, told.difference) == (False, 9)


@pytest.mark.parametrize(("moment", "found"), [("2024-03-31", 1), ("2024-02-29", 0)])
def test_parts_of_another_moment_are_no_parts(stated, moment, found):
    stated.state("closure:a", kind="forced", number="997", as_of="2024-03-31")
    stated.state("closure:b", kind="self", number="604", as_of=moment)
    stated.state("closure:c", number="1601", as_of="2024-03-31")
    assert len(list(sums(stated_of(stated.entries)))) == found


def test_p7_the_own_count_of_the_register_is_apart_from_what_is_stated(stated):
    stated.state("closure:all", number="1601", as_of="2024-03-31")
    stated.state("closure:a", name="Centre Alder", kind="suit", suit_filed="2021-07-20")
    stated.state("closure:b", name="Fund Birch", kind="self", decided_on="2021-08-02")
    assert of_group(stated.entries) == (1, 1, 2)
    assert [one.count.low for one in stated_of(stated.entries)] == [1601]


def test_months_add_up(stated):
    for number, (kind, slot, day) in enumerate([
        ("suit", "suit_filed", "2021-07-20"), ("struck_off", "struck_off", "2021-07-28"),
        ("self", "decided_on", "2021-07-30"),
        ("self", "decided_on", "2021-09-01"), ("banned", "decided_on", "2021-09-03"),
    ]):  # fmt: skip
        stated.state(f"closure:{number}", name=f"Body {number}", kind=kind, **{slot: day})
    months = by_month(closures_of(stated.entries))
    assert [(one.month, one.new.forced, one.new.self_, one.standing.total) for one in months] == [
        ("2021-07", 2, 1, 3), ("2021-08", 0, 0, 3), ("2021-09", 0, 1, 4),
    ]  # fmt: skip
    assert months[-1].standing.other == 1  # a ban is in no total


def test_an_organisation_counts_once_on_its_first_step(stated):
    body = stated.state("organisation:alder", name="Centre Alder")
    stated.state("closure:a", organisation=body, kind="suit", suit_filed="2021-07-20", decided_on="2021-09-30")
    stated.state("closure:b", organisation=body, kind="court_decision", decided_on="2021-09-30")
    (closure,) = closures_of(stated.entries)
    assert (closure.id, closure.day.text) == ("closure:a", "2021-07-20")


def test_a_suit_and_then_an_own_decision_is_told_as_disputed_and_counted_once(stated):
    stated.state(
        "closure:a", name="Centre Alder", kind=["suit", "self"], suit_filed="2021-07-20", decided_on="2021-08-01"
    )
    tally = count_on(closures_of(stated.entries), MARCH)
    assert (tally.forced, tally.self_, tally.both, tally.total) == (0, 0, 1, 1)


def test_a_day_that_is_not_told_or_may_lie_later_is_not_counted(stated):
    stated.state("closure:a", name="A", kind="self")
    stated.state("closure:b", name="B", kind="self", decided_on="2024")
    stated.state("closure:c", name="C", kind="self", decided_on="2024-03-05/2024-04-05")
    closures = closures_of(stated.entries)
    tally = count_on(closures, MARCH)
    assert (tally.total, tally.perhaps, tally.undated) == (0, 2, 1)
    assert set(loose(closures)) == {"closure:a", "closure:b", "closure:c"}


def test_row_96_the_weekly_series(stated):
    for name, day in (("a", "2021-07-14"), ("b", "2021-07-20"), ("c", "2021-07-22"), ("d", "2021-08-03")):
        stated.state(f"closure:{name}", name=name.upper(), kind="struck_off", struck_off=day)
    weeks = by_week(closures_of(stated.entries))
    assert [(one.monday.isoformat(), one.tally.forced) for one in weeks] == [
        ("2021-07-12", 1), ("2021-07-19", 2), ("2021-07-26", 0), ("2021-08-02", 1),
    ]  # fmt: skip


def test_x17_more_than_40_then_48_then_about_fifty_is_a_series(stated):
    week = {"from_": "2021-07-19", "to_": "2021-07-25"}
    stated.state("closure:essay", "more than 40", number="40..", **week)
    stated.state(
        "closure:news", "48 at the time of publication", number="48", as_of="2021-07-23", said_by="Mediazona", **week
    )
    stated.state("closure:others", "about fifty", number="50", estimate="yes", as_of="2021-07-25", **week)
    series = stated_of(stated.entries)
    assert [(one.as_of, one.count.low, one.count.high) for one in series] == [
        ("", 40, None), ("2021-07-23", 48, 48), ("2021-07-25", 50, 50),
    ]  # fmt: skip
    assert {one.kind for one in besides(series)} == {"compatible"}


def test_row_97_numbers_of_a_week_stand_beside_its_own_count(stated):
    stated.state("closure:essay", number="40..", from_="2021-07-19", to_="2021-07-25")
    stated.state("closure:month", number="120", from_="2021-07-01", to_="2021-07-31")
    ((monday, held),) = stated_by_week(stated_of(stated.entries)).items()
    assert (monday, [one.id for one in held]) == (date(2021, 7, 19), ["closure:essay"])


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ({"number": "48", "as_of": "2021-07-23"}, {"number": "63", "as_of": "2021-07-26"}, "later"),
        ({"number": "48", "as_of": "2021-07-23"}, {"number": "63", "as_of": "2021-07-23"}, "conflict"),
        ({"number": "48", "as_of": "2021-07-23"}, {"number": "63"}, "unlike"),
        ({"number": "48", "as_of": "2021-07-23"}, {"number": "40..", "as_of": "2021-07-23"}, "compatible"),
    ],
)
def test_how_two_stated_numbers_stand_to_each_other(stated, left, right, kind):
    stated.state("closure:a", **left)
    stated.state("closure:b", **right)
    assert [one.kind for one in besides(stated_of(stated.entries))] == [kind]


def test_numbers_of_two_groups_or_two_times_are_not_compared(stated):
    stated.state("closure:a", number="997", kind="forced", as_of="2024-03-31")
    stated.state("closure:b", number="604", kind="self", as_of="2024-03-31")
    stated.state("closure:c", number="40", from_="2021-07-19", to_="2021-07-25")
    stated.state("closure:d", number="12", from_="2021-08-02", to_="2021-08-08")
    assert list(besides(stated_of(stated.entries))) == []


def test_a_stated_number_is_proposed_with_its_words_and_its_time(told, kept):
    told.report("essay", "2021-07-26")
    told.claim("essay", "closure", "2021-07-19/2021-07-25", "Belarus", count=(40, None), unit="organisations",
               words="more than 40", quote="more than 40 non-profit organisations were closed")  # fmt: skip
    (one,) = stated_of(kept("closure"))
    assert (one.count.low, one.count.high, one.words, one.machine) == (40, None, "more than 40", True)
    assert (one.since.text, one.until.text, one.as_of) == ("2021-07-19", "2021-07-25", "")
    assert one.sources == (told.claims[0].id,)
    assert closures_of(kept("closure")) == ()


@pytest.mark.parametrize(
    ("quote", "name", "kinds", "slot"),
    [
        ("The court liquidated the Belarusian Association of Journalists", BAJ, ("court_decision",), "decided_on"),
        ("Суд ликвидировал общественное объединение «Ольха»", "объединение «Ольха»", ("court_decision",), "decided_on"),
        ("Цэнтр «Крок» выключылі з рэестра", "Цэнтр «Крок»", ("struck_off",), "struck_off"),
        ("«Вясна» абвясціла пра самаліквідацыю", "Вясна", ("self",), "decided_on"),
        ("A suit was filed to liquidate the Belarusian Association of Journalists", BAJ, ("suit",), "suit_filed"),
        ("The office of the Belarusian Association of Journalists was sealed", BAJ, (), "told_for"),
    ],
)  # fmt: skip
def test_a_named_body_is_proposed_with_the_step_that_the_words_tell(told, kept, quote, name, kinds, slot):
    told.report("news", "2021-08-28")
    told.claim("news", "closure", "2021-08-27", "Belarus", quote=quote)
    (closure,) = closures_of(kept("closure"))
    assert closure.names == (name,)
    assert closure.kinds == kinds
    assert closure.entry.values(slot) == ("2021-08-27",)


@pytest.mark.parametrize("status", ["planned", "threatened", "denied"])
def test_a_closure_that_did_not_happen_is_not_proposed(told, kept, status):
    told.report("news", "2021-08-28")
    told.claim("news", "closure", "2021-08-27", "Belarus", quote="«Вясна» будзе ліквідаваная", status=status)
    assert kept("closure") == ()


def test_closures_of_one_body_by_two_sources_are_one_entry_with_both(told, kept):
    for name, quote in (("a", "«Вясна» ліквідаваная"), ("b", "The court liquidated Viasna")):
        told.report(name, "2021-08-28")
        told.claim(name, "closure", "2021-08-27", "Belarus", quote=quote)
    (closure,) = closures_of(kept("closure"))
    assert set(closure.names) == {"Вясна", "Viasna"}
    assert len(closure.sources) == 2


days = st.dates(date(2021, 1, 1), date(2023, 12, 31))


@settings(deadline=None)  # data are read when they are first asked for
@given(rows=st.lists(st.tuples(st.sampled_from(["suit", "struck_off", "self", "banned"]), days), max_size=20))
def test_the_months_add_up_to_what_stands_and_to_the_count_of_the_last_day(rows):
    said = [
        Statement(f"{at}.{slot}", f"closure:{at}", slot, value, "2024-01-01", by="anna")
        for at, (kind, day) in enumerate(rows)
        for slot, value in (("name", f"Body {at}"), ("kind", kind), ("decided_on", day.isoformat()))
    ]
    closures = closures_of(fold(said).values())
    months = by_month(closures)
    assert sum(one.new.total for one in months) == (months[-1].standing.total if months else 0)
    assert count_on(closures, date(2023, 12, 31)).total == sum(kind != "banned" for kind, _ in rows)
    assert sum(week.tally.total + week.tally.other for week in by_week(closures)) == len(rows)


@pytest.mark.parametrize(
    ("slots", "named", "stated"),
    [
        ({"quote": "more than 40 bodies were closed, Viasna says", "said_by": "Viasna", "count": (40, None)}, 0, 1),
        ({"quote": "Viasna counted 40 closed organisations", "who": ("Viasna",), "count": (40, 40)}, 0, 1),
        ({"quote": "the court dissolved BAJ and four others", "whom": ("BAJ",), "count": (5, 5)}, 1, 1),
        ({"quote": "the court liquidated Viasna", "who": ("the court",), "count": (1, 1)}, 1, 0),
        ({"quote": "абвясціў пра закрыццё", "whom": ("Рачны Веснік",), "count": (1, 1)}, 1, 0),
        ({"quote": "they were closed", "whom": ("news outlets",)}, 0, 0),
    ],
)
def test_who_counts_or_speaks_is_not_closed(told, kept, slots, named, stated):
    told.report("news", "2021-08-28")
    told.claim("news", "closure", "2021-08-27", "Belarus", unit="organisations", **slots)
    entries = kept("closure")
    assert (len(closures_of(entries)), len(stated_of(entries))) == (named, stated)


@pytest.mark.parametrize(
    ("slots", "covered"),
    [
        ({"when": "2021-08-31", "scope": "total"}, ("", "", "2021-08-31")),
        ({"when": "2021-06-01/2021-08-31", "scope": "total"}, ("2021-06-01", "2021-08-31", "")),
        ({"when": "2021-08-31"}, ("2021-08-31", "2021-08-31", "")),
        ({"when": "2021-08-31", "scope": "total", "as_of": "2021-08-30"}, ("", "", "2021-08-30")),
        ({}, ("", "", "")),
    ],
)
def test_the_one_day_of_a_total_is_its_moment_and_not_what_it_covers(told, kept, slots, covered):
    told.report("news", "2021-09-03")
    told.claim("news", "closure", **slots, count=(185, None), unit="organisations")
    (one,) = kept("closure")
    assert (one.one("from"), one.one("to"), one.one("as_of")) == covered
