"""A thing read from the store with what is near it has the account that it has in the whole record, on both engines."""

from datetime import date
from pathlib import Path

import pytest

from letapis.cli.figures import answer_as_lines
from letapis.registry.judgement import Judgement
from letapis.registry.reconcile import reconcile
from letapis.sources.moment import Moment
from letapis.store.growing import add, judge
from letapis.store.neighbourhood import of_days
from letapis.store.opening import open_store
from letapis.workflow.figures import Asked, answer
from letapis.workflow.reconcile import Reconciled
from letapis.workflow.reports import code_reports
from letapis.workflow.why import account, account_of, find

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="module")
def reports():
    return code_reports([REPORTS])


@pytest.fixture(params=ENGINES)
def both(request, database_place, reports):
    """A filled archive, and another one in the same database that has nothing."""
    place = database_place(request.param)
    filled, other = open_store(place, "one"), open_store(place, "other")
    add(filled, reports.documents.values(), reports.claims)
    return filled, other


@pytest.fixture
def store(both):
    return both[0]


def accounts_differ(store, record, documents, names):
    whole = Reconciled(record, documents)
    for name in names:
        told = account_of(store, name)
        if told != account(find(name, whole), whole):
            yield name, told, account(find(name, whole), whole)


def test_every_account_from_the_store_is_that_of_the_whole_record(store, reports):
    record = reconcile(reports.documents.values(), reports.claims)
    names = [one.id for things in (record.figures, record.events, record.claims[::7]) for one in things]
    assert list(accounts_differ(store, record, reports.documents, names)) == []


def test_after_a_judgement_too(store, reports):
    record = reconcile(reports.documents.values(), reports.claims)
    most = max(record.events, key=lambda one: len(one.claims))
    decided = [
        Judgement("j1", "edit", (most.claims[0],), "anna", "2021-01-01T00:00:00Z", slot="type", value="assault"),
        Judgement("j2", "reject", (most.claims[1],), "anna", "2021-01-01T00:00:00Z"),
        Judgement("j3", "keep_apart", most.claims[2:4], "anna", "2021-01-01T00:00:00Z"),
    ]
    judge(store, decided)
    record = reconcile(reports.documents.values(), reports.claims, decided)
    names = [one.id for things in (record.figures, record.events, record.claims[::7]) for one in things]
    names += [claim.id for claim in record.claims if claim.document == most.claims[0].rsplit(":", 2)[0]]
    assert list(accounts_differ(store, record, reports.documents, names)) == []
    assert account_of(store, most.claims[1]) == ()  # nobody accounts for a rejected claim


def test_the_beginning_of_an_id(store, reports):
    record = reconcile(reports.documents.values(), reports.claims)
    event = next(one for one in record.events if not one.figures)
    assert account_of(store, event.id[:-1]) == account_of(store, event.id)
    several = account_of(store, "2020-1")
    assert isinstance(several, tuple)
    assert len(several) == 5
    assert account_of(store, "no such thing") == ()


def test_nothing_of_another_archive(both, reports):
    record = reconcile(reports.documents.values(), reports.claims)
    filled, other = both
    for one in (record.events[0].id, record.figures[0].id, record.claims[0].id, "2020-10"):
        assert account_of(other, one) == ()
        assert account_of(filled, one) != ()


ASKED = [
    Asked("detained", date(2020, 10, 11), date(2020, 10, 11)),
    Asked("detained", date(2020, 10, 11), date(2020, 10, 11), place="Minsk", group="journalists"),
    Asked("detained", date(2020, 8, 9), date(2020, 10, 31), period=True),
    Asked("detained", date(2020, 10, 1), date(2020, 10, 31), period=True, place="Minsk", rule="highest"),
    Asked("detained", date(2020, 11, 8), date(2020, 11, 8), as_of=Moment.parse("2020-11-08"), table="ccc"),
    Asked("marched", date(2020, 10, 11), date(2020, 10, 11), table="acled"),
    Asked("closed", date(2021, 7, 1), date(2021, 7, 31), period=True),
    Asked("charged", date(2020, 10, 12), date(2020, 10, 12)),
    Asked("met", date(1999, 1, 1), date(1999, 1, 1)),
]


@pytest.mark.parametrize("asked", ASKED)
def test_every_answer_from_the_store_is_that_of_the_whole_record(store, reports, asked):
    whole = Reconciled(reconcile(reports.documents.values(), reports.claims), reports.documents)
    near = of_days(store, asked.measure, asked.first, asked.last)
    part = Reconciled(near.record, near.documents)
    ours, theirs = answer(asked, part), answer(asked, whole)
    assert ours == theirs
    assert list(answer_as_lines(asked, ours, part, "en")) == list(answer_as_lines(asked, theirs, whole, "en"))
    assert len(part.record.claims) < len(whole.record.claims) / 2
