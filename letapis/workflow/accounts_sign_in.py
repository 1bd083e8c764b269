"""Signing in at a server: passphrase, second factor, session. One answer for all that fails, and one amount of work.

Nobody learns whether a handle exists: not from the words, not from the length, not from the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from letapis.access.accounts import HANDLE, Account
from letapis.access.back_off import EVERYBODY, HOUR, hidden, wait
from letapis.access.passkeys import Site
from letapis.access.rules import State
from letapis.access.sessions import LIMITS, Level, Limits, Session, begun, raised, stands, to_end, token_hash, touched
from letapis.workflow.accounts_factors import answers, holds
from letapis.workflow.accounts_state import Books, signed_in, standing
from letapis.workflow.accounts_volatile import Volatile

UNKNOWN = "-"  # no account has this handle
REFUSED = "This did not open the archive. Wait a little and try again."  # whatever the reason was


@dataclass(frozen=True, slots=True)
class Refusal:
    """The one answer. `wait` is told to nobody but the caller, who sleeps or says so to everybody alike."""

    text: str = REFUSED
    wait: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Door:
    """What a sign-in needs. `unlock` does the same work for every handle and passphrase, and gives None for wrong ones.

    `secret` keys the names under which failures are kept; it lives as long as the state does.
    """

    unlock: Callable[[str, str], Books | None]
    volatile: Volatile
    secret: bytes
    limits: Limits = LIMITS


def sign_in(door: Door, handle: str, passphrase: str, now: int) -> tuple[str, Session] | Refusal:
    """A token and its session for the right passphrase; whoever has a second factor shows it next."""
    own = hidden(door.secret, handle)
    if left := _wait(door, own, now):
        return Refusal(wait=left)
    # What is no handle is worked on like one that is unknown; an empty one would be tried on every slot.
    books = door.unlock(handle if HANDLE.fullmatch(handle) else UNKNOWN, passphrase)
    account = standing(books).accounts.get(handle) if books else None
    if books is None or account is None or account.state is not State.ACTIVE:
        return _failed(door, own, now)
    door.volatile.clear(own)
    token, session = begun(account, now)
    _begin(door, session)
    if session.level is Level.FULL:
        signed_in(books, handle)
    return token, session


def show_code(door: Door, books: Books, token: str, code: str, now: int) -> tuple[str, Session] | Refusal:
    """A new token for the right one-time or recovery code; the token before ends with the first right code."""
    return _show(door, books, token, now, lambda account: holds(books, account, code, door.volatile, now))


def show_passkey(  # noqa: PLR0913, PLR0917  what a page has at hand
    door: Door, books: Books, token: str, site: Site, answer: dict[str, Any], now: int
) -> tuple[str, Session] | Refusal:
    """The same for the answer of a passkey to `ask_passkey`."""
    return _show(door, books, token, now, lambda account: answers(books, account, site, door.volatile, answer, now))


def _show(
    door: Door, books: Books, token: str, now: int, right: Callable[[Account], bool]
) -> tuple[str, Session] | Refusal:
    session, account = pending(door, books, token, now)
    if session is None or account is None:
        return Refusal()
    own = hidden(door.secret, f"second factor of {account.handle}")
    if left := _wait(door, own, now):
        return Refusal(wait=left)
    if not right(account):
        return _failed(door, own, now)
    return _raised(door, books, session, now) or Refusal()


def current(door: Door, books: Books, token: str, now: int) -> Session | None:
    """The session of a token where it still holds, and its clock goes on; None where it does not, and it is gone."""
    session = door.volatile.session(token_hash(token))
    if session is None:
        return None
    if not stands(session, standing(books).accounts.get(session.account), now, door.limits):
        door.volatile.drop(session.token)
        return None
    if session.level is not Level.FULL:
        return None
    door.volatile.put(touched(session, now))
    return session


def sign_out(door: Door, token: str) -> None:
    """End a session."""
    door.volatile.drop(token_hash(token))


def pending(door: Door, books: Books, token: str, now: int) -> tuple[Session | None, Account | None]:
    """The session that waits for its second factor, with its account; None where there is none."""
    session = door.volatile.session(token_hash(token))
    account = standing(books).accounts.get(session.account) if session else None
    if session is None or session.level is not Level.PASSPHRASE or not stands(session, account, now, door.limits):
        return None, None
    return session, account


def _raised(door: Door, books: Books, session: Session, now: int) -> tuple[str, Session] | None:
    """The full session in place of the one before; None where that has ended meanwhile."""
    if not door.volatile.drop(session.token):
        return None
    account = standing(books).accounts[session.account]  # a recovery code that was used has changed it
    token, full = raised(session, now)
    door.volatile.clear(hidden(door.secret, f"second factor of {session.account}"))
    if account.revision != session.revision:
        return None
    _begin(door, full)
    signed_in(books, session.account)
    return token, full


def _begin(door: Door, session: Session) -> None:
    for old in to_end(door.volatile.of(session.account), door.limits):
        door.volatile.drop(old.token)
    door.volatile.put(session)


def _wait(door: Door, own: str, now: int) -> int:
    return wait(door.volatile.failures(own), door.volatile.failures(EVERYBODY), now)


def _failed(door: Door, own: str, now: int) -> Refusal:
    door.volatile.fail(own, now)
    door.volatile.fail(EVERYBODY, now, HOUR)
    return Refusal(wait=_wait(door, own, now))
