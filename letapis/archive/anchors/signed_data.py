"""Signed data of CMS (RFC 5652) as time stamps use it: the content, its one signer, and whether the signature holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, tsp  # type: ignore[import-untyped]
from cryptography import x509

from letapis.archive.anchors.authorities import check_chain
from letapis.archive.proofs.errors import ProofError

HASHES = {"sha256", "sha384", "sha512"}
CONTENT = "tst_info"


@dataclass(frozen=True, slots=True)
class Signed:
    """A token in parts."""

    content: bytes
    signer: Any  # SignerInfo of asn1crypto
    certificates: tuple[x509.Certificate, ...]  # those that it carries and that can be read


def read(token: bytes) -> Signed:
    """Take a token apart. Raises ProofError, ValueError or TypeError for what is none."""
    outer = cms.ContentInfo.load(token, strict=True)
    if outer["content_type"].native != "signed_data":
        raise ProofError("this is no signed data")
    data = outer["content"]
    if data["encap_content_info"]["content_type"].native != CONTENT or len(data["signer_infos"]) != 1:
        raise ProofError("this is no time stamp with one signer")
    carried = [one.chosen.dump() for one in data["certificates"] or () if one.name == "certificate"]
    content = data["encap_content_info"]["content"].contents
    return Signed(bytes(content), data["signer_infos"][0], tuple(_readable(carried)))


def verify_signed(
    signed: Signed, moment: datetime, roots: Sequence[x509.Certificate], others: Sequence[x509.Certificate]
) -> x509.Certificate:
    """The certificate of the signer, where everything holds at that moment. Raises ProofError."""
    pool = [*signed.certificates, *others, *roots]
    try:
        leaf = _signer(signed, pool)
        _check_attributes(signed, leaf)
        _check_signature(signed, leaf)
        check_chain(leaf, pool, roots, moment)
    except ProofError:
        raise
    except Exception as error:  # bytes of strangers: the parsers have many ways to refuse them
        raise ProofError("the signature of the time stamp cannot be read") from error
    return leaf


def _readable(carried: Iterable[bytes]) -> Iterator[x509.Certificate]:
    """Those that can be read: a stranger among them must not hide the others."""
    for one in carried:
        with suppress(Exception):
            yield x509.load_der_x509_certificate(one)


def _signer(signed: Signed, pool: Sequence[x509.Certificate]) -> x509.Certificate:
    """The certificate that the signer names: by issuer and number, or by the key's id."""
    sid = signed.signer["sid"]
    for one in pool:
        if sid.name == "issuer_and_serial_number":
            named = sid.chosen
            if (one.issuer.public_bytes(), one.serial_number) == (
                named["issuer"].dump(),
                named["serial_number"].native,
            ):
                return one
        else:
            try:
                found = one.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
            except x509.ExtensionNotFound:
                continue
            if found == sid.chosen.native:
                return one
    raise ProofError("the certificate of the authority is missing")


def _check_attributes(signed: Signed, leaf: x509.Certificate) -> None:
    """What is signed names this content, that it is a time stamp, and this very certificate (RFC 2634, 5035)."""
    found = {}
    for one in signed.signer["signed_attrs"]:
        if one["type"].native in found or len(one["values"]) != 1:
            raise ProofError("the time stamp says something twice")
        found[one["type"].native] = one["values"][0]
    if found["content_type"].native != CONTENT:
        raise ProofError("what was signed is no time stamp")
    if found["message_digest"].native != _hash(_digest_of(signed), signed.content):
        raise ProofError("the time stamp was changed: its content does not give its hash")
    der = leaf.public_bytes(_der())
    if "signing_certificate_v2" in found:
        named = found["signing_certificate_v2"]["certs"][0]
        good = named["cert_hash"].native == _hash(named["hash_algorithm"]["algorithm"].native, der)
    elif "signing_certificate" in found:
        # RFC 2634 knows SHA-1 only. The signature is over the certificate's name and number too.
        good = found["signing_certificate"]["certs"][0]["cert_hash"].native == hashlib.sha1(der).digest()  # noqa: S324
    else:
        raise ProofError("the time stamp does not say by which certificate it was signed")
    if not good:
        raise ProofError("the time stamp was signed for another certificate")


def _check_signature(signed: Signed, leaf: x509.Certificate) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    # Within the message the attributes are tagged [0]; what is signed is the same as a plain set (RFC 5652, 5.4).
    attributes = b"\x31" + signed.signer["signed_attrs"].dump()[1:]
    signature = signed.signer["signature"].native
    how = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[_signature_hash(signed)]
    key = leaf.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, attributes, padding.PKCS1v15(), how)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, attributes, ec.ECDSA(how))
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, attributes)
        else:
            raise ProofError("the authority signs in a way that is not known here")
    except InvalidSignature as error:
        raise ProofError("the signature of the authority does not hold") from error


def _signature_hash(signed: Signed) -> str:
    algorithm = signed.signer["signature_algorithm"]
    if algorithm.signature_algo not in {"rsassa_pkcs1v15", "ecdsa", "ed25519"}:
        raise ProofError(f"the authority signs in a way that is not known here: {algorithm.signature_algo}")
    try:
        name = str(algorithm.hash_algo)
    except ValueError:  # "rsaEncryption" leaves it to the digest
        name = _digest_of(signed)
    if name not in HASHES:
        raise ProofError(f"the authority signs with a hash that is not trusted: {name}")
    return name


def _digest_of(signed: Signed) -> str:
    return str(signed.signer["digest_algorithm"]["algorithm"].native)


def _hash(name: str, data: bytes) -> bytes:
    if name not in HASHES:
        raise ProofError(f"the time stamp uses a hash that is not trusted: {name}")
    return hashlib.new(name, data).digest()


def _der() -> Any:  # noqa: ANN401  an enumeration of a library that is loaded late
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.DER


assert tsp.TSTInfo  # its import teaches asn1crypto the attributes of time stamps
