"""What judgements on entries come to: what stands, what stood, on which day, and what cannot be meant."""

from __future__ import annotations

import pytest

from letapis.registry.judgement import Given, Judgement
from letapis.registry.judging import effects
from letapis.registry.model.folding import fold
from letapis.registry.model.history import history
from letapis.registry.model.remarks import remarks
from letapis.registry.model.statement import Statement
from letapis.registry.model.stating import statements_of


def standing(entry, slot):
    return [(one.value, one.by) for one in entry.slots[slot].standing]


def test_two_accounts_stand_beside_each_other_until_one_is_corrected(log):
    act = log.state("act", victim="Birch", type="detention", began="2020-10-11")
    log.judge("state", act, judge="ivan", began="2020-10-12")
    assert standing(log.entries()[act], "began") == [("2020-10-11", "anna"), ("2020-10-12", "ivan")]
    correct = log.judge("correct", act, judge="olga", began="2020-10-12")
    assert standing(log.entries()[act], "began") == [("2020-10-12", "olga")]
    assert len(log.entries()[act].slots["began"].history) == 3
    log.undo(correct)
    assert log.entries()[act].values("began") == ("2020-10-11", "2020-10-12")


def test_an_empty_value_takes_back_what_stood(log):
    act = log.state("act", victim="Birch", type="detention", place="Minsk")
    log.judge("correct", act, place="")
    assert log.entries()[act].values("place") == ()


def test_several_values_of_one_correction_stand_together(log):
    act = log.state("act", victim="Birch", type="torture", method="blows")
    log.judge("correct", act, method=["baton", "cold"])
    assert log.entries()[act].values("method") == ("baton", "cold")


def test_a_confession_on_camera_of_which_it_became_known_later_that_it_was_forced(log):
    """needs.md row 76: late knowledge reverses early, and each day keeps what was known on it."""
    day, later = "2020-10-20", "2020-10-27"
    mother = log.state("person", name="a mother from Stone Street", at="2020-10-20T09:00:00Z")
    spoken = log.state("event", type="resignation", title="She leaves a committee, on camera",
                       at="2020-10-20T09:05:00Z")  # fmt: skip
    threat = log.state("act", victim=mother, type="threat_to_family", at="2020-10-27T18:00:00Z",
                       on=("report2",))  # fmt: skip
    forced = log.state("act", victim=mother, type="video_confession", event=spoken, statement_signed="forced_on_video",
                       at="2020-10-27T18:01:00Z", on=("report2",))  # fmt: skip
    log.judge("supersede", spoken, type="video_confession", title="A statement under a threat to a child",
              at="2020-10-27T18:02:00Z", on=("report2",))  # fmt: skip
    log.state("link", one=threat, kind="causes", other=forced, at="2020-10-27T18:03:00Z")
    early, late = log.entries(day), log.entries(later)
    assert early[spoken].one("type") == "resignation"
    assert set(early) == {mother, spoken}
    assert late[spoken].one("type") == "video_confession"
    assert [one.value for one in late[spoken].slots["type"].history] == ["resignation", "video_confession"]
    steps = history(log.made, {spoken}.__contains__)
    first = {said.slot: said.overruled_by for said in steps[0].said}
    assert first == {"type": "j5", "title": "j5"}
    assert [step.kind for step in steps] == ["state", "state", "supersede"], "the act names the event, so it is there"
    assert not log.remarks
    assert not list(remarks(late.values()))


def test_what_a_person_says_takes_the_place_of_a_proposal_and_acceptance_confirms_it(log):
    proposed = [
        Statement("c1.type", "act:a", "type", "detention", "2020-10-20", rests_on=("c1",)),
        Statement("c1.began", "act:a", "began", "2020-10-11", "2020-10-20", rests_on=("c1",)),
    ]
    alone = fold(proposed)["act:a"]
    assert alone.machine
    assert len(alone.unconfirmed) == 2
    log.judge("accept", "act:a", at="2020-11-01T10:00:00Z", type="detention", began="2020-10-11")
    confirmed = fold([*proposed, *statements_of(log.made)])["act:a"]
    assert (confirmed.verdict, confirmed.machine, confirmed.unconfirmed) == ("accepted", False, ())
    news = [
        Statement("c2.began", "act:a", "began", "2020-10-12", "2020-11-05", rests_on=("c2",)),
        Statement("c2.place", "act:a", "place", "Minsk", "2020-11-05", rests_on=("c2",)),
        Statement("c2.type", "act:a", "type", "detention", "2020-11-05", rests_on=("c2",)),
    ]
    entry = fold([*proposed, *news, *statements_of(log.made)])["act:a"]
    assert entry.values("began") == ("2020-10-11",), "what a person confirmed stands"
    assert {one.id for one in entry.unconfirmed} == {"c2.began", "c2.place"}, "news waits; what agrees is none"
    assert fold(statements_of(log.made))["act:a"].values("type") == ("detention",), "whatever the machine says later"
    log.judge("correct", "act:a", began="2020-10-12")
    entry = fold([*news, *statements_of(log.made)])["act:a"]
    assert [one.id for one in entry.unconfirmed] == ["c2.place"]


def test_the_later_of_accept_and_reject_holds(log):
    log.judge("accept", "act:a")
    log.judge("reject", "act:a")
    assert log.entries()["act:a"].verdict == "rejected"


def test_persons_joined_are_one_and_held_apart_again_they_are_two(log):
    one, other, third = (log.state("person", name=name) for name in ("A. Arlova", "Alena Arlova", "Arlova"))
    act = log.state("act", victim=other, type="threat")
    before = log.entries()
    log.judge("join", one, other)
    joined = log.entries()
    assert joined[one].values("name") == ("A. Arlova", "Alena Arlova")
    assert (other in joined, joined[act].one("victim"), joined[one].aliases) == (False, one, (other,))
    log.judge("join", third, one)
    assert log.entries()[third].aliases == (one, other)
    log.judge("keep_apart", one, other)
    log.judge("keep_apart", one, third)
    apart = log.entries()
    assert {name: entry.values("name") for name, entry in apart.items()} == {
        name: entry.values("name") for name, entry in before.items()
    }
    assert apart[act].one("victim") == other
    log.judge("join", one, other)
    assert other not in log.entries(), "the later decision holds"


def test_joins_in_a_circle_are_one_entry(log):
    a, b, c = (log.state("person", name=name) for name in "abc")
    for left, right in ((a, b), (b, c), (c, a)):
        log.judge("join", left, right)
    assert [entry.values("name") for entry in log.of("person")] == [("a", "b", "c")]


def test_a_recognition_names_its_person_and_can_be_withdrawn(log):
    log.judge("recognise", "person:x", body="Viasna", recognised_as="political_prisoner", decided_on="2020-09-10")
    log.judge("state", "recognition:j1", withdrawn_on="2020-10-20")
    entry = log.entries()["recognition:j1"]
    assert (entry.one("person"), entry.one("body"), entry.one("withdrawn_on")) == ("person:x", "Viasna", "2020-10-20")


@pytest.mark.parametrize(
    ("kind", "targets", "given", "said"),
    [
        ("state", ["act:a"], {}, "state needs at least one slot=value"),
        ("state", ["nowhere:0-1:detention"], {"type": "threat"}, "names no entry, KIND:NAME; kinds are act"),
        ("state", ["acct:a"], {"type": "threat"}, "the nearest kinds are act"),
        ("state", ["act"], {}, "is no entry; an entry is named act:NAME"),
        ("state", ["act:a"], {"tpye": "threat"}, "act has no slot 'tpye'; the nearest are type"),
        ("state", ["act:a"], {"zzz": "threat"}, "known are event, type"),
        ("state", ["act:a"], {"type": "thread"}, "the nearest are threat"),
        ("state", ["act:a"], {"began": "soon"}, "slot began takes a date"),
        ("state", ["act:a"], {"verdict": "accepted"}, "slot verdict is filled by accept and reject"),
        ("state", ["act:a"], {"same_as": "act:b"}, "slot same_as is filled by join"),
        ("split", ["person:a", "person:b"], {"name": "X"}, "split takes one entry"),
        ("split", ["act:a"], {"name": "X"}, "act has no slot 'name'"),
        ("split", ["person:a"], {"born": "1980"}, "split takes names only"),
        ("join", ["act:a", "person:b"], {}, "join takes entries of one kind, not of act and person"),
        ("join", ["act:a", "91216c:0-1:detention"], {}, "names no entry"),
        ("edit", ["act:a"], {}, "edit is for claims and reports"),
        ("recognise", ["person:a"], {"bdoy": "Viasna"}, "recognition has no slot 'bdoy'; the nearest are body"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_a_remark_and_changes_nothing(log, kind, targets, given, said):
    filled = tuple(Given(slot, value) for slot, value in given.items())
    log.made.append(Judgement("j1", kind, tuple(targets), "anna", "2020-11-01T10:00:00Z", given=filled))
    assert any(said in one for one in effects(log.made).remarks), effects(log.made).remarks


def test_a_faulty_value_in_an_old_log_is_left_out_and_told(log):
    act = log.state("act", victim="Birch", type="threat", began="the day before")
    assert set(log.entries()[act].slots) == {"victim", "type"}
    assert any("slot began takes a date" in one for one in log.remarks)


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"began": "2020-12-01"}, "began 2020-12-01 lies after 2020-11-01, when it became known"),
        ({"began": "2020-10-11", "ended": "2020-10-09"}, "ended 2020-10-09 lies before began 2020-10-11"),
        ({"began": ["2020-10-11", "2020-10-08"], "ended": "2020-10-09"}, ""),
        ({"began": "2020-10", "ended": "2020-10-09"}, ""),
        ({"began": "2020-11-01"}, ""),
    ],
)
def test_days_that_look_wrong_are_remarks(log, slots, said):
    log.state("act", victim="Birch", type="threat", **slots)
    assert [one.partition(": ")[2] for one in remarks(log.entries().values())] == ([said] if said else [])


def test_what_is_planned_may_lie_ahead_and_what_lacks_a_slot_is_told(log):
    log.state("event", title="A trial", began="2020-12-24")
    log.state("hearing", person="Birch", date="2020-12-24")
    log.state("act", type="threat")
    assert list(remarks(log.entries().values())) == ["act:j3: nothing stands in victim"]
