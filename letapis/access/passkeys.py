"""Passkeys and security keys (WebAuthn): the questions we ask, and whether an answer holds. It keeps nothing.

The site and its address are given by the caller and compared letter by letter; a question is good for one answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fido2.server import Fido2Server


class PasskeyError(Exception):
    """An answer that does not hold; `str()` says why, for a log of faults, not for who sent it."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where people sign in: the domain that keys are bound to, and the one address that pages come from."""

    domain: str
    origin: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """One registered key: what fido2 calls attested credential data, and how often it says it was used."""

    credential: bytes
    count: int = 0

    @property
    def id(self) -> str:
        """Its name among the factors of an account."""
        return str(_credential(self.credential).credential_id.hex())

    def sealed_text(self) -> bytes:
        """As it goes into the log of accounts, before it is sealed."""
        return json.dumps({"credential": self.credential.hex(), "count": self.count}).encode()


def passkey_of(text: bytes) -> Passkey:
    """The key from what `sealed_text` wrote."""
    told = json.loads(text)
    return Passkey(bytes.fromhex(told["credential"]), int(told["count"]))


def registration(site: Site, account: bytes, handle: str, known: Sequence[Passkey]) -> tuple[dict[str, Any], Any]:
    """The question for the browser, and the state to be kept until its answer. `account`: random bytes, no name."""
    from fido2.webauthn import PublicKeyCredentialUserEntity

    user = PublicKeyCredentialUserEntity(id=account, name=handle, display_name=handle)
    credentials = [_credential(one.credential) for one in known]
    options, state = _server(site).register_begin(user, credentials, user_verification=_required())
    return dict(options), state


def registered(site: Site, state: Mapping[str, Any], answer: Mapping[str, Any]) -> Passkey:
    """The new key. Raises PasskeyError where the answer is not one to this question from this site."""
    try:
        told = _server(site).register_complete(state, answer)
    except Exception as error:
        raise PasskeyError(str(error)) from error  # whatever a stranger sent: one kind of refusal
    if told.credential_data is None:
        raise PasskeyError("no credential in the answer")
    return Passkey(bytes(told.credential_data), told.counter)


def authentication(site: Site, known: Sequence[Passkey]) -> tuple[dict[str, Any], Any]:
    """The question for the browser, and the state to be kept until its answer."""
    credentials = [_credential(one.credential) for one in known]
    options, state = _server(site).authenticate_begin(credentials, user_verification=_required())
    return dict(options), state


def authenticated(site: Site, state: Mapping[str, Any], known: Sequence[Passkey], answer: Mapping[str, Any]) -> Passkey:
    """The key that answered, with its new count. Raises PasskeyError; also where it counts back: then it was copied."""
    from fido2.webauthn import AuthenticationResponse

    try:
        used = _server(site).authenticate_complete(state, [_credential(one.credential) for one in known], answer)
        count = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except Exception as error:
        raise PasskeyError(str(error)) from error
    before = next(one for one in known if one.credential == bytes(used))
    if (count or before.count) and count <= before.count:
        raise PasskeyError("the key counts back: there may be a copy of it")
    return Passkey(before.credential, count)


def _server(site: Site) -> Fido2Server:
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    party = PublicKeyCredentialRpEntity(id=site.domain, name="Letapis")
    return Fido2Server(party, verify_origin=lambda origin: origin == site.origin)


def _credential(data: bytes) -> Any:  # noqa: ANN401  AttestedCredentialData, whose library is loaded late
    from fido2.webauthn import AttestedCredentialData

    return AttestedCredentialData(data)


def _required() -> Any:  # noqa: ANN401  as above
    from fido2.webauthn import UserVerificationRequirement

    return UserVerificationRequirement.PREFERRED
