"""Accounts as the sum of their acts: a table of acts and what stands, and what no log can bring about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from letapis.access.accounts import ENDS_SESSIONS, accounts, actor, problem
from letapis.access.roles import roles
from letapis.access.rules import State

from .conftest import LIGHT


def act(change, account="vera", who="root", **more):
    return {"change": change, "account": account, "who": who, **more}


MADE = act("account-made")
GIVEN = act("role-given", role="keeper")


def after(*acts):
    return accounts([MADE, *acts])["vera"]


def test_an_account_grows_act_by_act():
    vera = after(
        act("admitted"), GIVEN, act("role-given", role="reviewer"), act("compartment-given", compartment="case-1"),
        act("compartment-given", compartment="case-2"), act("role-taken", role="keeper"),
        act("compartment-taken", compartment="case-1"),
    )  # fmt: skip
    assert (vera.roles, vera.compartments, vera.state) == ({"reviewer"}, {"case-2"}, State.ACTIVE)
    assert vera.admitted
    assert vera.revision == 6


def test_suspended_is_not_for_ever_revoked_is():
    assert after(GIVEN, act("suspended")).state is State.SUSPENDED
    assert after(GIVEN, act("suspended"), act("resumed")).roles == {"keeper"}
    gone = after(GIVEN, act("admitted"), act("revoked"), act("resumed"), act("role-given", role="keeper"))
    assert (gone.state, gone.roles, gone.factors, gone.admitted) == (State.REVOKED, frozenset(), (), False)
    assert "given before" in problem(accounts([MADE, act("revoked")]), MADE)


def test_a_factor_is_enrolled_by_oneself_only():
    own = act("factor-enrolled", who="vera", factor="f1", kind="totp", sealed="00")
    assert [one.id for one in after(own).factors] == ["f1"]
    assert after({**own, "who": "root"}).factors == ()
    assert after({**own, "who": "boris"}).factors == ()
    assert after({**own, "kind": "sms"}).factors == ()
    assert after(own, act("factor-removed", factor="f1")).factors == ()
    codes = act("recovery-made", who="vera", codes=["a", "b"])
    assert after({**codes, "who": "root"}).recovery == ()
    used = act("recovery-used", who="vera", code="a")
    assert after(codes, used).recovery == ("b",)
    assert "used before" in problem(accounts([MADE, codes, used]), used)


@pytest.mark.parametrize(
    "handle",
    [
        "",
        "ab",
        "Vera",
        "vera@example.org",
        "vera kowal",
        "вера",
        "-vera",
        "vera-",
        "1vera",
        "v" * 33,
        "ve.ra",
        "a\nb-c",
    ],
)
def test_a_handle_is_a_short_pseudonym_and_no_address(handle):
    assert "is no handle" in problem({}, act("account-made", handle))
    assert handle not in accounts([act("account-made", handle)])


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (act("role-given", role="owner"), "there is no role 'owner'"),
        (act("role-given", role="administrator"), "stands apart"),
        (act("role-given", role="keeper"), "has the role"),
        (act("role-given"), "does not say which role"),
        (act("role-given", role=["keeper"]), "does not say which role"),
        (act("role-taken", role="reader"), "has no role"),
        (act("compartment-given", compartment="../x"), "no name of a compartment"),
        (act("compartment-taken", compartment="case-9"), "not in"),
        (act("factor-removed", factor="f9"), "no factor"),
        (act("recovery-used", code="x"), "used before"),
        (act("promoted"), "nothing that is done"),
        (act("revoked", "nobody"), "there is no account"),
        ({"change": "role-given"}, "there is no account"),
        ({}, "nothing that is done"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(wrong, word):
    before = accounts([MADE, GIVEN])
    assert word in problem(before, wrong)
    assert accounts([MADE, GIVEN, wrong]) == before


def test_an_administrator_has_no_other_role():
    root = [act("account-made", "root"), act("role-given", "root", role="administrator")]
    for name in set(roles()) - {"administrator"}:
        told = act("role-given", "root", role=name)
        assert "stands apart" in problem(accounts(root), told)
        assert accounts([*root, told])["root"].roles == {"administrator"}


@pytest.mark.parametrize("change", sorted(ENDS_SESSIONS))
def test_what_changes_rights_or_secrets_ends_sessions(change):
    setting = [
        MADE, GIVEN, act("compartment-given", compartment="case-1"), act("suspended") if change == "resumed" else MADE,
        act("factor-enrolled", who="vera", factor="f1", kind="totp", sealed="00"),
    ]  # fmt: skip
    more = {"role": "reader", "compartment": "case-2", "factor": "f2", "kind": "totp", "sealed": "00"}
    more |= {"role-taken": {"role": "keeper"}, "compartment-taken": {"compartment": "case-1"}}.get(change, {})
    more |= {"factor-removed": {"factor": "f1"}}.get(change, {})
    before, after_it = accounts(setting)["vera"], accounts([*setting, act(change, who="vera", **more)])["vera"]
    assert after_it.revision == before.revision + 1


def test_who_is_unknown_may_nothing():
    assert actor({}, "stranger").state is State.UNKNOWN


values = some.one_of(some.none(), some.integers(), some.text(max_size=8), some.lists(some.text(max_size=3), max_size=2))
changes = some.sampled_from([*sorted(ENDS_SESSIONS), "account-made", "admitted", "recovery-made", "recovery-used", "x"])
wild = some.fixed_dictionaries(
    {"change": changes, "account": some.sampled_from(["vera", "boris", "", "Ünïcode"])},
    optional={
        "who": some.sampled_from(["vera", "boris", "root"]),
        "role": some.one_of(values, some.sampled_from(sorted(roles()))),
        "compartment": some.one_of(values, some.just("case-1")),
        "factor": values,
        "kind": some.one_of(values, some.just("totp")),
        "sealed": values,
        "codes": values,
        "code": values,
    },
)


@LIGHT
@given(some.lists(wild, max_size=30))
def test_no_log_breaks_the_rules(acts):
    found = accounts([MADE, act("account-made", "boris"), *acts])
    assert set(found) == {"vera", "boris"}
    for account in found.values():
        assert account.roles <= set(roles())
        assert "administrator" not in account.roles or len(account.roles) == 1
        assert account.state is not State.REVOKED or not (account.roles or account.factors or account.recovery)


@LIGHT
@given(some.lists(wild, max_size=20), wild)
def test_a_revoked_account_stays_revoked(acts, last):
    ended = [MADE, act("revoked"), *acts]
    assert accounts([*ended, last])["vera"].state is State.REVOKED
