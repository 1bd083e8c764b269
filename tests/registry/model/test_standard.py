"""HURIDOCS's shape, one requirement a test (H1 to H13), and the levels of proof and steps of checking beside it."""

from __future__ import annotations

from datetime import date

import pytest

from letapis.registry.judgement import Given
from letapis.registry.model.agreeing import conflicts
from letapis.registry.model.chains import INVERSE, chain, circles
from letapis.registry.model.kinds import kinds
from letapis.registry.model.values import PartialDate
from letapis.vocabulary.codes import codes


def test_h1_a_perpetrator_is_attached_by_an_involvement_with_a_degree_and_in_no_other_way(log):
    person = log.state("person", name="Alena Arlova")
    for kind in ("beating", "threat", "detention"):
        act = log.state("act", victim=person, type=kind)
    log.state("involvement", act=act, perpetrator="riot police", degree="gave_orders")
    assert [len(log.of(kind)) for kind in ("act", "person", "involvement")] == [3, 1, 1]
    assert {act.one("victim") for act in log.of("act")} == {person}
    assert "perpetrator" not in kinds()["act"].slots
    assert kinds()["involvement"].slots["degree"].required


def test_h2_the_source_and_what_it_told_are_graded_apart(log):
    on = log.state("event", title="Sunday march")
    log.state("information", on=on, source="Birch", source_reliability="high", reliability="low",
              connection="witness", language="be", told_on="2020-10-12", material="interview")  # fmt: skip
    (told,) = log.of("information")
    assert (told.one("source_reliability"), told.one("reliability")) == ("high", "low")
    assert len(codes("reliability")) == 6, "five grades, and one for what cannot be judged"
    assert not log.remarks


def test_h3_help_is_an_intervention_with_response_impact_and_state(log):
    victim = log.state("person", name="Birch")
    for kind in ("aid", "appeal", "complaint", "international_complaint"):
        log.state("intervention", for_victim=victim, type=kind, by=["a fund"], requested=["a prison"],
                  response="none", impact="no_change", state="closed", priority="high")  # fmt: skip
    assert not log.remarks
    assert {(one.one("response"), one.one("impact"), one.one("state")) for one in log.of("intervention")} == {
        ("none", "no_change", "closed")
    }


def test_h4_three_unnamed_miners_become_named_persons_and_nothing_is_lost(log):
    group = log.state("person", name="three unnamed miners", number="3", unit="person")
    act = log.state("act", victim=group, type="dismissal")
    split = log.judge("split", group, name=["Piotr Hancharyk", "Siarhei Bondar"])
    entries = log.entries()
    assert entries[group].values("split_into") == ("person:j3.1", "person:j3.2")
    assert entries["person:j3.2"].one("name") == "Siarhei Bondar"
    assert entries["person:j3.2"].one("of_group") == group
    assert (entries[group].one("number"), entries[act].one("victim")) == ("3", group), "one act on a group of three"
    before = log.entries("2020-11-02")
    log.undo(split)
    assert set(log.entries()) == set(before) == {group, act}
    assert log.entries()[group].slots == before[group].slots


def test_h5_every_kind_has_its_confidentiality():
    assert all(kind.slots["confidentiality"].codes == "confidentiality" for kind in kinds().values())


def test_h6_seven_kinds_of_link_and_each_shows_its_inverse(log):
    march, court = (log.state("event", title=title) for title in ("march", "trial"))
    link = log.state("link", one=march, kind="causes", other=court)
    ends = chain(log.of("link"))
    assert [(end.kind, end.other) for end in ends[march]] == [("causes", court)]
    assert [(end.kind, end.other, end.link) for end in ends[court]] == [("consequence", march, link)]
    assert set(INVERSE) == set(codes("link_kinds"))
    assert len(INVERSE) == 7
    assert all(INVERSE[INVERSE[kind]] == kind for kind in INVERSE)


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([("a", "causes", "b"), ("b", "causes", "a")], ["event:a causes event:b causes event:a"]),
        ([("a", "causes", "b"), ("a", "consequence", "b")], ["event:a causes event:b causes event:a"]),
        ([("a", "precedes", "b"), ("b", "precedes", "c"), ("a", "follows", "c")],
         ["event:a precedes event:b precedes event:c precedes event:a"]),
        ([("a", "within", "a")], ["event:a encompasses event:a"]),
        ([("a", "parallel", "b"), ("b", "parallel", "a")], []),
        ([("a", "causes", "b"), ("b", "precedes", "a")], []),
        ([("a", "causes", "b"), ("a", "causes", "c"), ("b", "causes", "d"), ("c", "causes", "d")], []),
    ],
)  # fmt: skip
def test_h6_nothing_comes_before_causes_or_holds_itself(log, links, said):
    for one, kind, other in links:
        log.state("link", one=f"event:{one}", kind=kind, other=f"event:{other}")
    told = circles(log.of("link"))
    assert len(told) == len(said)
    assert all(words in one for words, one in zip(said, told, strict=True))


def test_h7_partial_dates_sort_and_count():
    told = ["2020-10-11", "2020", "2020-09~", "2020-10-10/2020-10-12", "2020-10"]
    dates = sorted(map(PartialDate.parse, told))
    assert [one.text for one in dates] == ["2020", "2020-09~", "2020-10", "2020-10-10/2020-10-12", "2020-10-11"]
    assert [one.exact for one in dates] == [False, False, False, False, True]
    in_october = [one for one in dates if date(2020, 10, 1) <= one.earliest and one.latest <= date(2020, 10, 31)]
    perhaps = [one for one in dates if one.earliest <= date(2020, 10, 31) and one.latest >= date(2020, 10, 1)]
    assert (len(in_october), len(perhaps)) == (3, 4), "surely in October, and perhaps"


def test_h8_an_episode_has_the_slots_of_an_arrest():
    asked = {"MT29", "MT30", "MT31", "MT32", "MT33"}
    slots = kinds()["episode"].slots
    assert asked <= {slot.huridocs for slot in slots.values()}
    assert {"conditions", "description", "case", "district"} <= set(slots)


def test_h9_torture_tells_of_statement_doctor_and_intent(log):
    act = log.state("act", victim="Birch", type="torture", statement_signed="forced_on_video",
                    medical_attention="denied", intent=["confession", "intimidation"])  # fmt: skip
    assert not log.remarks
    assert log.entries()[act].values("intent") == ("confession", "intimidation")


def test_h10_what_the_state_says_stands_with_the_report_that_has_it(log):
    act = log.state("act", victim="Birch", type="beating")
    log.judge("state", act, attribution=Given("attribution", "denies", words="no force was used"), on=("report1",))
    (said,) = log.entries()[act].slots["attribution"].standing
    assert (said.value, said.words, said.rests_on) == ("denies", "no force was used", ("report1",))


def test_h11_status_monitoring_and_priority(log):
    assert set(codes("confirmation_statuses")) == {"confirmed", "likely", "possible", "unlikely", "unknown"}
    act = log.state("act", victim="Birch", type="threat", status="likely", monitoring="active", priority="high")
    assert not log.remarks
    assert log.entries()[act].one("status") == "likely"


def test_h12_who_made_and_changed_it_when_is_never_typed(log):
    act = log.state("act", victim="Birch", type="threat", judge="anna")
    log.judge("correct", act, type="death_threat", judge="ivan")
    entry = log.entries()[act]
    assert (entry.made, entry.changed) == ("2020-11-01T10:00:00Z", "2020-11-02T10:00:00Z")
    assert [one.by for one in entry.slots["type"].history] == ["anna", "ivan"]
    assert not {"made", "changed", "by", "at"} & set(kinds()["act"].slots)


def test_h13_a_note_and_the_words_of_the_source_stand_beside_each_code(log):
    said = Given("type", "threat", words="you will never see your son", note="said by phone")
    act = log.state("act", victim="Birch", type=said)
    (one,) = log.entries()[act].slots["type"].standing
    assert (one.value, one.words, one.note) == ("threat", "you will never see your son", "said by phone")


def test_o1_a_casualty_may_say_of_each_thing_that_it_is_unknown(log):
    told = dict.fromkeys(("person", "harm", "place", "circumstances", "sex", "age", "date"), "unknown")
    casualty = log.state("casualty", **told)
    assert not log.remarks
    assert all(log.entries()[casualty].one(slot) == "unknown" for slot in told)


def test_o2_the_levels_of_proof_go_up_in_this_order():
    assert list(codes("proof_levels")) == [
        "reported", "single_source", "corroborated", "reasonable_grounds", "established_by_court",
    ]  # fmt: skip


def test_e2_two_steps_of_checking_and_an_outcome_and_the_motive_of_an_act(log):
    act = log.state("act", victim="Birch", type="dismissal", coherent="yes", cross_checked="no",
                    outcome="undecided", motive_status="unconfirmed")  # fmt: skip
    assert not log.remarks
    assert log.entries()[act].one("outcome") == "undecided"


def test_two_days_of_release_are_a_conflict_and_a_month_with_a_day_in_it_is_none(log):
    ended, began = ["2020-10-31", "2020-11-03"], ["2020-10", "2020-10-16"]
    act = log.state("act", victim="Birch", type="detention", ended=ended, began=began)
    entry = log.entries()[act]
    assert list(conflicts(entry)) == [("ended", "2020-10-31", "2020-11-03")]
