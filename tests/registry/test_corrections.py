"""Later versions of a report: which number stands, and how the account tells it. Each row is worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import pytest

from letapis.publications.accounts import why
from letapis.registry.figures.moments import series
from letapis.registry.reconcile import reconcile
from letapis.registry.rules import publish
from letapis.sources.moment import Moment

DAY = "2021-03-07"
PAGE = "https://example.org/news/12"


@dataclass(frozen=True)
class Case:
    """Versions: id, what it replaces, day of its capture, numbers. `others`: id, publisher, number."""

    name: str
    versions: tuple
    published: tuple
    standing: tuple
    others: tuple = ()
    account: tuple = ()
    not_in_account: tuple = ()


CASES = (
    Case(
        "a page corrected downwards",
        (("one", None, "2021-03-07", (500,)), ("two", "one", "2021-03-08", (400,))),
        (400, 400), (400,),
        account=("500 (Bridge Post), corrected to 400 on 8\xa0March 2021 in a later version of the same report",),
    ),
    Case(
        "and upwards: it was followed, nobody says that it was wrong",
        (("one", None, "2021-03-07", (400,)), ("two", "one", "2021-03-08", (500,))),
        (500, 500), (500,),
        account=("400 (Bridge Post) was followed by 500 of the same origin",), not_in_account=("corrected",),
    ),
    Case(
        "twice corrected: the last stands",
        (("one", None, DAY, (500,)), ("two", "one", "2021-03-08", (400,)), ("three", "two", "2021-03-09", (450,))),
        (450, 450), (450,),
    ),
    Case(
        "taken back to the first number",
        (("one", None, DAY, (500,)), ("two", "one", "2021-03-08", (400,)), ("three", "two", "2021-03-09", (500,))),
        (500, 500), (500,),
    ),
    Case(
        "without a day of the capture",
        (("one", None, "", (500,)), ("two", "one", "", (400,))),
        (400, 400), (400,),
        account=("500 (Bridge Post), corrected to 400 in a later version of the same report",),
    ),
    Case(
        "the later version repeats the number: nothing was corrected",
        (("one", None, DAY, (500,)), ("two", "one", "2021-03-08", (500,))),
        (500, 500), (500,), not_in_account=("corrected",),
    ),
    Case(
        "the later version leaves the number out",
        (("one", None, DAY, (500,)), ("two", "one", "2021-03-08", ())),
        (500, 500), (500,),
    ),
    Case(
        "another paper keeps its own number",
        (("one", None, DAY, (500,)), ("two", "one", "2021-03-08", (400,))),
        (400, 500), (400, 500), others=(("paper", "River Gazette", 500),),
    ),
    Case(
        "another report of the same paper was not corrected: both stand",
        (("one", None, DAY, (500,)), ("two", "one", "2021-03-08", (400,))),
        (400, 500), (400, 500), others=(("second", "Bridge Post", 500),),
    ),
    Case(
        "versions in a circle correct nothing: by the ordinary rule the larger of one origin stands",
        (("one", "two", DAY, (500,)), ("two", "one", "2021-03-08", (400,))),
        (500, 500), (500,),
    ),
)  # fmt: skip

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def tell(told, case):
    for name, replaces, captured, numbers in case.versions:
        extra = {"captured": f"{captured}T10:12:44Z"} if captured else {}
        told.report(name, DAY, publisher="Bridge Post", url=PAGE, replaces=replaces, extra=extra)
        for number in numbers:
            told.claim(name, "detention", DAY, "Minsk", count=number)
    for name, publisher, number in case.others:
        told.report(name, DAY, publisher=publisher)
        told.claim(name, "detention", DAY, "Minsk", count=number)
    return told


@every_case
def test_the_number_of_the_later_version_stands(told, case):
    (figure,) = tell(told, case).record().figures
    assert (figure.published.low, figure.published.high) == case.published
    assert tuple(sorted(one.low for one in figure.readings if one.standing)) == case.standing


@every_case
def test_every_number_stays_in_sight(told, case):
    (figure,) = tell(told, case).record().figures
    said = {number for version in case.versions for number in version[3]} | {one[2] for one in case.others}
    assert {one.low for one in figure.readings} == said


@every_case
def test_the_account_tells_the_history(told, case):
    record = tell(told, case).record()
    account = why(record.figures[0], record.claims, told.documents, record.origins)
    for words in case.account:
        assert words in account, account
    for words in case.not_in_account:
        assert words not in account, account


@every_case
def test_the_order_of_arrival_is_of_no_account(told, case):
    tell(told, case)
    record = told.record()
    for documents in permutations(told.documents):
        assert reconcile(documents, told.claims[::-1]) == record


def test_the_day_on_which_the_page_says_that_it_was_edited_goes_before_that_of_the_capture(told):
    told.report("one", DAY, publisher="Bridge Post")
    edited = {"edited": Moment.parse("2021-03-10T08:30"), "extra": {"captured": "2021-04-01T00:00:00Z"}}
    told.report("two", DAY, publisher="Bridge Post", replaces="one", **edited)
    for name, number in (("one", 500), ("two", 400)):
        told.claim(name, "detention", DAY, "Minsk", count=number)
    record = told.record()
    account = why(record.figures[0], record.claims, told.documents, record.origins)
    assert "corrected to 400 on 10\xa0March 2021" in account


def test_the_series_names_what_took_the_place(told):
    (figure,) = tell(told, CASES[2]).record().figures
    after = {one.low: one.superseded_by for one in series(figure)}
    names = {one.low: one.id for one in figure.readings}
    assert after == {500: names[400], 400: names[450], 450: ""}


def test_no_rule_chooses_a_number_that_was_corrected(told):
    (figure,) = tell(told, CASES[0]).record().figures
    assert {publish(figure.readings, rule).high for rule in ("range", "highest", "lowest", "named_list")} == {400}


@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_it_is_told_in_each_language(told, language):
    record = tell(told, CASES[0]).record()
    account = why(record.figures[0], record.claims, told.documents, record.origins, language=language)
    assert "500" in account
    assert "2021" in account
