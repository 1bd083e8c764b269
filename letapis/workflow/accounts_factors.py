"""Second factors of accounts, enrolled for oneself and kept sealed: one-time codes, passkeys, recovery codes.

They stand in front of a server that holds the keys. Against somebody who has a copy of the disk they are nothing: there
the passphrase alone counts.
"""

from __future__ import annotations

import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from letapis.access.accounts import Account, Factor
from letapis.access.one_time_codes import matching_step, new_secret
from letapis.access.passkeys import Passkey, Site, authenticated, authentication, passkey_of, registered, registration
from letapis.access.recovery import hashed, new_codes
from letapis.access.rules import Target
from letapis.archive.errors import ArchiveError
from letapis.archive.zone_key import ZoneKey
from letapis.workflow.accounts_changing import ADMINISTRATOR, demand
from letapis.workflow.accounts_state import FACTORS, Books, RefusedError, change, standing
from letapis.workflow.accounts_volatile import Volatile

NONCE = 12
ANSWER = 5 * 60  # seconds for an answer to a question


def enrol_one_time_codes(books: Books, by: str) -> bytes:
    """A new secret, to be confirmed with a code by `confirm_one_time_codes`; nothing is kept yet."""
    own_account(books, by)
    return new_secret()


def confirm_one_time_codes(books: Books, by: str, secret: bytes, code: str, now: int) -> str:
    """Keep the secret, once its owner has shown a code of it. Gives the id of the factor."""
    account = own_account(books, by)
    if matching_step(secret, code, now) is None:
        raise RefusedError(by, "the code is not one of this secret now", "Look at the clock of the telephone")
    return _keep(books, account, "totp", secrets.token_hex(8), secret)


def ask_new_passkey(books: Books, by: str, site: Site, volatile: Volatile, now: int) -> dict[str, Any]:
    """The question for the browser of somebody who wants to enrol a key."""
    account = own_account(books, by)
    question, state = registration(site, secrets.token_bytes(16), by, passkeys(books, account))
    volatile.ask(f"new {by}", state, now)
    return question


def keep_new_passkey(  # noqa: PLR0913, PLR0917  what a sign-in has at hand
    books: Books, by: str, site: Site, volatile: Volatile, answer: dict[str, Any], now: int
) -> str:
    """Keep the key that answered. Raises PasskeyError, RefusedError. Gives the id of the factor."""
    account = own_account(books, by)
    state = volatile.answer(f"new {by}", now - ANSWER)
    if state is None:
        raise RefusedError(by, "there is no open question", "Begin anew")
    key = registered(site, state, answer)
    return _keep(books, account, "passkey", key.id[:32], key.sealed_text())


def remove_factor(books: Books, by: str, handle: str, factor: str, reason: str) -> None:
    """Take a factor away: one's own, or as administrator one that was lost."""
    demand(books, by, "remove-second-factor", Target(handle, owner=handle))
    change(books, [{"change": "factor-removed", "account": handle, "factor": factor, "reason": reason}], by)


def make_recovery_codes(books: Books, by: str) -> tuple[str, ...]:
    """Ten fresh codes, shown once; those before hold no longer."""
    own_account(books, by)
    codes = new_codes()
    change(books, [{"change": "recovery-made", "account": by, "codes": [hashed(by, one) for one in codes]}], by)
    return codes


def holds(books: Books, account: Account, code: str, volatile: Volatile, now: int) -> bool:
    """Whether a one-time code or a recovery code is right; it is used up then, for every process."""
    for factor in account.factors:
        secret = _opened(books, account, factor) if factor.kind == "totp" else None
        if secret is not None:
            name = f"{account.handle} {factor.id}"
            step = matching_step(secret, code, now, volatile.last_step(name))
            if step is not None and volatile.advance(name, step):
                return True
    return _recovers(books, account, code)


def ask_passkey(books: Books, account: Account, site: Site, volatile: Volatile, now: int) -> dict[str, Any]:
    """The question for the browser of somebody who signs in."""
    question, state = authentication(site, passkeys(books, account))
    volatile.ask(f"in {account.handle}", state, now)
    return question


def answers(  # noqa: PLR0913, PLR0917  as above
    books: Books, account: Account, site: Site, volatile: Volatile, answer: dict[str, Any], now: int
) -> bool:
    """Whether one of the account's keys has answered the question, which is good for one answer."""
    from letapis.access.passkeys import PasskeyError

    state = volatile.answer(f"in {account.handle}", now - ANSWER)
    if state is None:
        return False
    known = [_counted(one, account, volatile) for one in passkeys(books, account)]
    try:
        used = authenticated(site, state, known, answer)
    except PasskeyError:
        return False
    return used.count == 0 or volatile.advance(f"{account.handle} {used.id}", used.count)


def passkeys(books: Books, account: Account) -> list[Passkey]:
    """The keys of an account."""
    texts = (_opened(books, account, one) for one in account.factors if one.kind == "passkey")
    return [passkey_of(text) for text in texts if text is not None]


def _counted(key: Passkey, account: Account, volatile: Volatile) -> Passkey:
    """The key with the count that it said last."""
    return Passkey(key.credential, max(key.count, volatile.last_step(f"{account.handle} {key.id}")))


def _recovers(books: Books, account: Account, code: str) -> bool:
    used = hashed(account.handle, code)
    if used not in account.recovery:
        return False
    try:
        change(books, [{"change": "recovery-used", "account": account.handle, "code": used}], account.handle)
    except ArchiveError:  # another was first
        return False
    return True


def own_account(books: Books, by: str) -> Account:
    """The account of who asks, where it is open. There is no way to name another."""
    demand(books, by, "enrol-second-factor", Target(by, owner=by))
    found = standing(books).accounts.get(by)
    if found is None:
        raise RefusedError(by, "there are no accounts yet", "Make yours: `letapis accounts add`")
    if books.key is None:
        raise RefusedError(by, "in a plain archive the secret would lie open", "Make a sealed archive")
    return found


def _keep(books: Books, account: Account, kind: str, name: str, secret: bytes) -> str:
    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(_key(books, account)).encrypt(nonce, secret, _bound(account, kind, name))
    act = {"change": "factor-enrolled", "account": account.handle, "factor": name, "kind": kind, "sealed": sealed.hex()}
    change(books, [act], account.handle)
    return name


def _opened(books: Books, account: Account, factor: Factor) -> bytes | None:
    """The secret; None where it was changed, or is that of another: then the factor is none."""
    bound = _bound(account, factor.kind, factor.id)
    try:
        sealed = bytes.fromhex(factor.sealed)
        return AESGCM(_key(books, account)).decrypt(sealed[:NONCE], sealed[NONCE:], bound)
    except (InvalidTag, ValueError):
        return None


def _bound(account: Account, kind: str, name: str) -> bytes:
    """A secret that was put in the place of another does not open."""
    return f"{account.handle} {kind} {name}".encode()


def _key(books: Books, account: Account) -> bytes:
    """What the secrets of an account are sealed with: an administrator cannot open those of the team."""
    if ADMINISTRATOR in account.roles:
        if books.key is None:
            raise RefusedError(account.handle, "the books have no key", "Make a sealed archive")
        return books.key.derive(f"second factor {account.handle}")
    if books.archive is None:
        raise RefusedError(account.handle, "an administrator opens no second factor of the team", "Ask its owner")
    return ZoneKey("factors", books.archive.files.read(FACTORS)).derive(f"second factor {account.handle}")
