"""Making, changing and ending accounts: what the rules say, what the keys do, and what the log is told, in that order.

An account is its key slot. A new one holds no key of content until a member of the team admits it, and a revoked one
has none at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from letapis.access.accounts import Accounts, actor
from letapis.access.roles import roles
from letapis.access.rules import Decision, State, Target, may
from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.workflow.accounts import raise_refusal, unruled
from letapis.workflow.accounts_state import ZONE, Act, Books, RefusedError, begin_books, change, standing, would_hold

if TYPE_CHECKING:
    from letapis.archive.keys.keyring import Keyring

ADMINISTRATOR = "administrator"
TEAM = "team"


def first_books(archive: Archive, keys: Keyring | None) -> Books:
    """The books of an archive, begun where there are none; in a sealed one with a zone of their own."""
    from letapis.workflow.accounts_state import KEY, books_of

    if archive.files.has(KEY):
        return books_of(archive)
    if keys is None:
        return begin_books(archive, None)
    from letapis.archive.keys.changing import new_zone

    zoned = keys if ZONE in keys.zones else new_zone(keys, ZONE)
    return begin_books(archive, zoned.key(ZONE))


def make(books: Books, by: str, handle: str, given: Sequence[str]) -> list[Act]:
    """The acts that make an account with these roles, once the rules allow it. Raises RefusedError, ArchiveError."""
    now = standing(books)
    if not now.accounts and handle != by:
        raise ArchiveError(handle, "the first account is your own", f"First: `letapis accounts add {by} --role ROLE`")
    demand(books, by, "make-account")
    if not given:
        raise ArchiveError(handle, "an account needs a role", f"Name one with --role: {', '.join(roles())}")
    if len(now.accounts) == 1 and not _administered(now.accounts) and ADMINISTRATOR not in given:
        way_out = "Make it first: `letapis accounts add HANDLE --role administrator`"
        raise ArchiveError(handle, "the second account is to be the administrator's", way_out)
    acts: list[Act] = [{"change": "account-made", "account": handle}]
    acts += [{"change": "role-given", "account": handle, "role": role} for role in dict.fromkeys(given)]
    would_hold(books, acts, by)
    return acts


def add(books: Books, by: str, acts: Sequence[Act], keys: Keyring | None, passphrase: str) -> Accounts:
    """Make the slot and log the acts of `make`. Content is opened at once where who makes it holds the team's key."""
    handle = str(acts[0]["account"])
    administrator = any(act.get("role") == ADMINISTRATOR for act in acts)
    admitted = not administrator and (keys is None or TEAM in keys.zones)
    if keys is not None and handle != keys.account.handle:
        from letapis.archive.keys.changing import add_account

        zones = [ZONE] if administrator else [TEAM] if admitted else []
        add_account(keys, handle, passphrase, zones=zones)
    more = [{"change": "admitted", "account": handle}] if admitted else []
    return change(books, [*acts, *more], by)


def admit(books: Books, by: str, handle: str, keys: Keyring | None) -> Accounts:
    """Hand the key of the team to an account that was made by an administrator."""
    demand(books, by, "admit", Target(handle, owner=handle))
    account = standing(books).accounts.get(handle)
    if account is None or account.state is not State.ACTIVE or not account.roles or ADMINISTRATOR in account.roles:
        raise RefusedError(handle, "is no open account with a role that opens content", "See `letapis accounts list`")
    if keys is not None:
        from letapis.archive.keys.changing import give_zone

        give_zone(keys, TEAM, handle)
    return change(books, [{"change": "admitted", "account": handle}], by)


def alter(books: Books, by: str, action: str, act: Act) -> Accounts:
    """Give or take a role or a compartment, suspend, resume, end sessions: what touches no key."""
    handle = str(act["account"])
    demand(books, by, action, Target(handle, owner=handle))
    now = standing(books)
    if act["change"] == "role-taken" and act["role"] == ADMINISTRATOR:
        _not_the_last(now.accounts, handle)
    return change(books, [act], by)


def revoke(books: Books, by: str, handle: str, reason: str, keys: Keyring | None) -> Accounts:
    """Shut an account for ever: first the rules, then its keys, then the log says that they are gone."""
    demand(books, by, "revoke-account", Target(handle, owner=handle))
    account = standing(books).accounts.get(handle)
    if account is None or account.state is State.REVOKED:
        raise ArchiveError(handle, "there is no such account that could be revoked", "See `letapis accounts list`")
    _not_the_last(standing(books).accounts, handle)
    change(books, [{"change": "suspended", "account": handle, "reason": reason}], by)
    if keys is not None:
        from letapis.archive.keys.changing import has_account
        from letapis.archive.keys.changing import revoke as take_away

        if has_account(keys, handle):
            take_away(keys, handle)
    return change(books, [{"change": "revoked", "account": handle, "reason": reason}], by)


def demand(books: Books, by: str, action: str, target: Target | None = None) -> None:
    """Raise RefusedError where `by` may not."""
    now = standing(books)
    decision: Decision = unruled(now, by, action) or may(actor(now.accounts, by), action, target or Target())
    raise_refusal(decision, action)


def _administered(found: Accounts) -> bool:
    return any(ADMINISTRATOR in account.roles and account.state is State.ACTIVE for account in found.values())


def _not_the_last(found: Accounts, handle: str) -> None:
    rest = {name: account for name, account in found.items() if name != handle}
    if handle in found and ADMINISTRATOR in found[handle].roles and not _administered(rest):
        raise ArchiveError(handle, "is the last administrator", "Make another one first; or suspend this one")
