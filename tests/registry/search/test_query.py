"""What was typed, and what is looked up for it. Nothing that is typed breaks a query."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.claim import DateInterval
from letapis.registry.search.marks import MOST_MONTHS, UNDATED, filter_marks, months, place_mark, place_marks
from letapis.registry.search.plan import FORMS, Plan, Vocabulary, plans
from letapis.registry.search.query import Query, QueryError, Term, check, parse

TYPED = [
    ("", ()),
    ("   \n\t", ()),
    ("газета", (Term(("газета",)),)),
    ("Газета  ГАЗЕТА", (Term(("газета",)),)),  # the same twice is once
    ("марш салідарнасці", (Term(("марш",)), Term(("салідарнасці",)))),
    ('"марш салідарнасці"', (Term(("марш", "салідарнасці"), phrase=True),)),
    ("«марш салідарнасці»", (Term(("марш", "салідарнасці"), phrase=True),)),
    ("„марш салідарнасці“", (Term(("марш", "салідарнасці"), phrase=True),)),
    ('"марш', (Term(("марш",), phrase=True),)),  # nobody closes every quote
    ("марш -мір", (Term(("марш",)), Term(("мір",), out=True))),
    ('марш -"за мір"', (Term(("марш",)), Term(("за", "мір"), phrase=True, out=True))),
    ("Нью-Йорк", (Term(("нью", "йорк")),)),
    ("- марш", (Term(("марш",)),)),
    ("стачк*", (Term(("стачк",), beginning=True),)),
    ("* марш", (Term(("марш",)),)),
    ("а AND б OR (в)", (Term(("а",)), Term(("and",)), Term(("б",)), Term(("or",)), Term(("в",)))),
    ("name:value^2 NEAR/3", (Term(("name", "value", "2")), Term(("near", "3")))),
    ("it''s; DROP TABLE x --", (Term(("it", "s")), Term(("drop",)), Term(("table",)), Term(("x",)))),
    ("марш\0мір", (Term(("марш",)), Term(("мір",)))),
    ("!@#$%^&*()", ()),
]


@pytest.mark.parametrize(("typed", "meant"), TYPED, ids=[repr(typed) for typed, _ in TYPED])
def test_what_is_typed_is_read_as_it_is_meant(typed, meant):
    assert parse(typed) == meant


REFUSED = [
    (Query(""), "no word"),
    (Query("!!!"), "no word"),
    (Query("-марш"), "no word"),
    (Query("а" * 10_000), "10,000 characters"),
    (Query(" ".join(f"w{number}" for number in range(40))), "more than 32 words"),
    (Query("ст*"), "3 letters"),
    (Query("марш", first=date(2020, 10, 12), last=date(2020, 10, 11)), "ends before it begins"),
    (Query("марш", limit=0), "limit"),
    (Query("марш", offset=10**9), "offset"),
]


@pytest.mark.parametrize(("query", "told"), REFUSED, ids=[told for _, told in REFUSED])
def test_a_query_that_cannot_be_answered_is_told_why(query, told):
    with pytest.raises(QueryError, match=told):
        check(query)


def test_the_words_of_a_query_stay_out_of_its_repr():
    assert "Бокун" not in repr(Query("Бокун"))


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_or_refused(typed):
    try:
        terms = check(Query(typed))
    except QueryError:
        return
    assert any(not term.out for term in terms)


def held(*forms):
    """A vocabulary of these forms, as a store has one."""
    from letapis.registry.search.keys import keys

    def of_keys(asked, most):
        return sorted(form for form in forms if set(keys(form)) & set(asked))[:most]

    def beginning(letters, _sound, most):
        return sorted(form for form in forms if form.startswith(letters))[:most]

    return Vocabulary(of_keys, beginning)


def test_a_word_is_looked_up_as_typed_and_then_in_all_its_forms():
    found = plans(Query("газета"), held("газета", "газеты", "газэта", "марш"))
    assert found.exact == Plan(((("газета",),),))
    assert found.wide == Plan(((("газета",), ("газеты",), ("газэта",)),))


def test_a_phrase_is_looked_up_as_it_stands():
    found = plans(Query('"за газету"'), held("газета", "газету"))
    assert found.exact == found.wide == Plan(((("за", "газету"),),))


def test_a_place_is_looked_up_by_its_names_and_by_where_things_took_place():
    (group,) = plans(Query("Менск"), held("мінску", "minsk", "менск")).wide.groups
    assert {("менск",), ("мінску",), ("minsk",), ("p:minsk",)} <= set(group)


def test_a_beginning_that_too_many_forms_have_is_told():
    many = [f"слова{number}" for number in range(FORMS + 5)]
    found = plans(Query("слова*"), held(*many))
    assert found.cut == ("слова",)
    assert len(found.wide.groups[0]) == FORMS


def test_filters_alone_are_a_query():
    assert plans(Query("", place="Minsk"), held()).wide == Plan(((("p:minsk",),),))
    assert plans(Query("", first=date(2020, 10, 1)), held()).wide.groups  # something must be looked up


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [
        ("2020-10-11", "2020-10-11", ("m:2020-10",)),
        ("2020-10-31", "2020-11-01", ("m:2020-10", "m:2020-11")),
        ("2020-12-31", "2021-01-01", ("m:2020-12", "m:2021-01")),
        ("1994-07-20", "2020-08-09", tuple(f"y:{year}" for year in range(1994, 2021))),
    ],
)
def test_an_interval_is_marked_by_its_months_or_by_its_years(first, last, marks):
    assert months(DateInterval(date.fromisoformat(first), date.fromisoformat(last))) == marks


def test_an_unknown_day_is_marked_as_unknown():
    assert months(None) == (UNDATED,)


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days, days, days, days)
def test_intervals_that_overlap_share_a_mark_with_the_filter(one, two, three, four):
    (first, last), (start, end) = sorted((one, two)), sorted((three, four))
    groups = list(filter_marks(Query("x", first=start, last=end)))
    if start <= last and first <= end and groups:
        assert set(months(DateInterval(first, last))) & set(groups[0])
    assert not groups or len(groups[0]) <= 2 * MOST_MONTHS


def test_a_place_is_marked_with_all_that_it_lies_in():
    assert set(place_marks(["Salihorsk"])) >= {"p:salihorsk", "p:minsk_region", "p:belarus"}
    assert place_mark("Akrestsina, No 1") == "p:akrestsina_no_1"
