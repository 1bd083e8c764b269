"""Time stamps of authorities (RFC 3161): a request over bytes, the answer read, and the answer verified twice.

Once by `rfc3161-client`, which is strict, and once by ourselves, as it refuses answers that real authorities give
(certificates out of order). Nothing is sent from here.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from asn1crypto import algos, core, tsp  # type: ignore[import-untyped]
from cryptography import x509

from letapis.archive.anchors.signed_data import Signed, read, verify_signed
from letapis.archive.proofs.errors import ProofError

GRANTED = ("granted", "granted_with_mods")
STRICT, OWN = "rfc3161-client", "letapis"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authority states: it saw this imprint at this time. Not verified by being read."""

    time: datetime
    serial: int
    imprint: bytes
    imprint_by: str  # sha256, sha384 or sha512
    nonce: int | None
    policy: str


@dataclass(frozen=True, slots=True)
class VerifiedStamp:
    """A stamp that holds: by whose certificate, until when that lasts, and which of the two verifiers read it."""

    stamp: Stamp
    authority: str
    until: datetime
    by: tuple[str, ...]


def request(data: bytes, nonce: int | None = None) -> bytes:
    """A request (DER) for a stamp over the bytes; only their SHA-256 is in it."""
    imprint = {
        "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
        "hashed_message": sha256(data).digest(),
    }
    asked = {
        "version": "v1",
        "message_imprint": imprint,
        "nonce": secrets.randbits(64) if nonce is None else nonce,
        "cert_req": True,
    }
    return bytes(tsp.TimeStampReq(asked).dump())


def nonce_of(asked: bytes) -> int:
    """The nonce of a request of ours. Raises ProofError."""
    try:
        return int(tsp.TimeStampReq.load(asked, strict=True)["nonce"].native)
    except (ValueError, TypeError) as error:
        raise ProofError("this is no request for a time stamp of ours") from error


def parse(answer: bytes) -> Stamp:
    """Read an answer (DER), or a bare token. Raises ProofError where the authority refused, or it cannot be read."""
    return _opened(answer)[1]


def certificates(pem_or_der: bytes) -> list[x509.Certificate]:
    """The certificates of a file. Raises ProofError."""
    try:
        if b"-----BEGIN" in pem_or_der:
            return x509.load_pem_x509_certificates(pem_or_der)
        return [x509.load_der_x509_certificate(pem_or_der)]
    except ValueError as error:
        raise ProofError("these are no certificates") from error


def verify(
    answer: bytes,
    data: bytes,
    roots: Sequence[x509.Certificate],
    nonce: int | None = None,
    others: Sequence[x509.Certificate] = (),
) -> VerifiedStamp:
    """See that an authority under one of the `roots` stamped exactly these bytes, in answer to this nonce.

    The certificates have to hold at the time of the stamp; that they ran out since then harms it not, as long as
    nobody can forge the authority's key. Raises ProofError.
    """
    signed, stamp = _opened(answer)
    if nonce is not None and stamp.nonce != nonce:
        raise ProofError("the answer is to another request: its nonce is another")
    import hashlib

    if hashlib.new(stamp.imprint_by, data).digest() != stamp.imprint:
        raise ProofError("the time stamp is over other bytes")
    leaf = verify_signed(signed, stamp.time, roots, others)
    strict = (STRICT,) if _strictly(answer, stamp, roots, others, leaf) else ()
    return VerifiedStamp(stamp, leaf.subject.rfc4514_string(), leaf.not_valid_after_utc, (*strict, OWN))


def _opened(answer: bytes) -> tuple[Signed, Stamp]:
    try:
        token = _token(answer)
        signed = read(token)
        info = tsp.TSTInfo.load(signed.content, strict=True)
        stamp = Stamp(
            info["gen_time"].native,
            info["serial_number"].native,
            info["message_imprint"]["hashed_message"].native,
            info["message_imprint"]["hash_algorithm"]["algorithm"].native,
            info["nonce"].native,
            info["policy"].dotted,
        )
    except ProofError:
        raise
    except Exception as error:  # bytes of strangers: the parser has many ways to refuse them
        raise ProofError("this is no time stamp that can be read") from error
    if stamp.imprint_by not in {"sha256", "sha384", "sha512"}:
        raise ProofError(f"the time stamp is over a hash that is not trusted: {stamp.imprint_by}")
    return signed, stamp


def _token(answer: bytes) -> bytes:
    """The token of an answer; the answer itself where it is a bare token, as some save it."""
    parts = core.Sequence.load(answer, strict=True)
    if isinstance(parts[0], core.ObjectIdentifier):
        return answer
    status = tsp.PKIStatusInfo.load(parts[0].dump(), strict=True)["status"].native
    if status not in GRANTED:
        raise ProofError(f"the authority gave no time stamp: {status}")
    return bytes(parts[1].dump())


def _strictly(
    answer: bytes,
    stamp: Stamp,
    roots: Sequence[x509.Certificate],
    others: Sequence[x509.Certificate],
    leaf: x509.Certificate,
) -> bool:
    """Whether the strict verifier could read it; where it could, it has to agree. Raises ProofError."""
    from rfc3161_client import VerifierBuilder, decode_timestamp_response
    from rfc3161_client.errors import VerificationError

    if not any(one.subject == one.issuer for one in roots):
        return False  # it follows a chain only to one that signed itself, not to an authority trusted as it is
    try:
        found = decode_timestamp_response(answer)
        carried = bool(found.signed_data.certificates)
    except ValueError:
        return False
    given = list(dict.fromkeys(one for one in others if one not in roots))
    verifier = VerifierBuilder(
        roots=list(dict.fromkeys(roots)), intermediates=given, tsa_certificate=None if carried else leaf
    ).build()
    try:
        verifier.verify(found, stamp.imprint)
    except (VerificationError, ValueError) as error:
        raise ProofError(f"the time stamp does not hold: {error}") from error
    seen = found.tst_info
    if (seen.serial_number, seen.message_imprint.message, seen.gen_time.replace(microsecond=0)) != (
        stamp.serial,
        stamp.imprint,
        stamp.time.replace(microsecond=0),
    ):
        raise ProofError("two readers see two time stamps in the same bytes")
    return True
