"""Whether a certificate may stamp time, and leads to a root that the user trusts, at the moment of the stamp."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from letapis.archive.proofs.errors import ProofError

LONGEST = 8  # certificates in a chain


def check_chain(
    leaf: x509.Certificate, pool: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], moment: datetime
) -> None:
    """Raise ProofError unless `leaf` is for time stamps only, and leads to a root through certificates of the pool."""
    if not roots:
        raise ProofError("no certificate of an authority is trusted")
    _check_purpose(leaf)
    current = leaf
    for below in range(LONGEST):
        if not current.not_valid_before_utc <= moment <= current.not_valid_after_utc:
            raise ProofError(f"the certificate of {_name(current)} did not hold at the time of the stamp")
        if current in roots:
            return
        current = _issuer(current, pool, below)
    raise ProofError("the chain of certificates is too long")


def _issuer(one: x509.Certificate, pool: Sequence[x509.Certificate], below: int) -> x509.Certificate:
    """The certificate that issued this one and may do so, with `below` others of the same kind under it."""
    for other in pool:
        if other == one or other.subject != one.issuer or not _may_issue(other, below):
            continue
        try:
            one.verify_directly_issued_by(other)
        except Exception:  # noqa: BLE001, S112  a foreign key of any kind: then it is not the issuer
            continue
        return other
    raise ProofError(f"the chain does not lead to an authority that is trusted: who issued {_name(one)}?")


def _may_issue(one: x509.Certificate, below: int) -> bool:
    try:
        basic = one.extensions.get_extension_for_class(x509.BasicConstraints).value
        if not basic.ca or (basic.path_length is not None and basic.path_length < below):
            return False
        return one.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound as missing:
        return missing.oid == x509.KeyUsage.oid  # an authority without a key usage may do everything
    except ValueError:
        return False


def _check_purpose(leaf: x509.Certificate) -> None:
    try:
        found = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, ValueError) as error:
        raise ProofError("the certificate is not one for time stamps") from error
    if not found.critical or list(found.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise ProofError("the certificate is not one for time stamps only")


def _name(one: x509.Certificate) -> str:
    return one.subject.rfc4514_string()
