"""Learning on small cases worked out by hand: the regression, the choice between options, limits, the same bytes."""

from __future__ import annotations

from datetime import date
from math import log

import pytest

from letapis.claims.claim import DateInterval
from letapis.claims.learning.evaluation import better, changes
from letapis.claims.learning.logistic import Choice, fit
from letapis.claims.learning.options import CLEARLY, Collected, distance
from letapis.claims.learning.teaching import Examples, Lesson, Verdict, examples, from_annotated
from letapis.claims.learning.training import limit, taken, train, weights_from
from letapis.claims.learning.weights import CLAIM, COUNT, DATE, Weights, from_bytes, logistic, to_bytes
from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

TEXT = "On 3 May 2021 police detained 12 people in Brest. A day later 5 of them were released. It rained on 8 May."


def annotated(number=0, text=TEXT):
    start, end = text.index("police"), text.index(".")
    claim = {
        "type": "detention",
        "quote": text[start:end],
        "start": start,
        "end": end,
        "date": {"from": "2021-05-03", "to": "2021-05-03"},
        "place": ["Brest"],
        "count": {"low": 12, "high": 12, "unit": "people"},
    }
    return {"id": f"d{number}", "lang": "en", "published": "2021-05-09", "text": text, "claims": [claim]}


def yes_or_no(trait, right):
    return Choice(((trait,), ()), 0 if right else 1)


def test_without_a_pull_the_odds_are_those_of_the_examples():
    choices = [yes_or_no("a", right) for right in (True, True, True, False)]
    assert fit(choices, 1e-9)["a"] == pytest.approx(log(3), abs=1e-3)


def test_a_pull_makes_weights_smaller_and_rare_traits_have_none():
    choices = [*(yes_or_no("a", right=True) for _ in range(5)), yes_or_no("rare", right=True)]
    learned = fit(choices, 1.0)
    assert set(learned) == {"a"}
    assert 0 < learned["a"] < fit(choices, 0.1)["a"]


def test_an_example_of_weight_two_counts_twice():
    heavy = [Choice((("a",), ()), 0, 2.0), yes_or_no("a", right=False)]
    twice = [yes_or_no("a", right=True), yes_or_no("a", right=True), yes_or_no("a", right=False)]
    assert fit(heavy, 1.0)["a"] == pytest.approx(fit(twice, 1.0)["a"], abs=1e-6)


def test_nothing_to_learn_is_no_fault():
    assert fit([], 1.0) == {}
    assert train([]).tables == {CLAIM: {}}


@pytest.mark.parametrize(
    ("first", "stop", "head", "name"),
    [(5, 6, 4, "beside behind"), (2, 4, 4, "beside before"), (9, 10, 4, "near behind"), (40, 41, 4, "farther behind")],
)
def test_distance(first, stop, head, name):
    assert distance(first, stop, head) == name


def options():
    found = Collected(("ruled", "date in sentence", ""))
    found.offer("other", "learned: publication", "", "publication")
    found.offer("ruled", "", "", "none")
    return found.asked()


@pytest.mark.parametrize(
    ("weight", "chosen"), [(CLEARLY + 0.1, "other"), (CLEARLY - 0.1, "ruled"), (-1.0, "ruled"), (0.0, "ruled")]
)
def test_another_value_is_taken_only_where_clearly_more_speaks_for_it(weight, chosen):
    weights = Weights({DATE: {"rules: date in sentence": 0.0, "publication": weight}})
    assert options().best(weights, DATE).value == chosen
    choice = Choice(tuple(tuple(option.traits) for option in options().options), 0)
    assert ["ruled", "other"][taken(weights.tables[DATE], choice)] == chosen


def test_nothing_goes_over_a_rule_that_was_hardly_met():
    assert options().best(Weights({DATE: {"publication": 9.0}}), DATE).value == "ruled"


def test_what_two_sources_offer_is_one_option_with_the_traits_of_both():
    first, _ = options().options
    assert first.traits == ["rules: date in sentence", "none"]


def test_the_limit_is_where_f1_is_highest():
    good = Examples({CLAIM: [yes_or_no("good", right=True)] * 4}, 0)
    bad = Examples({CLAIM: [yes_or_no("bad", right=False)] * 4}, 0)
    assert 0 < limit([good, bad] * 5) <= 0.5
    assert limit([good] * 10) == 0


def test_the_same_lessons_in_any_order_give_the_same_bytes():
    lessons = [from_annotated(annotated(number)) for number in range(6)]
    content = to_bytes(train(lessons))
    assert content == to_bytes(train(lessons[::-1]))
    assert to_bytes(from_bytes(content)) == content
    assert content != to_bytes(train(lessons[1:]))


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"format":1}', b"no JSON"])
def test_a_file_that_holds_no_weights_is_a_value_error(content):
    with pytest.raises(ValueError, match=r"."):
        from_bytes(content)


def test_an_annotated_document_teaches_right_and_wrong_claims_and_their_slots():
    found = examples(from_annotated(annotated()), Weights())
    assert [choice.right for choice in found.choices[CLAIM]] == [0, 1]  # the release is not annotated
    assert found.choices[DATE]
    assert found.missed == 0
    missed = {**annotated(), "claims": [{**annotated()["claims"][0], "type": "search"}]}
    assert examples(from_annotated(missed), Weights()).missed == 1


def test_of_a_document_with_verdicts_only_the_judged_claims_teach():
    document = Document(id="d", text=TEXT, language="en", published=Moment(date(2021, 5, 9)))
    claim = RuleCoder(weights=None).code(document)[0]
    lesson = Lesson(document, verdicts={claim.id: Verdict(right=False)})
    assert [choice.right for choice in examples(lesson, Weights()).choices[CLAIM]] == [1]


def test_unsure_claims_are_dropped_but_not_those_that_people_took_as_right():
    document = Document(id="d", text=TEXT, language="en", published=Moment(date(2021, 5, 9)))
    every = RuleCoder(weights=None).code(document)
    hard = Weights({CLAIM: {"any claim": -3.0}}, 0.4)
    assert RuleCoder(weights=hard).code(document) == ()
    decided = Weights(hard.tables, 0.4, decided=frozenset({every[0].id}))
    (kept,) = RuleCoder(weights=decided).code(document)
    assert (kept.id, kept.confidence) == (every[0].id, 0.05)
    assert logistic(-3.0) == pytest.approx(0.047, abs=1e-3)


def test_a_learned_date_says_so_in_its_reasons():
    document = Document(id="d", text=TEXT, language="en", published=Moment(date(2021, 5, 9)))
    plain = RuleCoder(weights=None).code(document)[0]
    assert plain.date == DateInterval(date(2021, 5, 3), date(2021, 5, 3))
    weights = Weights({DATE: {"rules: date in clause": 0.0, "publication": 2.0}})
    claim = RuleCoder(weights=weights).code(document)[0]
    assert claim.date == DateInterval(date(2021, 5, 9), date(2021, 5, 9))
    assert ("date", "learned: publication") in {(reason.slot, reason.rule) for reason in claim.reasons}


def test_what_changes_is_told_by_language_and_type_and_judged_as_a_whole():
    good, bad = (Choice((("good",), ()), 0, 1.0, ("en", "detention")), Choice((("bad",), ()), 1, 1.0, ("be", "search")))
    own = [Examples({CLAIM: [good] * 3 + [bad] * 3}) for _ in range(10)]
    found = changes(own, [], None, weights_from(own, ""))
    assert {change.group for change in found} == {"", "en", "be", "detention", "search"}
    whole = next(change for change in found if not change.group)
    assert (whole.before.number, whole.before.distance) == (60, 0.25)
    assert whole.after.distance < 0.2
    assert (whole.after.kept, whole.after.kept_right) == (30, 30)
    assert better(found)
    assert not better([])


@pytest.mark.parametrize(("weight", "count"), [(2.0, (1, 1)), (0.1, None)])
def test_one_person_is_counted_where_learned_and_the_rules_found_no_number(weight, count):
    document = Document(id="d", text="Lawyers say that protesters were detained in Brest.", language="en")
    weights = Weights({COUNT: {"rules: none": 0.0, "one": weight}})
    (claim,) = RuleCoder(weights=weights).code(document)
    assert (claim.count and (claim.count.low, claim.count.high)) == count
    assert any(reason.rule == "learned: one person" for reason in claim.reasons) is (count is not None)


def test_a_number_that_the_rules_found_stays():
    document = Document(id="d", text=TEXT, language="en")
    weights = Weights({COUNT: {"rules: none": 0.0, "one": 9.0}})
    assert [claim.count.low for claim in RuleCoder(weights=weights).code(document)] == [12, 5]
