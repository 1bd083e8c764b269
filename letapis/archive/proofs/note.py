"""Signed notes (c2sp.org/signed-note): text with signatures of named keys, parsed strictly, made and verified.

A key signs the text itself (Ed25519, type 0x01), or a checkpoint with the time (cosignatures, types 0x04 and 0x06).
One key, one type. It keeps no keys and trusts none.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from letapis.archive.proofs.errors import ProofError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

ED25519, COSIGNATURE, ML_DSA_44 = 0x01, 0x04, 0x06  # types of signatures
PUBLIC_SIZES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: 1312}
DASH = "— "
MOST_SIGNATURES = 64
# Encodings of points of small order: with them as a public key, one signature fits many texts.
SMALL_ORDER = frozenset(
    bytes.fromhex(point[:62]) + bytes([int(point[62:], 16) | sign])
    for sign in (0x00, 0x80)
    for point in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a key: its name, the type of its signatures, and the bytes of the key."""

    name: str
    algorithm: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which signatures name it."""
        return sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public).digest()[:4]

    def text(self) -> str:
        """As others write it down: name+id+key."""
        return f"{self.name}+{self.key_id.hex()}+{encoded(bytes([self.algorithm]) + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read it back. Raises ProofError for what is no such key, or a key that proves nothing."""
        name, _, rest = text.strip().partition("+")
        identity, _, key = rest.partition("+")
        material = decoded(key)
        found = cls(_name(name), material[0] if material else 0, material[1:])
        if PUBLIC_SIZES.get(found.algorithm) != len(found.public):
            raise ProofError("the key is of a type or length that is not known here")
        if found.key_id.hex() != identity:
            raise ProofError("the key does not give its id: it was mistyped or changed")
        if found.algorithm != ML_DSA_44 and found.public in SMALL_ORDER:
            raise ProofError("the key is weak: one signature of it would fit many texts")
        return found


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key of ours: its name, the type of its signatures, and the 32 secret bytes, which no repr shows."""

    name: str
    algorithm: int
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str, algorithm: int = ED25519) -> SigningKey:
        """A fresh key. Raises ProofError for a name with a space or a plus in it."""
        import secrets

        return cls(_name(name), algorithm, secrets.token_bytes(32))

    def public(self) -> VerifierKey:
        """What others need to check it."""
        return VerifierKey(self.name, self.algorithm, self._private().public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """The bare signature of a message: for notes use `signed`, for checkpoints `cosigned`."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey | MLDSA44PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

        if self.algorithm == ML_DSA_44:
            return MLDSA44PrivateKey.from_seed_bytes(self.seed)
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: whose key, its id, and the bytes after the id."""

    name: str
    key_id: bytes
    data: bytes

    def line(self) -> str:
        """As it stands below a note, with its newline."""
        return f"{DASH}{self.name} {encoded(self.key_id + self.data)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a newline, and what is signed below it. Nothing of it is verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def full(self) -> str:
        """The whole note."""
        return self.text + "\n" + "".join(one.line() for one in self.signatures)

    def by(self, key: VerifierKey) -> Iterable[Signature]:
        """The signatures that say they are of this key."""
        return (one for one in self.signatures if (one.name, one.key_id) == (key.name, key.key_id))


def parse_note(note: str) -> Note:
    """Read a signed note. Raises ProofError for anything that the format does not allow."""
    if any(ord(letter) < 0x20 and letter != "\n" for letter in note):
        raise ProofError("a note holds no control characters")
    text, blank, below = note.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise ProofError("this is no signed note: no signatures stand below an empty line")
    return Note(text + "\n", parse_signatures(below))


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Read signature lines, as a witness answers with them. Raises ProofError."""
    found = tuple(_signature(line) for line in lines.removesuffix("\n").split("\n"))
    if len(found) > MOST_SIGNATURES:
        raise ProofError(f"a note of more than {MOST_SIGNATURES} signatures is not read")
    return found


def signed(text: str, key: SigningKey) -> Signature:
    """The signature of a whole text by an Ed25519 key (type 0x01). Raises ProofError for what is no note."""
    if key.algorithm != ED25519:
        raise ProofError("only a key of type 0x01 signs a text as it stands")
    parse_note(f"{text}\n{DASH}a AAAAAAA=\n")
    return Signature(key.name, key.public().key_id, key.sign(text.encode()))


def verify_note(note: Note, keys: Sequence[VerifierKey]) -> tuple[VerifierKey, ...]:
    """The keys of `keys` (type 0x01) that signed the text; at least one.

    Raises ProofError where a known key is named and did not sign this, and where no known key signed.
    """
    found = []
    for key in keys:
        for one in note.by(key):
            check_signature(key, one.data, note.text.encode())
            found.append(key)
    if not found:
        raise ProofError("none of the keys that are trusted signed it")
    return tuple(found)


def check_signature(key: VerifierKey, signature: bytes, message: bytes) -> None:
    """Raise ProofError unless the bare signature is of this key over this message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

    kind = MLDSA44PublicKey if key.algorithm == ML_DSA_44 else Ed25519PublicKey
    try:
        kind.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise ProofError(f"the signature of {key.name} does not hold") from error


def encoded(data: bytes) -> str:
    """Standard base64."""
    return base64.b64encode(data).decode()


def decoded(text: str) -> bytes:
    """The bytes of standard base64 in its one right form: else a changed letter could leave the same bytes."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProofError("this is no base64") from error
    if encoded(data) != text:
        raise ProofError("this is base64 in another form than the one right one")
    return data


def _signature(line: str) -> Signature:
    if not line.startswith(DASH):
        raise ProofError("a line below the text is no signature")
    name, _, data = line.removeprefix(DASH).partition(" ")
    raw = decoded(data)
    if len(raw) < 5:
        raise ProofError("a signature is too short")
    return Signature(_name(name), raw[:4], raw[4:])


def _name(name: str) -> str:
    if not name or "+" in name or any(letter.isspace() or not letter.isprintable() for letter in name):
        raise ProofError("the name of a key is a word without spaces and plus signs")
    return name
