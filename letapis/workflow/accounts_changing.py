"""Making, changing and ending accounts: what the rules say, what the keys do, and what the log is told, in that order.

An account is its key slot. A new one holds no key of content until a member of the team admits it, and a revoked one
has none at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.access.accounts import Accounts, actor
from letapis.access.roles import roles
from letapis.access.rules import Decision, State, Target, may
from letapis.archive.errors import ArchiveError
from letapis.workflow.accounts import approved, raise_refusal, unruled
from letapis.workflow.accounts_opening import Opened, first_passphrase, opened
from letapis.workflow.accounts_state import (
    ZONE,
    Act,
    Books,
    RefusedError,
    begin_books,
    change,
    has_books,
    standing,
    would_hold,
)

if TYPE_CHECKING:
    from letapis.archive.keys.keyring import Keyring

ADMINISTRATOR = "administrator"
TEAM = "team"


def opened_books(desk: Opened) -> Opened:
    """The books, begun where there are none; in a sealed archive with a zone of their own."""
    archive, keys = desk.books.archive, desk.keys
    if archive is None or has_books(desk.books):
        return desk
    if keys is None:
        return replace(desk, books=begin_books(archive, None))
    from letapis.archive.keys.changing import new_zone

    zoned = keys if ZONE in keys.zones else new_zone(keys, ZONE)
    return replace(desk, books=begin_books(archive, zoned.key(ZONE)), keys=zoned)


def make(books: Books, by: str, handle: str, given: Sequence[str]) -> list[Act]:
    """The acts that make an account with these roles, once the rules allow it. Raises RefusedError, ArchiveError."""
    now = standing(books)
    if not now.accounts and handle != by:
        raise ArchiveError(handle, "the first account is your own", f"First: `letapis accounts add {by} --role ROLE`")
    _demand_making(books, by, handle, given)
    if not given:
        raise ArchiveError(handle, "an account needs a role", f"Name one with --role: {', '.join(roles())}")
    if len(now.accounts) == 1 and not _administered(now.accounts) and ADMINISTRATOR not in given:
        way_out = "Make it first: `letapis accounts add HANDLE --role administrator`"
        raise ArchiveError(handle, "the second account is to be the administrator's", way_out)
    acts: list[Act] = [{"change": "account-made", "account": handle}]
    acts += [{"change": "role-given", "account": handle, "role": role} for role in dict.fromkeys(given)]
    would_hold(books, acts, by)
    return acts


def add(desk: Opened, acts: Sequence[Act], passphrase: str) -> Accounts:
    """Make the slot and log the acts of `make`. Content is opened at once where who makes it holds the team's key."""
    handle, keys = str(acts[0]["account"]), desk.keys
    administrator = any(act.get("role") == ADMINISTRATOR for act in acts)
    admitted = not administrator and (keys is None or TEAM in keys.zones)
    if keys is not None and handle != keys.account.handle:
        _slot(keys, handle, passphrase, [ZONE] if administrator else [TEAM, ZONE] if admitted else [])
    more = [{"change": "admitted", "account": handle}] if admitted else []
    return change(desk.books, [*acts, *more], desk.by)


def _slot(keys: Keyring, handle: str, passphrase: str, zones: Sequence[str]) -> None:
    """Make the slot, or take up the one that a killed run has made, if the passphrase is the same."""
    from letapis.archive.keys.changing import add_account, give_zone, has_account
    from letapis.archive.keys.keyring import open_keys

    held = [zone for zone in zones if zone in keys.zones]
    if not has_account(keys, handle):
        add_account(keys, handle, passphrase, zones=held)
        return
    open_keys(keys.root, passphrase, handle)
    for zone in held:
        give_zone(keys, zone, handle)


def admit(desk: Opened, handle: str) -> Accounts:
    """Hand the key of the team to an account that was made by an administrator."""
    books, by, keys = desk.books, desk.by, desk.keys
    demand(books, by, "admit", Target(handle, owner=handle))
    account = standing(books).accounts.get(handle)
    if account is None or account.state is not State.ACTIVE or not account.roles or ADMINISTRATOR in account.roles:
        raise RefusedError(handle, "is no open account with a role that opens content", "See `letapis accounts list`")
    if keys is not None:
        from letapis.archive.keys.changing import give_zone

        for zone in (TEAM, ZONE):
            if zone in keys.zones:
                give_zone(keys, zone, handle)
    return change(books, [{"change": "admitted", "account": handle}], by)


def alter(books: Books, by: str, action: str, act: Act) -> Accounts:
    """Give or take a role or a compartment, suspend, resume, end sessions: what touches no key."""
    handle = str(act["account"])
    demand(books, by, action, Target(handle, owner=handle))
    now = standing(books)
    if act["change"] == "role-taken" and act["role"] == ADMINISTRATOR:
        _not_the_last(now.accounts, handle)
    return change(books, [act], by)


def revoke(desk: Opened, handle: str, reason: str) -> Accounts:
    """Shut an account for ever: first the rules, then its keys, then the log says that they are gone."""
    books, by, keys = desk.books, desk.by, desk.keys
    demand(books, by, "revoke-account", Target(handle, owner=handle))
    account = standing(books).accounts.get(handle)
    if account is None or account.state is State.REVOKED:
        raise ArchiveError(handle, "there is no such account that could be revoked", "See `letapis accounts list`")
    _not_the_last(standing(books).accounts, handle)
    change(books, [{"change": "suspended", "account": handle, "reason": reason}], by)
    if keys is not None:
        from letapis.archive.keys.changing import has_account
        from letapis.archive.keys.changing import revoke as take_away
        from letapis.archive.keys.keyring import TEAM

        if has_account(keys, handle):
            take_away(keys, handle, anew=keys.zones.keys() - {TEAM, ZONE})
    return change(books, [{"change": "revoked", "account": handle, "reason": reason}], by)


def listed(books: Books, by: str) -> Accounts:
    """All accounts. Raises RefusedError where `by` may not see them."""
    demand(books, by, "list-accounts")
    return standing(books).accounts


def new_passphrase(root: Path, by: str) -> str:
    """Change one's own passphrase; gives the handle. The one until now is wanted once more."""
    from letapis.archive.keys.changing import change_passphrase
    from letapis.workflow.passphrases import asked, given, key_file

    now = opened(root, by, with_keys=True)
    if now.keys is None:
        raise ArchiveError(str(root), "a plain archive has no passphrase", "Make a sealed one with `letapis init`")
    old = given()
    old = asked("The passphrase until now, once more") if old is None else old
    change_passphrase(now.keys, old or "", first_passphrase(now.by), key_file(), key_file())
    if now.by in standing(now.books).accounts:
        change(now.books, [{"change": "passphrase-changed", "account": now.by}], now.by)
    return now.by


def demand(books: Books, by: str, action: str, target: Target | None = None) -> None:
    """Raise RefusedError where `by` may not."""
    now = standing(books)
    decision: Decision = unruled(now, by, action) or may(actor(now.accounts, by), action, target or Target())
    raise_refusal(decision, action)


def _demand_making(books: Books, by: str, handle: str, given: Sequence[str]) -> None:
    """An administrator makes accounts; where none is left, a keeper appoints one with a second person."""
    now = standing(books)
    stuck = len(now.accounts) > 1 and not _administered(now.accounts) and books.archive is not None
    if stuck and list(given) == [ADMINISTRATOR] and books.archive is not None:
        raise_refusal(approved(books.archive, by, "appoint-administrator", handle), "appoint-administrator")
        return
    demand(books, by, "make-account")


def _administered(found: Accounts) -> bool:
    return any(ADMINISTRATOR in account.roles and account.state is State.ACTIVE for account in found.values())


def _not_the_last(found: Accounts, handle: str) -> None:
    rest = {name: account for name, account in found.items() if name != handle}
    if handle in found and ADMINISTRATOR in found[handle].roles and not _administered(rest):
        raise ArchiveError(handle, "is the last administrator", "Make another one first; or suspend this one")
