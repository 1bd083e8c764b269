"""A time-stamp authority of our own, made by openssl, and the recorded answers of real ones."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SETS = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "security"
NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)

SETTINGS = """
[tsa]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@pytest.fixture
def recorded() -> Path:
    if not SETS.is_dir():
        pytest.skip("the recorded time stamps are not beside the checkout (../shared/data/security)")
    return SETS


@dataclass(frozen=True)
class Authority:
    """Answers requests as an authority on the network would; `root` is what its users trust."""

    folder: Path
    root: x509.Certificate

    def answer(self, request: bytes) -> bytes:
        (self.folder / "request").write_bytes(request)
        at = self.folder
        call = (
            f"openssl ts -reply -queryfile {at}/request -out {at}/answer -config {at}/settings -section tsa"
            f" -signer {at}/signer.pem -inkey {at}/signer.key -chain {at}/root.pem"
        )
        subprocess.run(call.split(), check=True, capture_output=True)
        return (self.folder / "answer").read_bytes()


@pytest.fixture(scope="session")
def authority_made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Authority]:
    """Make an authority whose certificate holds from `start` to `end` days from now, for `purpose`."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not on this machine: apt-get install openssl")

    def make(name="One", start=-2, end=365, purpose=ExtendedKeyUsageOID.TIME_STAMPING, critical=True):
        folder = tmp_path_factory.mktemp("authority")
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Root of {name}")])
        signer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Time of {name}")])
        root = (
            _certificate(root_name, root_name, root_key.public_key(), -900, 3000)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(root_key, hashes.SHA256())
        )
        leaf = (
            _certificate(signer, root_name, key.public_key(), start, end)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=critical)
            .sign(root_key, hashes.SHA256())
        )
        (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        (folder / "signer.pem").write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
        (folder / "signer.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        (folder / "serial").write_text("01\n")
        (folder / "settings").write_text(SETTINGS.format(folder=folder))
        return Authority(folder, root)

    return make


@pytest.fixture(scope="session")
def authority(authority_made: Callable[..., Authority]) -> Authority:
    return authority_made()


def _certificate(subject, issuer, public, start, end):
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + start * DAY)
        .not_valid_after(NOW + end * DAY)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
