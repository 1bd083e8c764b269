"""Deadlines as a person reckons them, the overdue ones first; and a calendar file that betrays nobody."""

from __future__ import annotations

from datetime import date

import pytest

from letapis.registry.custody.deadlines import deadlines
from letapis.registry.custody.episode import episode_of, stands
from letapis.registry.custody.reminders import calendar

JAN = "Jan Vierasien"


def due(case, on, within=30):
    held = case.register()
    entries = [one for one in held.of_kind("episode", "hearing") if stands(one)]
    episodes = [episode_of(one) for one in entries if one.kind == "episode"]
    hearings = [one for one in entries if one.kind == "hearing"]
    return deadlines(episodes, hearings, date.fromisoformat(on), within, held.joined)


@pytest.mark.parametrize(
    ("slots", "on", "expected"),
    [
        ({"began": "2020-10-11"}, "2020-10-11", [("hours_72", "2020-10-14"), ("charge_10", "2020-10-21")]),
        ({"began": "2020-10-11", "kind": "police_station"}, "2020-10-11", [("hours_72", "2020-10-14")]),
        ({"began": "2020-10-11", "stage": "charged"}, "2020-10-11", []),
        ({"began": "2020-10-11", "kind": "colony"}, "2020-10-11", []),
        ({"began": "2020-10-11", "sanction": "15 days"}, "2020-10-11",
         [("appeal_arrest_5", "2020-10-16"), ("end_of_term", "2020-10-26")]),
        ({"began": "2022-10-11", "sanction": "15 days"}, "2022-10-11",
         [("appeal_arrest_10", "2022-10-21"), ("end_of_term", "2022-10-26")]),
        ({"began": "2020-10-11", "sanction": "15 days"}, "2020-10-30",
         [("appeal_arrest_5", "2020-10-16"), ("end_of_term", "2020-10-26"), ("no_end", "2020-10-26")]),
        ({"began": "2020-10-11", "sanction": "15 days", "ended": "2020-10-26"}, "2020-10-12", []),
        ({"began": "2020-10-11", "expected_end": "2020-10-20", "kind": "colony"}, "2020-10-11",
         [("end_of_term", "2020-10-20")]),
        ({"began": "2020-10-11", "whereabouts": "unknown", "kind": "colony"}, "2020-10-12", []),
        ({"began": "2020-10-11", "whereabouts": "unknown", "kind": "colony"}, "2020-10-13",
         [("whereabouts", "2020-10-13")]),
        ({"began": "2020-10-11", "sanction": "2 years"}, "2020-10-11", []),  # the end is not within 30 days
    ],
)  # fmt: skip
def test_deadlines_of_one_stretch(case, slots, on, expected):
    case.judge("state", "episode:a", person=JAN, **slots)
    assert [(one.code, one.due.isoformat()) for one in due(case, on)] == expected


def test_overdue_ones_come_first_then_by_day(case):
    case.episode("a", JAN, "2020-10-10", sanction="15 days")
    case.episode("b", "Ala Zima", "2020-10-17", kind="police_station")
    found = due(case, "2020-10-18")
    assert [(one.person, one.code, one.overdue(date(2020, 10, 18))) for one in found] == [
        (JAN, "appeal_arrest_5", True), ("Ala Zima", "hours_72", False), (JAN, "end_of_term", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"date": "2020-10-20"}, [("hearing", "2020-10-20")]),
        ({"date": "2020-10-10"}, [("hearing_passed", "2020-10-10")]),
        ({"date": "2020-10-10", "outcome": "put off"}, []),
        ({"date": "2020-10-10", "sanction": "15 days"}, [("appeal_arrest_5", "2020-10-15")]),
        ({"date": "2020-10-10", "sanction": "2 years"}, [("appeal_sentence", "2020-10-20")]),
        ({"date": "2020-10-10", "fine": "30 base_units", "outcome": "fined"}, []),
    ],
)
def test_deadlines_of_a_hearing(case, slots, expected):
    case.judge("state", "hearing:h", person=JAN, **slots)
    assert [(one.code, one.due.isoformat()) for one in due(case, "2020-10-12")] == expected


def test_taken_again_at_the_gate_is_told_with_the_new_stretch(case):
    case.episode("a", JAN, "2020-09-21", "2020-10-16", sanction="25 days")
    case.episode("b", JAN, "2020-10-16", kind="colony")
    assert [(one.code, one.entry) for one in due(case, "2020-10-17")] == [("at_gate", "episode:b")]
    case.judge("state", "episode:b", follows="episode:a")  # it was a transfer
    assert due(case, "2020-10-17") == ()


def test_a_limit_long_past_is_no_alarm_any_more(case):
    case.episode("a", JAN, "2020-10-01", kind="remand_prison")
    assert [one.code for one in due(case, "2020-10-20")] == ["charge_10"]
    assert due(case, "2021-03-01") == ()


def test_each_deadline_names_what_it_rests_on(case):
    told = case.claim("detention", "2020-10-11", "was detained", JAN)
    assert {one.rests_on for one in due(case, "2020-10-12")} == {(told.id,)}
    assert all(one.machine for one in due(case, "2020-10-12"))


def test_the_calendar_betrays_nobody(case):
    case.episode("a", JAN, "2020-10-11", kind="police_station", place="Minsk", code_name="K-17")
    case.episode("b", "Ala Zima", "2020-10-11", kind="police_station", place="Brest")
    text = calendar(due(case, "2020-10-11"), date(2020, 10, 11))
    for word in ("Vierasien", "Zima", "Minsk", "Brest", "police", "detention", "72", "episode", "custody", "term"):
        assert word.lower() not in text.lower().replace("2020", "")
    assert "SUMMARY:K-17: check 1\r\n" in text
    assert text.count("BEGIN:VEVENT") == 2


def test_the_calendar_keeps_to_the_format(case):
    case.episode("a", JAN, "2020-10-11", kind="police_station", code_name="чакаем; адказу, " * 8)
    text = calendar(due(case, "2020-10-11"), date(2020, 10, 11), "be")
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "")
    assert "\\; адказу\\, чакаем" in whole
    assert "DTSTART;VALUE=DATE:20201014" in whole
