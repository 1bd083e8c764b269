"""Accounts as the sum of an append-only list of acts. Handles are pseudonyms: no field holds a name or an address.

An act that breaks a rule changes nothing, whoever wrote it into the log; `problem` says why, before it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from letapis.access.roles import roles
from letapis.access.rules import Actor, State

HANDLE = re.compile(r"[a-z][a-z0-9-]{1,30}[a-z0-9]")  # ASCII: no two handles that look alike, no address
COMPARTMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,62}")
FACTORS = ("totp", "passkey")
ENDS_SESSIONS = frozenset({
    "role-given", "role-taken", "compartment-given", "compartment-taken", "factor-enrolled", "factor-removed",
    "passphrase-changed", "sessions-ended", "suspended", "resumed", "revoked",
})  # fmt: skip

Act = Mapping[str, Any]
Accounts = dict[str, "Account"]


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor; what it rests on is sealed and in hexadecimal."""

    id: str
    kind: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it stands. `revision` grows with every act that ends its sessions."""

    handle: str
    roles: frozenset[str] = field(default_factory=frozenset)
    compartments: frozenset[str] = field(default_factory=frozenset)
    state: State = State.ACTIVE
    admitted: bool = False  # it was given the key of the team
    factors: tuple[Factor, ...] = ()
    recovery: tuple[str, ...] = ()  # hashes of the codes that are left
    revision: int = 0

    def actor(self) -> Actor:
        """Who it is to the rules."""
        return Actor(self.handle, self.roles, self.compartments, self.state)


def accounts(acts: Iterable[Act]) -> Accounts:
    """All accounts by handle, revoked ones too: a handle is given once."""
    found: Accounts = {}
    for act in acts:
        if not problem(found, act):
            found[str(act["account"])] = _after(found.get(str(act["account"])), act)
    return found


def actor(found: Mapping[str, Account], handle: str) -> Actor:
    """The actor of a handle; one that is unknown may nothing."""
    return found[handle].actor() if handle in found else Actor(handle, state=State.UNKNOWN)


def problem(found: Mapping[str, Account], act: Act) -> str:
    """Why an act cannot be, in words for a person; empty where it can."""
    handle, name = str(act.get("account", "")), str(act.get("change"))
    if name == "account-made":
        return _new_problem(found, handle)
    if name not in _CHANGES:
        return f"{name!r} is nothing that is done with accounts"
    account = found.get(handle)
    if account is None:
        return f"there is no account {handle!r}"
    if account.state is State.REVOKED:
        return f"the account {handle!r} was revoked, which is for ever"
    return _change_problem(account, act)


def _new_problem(found: Mapping[str, Account], handle: str) -> str:
    if not HANDLE.fullmatch(handle):
        return f"{handle!r} is no handle: 3 to 32 of a-z, 0-9 and -, beginning with a letter; no name, no address"
    return f"the handle {handle!r} was given before" if handle in found else ""


def _change_problem(account: Account, act: Act) -> str:
    """What is wrong with a change of this account; the checks by what the act is about."""
    about, check = _ABOUT.get(str(act["change"]), ("", None))
    if check is None:
        return ""
    value = act.get(about)
    if not isinstance(value, list if about == "codes" else str):
        return f"{act['change']!r} does not say which {about}"
    return check(account, act, value)


def _oneself(account: Account, act: Act, value: Any) -> str:  # noqa: ANN401  what the act is about, of any type
    kind = act.get("kind")
    if act.get("who") != account.handle:
        return "second factors and recovery codes are made by oneself only"
    known = isinstance(value, list) or (kind in FACTORS and isinstance(act.get("sealed"), str))
    return "" if known else f"{kind!r} is no second factor; there are {', '.join(FACTORS)}"


def _compartment_problem(account: Account, name: str) -> str:
    if name in account.compartments:
        return f"it is in {name!r} already"
    return "" if COMPARTMENT.fullmatch(name) else f"{name!r} is no name of a compartment: letters, digits and -"


def _role_problem(account: Account, role: str) -> str:
    known = roles()
    if role in account.roles:
        return f"it has the role {role!r} already"
    if role not in known:
        return f"there is no role {role!r}; there are {', '.join(known)}"
    apart = [name for name in (role, *sorted(account.roles)) if known[name].apart]
    if apart and (account.roles - {role} or account.admitted):  # a key that was given once may have been kept
        return f"{apart[0]!r} stands apart from all other roles: make another account for it"
    return ""


def _after(account: Account | None, act: Act) -> Account:
    """The account after an act that fits."""
    name = str(act["change"])
    if account is None:
        return Account(str(act["account"]))
    return replace(account, **_changed(account, act), revision=account.revision + (name in ENDS_SESSIONS))


def _changed(account: Account, act: Act) -> dict[str, Any]:
    """The fields that an act changes, with their new values."""
    name = str(act["change"])
    if name in _SETS:
        fields, about = _SETS[name]
        return {fields: getattr(account, fields) ^ {act[about]}}  # given what it lacks, or taken what it has
    if name in _LISTS:
        fields, after = _LISTS[name]
        return {fields: after(account, act)}
    return _PLAIN[name]


_SETS = {
    "role-given": ("roles", "role"),
    "role-taken": ("roles", "role"),
    "compartment-given": ("compartments", "compartment"),
    "compartment-taken": ("compartments", "compartment"),
}
_LISTS: dict[str, tuple[str, Callable[[Account, Act], tuple[Any, ...]]]] = {
    "factor-enrolled": ("factors", lambda old, act: (*old.factors, Factor(act["factor"], act["kind"], act["sealed"]))),
    "factor-removed": ("factors", lambda old, act: tuple(one for one in old.factors if one.id != act["factor"])),
    "recovery-made": ("recovery", lambda _, act: tuple(str(code) for code in act["codes"])),
    "recovery-used": ("recovery", lambda old, act: tuple(code for code in old.recovery if code != act["code"])),
}
_PLAIN: dict[str, dict[str, Any]] = {
    "admitted": {"admitted": True},
    "suspended": {"state": State.SUSPENDED},
    "resumed": {"state": State.ACTIVE},
    "passphrase-changed": {},
    "sessions-ended": {},
    "revoked": {
        "state": State.REVOKED, "roles": frozenset(), "compartments": frozenset(),
        "factors": (), "recovery": (), "admitted": False,
    },
}  # fmt: skip
_ABOUT: dict[str, tuple[str, Callable[[Account, Act, Any], str]]] = {
    "role-given": ("role", lambda account, _, name: _role_problem(account, name)),
    "role-taken": ("role", lambda account, _, name: "" if name in account.roles else f"it has no role {name!r}"),
    "compartment-given": ("compartment", lambda account, _, name: _compartment_problem(account, name)),
    "compartment-taken": (
        "compartment",
        lambda account, _, name: "" if name in account.compartments else f"it is not in {name!r}",
    ),
    "factor-enrolled": ("factor", _oneself),
    "factor-removed": (
        "factor",
        lambda account, _, name: "" if name in {one.id for one in account.factors} else f"it has no factor {name!r}",
    ),
    "recovery-made": ("codes", _oneself),
    "recovery-used": (
        "code",
        lambda account, _, code: "" if code in account.recovery else "the code was used before, or never was",
    ),
}
_CHANGES = frozenset({*_PLAIN, *_ABOUT})
