"""Who becomes a person by which judgements. Letters are records; every expectation was worked out by hand."""

import pytest

from letapis.registry.people.exchange import people_lines
from letapis.registry.people.persons import person_id

DECIDED = {
    "nothing": ([], []),
    "one pair": ([("same", "a b")], ["a b"]),
    "a chain": ([("same", "a b"), ("same", "b c")], ["a b c"]),
    "two persons": ([("same", "a b"), ("same", "c d")], ["a b", "c d"]),
    "not the same": ([("not_same", "a b")], []),
    "unsure makes nobody": ([("unsure", "a b")], []),
    "the later decision holds": ([("same", "a b"), ("not_same", "a b")], []),
    "and the other way round": ([("not_same", "a b"), ("same", "b a")], ["a b"]),
    "doubt takes a decision back": ([("same", "a b"), ("unsure", "a b")], []),
    "undone": ([("same", "a b"), ("undo", "pj1")], []),
    "undone, and that undone": ([("same", "a b"), ("undo", "pj1"), ("undo", "pj2")], ["a b"]),
    "an undo of nothing": ([("undo", "pj9"), ("same", "a b")], ["a b"]),
    "a negative undone": ([("same", "a b"), ("not_same", "a b"), ("undo", "pj2")], ["a b"]),
    "a chain across a negative": ([("not_same", "a c"), ("same", "a b"), ("same", "b c")], ["a b"]),
    "a negative after the chain": ([("same", "a b"), ("same", "b c"), ("not_same", "a c")], ["a b"]),
    "a negative between groups": (
        [("same", "a b"), ("same", "c d"), ("not_same", "a d"), ("same", "b c")],
        ["a b", "c d"],
    ),
    "the negative gone, the chain closes": (
        [("not_same", "a c"), ("same", "a b"), ("same", "b c"), ("undo", "pj1")],
        ["a b c"],
    ),
    "many at once": ([("same", "a b,b c,d e")], ["a b c", "d e"]),
    "many at once, one undo": ([("same", "a b,b c,d e"), ("undo", "pj1")], []),
    "many at once, one of them overruled": ([("same", "a b,b c,d e"), ("not_same", "d e")], ["a b c"]),
    "a split": ([("same", "a b,b c,c d"), ("split", "a b|c d")], ["a b", "c d"]),
    "a split keeps its groups": ([("same", "a c,b c,b d"), ("split", "a b|c d")], ["a b", "c d"]),
    "a split in three": ([("same", "a b,b c,c d,d e"), ("split", "a e|b|c d")], ["a e", "c d"]),
    "a split undone": ([("same", "a b,b c,c d"), ("split", "a b|c d"), ("undo", "pj2")], ["a b c d"]),
    "a split holds against a new chain": (
        [("same", "a b,b c,c d"), ("split", "a b|c d"), ("same", "a e"), ("same", "e d")],
        ["a b e", "c d"],
    ),
}


@pytest.mark.parametrize(("judgements", "expected"), DECIDED.values(), ids=DECIDED)
def test_who_is_a_person(make, judgements, expected):
    assert make.groups(make.of(make.log(*judgements))) == expected


def test_a_conflict_names_the_chain_and_what_forbids_it(make):
    people = make.of(
        make.log(("same", "a b"), ("same", "c d"), ("same", "d e"), ("not_same", "a e", "vera"), ("same", "b c"))
    )
    assert make.groups(people) == ["a b", "c d e"]
    (conflict,) = people.conflicts
    assert (conflict.waits.pair, conflict.waits.judgement) == (("b", "c"), "pj5")
    assert (conflict.apart.pair, conflict.apart.judgement) == (("a", "e"), "pj4")
    assert [link.pair for link in conflict.chain] == [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]
    assert [link.judgement for link in conflict.chain] == ["pj1", "pj5", "pj2", "pj3"]


def test_of_several_denials_a_conflict_names_the_first(make):
    said = [("not_same", "a d"), ("not_same", "b c"), ("not_same", "a c"), ("same", "a b"), ("same", "c d")]
    (conflict,) = make.of(make.log(*said, ("same", "b d"))).conflicts
    assert (conflict.apart.pair, conflict.apart.judgement) == (("a", "d"), "pj1")
    other_way = [("same", "c d"), ("same", "a b"), ("not_same", "b c"), ("not_same", "a d"), ("same", "b d")]
    (conflict,) = make.of(make.log(*other_way)).conflicts
    assert (conflict.apart.pair, conflict.apart.judgement) == (("b", "c"), "pj3")


def test_a_person_keeps_its_id_when_records_come_in(make):
    before = make.of(make.log(("same", "c d")))
    after = make.of(make.log(("same", "c d"), ("same", "a c"), ("same", "d h")))
    assert [person.id for person in before.persons] == [person.id for person in after.persons] == [person_id("c")]


def test_of_two_persons_the_elder_gives_the_id_and_the_other_still_leads_there(make):
    people = make.of(make.log(("same", "c d"), ("same", "a b"), ("same", "b c")))
    (person,) = people.persons
    assert (person.id, person.absorbed) == (person_id("c"), (person_id("a"),))
    assert people.by_id[person_id("a")] is person
    assert person.judgements == ("pj1", "pj2", "pj3")


def test_a_split_leaves_the_id_with_the_record_judged_first(make):
    people = make.of(make.log(("same", "a b,b c,c d"), ("split", "a b|c d")))
    assert {person.id: person.records for person in people.persons} == {
        person_id("a"): ("a", "b"),
        person_id("c"): ("c", "d"),
    }


def test_a_merge_is_undone_to_the_last_byte(make):
    before = [("same", "a b"), ("same", "c d,d e"), ("not_same", "a f"), ("unsure", "g h"), ("same", "e f")]
    merged = [*before, ("same", "b c")]
    bytes_before = people_lines(make.of(make.log(*before)))
    assert people_lines(make.of(make.log(*merged))) != bytes_before
    assert people_lines(make.of(make.log(*merged, ("undo", "pj6")))) == bytes_before


FOUR_EYES = {
    "one is not enough": ([("same", "a b", "anna")], []),
    "nor the same one twice": ([("same", "a b", "anna"), ("same", "a b", " Anna ")], []),
    "nor somebody unnamed": ([("same", "a b", "anna"), ("same", "a b", "unnamed")], []),
    "nor a confirmation of one's own": ([("same", "a b", "anna"), ("confirm", "pj1", "anna")], []),
    "a second who says it too": ([("same", "a b", "anna"), ("same", "a b", "vera")], ["a b"]),
    "a second who confirms": ([("same", "a b", "anna"), ("confirm", "pj1", "vera")], ["a b"]),
    "a second who confirms many": ([("same", "a b,c d", "anna"), ("confirm", "pj1", "vera")], ["a b", "c d"]),
    "a confirmation undone": ([("same", "a b", "anna"), ("confirm", "pj1", "vera"), ("undo", "pj2")], []),
    "voices before a denial are gone": (
        [("same", "a b", "anna"), ("not_same", "a b", "vera"), ("same", "a b", "olga")],
        [],
    ),
}


@pytest.mark.parametrize(("judgements", "expected"), FOUR_EYES.values(), ids=FOUR_EYES)
def test_with_four_eyes(make, judgements, expected):
    people = make.of(make.log(*judgements), four_eyes=True)
    assert make.groups(people) == expected
    assert bool(people.waiting) == (not expected)


def test_one_says_no_with_four_eyes_too(make):
    people = make.of(
        make.log(("same", "a b", "anna"), ("confirm", "pj1", "vera"), ("not_same", "a b", "olga")), four_eyes=True
    )
    assert (people.persons, [link.pair for link in people.apart]) == ((), [("a", "b")])


REMARKS = {
    "an unknown kind": (("merge", "a b"), "judgement pj1: unknown kind 'merge'"),
    "a record with itself": (("same", "a a"), "judgement pj1: same needs two different records"),
    "a split in one": (("split", "a b"), "judgement pj1: split needs two groups of records or more"),
    "a split that shares": (("split", "a b|b c"), "judgement pj1: split needs groups that share no record"),
    "an undo of nothing": (("undo", "pj7"), "judgement pj1: undo of pj7, which is no earlier judgement"),
    "a record of no list": (("same", "a z"), "judgement pj1: record z is in no list"),
}


@pytest.mark.parametrize(("judgement", "remark"), REMARKS.values(), ids=REMARKS)
def test_what_cannot_be_applied_is_a_remark(make, judgement, remark):
    (told,) = make.of(make.log(judgement)).remarks
    assert told.startswith(remark)


def test_ten_comes_after_nine(make):
    steps = [("unsure", "g h")] * 8
    people = make.of(make.log(*steps, ("same", "a b"), ("not_same", "a b")))
    assert people.persons == ()


def test_a_record_prints_no_name(make):
    shown = repr(make.record("a", "Adam Prykladny", note="a cousin of Eva"))
    assert "Adam" not in shown
    assert "Eva" not in shown
