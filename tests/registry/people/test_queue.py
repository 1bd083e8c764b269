"""What is asked first, what settles it, and what a bulk acceptance leaves to people; worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.registry.people.accepting import acceptable
from letapis.registry.people.persons import People, person_id
from letapis.registry.people.queue import queue
from letapis.registry.people.records import Edge
from letapis.registry.people.settling import USUAL, doubt, expected, settling, weights

NAMES = ("surname:same:8", "given:same:4")


def asked(queued):
    """Groups as the pairs they ask about."""
    return [
        " ".join(question.edge.left + question.edge.right for question in group.questions) for group in queued.groups
    ]


def test_what_brings_more_records_together_comes_first(make):
    people = make.of(make.log(("same", "a b"), ("same", "b c")))
    edges = [make.edge("c", "d", 0.6), make.edge("e", "f", 0.6)]
    queued = queue(edges, people)
    assert asked(queued) == ["cd", "ef"]
    assert [group.questions[0].records for group in queued.groups] == [4, 2]
    assert queued.groups[0].sides == ("d", person_id("a"))
    assert queued.groups[0].records == ("a", "b", "c", "d")


def test_doubt_comes_before_what_is_nearly_sure(make):
    edges = [make.edge("a", "b", 0.97), make.edge("c", "d", 0.5), make.edge("e", "f", 0.3)]
    assert asked(queue(edges, make.of([]))) == ["cd", "ef", "ab"]


def test_questions_are_grouped_by_the_person_that_would_come_of_them(make):
    edges = [make.edge("a", "b", 0.8), make.edge("b", "c", 0.7), make.edge("a", "c", 0.4), make.edge("d", "e", 0.5)]
    queued = queue(edges, make.of([]))
    assert asked(queued) == ["de", "ac bc ab"]
    assert queued.groups[1].records == ("a", "b", "c")
    assert queued.groups[1].score == pytest.approx(2 * doubt(0.4))


def test_what_is_nearly_sure_counts_as_brought_together(make):
    edges = [make.edge("a", "b", 0.95), make.edge("c", "d", 0.95), make.edge("b", "c", 0.6), make.edge("e", "f", 0.6)]
    queued = queue(edges, make.of([]))
    assert asked(queued) == ["bc ab cd", "ef"]
    assert [question.records for question in queued.groups[0].questions] == [4, 2, 2]


def test_cores_that_contradict_elsewhere_are_asked_about_later(make):
    """a and b are one core, c another; a contradicts c, so whether b is c is hardly a question any more."""
    edges = [make.edge("a", "b", 0.95), make.edge("b", "c", 0.5), make.edge("e", "f", 0.5)]
    records = {letter: make.record(letter) for letter in "abcdef"}
    assert asked(queue(edges, make.of([]), records=records)) == ["bc ab", "ef"]
    records |= {"a": make.record("a", birth_year=1955), "c": make.record("c", birth_year=1984)}
    queued = queue(edges, make.of([]), records=records)
    assert asked(queued) == ["ef", "ab", "bc"]
    assert queue(edges, make.of([]), 1, records).groups == queued.groups[:1]


def test_rivals_come_first(make):
    """b is nearly surely a and nearly surely c, who are two: of all that is nearly sure this is what to ask."""
    edges = [make.edge("a", "b", 0.995), make.edge("b", "c", 0.994), make.edge("e", "f", 0.8)]
    records = {letter: make.record(letter) for letter in "abcdef"}
    assert asked(queue(edges, make.of([]), records=records)) == ["ef", "bc ab"]
    records |= {"a": make.record("a", birth_year=1955), "c": make.record("c", birth_year=1984)}
    queued = queue(edges, make.of([]), records=records)
    assert asked(queued) == ["bc ab", "ef"]
    assert [question.rival for question in queued.groups[0].questions] == [True, False]
    assert queued.groups[0].records == ("a", "b", "c")


def test_no_more_is_asked_at_once_than_one_can_look_at(make):
    edges = [make.edge(f"a:{number}", f"a:{number + 1}", 0.8) for number in range(1, 30)]
    queued = queue(edges, make.of([]), limit=100)
    assert max(len(group.sides) for group in queued.groups) <= 8
    assert sum(len(group.questions) for group in queued.groups) == 29


OPEN = {
    "decided the same": ([("same", "a b")], []),
    "held apart": ([("not_same", "a b")], []),
    "one person by a chain": ([("same", "a c"), ("same", "c b")], []),
    "held apart by a chain": ([("same", "a c"), ("not_same", "c b")], []),
    "unsure asks on": ([("unsure", "a b")], ["ab"]),
    "undone asks on": ([("same", "a b"), ("undo", "pj1")], ["ab"]),
}


@pytest.mark.parametrize(("judgements", "expected_pairs"), OPEN.values(), ids=OPEN)
def test_what_is_still_asked(make, judgements, expected_pairs):
    queued = queue([make.edge("a", "b", 0.6), make.edge("d", "e", 0.1)], make.of(make.log(*judgements)))
    assert asked(queued) == expected_pairs


def test_what_somebody_was_unsure_of_comes_later(make):
    edges = [make.edge("a", "b", 0.5), make.edge("c", "d", 0.7)]
    queued = queue(edges, make.of(make.log(("unsure", "a b"))))
    assert asked(queued) == ["cd", "ab"]
    assert queued.groups[1].questions[0].doubted == "pj1"


def test_two_held_apart_are_never_counted_as_one(make):
    edges = [make.edge("a", "b", 0.95), make.edge("b", "c", 0.94), make.edge("c", "d", 0.6)]
    people = make.of(make.log(("not_same", "a c")))
    records = {
        one.edge.left + one.edge.right: one.records for group in queue(edges, people).groups for one in group.questions
    }
    assert records == {"ab": 2, "bc": 3, "cd": 2}, "c and d are two: b is not theirs as well"


def test_the_limit_cuts_what_is_shown_and_not_what_is_counted(make):
    edges = [make.edge("a", "b", 0.6), make.edge("c", "d", 0.6), make.edge("e", "f", 0.995)]
    queued = queue(edges, make.of([]), limit=1)
    assert (len(queued.groups), queued.open_groups, queued.open_questions, queued.suggested) == (1, 3, 3, 1)


PROPOSED = [("a", "b", 0.6), ("c", "d", 0.6), ("e", "f", 0.6), ("b", "c", 0.55), ("a", "d", 0.4), ("g", "h", 0.99)]


@given(st.permutations(PROPOSED))
def test_the_order_of_proposals_is_of_no_account(shuffled):
    def queued(proposed):
        return queue([Edge(left, right, probability, "ask", ()) for left, right, probability in proposed], People())

    assert queued(shuffled) == queued(PROPOSED)


SETTLES = {
    # Nothing is known of the patronymic: it tells more than the year, which tells more than the town.
    "the patronymic": ([*NAMES, "birth_year:same:5", "town:same:4"], ("patronymic", "ask")),
    "the year": ([*NAMES, "patronymic:same:7", "town:absent:0"], ("birth_year", "ask")),
    "the town": (
        [*NAMES, "patronymic:same:7", "birth_year:same:5", "town:absent:0", "date:same:5", "article:same:2"],
        ("town", "ask"),
    ),
    "the full given name": (
        ["surname:same:8", "given:initial:2", "patronymic:same:7", "birth_year:same:5", "town:same:4", "date:same:5"],
        ("given", "spell"),
    ),
    "they differ only there": (
        [*NAMES, "patronymic:same:7", "birth_year:contradicts:-5", "town:same:4", "date:same:5", "article:same:2"],
        ("birth_year", "check"),
    ),
    "everything agrees": (
        [*NAMES, "patronymic:same:7", "birth_year:same:5", "town:same:4", "date:same:5", "article:same:2"],
        None,
    ),
}


@pytest.mark.parametrize(("evidence", "settles"), SETTLES.values(), ids=SETTLES)
def test_the_one_field_that_would_settle_it(make, evidence, settles):
    found = settling(make.edge("a", "b", 0.5, *evidence), USUAL)
    assert (found and (found.field, found.how)) == settles


def test_weights_are_those_that_the_linker_gave(make):
    edges = [
        make.edge("a", "b", 0.9, "birth_year:same:6"),
        make.edge("a", "c", 0.9, "birth_year:same:8"),
        make.edge("a", "d", 0.9, "birth_year:same:7"),
        make.edge("a", "e", 0.1, "birth_year:contradicts:-3", "town:same:-1"),
    ]
    assert weights(edges)["birth_year"] == (7, -3)
    assert weights(edges)["town"] == USUAL["town"], "a weight that speaks the wrong way is none"


def test_an_answer_that_always_tells_takes_all_doubt_away():
    assert expected(0.5, (40.0, -40.0)) == pytest.approx(1.0, abs=1e-4)
    assert expected(0.5, (0.0, -1.0)) == 0
    # 1 of 4 agree in two persons, all but 1 of 8 in one: p(agree) = 9/16, after it 7/9, after the other 1/7.
    agree, differ = math.log2((7 / 8) / (1 / 4)), math.log2((1 / 8) / (3 / 4))
    assert expected(0.5, (agree, differ)) == pytest.approx(1 - 9 / 16 * doubt(7 / 9) - 7 / 16 * doubt(1 / 7))


def bulk(make, edges, judgements=(), **years):
    records = {letter: make.record(letter, birth_year=years.get(letter)) for letter in "abcdefgh"}
    found = acceptable(edges, make.of(make.log(*judgements)), records)
    return (
        " ".join(edge.left + edge.right for edge in found.edges),
        " ".join(edge.left + edge.right for edge in found.held_back),
    )


def test_bulk_takes_what_is_suggested_and_open(make):
    edges = [
        make.edge("a", "b", 0.995),
        make.edge("b", "c", 0.999),
        make.edge("d", "e", 0.9),
        make.edge("f", "g", 0.99),
    ]
    assert bulk(make, edges) == ("ab bc fg", "")
    assert bulk(make, edges, [("same", "a b"), ("not_same", "f g")]) == ("bc", "")
    assert bulk(make, edges, [("unsure", "a b")]) == ("bc fg", ""), "what somebody doubted is not accepted in bulk"


def test_bulk_never_joins_a_father_and_a_son_by_a_record_that_tells_less(make):
    """a: Piotr Ivanavich, 1955; c: Piotr Piatrovich, 1984; b: Piotr, no year. Each alone looks like b."""
    edges = [make.edge("a", "b", 0.991), make.edge("b", "c", 0.992), make.edge("c", "d", 0.999)]
    assert bulk(make, edges, a=1955, c=1984) == ("cd", "ab bc")
    contradicting = make.edge("a", "c", 0.01, *NAMES, "patronymic:contradicts:-6")
    assert bulk(make, [*edges, contradicting]) == ("cd", "ab bc")


def test_bulk_leaves_every_way_between_two_that_contradict(make):
    """b and c both look like a and like d, who are two: nothing may be left that leads from a to d."""
    edges = [make.edge(*pair, 0.995) for pair in ("ab", "bd", "ac", "cd", "de")]
    assert bulk(make, edges, a=1955, d=1984) == ("de", "ab ac bd cd")


def test_a_year_told_by_age_may_be_one_off(make):
    assert bulk(make, [make.edge("a", "b", 0.995)], a=1984, b=1985) == ("ab", "")
    assert bulk(make, [make.edge("a", "b", 0.995)], a=1984, b=1986) == ("", "ab")


def test_bulk_does_not_go_round_a_decision(make):
    edges = [make.edge("a", "b", 0.995), make.edge("b", "c", 0.995), make.edge("c", "d", 0.995)]
    assert bulk(make, edges, [("not_same", "a c")]) == ("cd", "ab bc")


def test_the_digest_names_the_evidence(make):
    records = {letter: make.record(letter) for letter in "ab"}
    one = acceptable([make.edge("a", "b", 0.995, "surname:same:8")], make.of([]), records)
    other = acceptable([make.edge("a", "b", 0.995, "surname:same:9")], make.of([]), records)
    assert len(one.digest) == 64
    assert one.digest != other.digest
