"""Events that the rules hold apart, with what a careful reader would say of them. All words and people are our own."""


import pytest

from letapis.registry.judgement import Judgement
from letapis.registry.matching.events import candidates, candidates_of, explain_join, ties
from letapis.registry.matching.occasions import of_event


@pytest.fixture
def march(told):
    """One march of Brest, told for Sunday by one report and for Monday by another; and one of Lida."""
    told.report("a", "2020-10-12", publisher="One")
    told.report("b", "2020-10-13", publisher="Two")
    told.report("c", "2020-10-13", publisher="Three")
    told.claim("a", "demonstration", "2020-10-11", "Brest", count=300, quote="300 people marched in Mašerava Street")
    told.claim("b", "demonstration", "2020-10-12", "Brest", count=300, quote="Some 300 marched in Mašerava Street")
    told.claim("c", "demonstration", "2020-10-11", "Lida", count=300, quote="In Lida 300 people marched")
    return told


def test_a_march_told_for_the_next_day_is_proposed_with_its_reasons(march):
    found = candidates(march.record())
    assert len(found) == 1
    parts = {part.name: part.words for part in found[0].match.parts}
    assert parts["near_day"] == ("2020-10-11", "2020-10-12")
    assert parts["same_place"] == ("Brest",)
    assert "same_count" in parts
    assert found[0].match.score >= 0.5


def test_a_proposal_joins_nothing(march):
    record = march.record()
    candidates(record)
    assert len(record.events) == 3


def test_what_people_hold_apart_is_not_proposed_again(march):
    claims = [claim.id for claim in march.claims[:2]]
    assert candidates(march.record(), [claims]) == ()


def test_what_people_joined_is_no_candidate_any_more(march):
    join = Judgement("j1", "join", tuple(claim.id for claim in march.claims[:2]), "anna", "2020-10-14T10:00:00Z")
    assert candidates(march.record(join)) == ()


PILA, SASNA = {"whom": ("Ihar Pila",)}, {"whom": ("Alena Sasna",)}
IN_RUSSIAN, IN_BELARUSIAN = {"whom": ("Игорь Пила",)}, {"whom": ("Ігара Пілу",)}
MANY, FEW = {"count": 300}, {"count": 40}


@pytest.mark.parametrize(
    ("left", "right", "proposed"),
    [
        # the same act upon one person, told for another day
        (("detention", "2020-10-11", PILA), ("detention", "2020-10-13", PILA), True),
        # the same person, as another language writes it and in another case
        (("detention", "2020-10-11", PILA), ("detention", "2020-10-11", IN_RUSSIAN), True),
        (("detention", "2020-10-11", PILA), ("detention", "2020-10-12", IN_BELARUSIAN), True),
        # two people of one day and place are two detentions
        (("detention", "2020-10-11", PILA), ("detention", "2020-10-11", SASNA), False),
        # another type of the same family
        (("demonstration", "2020-10-11", FEW), ("symbolic_action", "2020-10-11", FEW), True),
        # numbers that cannot both hold, a day apart
        (("demonstration", "2020-10-11", MANY), ("demonstration", "2020-10-12", FEW), False),
        # a plan and what happened
        (("demonstration", "2020-10-11", MANY), ("demonstration", "2020-10-12", {**MANY, "status": "planned"}), False),
        # a week apart is a series and no slip
        (("demonstration", "2020-10-11", MANY), ("demonstration", "2020-10-18", MANY), False),
    ],
)
def test_pairs(told, left, right, proposed):
    for report, (kind, day, slots) in (("a", left), ("b", right)):
        told.report(report, "2020-10-20", publisher=report)
        told.claim(report, kind, day, "Brest", quote=f"{kind} as {report} has it", **slots)
    assert bool(candidates(told.record())) == proposed


def test_one_report_that_tells_both_means_two(told):
    told.report("a", "2020-10-13")
    told.claim("a", "demonstration", "2020-10-11", "Brest", count=300)
    told.claim("a", "demonstration", "2020-10-12", "Brest", count=300)
    assert candidates(told.record()) == ()


def test_quotes_in_two_languages_meet_in_their_names(told):
    told.report("a", "2020-10-12", publisher="One")
    told.report("b", "2020-10-13", publisher="Two")
    told.claim("a", "demonstration", "2020-10-11", "Brest", quote="They marched from the Narach mill to Kosach Street")
    told.claim("b", "demonstration", "2020-10-12", "Brest", quote="Шли от мельницы Нарач до улицы Косач")
    (found,) = candidates(told.record())
    names = next(part for part in found.match.parts if part.name == "quoted_names")
    assert len(names.words) == 2


def test_a_newcomer_is_compared_with_its_neighbours_only_and_to_the_same_end(march):
    record = march.record()
    claims = {claim.id: claim for claim in record.claims}
    occasions = [of_event(event, claims) for event in record.events]
    whole = candidates(record)
    for one in occasions:
        found = candidates_of(one, occasions)
        assert set(found) == {candidate for candidate in whole if one.id in (candidate.left, candidate.right)}


def test_what_the_rules_joined_is_explained_by_its_weakest_tie(told):
    for report in ("a", "b", "c"):
        told.report(report, "2020-10-12", publisher=report)
    told.claim("a", "demonstration", "2020-10-11", "Brest", count=300, quote="300 people marched along the river")
    told.claim("b", "demonstration", "2020-10-11", "Brest", count=300, quote="300 people marched along the river bank")
    told.claim("c", "demonstration", "2020-10-11", "Brest", quote="Дудели в трубы")
    (event,) = told.record().events
    claims = {claim.id: claim for claim in told.claims}
    assert [(tie.report, tie.other) for tie in ties(event, claims)] == [("a", "b"), ("b", "a"), ("c", "a")]
    assert explain_join(event, claims) == ties(event, claims)[2].match
    assert explain_join(event, claims).score < ties(event, claims)[0].match.score


def test_one_report_alone_needs_no_tie(told):
    told.report("a", "2020-10-12")
    told.claim("a", "strike", "2020-10-11", "Brest")
    (event,) = told.record().events
    assert ties(event, {claim.id: claim for claim in told.claims}) == ()
    assert explain_join(event, {claim.id: claim for claim in told.claims}).score == 1.0


def test_the_words_of_a_coerced_statement_are_not_looked_at(told):
    for report, day in (("a", "2020-10-11"), ("b", "2020-10-12")):
        told.report(report, "2020-10-20", publisher=report)
        told.claim(
            report, "coerced_confession", day, "Minsk", whom=("Ihar Pila",), quote="Pila says that Narach paid"
        )
    (found,) = candidates(told.record())
    assert not {"quotes", "quoted_names"} & {part.name for part in found.match.parts}
