"""Whether somebody may do something: pure functions of actor, action and target. What is not allowed is refused.

They neither read a log nor open anything. The caller folds the accounts anew for each question: a revocation holds at
once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from letapis.access.roles import Action, actions, reasons, roles


class State(StrEnum):
    """How an account stands."""

    UNKNOWN = "unknown"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a handle, its roles, the compartments that it is in."""

    handle: str
    roles: frozenset[str] = field(default_factory=frozenset)
    compartments: frozenset[str] = field(default_factory=frozenset)
    state: State = State.ACTIVE


@dataclass(frozen=True, slots=True)
class Target:
    """What it is done to: its id, the compartment that it is in, and whose it is; empty where that does not matter."""

    id: str = ""
    compartment: str = ""
    owner: str = ""


ANYTHING = Target()


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer. `second_person`: the actor may, once somebody else has confirmed it."""

    allowed: bool
    reason: str
    second_person: bool = False
    about: str = field(default="", compare=False)  # what a second person would have to be asked for

    def sentence(self, language: str = "en") -> str:
        """The reason in words."""
        return reasons()[self.reason][language]


def may(actor: Actor, action: str, target: Target = ANYTHING) -> Decision:
    """Whether the actor's roles allow it. A second person and a reason are for `approvals` to ask for."""
    rule = actions().get(action)
    if rule is None:
        return Decision(False, "unknown-action")
    refused = _refusal(actor, rule, target)
    return Decision(False, refused) if refused else Decision(True, "allowed", rule.second_person)


def _refusal(actor: Actor, rule: Action, target: Target) -> str:
    """Why not; empty where it is allowed."""
    own = bool(target.owner) and target.owner == actor.handle
    by_role, by_owner = bool(actor.roles & rule.roles), bool(actor.roles & rule.own)
    return _first(
        (actor.state is not State.ACTIVE, "not-active"),
        (_mixes(actor) and rule.zone != "accounts", "roles-apart"),
        (not by_role and not by_owner, "no-role"),
        (rule.case and not target.compartment, "no-case"),
        (_outside(actor, rule, target), "outside"),
        (not by_role and not own, "not-own"),
        (rule.colleague and own, "own-account"),
    )


def _first(*checks: tuple[bool, str]) -> str:
    """The first reason that holds."""
    return next((reason for holds, reason in checks if holds), "")


def _outside(actor: Actor, rule: Action, target: Target) -> bool:
    """Whether it lies in a compartment that the actor is not in. Accounts lie in none."""
    return bool(target.compartment) and rule.zone != "accounts" and target.compartment not in actor.compartments


def _mixes(actor: Actor) -> bool:
    """Whether a role that stands apart came together with another: only a log that was tampered with says so."""
    return len(actor.roles) > 1 and any(roles()[name].apart for name in actor.roles if name in roles())


def may_approve(actor: Actor, action: str, target: Target, asked_by: str) -> Decision:
    """Whether the actor may confirm what another asked for."""
    rule = actions().get(action)
    if rule is None:
        return Decision(False, "unknown-action")
    refused = _first(
        (not rule.second_person, "not-needed"),
        (actor.handle == asked_by, "same-person"),
        (actor.state is not State.ACTIVE, "not-active"),
        (_mixes(actor), "roles-apart"),
        (not actor.roles & rule.approvers, "no-role"),
        (_outside(actor, rule, target), "outside"),
    )
    return Decision(not refused, refused or "allowed")
