"""A passphrase, and a key file where one is wanted, stretched to the key of a slot. It keeps and writes nothing."""

from __future__ import annotations

import hashlib
import secrets
import tomllib
import unicodedata
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from letapis.archive.errors import ArchiveError

SALT = 16  # bytes
KEY = 32
LEAST = {"memory_kib": 8, "passes": 1, "lanes": 1}  # what Argon2 itself can do; we write the values of the data file


@dataclass(frozen=True, slots=True)
class Stretching:
    """How a passphrase is stretched: Argon2id with these parameters and this salt."""

    memory_kib: int
    passes: int
    lanes: int
    salt: bytes

    def key(self, passphrase: str, key_file: bytes = b"") -> bytes:
        """The 32 bytes of a passphrase. `key_file` is the SHA-256 of a key file, and is mixed in by HKDF."""
        from argon2.low_level import Type, hash_secret_raw
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        # One text typed on two machines may come in two forms of Unicode.
        secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        stretched = hash_secret_raw(secret, self.salt, self.passes, self.memory_kib, self.lanes, KEY, Type.ID)
        info = b"letapis 1 slot with key file" if key_file else b"letapis 1 slot"
        return HKDF(SHA256(), KEY, salt=self.salt, info=info).derive(stretched + key_file)

    def values(self) -> dict[str, int | str]:
        """As it stands in a slot."""
        return {**asdict(self), "salt": self.salt.hex()}


@cache
def chosen() -> dict[str, Any]:
    """The parameters of new slots, and the most that is believed of a slot on the disk."""
    return tomllib.loads((files("letapis.archive.keys") / "stretching.toml").read_text(encoding="utf-8"))


def new_stretching(salt: bytes = b"") -> Stretching:
    """The parameters of a new slot, with a salt of its own."""
    values = chosen()
    return Stretching(values["memory_kib"], values["passes"], values["lanes"], salt or secrets.token_bytes(SALT))


def stretching_of(values: Any, file: str) -> Stretching:  # noqa: ANN401  whatever stands in a file
    """What a slot says. Raises ArchiveError where that is no stretching, or one that would eat the machine."""
    most = chosen()["most"]
    try:
        numbers = {name: values[name] for name in LEAST}
        salt = bytes.fromhex(values["salt"])
    except (TypeError, KeyError, ValueError) as error:
        raise ArchiveError(file, "the slot is damaged", "Put it back from a backup", "[argon2id]") from error
    for name, number in numbers.items():
        if type(number) is not int or not LEAST[name] <= number <= most[name]:
            problem = f"{name} = {number!r} is not between {LEAST[name]} and {most[name]}; the slot was not opened"
            raise ArchiveError(file, problem, "Put it back from a backup", "[argon2id]")
    if numbers["memory_kib"] < 8 * numbers["lanes"] or not 8 <= len(salt) <= 64:
        raise ArchiveError(file, "the slot is damaged", "Put it back from a backup", "[argon2id]")
    return Stretching(**numbers, salt=salt)


def key_file_digest(path: Path | None) -> bytes:
    """The SHA-256 of a key file; nothing where there is none. Raises ArchiveError where it cannot be read."""
    if path is None:
        return b""
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise ArchiveError(str(path), "the key file is empty", "Name the file that the archive was made with")
            file.seek(0)
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        problem = f"the key file cannot be read ({error.strerror})"
        raise ArchiveError(str(path), problem, "Bring the stick with it, or name another file") from error
