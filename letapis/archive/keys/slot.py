"""The slot of an account: a small file that can be read while the archive is locked, and opens by a passphrase.

It shows that there is an account, how its passphrase is stretched, and its public key; neither handle nor zones.
"""

from __future__ import annotations

import hmac
import json
import secrets
import tomllib
from dataclasses import dataclass, field

from letapis.archive.canonical import canonical
from letapis.archive.errors import ArchiveError
from letapis.archive.keys.account_key import PUBLIC_SIZE, PrivateKey, PublicKey
from letapis.archive.keys.stretching import Stretching, new_stretching, stretching_of

FORMAT = "letapis-key-slot"
VERSION = 1
NONCE = 12
INSIDE = 512  # bytes of what is sealed in a slot, so that its length does not tell that of the handle
HANDLE = 120  # bytes of a handle at most
MOST = 16_384  # bytes of a slot that is read


@dataclass(frozen=True, slots=True)
class Account:
    """Who opened a slot, with the private key."""

    handle: str
    slot: str
    private: PrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot as it stands in its file."""

    id: str
    revision: int
    needs_key_file: bool
    public: PublicKey
    stretching: Stretching
    sealed: bytes

    def text(self) -> str:
        """The file."""
        lines = [f"{name} = {json.dumps(value)}" for name, value in self._values().items()]
        lines += [f'private_key = "{self.sealed.hex()}"', "", "[argon2id]"]
        lines += [f"{name} = {json.dumps(value)}" for name, value in self.stretching.values().items()]
        return "\n".join(lines) + "\n"

    def _values(self) -> dict[str, str | int | bool]:
        return {
            "format": FORMAT, "version": VERSION, "revision": self.revision, "key_file": self.needs_key_file,
            "public_key": self.public.raw.hex(),
        }  # fmt: skip

    def bound(self) -> bytes:
        """What cannot be changed without the passphrase being refused: all that stands in the slot, and its name."""
        return canonical({"id": self.id, **self._values(), **self.stretching.values()})

    def open_(self, passphrase: str, key_file: bytes = b"") -> Account | None:
        """The account; None where the passphrase or the key file is another, or the slot was changed."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self.stretching.key(passphrase, key_file if self.needs_key_file else b"")
        try:
            inside = AESGCM(key).decrypt(self.sealed[:NONCE], self.sealed[NONCE:], self.bound())
        except (InvalidTag, ValueError):
            return None
        told = json.loads(inside.rstrip(b"\0"))
        return Account(told["handle"], self.id, PrivateKey(bytes.fromhex(told["private"])))


def slot_id(salt: bytes, handle: str) -> str:
    """The name of the slot of a handle. It hides the handle from a look, not from somebody who tries handles."""
    return hmac.digest(salt, b"slot " + handle.encode("utf-8", "surrogatepass"), "sha256").hex()[:32]


def new_slot(account: Account, passphrase: str, key_file: bytes = b"", revision: int = 1) -> Slot:
    """A slot for an account under a passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    inside = json.dumps({"handle": account.handle, "private": account.private.raw.hex()}).encode().ljust(INSIDE, b"\0")
    stretching = new_stretching()
    slot = Slot(account.slot, revision, bool(key_file), account.private.public(), stretching, b"")
    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(stretching.key(passphrase, key_file)).encrypt(nonce, inside, slot.bound())
    return Slot(slot.id, slot.revision, slot.needs_key_file, slot.public, stretching, sealed)


def read_slot(id_: str, data: bytes, file: str) -> Slot:
    """The slot in a file. Raises ArchiveError where it is none; nothing in it is believed beyond its limits."""
    try:
        told = tomllib.loads(data[:MOST].decode("utf-8"))
        known, version = told["format"] == FORMAT, told["version"]
        if known and version != VERSION:
            problem = f"was written by another version of Letapis (slot {version})"
            raise ArchiveError(file, problem, "Open it with the Letapis that wrote it")
        public, sealed = bytes.fromhex(told["public_key"]), bytes.fromhex(told["private_key"])
        revision, needs = int(told["revision"]), bool(told["key_file"])
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(file, "the slot is damaged", "Put it back from a backup") from error
    if not known or len(data) > MOST or len(public) != PUBLIC_SIZE or len(sealed) != NONCE + INSIDE + 16:
        raise ArchiveError(file, "is no slot that this Letapis knows", "Open it with the Letapis that wrote it")
    return Slot(id_, revision, needs, PublicKey(public), stretching_of(told.get("argon2id"), file), sealed)
