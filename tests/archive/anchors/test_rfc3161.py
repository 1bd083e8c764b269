import datetime as dt
import shutil
import subprocess

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from letapis.archive.anchors.authorities import check_chain
from letapis.archive.anchors.rfc3161 import OWN, STRICT, certificates, nonce_of, parse, request, verify
from letapis.archive.anchors.signed_data import verify_signed
from letapis.archive.proofs.errors import ProofError

CHECKPOINT = b"log.invalid/17\n11\nAAAA\n"
CLIENT, ARCHIVER = "rfc3161/rfc3161-client", "rfc3161/auto-archiver"


def test_a_local_authority_stamps_a_checkpoint(authority):
    asked = request(CHECKPOINT, 77)
    assert nonce_of(asked) == 77
    answer = authority.answer(asked)
    found = verify(answer, CHECKPOINT, [authority.root], 77)
    assert found.authority == "CN=Time of One"
    assert abs(found.stamp.time - dt.datetime.now(dt.UTC)) < dt.timedelta(hours=1)
    assert found.stamp.policy == "1.2.3.4.1"
    assert OWN in found.by


def test_no_two_requests_are_alike():
    assert nonce_of(request(CHECKPOINT)) != nonce_of(request(CHECKPOINT))
    assert CHECKPOINT not in request(CHECKPOINT)


def test_two_authorities_under_two_roots(authority, authority_made):
    other = authority_made("Two")
    for one, root in ((authority, other.root), (other, authority.root)):
        answer = one.answer(request(CHECKPOINT, 5))
        assert verify(answer, CHECKPOINT, [one.root, root], 5).stamp.nonce == 5
        with pytest.raises(ProofError, match="trusted"):
            verify(answer, CHECKPOINT, [root], 5)


@pytest.mark.parametrize(
    ("data", "nonce", "words"), [(CHECKPOINT + b"x", 9, "other bytes"), (CHECKPOINT, 10, "another request")]
)
def test_a_stamp_is_of_one_checkpoint_and_one_request(authority, data, nonce, words):
    answer = authority.answer(request(CHECKPOINT, 9))
    with pytest.raises(ProofError, match=words):
        verify(answer, data, [authority.root], nonce)


def test_nothing_is_trusted_by_itself(authority):
    with pytest.raises(ProofError, match="no certificate"):
        verify(authority.answer(request(CHECKPOINT, 9)), CHECKPOINT, [])


def test_a_certificate_that_has_run_out_since_leaves_its_stamps_good_and_says_until_when(authority):
    """The expiry is simulated: the chain is looked at as of the stamp, and as of after its end."""
    answer = authority.answer(request(CHECKPOINT, 1))
    found = verify(answer, CHECKPOINT, [authority.root], 1)
    leaf = certificates((authority.folder / "signer.pem").read_bytes())[0]
    check_chain(leaf, [authority.root], [authority.root], found.stamp.time)
    with pytest.raises(ProofError, match="did not hold at the time"):
        check_chain(leaf, [authority.root], [authority.root], found.until + dt.timedelta(seconds=1))


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"start": -20, "end": -10}, "did not hold at the time"),
        ({"start": 10, "end": 20}, "did not hold at the time"),
        ({"purpose": ExtendedKeyUsageOID.CODE_SIGNING}, "one for time stamps"),
        ({"critical": False}, "one for time stamps"),
    ],
)
def test_an_authority_whose_certificate_is_not_right_at_that_time(authority_made, how, words):
    made = authority_made("Wrong", **how)
    try:
        answer = made.answer(request(CHECKPOINT, 1))
    except subprocess.CalledProcessError:
        leaf = certificates((made.folder / "signer.pem").read_bytes())[0]  # openssl itself will not sign with it
        with pytest.raises(ProofError, match=words):
            check_chain(leaf, [made.root], [made.root], dt.datetime.now(dt.UTC))
        return
    with pytest.raises(ProofError, match=words):
        verify(answer, CHECKPOINT, [made.root], 1)


def test_no_changed_bit_changes_what_is_accepted(authority):
    """Each bit of an answer is changed, one after another, for our own verifier; what it still takes says the same."""
    answer = authority.answer(request(CHECKPOINT, 3))
    right = parse(answer)
    from letapis.archive.anchors.rfc3161 import _opened

    accepted = 0
    for at in range(0, len(answer) * 8, 3):
        changed = bytearray(answer)
        changed[at // 8] ^= 1 << at % 8
        try:
            signed, stamp = _opened(bytes(changed))
            verify_signed(signed, stamp.time, [authority.root], [])
        except ProofError:
            continue
        accepted += 1
        assert stamp == right
    assert accepted < len(answer)  # in fields that nobody signs: the words of the status, the order of certificates


@pytest.mark.parametrize("garbage", [b"", b"0", b"\x30\x03\x02\x01\x02", b"<html>busy</html>", b"\x30" * 900])
def test_what_is_no_answer_is_refused_in_one_line(garbage):
    with pytest.raises(ProofError) as refused:
        parse(garbage)
    assert "\n" not in str(refused.value)


def test_an_authority_that_refuses(authority):
    asked = bytearray(request(CHECKPOINT, 3))
    asked[asked.index(bytes.fromhex("0609608648016503040201")) + 10] = 0x07  # a hash that it does not know
    answer = authority.answer(bytes(asked))
    with pytest.raises(ProofError, match="no time stamp: rejection"):
        parse(answer)


@pytest.mark.parametrize(
    ("path", "chain", "time", "until", "by"),
    [
        (f"{ARCHIVER}/digicert.tsr", "", "2025-03-24T11:17:47", "2035-11-25", (OWN,)),
        (f"{ARCHIVER}/timestamp_token_http-timestamp-identrust-com", "", "2025-03-11T10:43:58", "2026-01-17", (OWN,)),
        (f"{ARCHIVER}/valid_timestamp.tsr", "", "2025-03-11T10:43:58", "2026-01-17", (OWN,)),
        (f"{ARCHIVER}/rfc3161-client-issue-104.tsr", "", "2025-03-11T08:52:08", "2026-01-17", (OWN,)),
        (f"{ARCHIVER}/self_signed.tsr", "", "2025-03-24T11:38:16", "2031-02-25", (OWN,)),
        (f"{CLIENT}/identrust/issue-104.tsr", "identrust", "2025-03-11T08:52:08", "2026-01-17", (STRICT, OWN)),
        (f"{CLIENT}/sigstage/response-sha256.tsr", "sigstage", "2025-05-09T11:58:55", "2035-03-26", (STRICT, OWN)),
        (f"{CLIENT}/sigstage/response-sha384.tsr", "sigstage", "2025-05-09T11:58:55", "2035-03-26", (STRICT, OWN)),
        (f"{CLIENT}/sigstage/response-sha512.tsr", "sigstage", "2025-05-09T11:58:56", "2035-03-26", (STRICT, OWN)),
        (
            f"{CLIENT}/sigstage/response-no-embedded-cert.tsr",
            "sigstage",
            "2025-06-18T08:13:02",
            "2035-03-26",
            (STRICT, OWN),
        ),
        (
            f"{CLIENT}/sigstore.mock/response-expired.tsr",
            "sigstore.mock",
            "2023-02-01T00:00:00",
            "2024-01-01",
            (STRICT, OWN),
        ),
        (f"{CLIENT}/test_tsa/response.tsr", "test_tsa", "2024-10-08T15:40:32", "2033-10-07", (STRICT, OWN)),
        (
            f"{CLIENT}/test_tsa/response-injected-certs.tsr",
            "test_tsa",
            "2024-10-08T15:40:32",
            "2033-10-07",
            (STRICT, OWN),
        ),
    ],
)
def test_recorded_answers_of_real_authorities(recorded, monkeypatch, passed, path, chain, time, until, by):
    """What was stamped is not at hand for all: so the imprint is taken as it stands, and all else is looked at."""
    import hashlib

    from letapis.archive.anchors import rfc3161

    answer = (recorded / path).read_bytes()
    signed, stamp = rfc3161._opened(answer)
    given = certificates((recorded / CLIENT / chain / "ts_chain.pem").read_bytes()) if chain else []
    issuers = {one.subject for one in signed.certificates}
    tops = [one for one in (given or signed.certificates) if one.issuer == one.subject]
    roots = tops or [one for one in signed.certificates if one.issuer not in issuers]
    monkeypatch.setattr(hashlib, "new", _imprint_of(hashlib.new, stamp.imprint))
    found = verify(answer, b"what was stamped", roots, others=given)
    assert found.stamp.time.isoformat()[:19] == time
    assert found.until.date().isoformat() == until
    assert found.by == by
    passed("rfc3161/recorded answers", 1, 1)


def _imprint_of(real, imprint):
    """A hash that gives the imprint for the bytes that are not at hand, and the real one for all others."""

    class Fixed:
        def digest(self):
            return imprint

    return lambda name, data=b"": Fixed() if data == b"what was stamped" else real(name, data)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{CLIENT}/sigstage/response-invalid-signature.tsr", "signature of the authority does not hold"),
        (f"{CLIENT}/test_tsa/other_response.tsr", "chain does not lead"),
    ],
)
def test_recorded_answers_that_do_not_hold(recorded, passed, path, words):
    from letapis.archive.anchors.rfc3161 import _opened

    file = recorded / path
    given = certificates((file.parent / "ts_chain.pem").read_bytes())
    signed, stamp = _opened(file.read_bytes())
    with pytest.raises(ProofError, match=words):
        verify_signed(signed, stamp.time, [one for one in given if one.issuer == one.subject], given)
    passed("rfc3161/recorded answers", 1, 1)


def test_the_hello_of_sigstage(recorded):
    folder = recorded / CLIENT / "sigstage"
    given = certificates((folder / "ts_chain.pem").read_bytes())
    found = verify((folder / "response-sha256.tsr").read_bytes(), b"hello", given[-1:], others=given[:-1])
    assert found.by == (STRICT, OWN)
    with pytest.raises(ProofError, match="other bytes"):
        verify((folder / "response-sha256.tsr").read_bytes(), b"hallo", given[-1:], others=given[:-1])


@pytest.mark.skipif(shutil.which("openssl") is None, reason="apt-get install openssl")
def test_openssl_agrees(authority, tmp_path):
    answer = authority.answer(request(CHECKPOINT, 3))
    (tmp_path / "answer.tsr").write_bytes(answer)
    (tmp_path / "checkpoint").write_bytes(CHECKPOINT)
    call = (
        f"openssl ts -verify -in {tmp_path}/answer.tsr -data {tmp_path}/checkpoint -CAfile {authority.folder}/root.pem"
    )
    assert subprocess.run(call.split(), check=False, capture_output=True).returncode == 0
    verify(answer, CHECKPOINT, [authority.root], 3)
