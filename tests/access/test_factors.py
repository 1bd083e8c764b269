"""One-time codes against the vectors of RFC 6238, passkeys against an authenticator of our own, recovery codes."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from hypothesis import given
from hypothesis import strategies as some

from letapis.access.one_time_codes import STEP, address, code_at, matching_step, new_secret
from letapis.access.passkeys import (
    PasskeyError,
    Site,
    authenticated,
    authentication,
    passkey_of,
    registered,
    registration,
)
from letapis.access.recovery import BYTES, CODES, hashed, new_codes

from .conftest import LIGHT

RFC = b"12345678901234567890"  # RFC 6238, appendix B; the last six of its eight digits


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(at, code):
    assert code_at(RFC, at) == code
    assert matching_step(RFC, code, at) == at // STEP
    assert matching_step(RFC, f" {code[:3]} {code[3:]}", at) == at // STEP


@pytest.mark.parametrize(("off", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_off_by_one_step(off, fits):
    assert (matching_step(RFC, code_at(RFC, 1_600_000_000 + off), 1_600_000_000) is not None) is fits


def test_a_code_is_good_once_and_so_is_an_earlier_one():
    now = 1_600_000_000
    used = matching_step(RFC, code_at(RFC, now), now)
    assert matching_step(RFC, code_at(RFC, now), now, used) is None
    assert matching_step(RFC, code_at(RFC, now - STEP), now, used) is None
    assert matching_step(RFC, code_at(RFC, now + STEP), now, used) == used + 1


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "12345\x00", "-12345", "0x1234"])
def test_what_is_no_code_is_no_code(code):
    assert matching_step(RFC, code, 59) is None


def test_an_app_is_told_a_handle_and_no_more():
    told = address(RFC, "vera", "letapis archive")
    assert told == (
        "otpauth://totp/letapis%20archive:vera?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=letapis%20archive"
    )
    assert len({new_secret() for _ in range(50)}) == 50
    assert len(new_secret()) == 20


def test_recovery_codes_lose_no_bit_of_chance():
    """A known system hashed the text of its codes instead of the value and lost a quarter of the bits: count them."""
    told = iter(range(CODES))
    codes = new_codes(lambda size: next(told).to_bytes(size, "big"))
    back = [int.from_bytes(base64.b32decode(code.replace("-", "").upper()), "big") for code in codes]
    assert back == list(range(CODES))
    assert BYTES * 8 == 120
    assert all(len(code.replace("-", "")) * 5 == 120 for code in codes)


def test_every_place_of_a_code_takes_every_letter_equally():
    codes = [code.replace("-", "") for _ in range(400) for code in new_codes()]
    assert len(set(codes)) == 4000
    for place in zip(*codes, strict=True):
        counts = Counter(place)
        assert len(counts) == 32
        assert sum((count - 125) ** 2 / 125 for count in counts.values()) < 90  # chi square of 31, far out: 1 in 10^7


def test_a_recovery_code_is_kept_as_a_hash_of_its_own_account():
    code = new_codes()[0]
    assert hashed("vera", code) == hashed("vera", f" {code.upper().replace('-', ' ')} ")
    assert hashed("vera", code) != hashed("boris", code)
    assert code.replace("-", "") not in hashed("vera", code)
    assert hashed("vera", "o" * 24) == hashed("vera", "0" * 24)


SITE = Site("desk.example.org", "https://desk.example.org")


class Authenticator:
    """A key of our own: signs what a browser would have it sign."""

    def __init__(self, origin=SITE.origin, domain=SITE.domain):
        self.origin, self.domain, self.count = origin, domain, 0
        self.key = ec.generate_private_key(ec.SECP256R1())
        public = ES256.from_cryptography_key(self.key.public_key())
        self.credential = AttestedCredentialData.create(bytes(16), hashlib.sha256(b"id").digest(), public)

    def _data(self, flags, credential=None):
        self.count += 1
        domain = hashlib.sha256(self.domain.encode()).digest()
        return AuthenticatorData.create(domain, flags, self.count, credential or b"")

    def _client(self, kind, options):
        challenge = options["publicKey"]["challenge"]
        return CollectedClientData.create(kind, challenge, self.origin)

    def register(self, options):
        client = self._client(CollectedClientData.TYPE.CREATE, options)
        data = self._data(AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP, self.credential)
        attestation = AttestationObject.create("none", data, {})
        return self._answer({"clientDataJSON": written(client), "attestationObject": written(attestation)})

    def sign(self, options, present=True):
        client = self._client(CollectedClientData.TYPE.GET, options)
        data = self._data(AuthenticatorData.FLAG.UP if present else AuthenticatorData.FLAG(0))
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        told = {"clientDataJSON": written(client), "authenticatorData": written(data), "signature": written(signature)}
        return self._answer(told)

    def _answer(self, response):
        name = written(self.credential.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}


def written(data):
    return base64.urlsafe_b64encode(bytes(data)).decode().rstrip("=")


def enrolled(key):
    options, state = registration(SITE, b"0123456789abcdef", "vera", [])
    return registered(SITE, state, key.register(json_of(options)))


def json_of(options):
    """As a page hands it to the browser and back."""
    return json.loads(json.dumps(options, default=dict))


def test_a_key_registers_and_signs_in():
    key = Authenticator()
    passkey = enrolled(key)
    assert passkey_of(passkey.sealed_text()) == passkey
    options, state = authentication(SITE, [passkey])
    used = authenticated(SITE, state, [passkey], key.sign(json_of(options)))
    assert used.count == passkey.count + 1


@pytest.mark.parametrize(
    ("origin", "domain"),
    [
        ("https://desk.example.org.evil.test", SITE.domain),
        ("https://evil.desk.example.org", SITE.domain),
        ("http://desk.example.org", SITE.domain),
        ("https://desk.example.org:8443", SITE.domain),
        (SITE.origin, "evil.test"),
    ],
)
def test_a_key_of_another_site_is_refused(origin, domain):
    options, state = registration(SITE, b"0123456789abcdef", "vera", [])
    with pytest.raises(PasskeyError):
        registered(SITE, state, Authenticator(origin, domain).register(json_of(options)))


def test_what_does_not_answer_the_question_is_refused():
    key = Authenticator()
    passkey = enrolled(key)
    options, state = authentication(SITE, [passkey])
    other_options, _ = authentication(SITE, [passkey])
    for answer in (
        key.sign(json_of(other_options)),  # to another question
        key.sign(json_of(options), present=False),  # nobody touched it
        {**key.sign(json_of(options)), "rawId": written(b"x"), "id": written(b"x")},
        Authenticator().sign(json_of(options)),  # another key
        {},
        {"id": 1},
    ):
        with pytest.raises(PasskeyError):
            authenticated(SITE, state, [passkey], answer)


def test_a_key_that_counts_back_was_copied():
    key = Authenticator()
    passkey = enrolled(key)
    options, state = authentication(SITE, [passkey])
    answer = key.sign(json_of(options))
    used = authenticated(SITE, state, [passkey], answer)
    with pytest.raises(PasskeyError, match="copy"):
        authenticated(SITE, state, [used], answer)  # the same answer again, too


@LIGHT
@given(some.recursive(some.none() | some.text() | some.integers(), lambda x: some.dictionaries(some.text(), x)))
def test_no_answer_of_a_stranger_is_more_than_refused(answer):
    _, state = registration(SITE, b"0123456789abcdef", "vera", [])
    with pytest.raises(PasskeyError):
        registered(SITE, state, answer)
