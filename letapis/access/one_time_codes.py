"""One-time codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, thirty seconds), each good once.

Which code was used last is state of the caller, shared by all processes; here is only what fits and what comes next.
"""

from __future__ import annotations

import base64
import secrets
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET = 20  # bytes: the size of the hash, as RFC 4226 recommends
STEP = 30  # seconds
DIGITS = 6
EARLIER, LATER = 1, 1  # steps by which the clock of a telephone may be off


def new_secret() -> bytes:
    """A fresh one."""
    return secrets.token_bytes(SECRET)


def code_at(secret: bytes, at: int) -> str:
    """The code of a moment, in seconds since 1970."""
    return _totp(secret).generate(at).decode()


def matching_step(secret: bytes, code: str, at: int, last: int = -1) -> int | None:
    """The step that the code is of, where it is near `at` and later than `last`, the step used before; else None."""
    told = "".join(code.split())
    if len(told) != DIGITS or not (told.isascii() and told.isdigit()):
        return None
    now = at // STEP
    fitting = [step for step in range(now - EARLIER, now + LATER + 1) if step >= 0 and _is(secret, told, step)]
    return next((step for step in fitting if step > last), None)


def address(secret: bytes, handle: str, archive: str) -> str:
    """What an app reads as a picture or is typed into it. It names a handle, as all else does."""
    key = base64.b32encode(secret).decode().rstrip("=")
    return f"otpauth://totp/{quote(archive)}:{quote(handle)}?secret={key}&issuer={quote(archive)}"


def _is(secret: bytes, code: str, step: int) -> bool:
    try:
        _totp(secret).verify(code.encode(), step * STEP)
    except InvalidToken:
        return False
    return True


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303  SHA-1 is what the apps know; HMAC does not rest on collisions
