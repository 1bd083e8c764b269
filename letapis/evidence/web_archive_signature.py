"""Who signed a WACZ (wacz-auth 0.1.0): an owner of a domain by its certificate, or a key without a name.

Judged here, offline, because the usual tool calls a badly signed file valid. What it cannot say: whether a certificate
was withdrawn, and whether the time stamp that may stand beside it is true.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

# SHA-256 of the public keys of roots that certificates of domains may end at: ISRG Root X1 and X2.
ROOTS = frozenset(
    {
        "0b9fa5a59eed715c26c1020c711b4f6ec42d58b0015e14337a39dad301c5afc3",
        "762195c225586ee6c0237456e2107dc54f1efc21f61a792ebd515913cce68332",
    }
)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed it; `problem` says why the signature does not hold, empty where it does."""

    by: str
    problem: str = ""


def check_signature(told: Mapping[str, Any], digest: str, roots: frozenset[str] = ROOTS) -> Signed:
    """Judge `signedData` over the hash of datapackage.json, written as `sha256:…`."""
    from cryptography.exceptions import InvalidSignature

    if told.get("hash") != digest:
        return Signed(str(told.get("domain", "")), "it is over another hash")
    try:
        if "publicKey" in told:
            return _nameless(told, digest)
        return _of_domain(told, digest, roots)
    except (InvalidSignature, ValueError, TypeError, KeyError, binascii.Error, AttributeError) as error:
        return Signed(str(told.get("domain", "")), f"it does not hold ({type(error).__name__})")


def _nameless(told: Mapping[str, Any], digest: str) -> Signed:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    encoded, signature = base64.b64decode(told["publicKey"], validate=True), base64.b64decode(told["signature"])
    key = load_der_public_key(encoded)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    half = len(signature) // 2  # browsers write both numbers one after the other
    numbers = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
    raw = len(signature) == 2 * ((key.curve.key_size + 7) // 8)
    key.verify(encode_dss_signature(*numbers) if raw else signature, digest.encode(), ec.ECDSA(SHA256()))
    return Signed(f"key {sha256(encoded).hexdigest()[:16]}")


def _of_domain(told: Mapping[str, Any], digest: str, roots: frozenset[str]) -> Signed:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_pem_x509_certificates

    domain, chain = str(told["domain"]), load_pem_x509_certificates(str(told["domainCert"]).encode())
    key = chain[0].public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(base64.b64decode(told["signature"], validate=True), digest.encode(), ec.ECDSA(SHA256()))
    when = datetime.strptime(str(told["created"])[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
    return Signed(domain, _chain_problem(chain, domain, when, roots))


def _chain_problem(chain: list[Certificate], domain: str, when: datetime, roots: frozenset[str]) -> str:
    from cryptography.x509 import DNSName, SubjectAlternativeName

    names = chain[0].extensions.get_extension_for_class(SubjectAlternativeName).value.get_values_for_type(DNSName)
    if domain not in names:
        return "its certificate is of another domain"
    if any(not one.not_valid_before_utc <= when <= one.not_valid_after_utc for one in chain[:-1]):
        return "a certificate was not valid when it was signed"
    for one, issuer in pairwise(chain):
        one.verify_directly_issued_by(issuer)
    if not any(_fingerprint(one) in roots for one in chain):
        return "its certificates end at no root that is known"
    return ""


def _fingerprint(certificate: Certificate) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(key).hexdigest()
