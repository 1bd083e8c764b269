"""How long a sign-in waits after failures: for each handle, known or not, and for all together. No address is kept.

A handle is kept as a keyed hash, so that the counts do not list who works here. Nobody is locked out for ever by
another's guesses, and one who signs in rightly clears only their own count.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

FREE = 5  # failures that cost nothing
FIRST = 30  # seconds of the first wait; each failure doubles it
LONGEST = 15 * 60
FORGOTTEN = 24 * 60 * 60  # seconds after which failures no longer count
ALL_FREE = 100  # failures of all handles in an hour that cost nothing: a spray over many handles is slowed too
ALL_WAIT = 5
HOUR = 60 * 60
EVERYBODY = "all"  # no keyed hash has this name


@dataclass(frozen=True, slots=True)
class Failures:
    """How often in a row, and when last, in seconds since 1970."""

    count: int = 0
    last: int = 0


NONE = Failures()


def hidden(key: bytes, handle: str) -> str:
    """The name under which the failures of a handle are kept."""
    return hmac.digest(key, b"back-off " + handle.encode("utf-8", "surrogatepass"), "sha256").hex()


def failed(before: Failures, now: int, forgotten: int = FORGOTTEN) -> Failures:
    """One failure more; old ones are forgotten."""
    return Failures(1 if now - before.last >= forgotten else before.count + 1, now)


def wait(own: Failures, everybody: Failures, now: int) -> int:
    """Seconds until the next try is looked at; 0 where it is looked at now."""
    return max(_wait_of_one(own, now), _wait_of_all(everybody, now))


def _wait_of_one(failures: Failures, now: int) -> int:
    if failures.count < FREE or now - failures.last >= FORGOTTEN:
        return 0
    doubled = FIRST << min(failures.count - FREE, 16)
    return max(0, failures.last + min(doubled, LONGEST) - now)


def _wait_of_all(failures: Failures, now: int) -> int:
    if failures.count < ALL_FREE or now - failures.last >= HOUR:
        return 0
    return max(0, failures.last + ALL_WAIT - now)
