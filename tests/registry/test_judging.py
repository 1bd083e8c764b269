"""What people decide holds, is undone by another decision, and never breaks the record."""

import pytest

from letapis.claims.claim import Count
from letapis.registry.judgement import Judgement
from letapis.registry.judging import edited, effects


def judged(id_, kind, *targets, **slots):
    return Judgement(id_, kind, targets, "A reader", "2020-11-01T10:00", **slots)


@pytest.fixture
def two(told):
    told.report("one", "2020-10-12", publisher="Tram Post")
    told.report("two", "2020-10-12", publisher="Bridge Post")
    told.claim("one", "detention", "2020-10-11", "Minsk", count=40)
    told.claim("two", "detention", "2020-10-12", "Minsk", count=45)
    return told


def test_people_join_what_the_machine_kept_apart_and_the_event_says_so(two):
    one, other = two.claims
    assert two.event_of(one).id != two.event_of(other).id
    event = two.event_of(one, judged("j1", "join", one.id, other.id))
    assert event.claims == (one.id, other.id)
    assert (event.date.first.isoformat(), event.date.last.isoformat()) == ("2020-10-11", "2020-10-12")
    assert "joined by judgement j1" in event.reasons


def test_people_keep_apart_what_the_machine_joined(sunday):
    essay, diary, journalists = sunday.claims
    log = [judged("j1", "keep_apart", essay.id, diary.id)]
    assert set(sunday.event_of(essay, *log).claims) == {essay.id, journalists.id}
    assert sunday.event_of(diary, *log).claims == (diary.id,)


def test_a_rejected_claim_supports_nothing(two):
    one, other = two.claims
    record = two.record(judged("j1", "reject", one.id))
    assert [claim.id for claim in record.claims] == [other.id]
    assert [event.claims for event in record.events] == [(other.id,)]


def test_only_an_accepted_event_is_confirmed(two):
    one, other = two.claims
    log = [judged("j1", "accept", one.id)]
    assert (two.event_of(one, *log).confirmed, two.event_of(other, *log).confirmed) == (True, False)


def test_an_edited_slot_changes_event_and_figure(two):
    one, other = two.claims
    log = [
        judged("j1", "edit", other.id, slot="date", value="2020-10-11"),
        judged("j2", "edit", other.id, slot="count", value="40.."),
    ]
    assert two.event_of(one, *log).claims == (one.id, other.id)
    (figure,) = two.record(*log).figures
    assert {(one.low, one.high) for one in figure.readings} == {(40, 40), (40, None)}


def test_same_origin_and_other_origin(sunday):
    together = sunday.record(judged("j1", "same_origin", "essay", "diary"))
    assert [figure.origins for figure in together.figures] == [1, 1]
    (origin,) = together.origins
    assert origin.documents == ("diary", "essay")
    assert "judgement j1" in origin.reasons
    apart = sunday.record(judged("j1", "same_origin", "essay", "diary"), judged("j2", "other_origin", "essay"))
    assert len(apart.origins) == 2


def test_a_judgement_undone_is_as_if_it_never_was_and_the_undo_can_be_undone(two):
    one, other = two.claims
    join = judged("j1", "join", one.id, other.id)
    undo, redo = judged("j2", "undo", "j1"), judged("j3", "undo", "j2")
    assert two.record(join, undo) == two.record()
    assert two.record(join, undo, redo).events == two.record(join).events


@pytest.mark.parametrize(
    ("log", "remark"),
    [
        ([judged("j1", "bless", "x")], "unknown kind 'bless'"),
        ([judged("j1", "join", "x")], "join needs at least 2 different targets"),
        ([judged("j1", "join", "x", "x")], "join needs at least 2 different targets"),
        ([judged("j1", "accept")], "accept needs at least 1"),
        ([judged("j1", "undo", "j9")], "undo of j9, which is no earlier judgement"),
        ([judged("j1", "undo", "j1")], "undo of j1, which is no earlier judgement"),
        ([judged("j1", "edit", "x", slot="date", value="last Sunday")], "slot date cannot be 'last Sunday'"),
        ([judged("j1", "edit", "x", slot="mood", value="good")], "no slot 'mood' can be edited"),
        ([judged("j1", "edit", "x", slot="count", value="-5")], "slot count cannot be '-5'"),
        ([judged("j1", "edit", "x", slot="count", value="9..5")], "slot count cannot be '9..5'"),
        ([judged("j1", "accept", "x"), judged("j2", "reject", "x")], "reject of x holds over an earlier accept"),
        ([judged("j1", "join", "x", "y"), judged("j2", "keep_apart", "x", "y")], "keep_apart holds over j1"),
        ([judged("j1", "accept", "nowhere:0-1:detention")], "no claim nowhere:0-1:detention"),
        ([judged("j1", "other_origin", "nothing")], "no report nothing"),
    ],
)
def test_what_cannot_be_applied_is_a_remark_and_never_a_crash(two, log, remark):
    record = two.record(*log)
    assert any(remark in one for one in record.remarks), record.remarks
    assert len(record.claims) == 2


def test_the_later_of_two_contrary_decisions_holds(two):
    one, other = two.claims
    join, apart = judged("j1", "join", one.id, other.id), judged("j2", "keep_apart", one.id, other.id)
    assert len(two.record(join, apart).events) == 2
    assert len(two.record(apart, join).events) == 1


@pytest.mark.parametrize(
    ("slot", "value", "expected"),
    [
        ("count", "713", Count(713, 713, "people", "713")),
        ("count", "600..", Count(600, None, "people", "600..")),
        ("count", "..900", Count(None, 900, "people", "..900")),
        ("count", "20..30 places", Count(20, 30, "places", "20..30 places")),
        ("count", "", None),
        ("place", "Minsk; Brest", ("Minsk", "Brest")),
        ("place", "", ()),
        ("said_by", "Viasna", "Viasna"),
        ("said_by", "", None),
        ("status", "denied", "denied"),
    ],
)
def test_slots_are_edited_from_text(two, slot, value, expected):
    assert getattr(edited(two.claims[0], slot, value), slot) == expected


def test_effects_of_an_empty_log_are_none():
    found = effects([])
    assert (found.joins, found.rejected, found.remarks) == ({}, set(), [])
