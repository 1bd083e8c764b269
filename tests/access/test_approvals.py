"""The rule of two persons, as a list of acts and what stands after each of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from letapis.access.approvals import Stage, Wish, confirmed, may_ask, may_confirm, requests
from letapis.access.rules import Actor, State, Target

NOON = datetime(2020, 10, 12, 12, tzinfo=UTC)
TARGET = Target("P-7K3Q", "case-1")
CAST = {
    "vera": Actor("vera", frozenset({"keeper"}), frozenset({"case-1"})),
    "boris": Actor("boris", frozenset({"keeper", "reviewer"}), frozenset({"case-1"})),
    "maria": Actor("maria", frozenset({"keeper"}), frozenset({"case-2"})),
    "rita": Actor("rita", frozenset({"reader"}), frozenset({"case-1"})),
    "root": Actor("root", frozenset({"administrator"})),
}
WISH = Wish("vera", "view-identity", TARGET)


def actors(handle):
    return CAST.get(handle, Actor(handle, state=State.UNKNOWN))


def without(handle, state=State.REVOKED):
    return lambda name: Actor(handle, state=state) if name == handle else actors(name)


def act(change, who, hours=0.0, request="1", **more):
    at = (NOON + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"change": change, "request": request, "who": who, "at": at, **more}


ASKED = act("asked", "vera", action="view-identity", target="P-7K3Q", compartment="case-1", reason="a court asks")
YES = act("approved", "boris", 1)


def stage(*acts, hours=2.0):
    return requests(acts)["1"].at(NOON + timedelta(hours=hours)).stage


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([ASKED], Stage.ASKED),
        ([ASKED, YES], Stage.APPROVED),
        ([ASKED, YES, act("used", "vera", 2)], Stage.USED),
        ([ASKED, YES, act("used", "boris", 2)], Stage.APPROVED),  # only who asked can use it
        ([ASKED, YES, act("used", "vera", 2), act("approved", "boris", 2)], Stage.USED),  # once is once
        ([ASKED, act("approved", "vera", 1)], Stage.ASKED),  # not by oneself
        ([ASKED, act("refused", "boris", 1), YES], Stage.REFUSED),
        ([ASKED, YES, act("refused", "maria", 1)], Stage.REFUSED),  # a no counts until it is used
        ([ASKED, act("withdrawn", "vera", 1), YES], Stage.WITHDRAWN),
        ([ASKED, act("withdrawn", "boris", 1)], Stage.ASKED),
        ([YES, ASKED], Stage.ASKED),  # a yes to nothing
        ([ASKED, act("used", "vera", 1)], Stage.ASKED),
    ],
)
def test_a_request_goes_its_way_once(acts, expected):
    assert stage(*acts) is expected


@pytest.mark.parametrize(
    ("acts", "hours", "expected"),
    [
        ([ASKED], 71.9, Stage.ASKED),
        ([ASKED], 72, Stage.EXPIRED),
        ([ASKED, act("approved", "boris", 72)], 73, Stage.EXPIRED),  # too late to say yes
        ([ASKED, act("approved", "boris", 71)], 80, Stage.APPROVED),
        ([ASKED, YES], 24.9, Stage.APPROVED),
        ([ASKED, YES], 25, Stage.EXPIRED),
        ([ASKED, YES, act("used", "vera", 25)], 26, Stage.EXPIRED),  # too late to use it
    ],
)
def test_its_time_runs_out(acts, hours, expected):
    assert stage(*acts, hours=hours) is expected


def confirm(approver, acts=(ASKED,), who=actors, hours=1.0):
    decision = may_confirm(requests(acts).get("1"), approver, who, NOON + timedelta(hours=hours))
    return decision.reason


@pytest.mark.parametrize(
    ("approver", "reason"),
    [
        ("boris", "allowed"),
        ("vera", "same-person"),  # in whatever session
        ("maria", "no-request"),  # she is not in that case: for her it does not exist
        ("rita", "no-role"),
        ("root", "no-role"),
        ("nobody", "not-active"),
    ],
)
def test_who_may_confirm(approver, reason):
    assert confirm(approver) == reason


def test_a_second_yes_a_late_one_and_one_to_nothing_are_refused():
    assert confirm("boris", [ASKED, YES]) == "no-request"
    assert confirm("boris", hours=72) == "expired"
    assert confirm("boris", []) == "no-request"


@pytest.mark.parametrize("state", [State.REVOKED, State.SUSPENDED])
def test_who_was_shut_out_neither_confirms_nor_is_confirmed(state):
    assert confirm("boris", who=without("boris", state)) == "not-active"
    assert confirm("boris", who=without("vera", state)) == "not-active"


def use(acts=(ASKED, YES), wish=WISH, who=actors, hours=2.0):
    decision, request = confirmed(requests(acts).values(), wish, who, NOON + timedelta(hours=hours))
    assert (request is not None) == (decision.reason == "confirmed")
    return decision.reason


def test_what_was_confirmed_may_be_done_and_nothing_else():
    assert use() == "confirmed"
    assert use([ASKED]) == "second-person"
    assert use([ASKED, YES, act("used", "vera", 2)]) == "second-person"
    assert use(wish=Wish("vera", "view-identity", Target("P-9999", "case-1"))) == "second-person"
    assert use(wish=Wish("vera", "erase", TARGET)) == "second-person"
    assert use(wish=Wish("boris", "view-identity", TARGET)) == "second-person"  # not for another, either
    assert use(hours=25) == "second-person"


def test_a_revocation_after_the_yes_takes_it_back():
    assert use(who=without("boris")) == "second-person"
    assert use(who=without("vera")) == "not-active"
    demoted = Actor("boris", frozenset({"reader"}), frozenset({"case-1"}))
    assert use(who=lambda name: demoted if name == "boris" else actors(name)) == "second-person"


@pytest.mark.parametrize(
    ("wish", "reason", "answer"),
    [
        (WISH, "a court asks", "allowed"),
        (WISH, "  ", "needs-reason"),
        (Wish("rita", "view-identity", TARGET), "curious", "no-role"),
        (Wish("maria", "view-identity", TARGET), "curious", "outside"),
        (Wish("root", "export", Target("all")), "for the police", "no-role"),
        (Wish("vera", "read-record", Target()), "no need", "not-needed"),
        (Wish("vera", "read-minds", Target()), "no such thing", "unknown-action"),
    ],
)
def test_who_may_ask(wish, reason, answer):
    assert may_ask(actors, wish, reason).reason == answer
