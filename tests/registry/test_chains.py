"""The road of a number from the report that we have to whoever it comes from, step by step."""

import pytest

from letapis.registry.chains import chain
from letapis.registry.record import Origin

COPIES = Origin("report:a", "A", "report", ("a", "b"), ("nearly the same text",))


def road(told, claim, origin=None):
    steps = chain(claim, {one.id: one for one in told.documents}, origin)
    return [(step.name, step.how) for step in steps], [step.document for step in steps]


@pytest.mark.parametrize(
    ("slots", "how"),
    [
        ({}, "republished"),
        ({"translator": "Karl Winter"}, "translated"),
        ({"language": "ru"}, "translated"),
        ({"reader": "telegram 1"}, "forwarded"),
    ],
)
def test_how_a_report_came_to_its_text(told, slots, how):
    told.report("a", "2020-10-12", publisher="A", language="be")
    told.report("b", "2020-10-13", publisher="B", origin="A", **slots)
    told_by = told.claim("b", "detention", "2020-10-11", "Minsk", count=40)
    assert road(told, told_by) == ([("B", ""), ("A", how)], ["b", "a"])


def test_a_chain_of_three_ends_with_the_body_that_is_credited(told):
    told.report("b", "2020-10-13", publisher="B", origin="A")
    told.report("c", "2020-10-14", publisher="C", origin="B")
    claim = told.claim("c", "detention", "2020-10-11", "Minsk", count=40, said_by="Viasna")
    names, held = road(told, claim)
    assert names == [("C", ""), ("B", "republished"), ("A", "republished"), ("Viasna", "credited")]
    assert held == ["c", "b", "", ""]


def test_of_a_copy_that_names_nobody_the_first_of_its_origin_stands_before_it(told):
    told.report("a", "2020-10-12", publisher="A")
    told.report("b", "2020-10-13", publisher="B")
    claim = told.claim("b", "detention", "2020-10-11", "Minsk", count=40)
    assert road(told, claim, COPIES)[0] == [("B", ""), ("A", "copied")]
    first = told.claim("a", "detention", "2020-10-11", "Minsk", count=40)
    assert road(told, first, COPIES)[0] == [("A", "")]


def test_a_circle_ends(told):
    told.report("a", "2020-10-12", publisher="A", origin="B")
    told.report("b", "2020-10-13", publisher="B", origin="A")
    claim = told.claim("b", "detention", "2020-10-11", "Minsk", count=40)
    assert road(told, claim)[0] == [("B", ""), ("A", "republished")]


def test_the_report_that_came_out_last_before_it_is_the_one_taken(told):
    told.report("early", "2020-10-10", publisher="A")
    told.report("late", "2020-10-12", publisher="A")
    told.report("after", "2020-10-15", publisher="A")
    told.report("b", "2020-10-13", publisher="B", origin="A")
    claim = told.claim("b", "detention", "2020-10-11", "Minsk", count=40)
    assert road(told, claim)[1] == ["b", "late"]


def test_a_claim_without_its_report_has_no_road(told):
    claim = told.claim("gone", "detention", "2020-10-11", "Minsk", count=40)
    assert chain(claim, {}) == ()
