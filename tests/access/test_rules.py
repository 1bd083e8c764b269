"""Who may do what: every action, role and object against a table worked out by hand, and what must hold for all."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from letapis.access.roles import LANGUAGES, actions, reasons, roles
from letapis.access.rules import ANYTHING, Actor, Decision, State, Target, may, may_approve

from .conftest import LIGHT

MATRIX = tomllib.loads((Path(__file__).with_name("matrix.toml")).read_text(encoding="utf-8"))
COLUMNS = ("reader", "documenter", "reviewer", "caseworker", "lawyer", "keeper", "publisher", "administrator")
OBJECTS = {
    "anything": ANYTHING,
    "own": Target("x", owner="vera"),
    "others": Target("x", owner="boris"),
    "inside": Target("x", compartment="case-1"),
    "outside": Target("x", compartment="case-2"),
}
CONTENT = [name for name, rule in actions().items() if rule.zone != "accounts"]
WORKING = frozenset(COLUMNS) - {"administrator"}

role_sets = some.frozensets(some.sampled_from(sorted(WORKING)))
targets = some.builds(
    Target,
    some.sampled_from(["", "x"]),
    some.sampled_from(["", "case-1", "case-2"]),
    some.sampled_from(["", "vera", "boris"]),
)


def vera(*names, state=State.ACTIVE):
    return Actor("vera", frozenset(names), frozenset({"case-1"}), state)


def told(decision):
    return ("2" if decision.second_person else "y") if decision.allowed else "."


def test_the_matrix_names_every_action_role_and_object():
    assert list(MATRIX) == list(actions())
    assert list(COLUMNS) == list(roles())
    assert all(list(row) == list(OBJECTS) and all(len(cells) == 8 for cells in row.values()) for row in MATRIX.values())


@pytest.mark.parametrize("action", MATRIX)
def test_each_role_may_what_the_matrix_says(action):
    found = {name: "".join(told(may(vera(role), action, OBJECTS[name])) for role in COLUMNS) for name in OBJECTS}
    assert found == MATRIX[action]


@pytest.mark.parametrize("action", MATRIX)
def test_without_a_role_nobody_may_anything(action):
    assert not any(may(vera(), action, target).allowed for target in OBJECTS.values())


@pytest.mark.parametrize("state", [State.UNKNOWN, State.SUSPENDED, State.REVOKED])
@pytest.mark.parametrize("action", MATRIX)
def test_an_account_that_is_not_open_may_nothing(action, state):
    for role, target in itertools.product(COLUMNS, OBJECTS.values()):
        assert may(vera(role, state=state), action, target) == Decision(False, "not-active")
        assert not may_approve(vera(role, state=state), action, target, "boris").allowed


def test_what_nobody_has_named_nobody_may():
    everything = vera(*WORKING)
    assert may(everything, "read-everything") == Decision(False, "unknown-action")
    assert may(everything, "") == Decision(False, "unknown-action")
    assert may(vera("owner"), "read-record") == Decision(False, "no-role")
    assert may_approve(everything, "read-everything", ANYTHING, "boris") == Decision(False, "unknown-action")


def test_no_role_reads_all():
    """Record, cases and identities: no single role reaches all three, and identities none without a second person."""
    reading = {"read-record": Target("x"), "read-case": OBJECTS["inside"], "view-identity": OBJECTS["inside"]}
    for role in COLUMNS:
        reached = {action for action, target in reading.items() if may(vera(role), action, target).allowed}
        assert len(reached) < 3, role
        assert told(may(vera(role), "view-identity", OBJECTS["inside"])) != "y", role


def test_with_all_working_roles_a_case_of_others_stays_shut():
    for action in CONTENT:
        assert not may(vera(*WORKING), action, OBJECTS["outside"]).allowed


@LIGHT
@given(some.frozensets(some.sampled_from(COLUMNS)), some.sampled_from(CONTENT), targets)
def test_an_administrator_opens_no_content_whatever_else_the_log_says(others, action, target):
    both = vera("administrator", *others)
    assert not may(both, action, target).allowed
    assert not may_approve(both, action, target, "boris").allowed


@LIGHT
@given(role_sets, some.sampled_from(sorted(WORKING)), some.sampled_from(sorted(MATRIX)), targets)
def test_another_role_takes_no_right_away(before, added, action, target):
    if may(vera(*before), action, target).allowed:
        assert may(vera(*before, added), action, target).allowed
    if may_approve(vera(*before), action, target, "boris").allowed:
        assert may_approve(vera(*before, added), action, target, "boris").allowed


@LIGHT
@given(role_sets, some.sampled_from(CONTENT), some.text(min_size=1).filter(lambda name: name != "case-1"))
def test_no_id_opens_what_is_outside(names, action, compartment):
    """IDOR: whatever compartment is named, one that the account is not in does not open, and says so in one way."""
    decision = may(vera(*names), action, Target("x", compartment))
    assert not decision.allowed
    assert decision.reason in {"outside", "no-role"}
    assert decision == may(vera(*names), action, Target("nothing-here", "no-such-case"))


def test_what_exists_and_what_does_not_are_refused_alike():
    refused = [may(vera("caseworker"), "read-case", Target(one, "case-2")) for one in ("real", "invented")]
    assert refused[0] == refused[1]
    assert "not there" in refused[0].sentence()


APPROVERS = {
    "publish": {"reviewer", "lawyer", "keeper"},
    "export": {"reviewer", "lawyer", "keeper"},
    "move-archive": {"reviewer", "keeper"},
    "change-settings": {"reviewer", "lawyer", "keeper"},
    "view-identity": {"keeper", "reviewer", "lawyer"},
    "erase": {"keeper", "reviewer", "lawyer"},
    "change-keepers": {"keeper", "reviewer"},
    "appoint-administrator": {"keeper", "reviewer", "lawyer"},
}


@pytest.mark.parametrize("action", MATRIX)
def test_who_may_be_the_second_person(action):
    found = {role for role in COLUMNS if may_approve(vera(role), action, ANYTHING, "boris").allowed}
    assert found == APPROVERS.get(action, set())
    assert not any(may_approve(vera(role), action, ANYTHING, "vera").allowed for role in COLUMNS)
    assert not any(may_approve(vera(role), action, OBJECTS["outside"], "boris").allowed for role in COLUMNS) or (
        actions()[action].zone == "accounts"
    )


def test_the_three_of_the_specification_need_two():
    assert all(actions()[action].second_person for action in ("export", "view-identity", "erase"))


def test_data_speak_three_languages_and_name_only_known_roles():
    for rule in actions().values():
        assert all(rule.meaning[language].strip() for language in LANGUAGES)
        assert rule.roles | rule.own | rule.approvers <= set(roles())
        assert not rule.roles & rule.own
        assert rule.zone in {"public", "team", "vault", "accounts"}
        assert not rule.second_person or rule.reason
    assert all(role.label[language].strip() for role in roles().values() for language in LANGUAGES)
    assert all(words[language].strip() for words in reasons().values() for language in LANGUAGES)
    assert "administrator" not in set().union(*(rule.approvers for rule in actions().values()))
