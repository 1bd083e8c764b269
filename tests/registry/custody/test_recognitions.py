"""Recognitions: two bodies with other criteria on one day, withdrawals, after the fact; never by the machine."""

from __future__ import annotations

from datetime import date

import pytest

from letapis.registry.custody.recognitions import recognised_on, recognition_of
from letapis.registry.model.folding import fold
from letapis.registry.model.kinds import kinds
from letapis.registry.model.statement import Statement

DAY = date(2021, 8, 3)


def of_register(case):
    return [recognition_of(one) for one in case.register(wanted={"recognition"}).of_kind("recognition")]


def syllables(number):
    """A surname of its own for each number."""
    return "".join("bdfghklmnprstvz"[number // 15**place % 15] + "a" for place in range(3)).title()


def test_599_and_887_recognised_on_one_day_by_two_bodies(case):
    """On 3 August 2021 two bodies recognised 599 and 887 people, by criteria of their own. Nothing is added up."""
    for number in range(887):
        case.judge("state", f"recognition:d{number}", person=f"Ala {syllables(number)}", body="Dissidentby",
                   recognised_as="political_prisoner", decided_on="2021-07-01", at="2021-08-03T10:00:00Z")  # fmt: skip
    for number in range(600):
        case.judge("state", f"recognition:v{number}", person=f"Ala {syllables(number)}", body="Viasna",
                   recognised_as="political_prisoner", criteria="guidelines_public_activity", decided_on="2021-06-01",
                   at="2021-08-03T10:00:00Z")  # fmt: skip
    case.judge("state", "recognition:v599", withdrawn_on="2021-07-15", at="2021-08-03T11:00:00Z")
    found = recognised_on(of_register(case), DAY)
    assert {body: len(people) for body, people in found.items()} == {"Dissidentby": 887, "Viasna": 599}
    assert {body: len(people) for body, people in recognised_on(of_register(case), date(2021, 7, 1)).items()} == {
        "Dissidentby": 887, "Viasna": 600,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slots", "on", "state"),
    [
        ({"decided_on": "2021-03-01"}, "2021-02-28", "not_yet"),
        ({"decided_on": "2021-03-01"}, "2021-03-01", "stands"),
        ({"decided_on": "2021-03"}, "2021-03-10", "perhaps"),
        ({}, "2021-03-01", "perhaps"),
        ({"decided_on": "2021-03-01", "withdrawn_on": "2021-05-01"}, "2021-04-30", "stands"),
        ({"decided_on": "2021-03-01", "withdrawn_on": "2021-05-01"}, "2021-05-01", "withdrawn"),
        ({"decided_on": "2021-03-01", "withdrawn_on": "2021-05"}, "2021-05-10", "perhaps"),
    ],
)
def test_a_decision_stands_from_day_to_day(case, slots, on, state):
    case.judge("state", "recognition:a", person="Ala Zima", body="Viasna", **slots)
    (one,) = of_register(case)
    assert one.state(date.fromisoformat(on)) == state


@pytest.mark.parametrize(("decided", "after"), [("2020-10-15", False), ("2020-11-15", True)])
def test_recognised_after_the_fact_is_worked_out_from_the_release(case, decided, after):
    case.episode("a", "Ala Zima", "2020-10-01", "2020-10-31")
    case.judge("state", "recognition:a", person="Ala Zima", body="Viasna", decided_on=decided)
    (one,) = case.line("Ala Zima").recognitions
    assert one.after_the_fact is after


def test_a_withdrawn_recognition_keeps_its_history(case):
    case.judge("state", "recognition:a", person="Ala Zima", body="Viasna", decided_on="2021-03-01")
    case.judge("state", "recognition:a", withdrawn_on="2021-05-01", withdrawn_because="new facts")
    (one,) = case.line("Ala Zima").recognitions
    assert [said.value for said in one.entry.slots["decided_on"].standing] == ["2021-03-01"]
    assert case.line("Ala Zima", as_known="2021-01-01").recognitions[0].withdrawn == ()


def test_the_machine_recognises_nobody():
    said = Statement("c1.person", "recognition:x", "person", "Ala Zima", "2021-01-01", rests_on=("c1",))
    (entry,) = fold([said]).values()
    with pytest.raises(ValueError, match="recognition:x: a recognition is a decision of a body"):
        recognition_of(entry)


def test_a_label_in_a_text_recognises_nobody(case):
    """"Political prisoner" in a report is its word; the status comes from a decision alone."""
    case.claim("release", "2020-10-11", "the political prisoner Ala Zima was freed", "Ala Zima")
    assert of_register(case) == []
    assert case.line("Ala Zima").recognitions == ()


def test_the_arrest_format_of_the_standard_is_in_the_record():
    """H8: type of detention, conditions, whereabouts and contact, counsel, court, language, case and district."""
    slots = kinds()["episode"].slots
    assert {"conditions", "stage", "case", "district", "description"} <= set(slots)
    assert {slots[name].huridocs for name in ("kind", "whereabouts", "lawyer", "court", "language")} == {
        "MT29", "MT30", "MT31", "MT32", "MT33",
    }  # fmt: skip
    assert set(kinds()["recognition"].slots) >= {"body", "criteria", "decided_on", "reasons", "url", "withdrawn_on"}
