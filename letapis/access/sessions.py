"""Sessions: when one begins, gets another token, and no longer stands. Pure rules; where they are kept is the caller's.

Only the hash of a token is kept, and nothing of the machine or the network it was given to.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from letapis.access.accounts import Account
from letapis.access.rules import State

TOKEN = 32  # random bytes


class Level(StrEnum):
    """What has been shown so far. Only a full session may anything but show a second factor."""

    PASSPHRASE = "passphrase"  # noqa: S105  a level, no secret
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Limits:
    """In seconds; short, because a session on a seized machine is an open door."""

    idle: int = 15 * 60
    absolute: int = 12 * 60 * 60
    pending: int = 5 * 60  # between passphrase and second factor
    concurrent: int = 3  # of one account: the oldest ends


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Session:
    """One session. `revision` is the account's at its beginning: an act that ends sessions makes it another."""

    token: str  # SHA-256 of the token
    account: str
    revision: int
    level: Level
    begun: int
    seen: int


def begun(account: Account, now: int) -> tuple[str, Session]:
    """A token for whoever showed the passphrase, and its session; full at once where there is no second factor."""
    token = secrets.token_urlsafe(TOKEN)
    level = Level.PASSPHRASE if account.factors else Level.FULL
    return token, Session(token_hash(token), account.handle, account.revision, level, now, now)


def raised(session: Session, now: int) -> tuple[str, Session]:
    """The session after its second factor, under another token; the one before is to be dropped."""
    token = secrets.token_urlsafe(TOKEN)
    return token, replace(session, token=token_hash(token), level=Level.FULL, begun=now, seen=now)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def stands(session: Session, account: Account | None, now: int, limits: Limits = LIMITS) -> bool:
    """Whether it still holds: the account is open and unchanged, and no limit has passed. A clock set back ends it."""
    if account is None or account.state is not State.ACTIVE or account.revision != session.revision:
        return False
    if session.level is Level.PASSPHRASE:
        return 0 <= now - session.begun < limits.pending
    return 0 <= now - session.seen < limits.idle and 0 <= now - session.begun < limits.absolute


def touched(session: Session, now: int) -> Session:
    """The session after it was used."""
    return replace(session, seen=max(now, session.seen))


def to_end(sessions: Iterable[Session], limits: Limits = LIMITS) -> list[Session]:
    """Those of one account that must end for a new one to begin: the oldest."""
    by_age = sorted(sessions, key=lambda one: (one.seen, one.token), reverse=True)
    return by_age[limits.concurrent - 1 :]
