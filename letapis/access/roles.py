"""Roles and actions as the data files of this room tell them. It reads them once and decides nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "be", "ru")


@dataclass(frozen=True, slots=True)
class Role:
    """A desk of the team. An account with a role that stands `apart` has no other."""

    name: str
    label: Mapping[str, str]
    meaning: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done, and who may; see actions.toml for the fields."""

    name: str
    meaning: Mapping[str, str]
    zone: str
    roles: frozenset[str]
    own: frozenset[str] = field(default_factory=frozenset)
    approvers: frozenset[str] = field(default_factory=frozenset)
    reason: bool = False
    case: bool = False
    colleague: bool = False

    @property
    def second_person(self) -> bool:
        """Whether somebody else has to confirm it."""
        return bool(self.approvers)


@cache
def roles() -> Mapping[str, Role]:
    """All roles by name, in the order of the file."""
    return {
        name: Role(name, told["label"], told["meaning"], told.get("apart", False))
        for name, told in _table("roles.toml").items()
    }


@cache
def actions() -> Mapping[str, Action]:
    """All actions by name, in the order of the file."""
    return {name: _action(name, told) for name, told in _table("actions.toml").items()}


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """What a decision says, by its reason and language."""
    return _table("reasons.toml")


def _action(name: str, told: Mapping[str, Any]) -> Action:
    return Action(
        name,
        told["meaning"],
        told["zone"],
        roles=frozenset(told["roles"]),
        own=frozenset(told.get("own", ())),
        approvers=frozenset(told.get("approvers", ())),
        reason=told.get("reason", False),
        case=told.get("case", False),
        colleague=told.get("colleague", False),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("letapis.access").joinpath(name).read_text(encoding="utf-8"))
