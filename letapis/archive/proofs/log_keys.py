"""The own keys of a log: its origin, the key that signs checkpoints, and one more that outlasts quantum computers.

They are made with the archive and kept among its files: sealed where these are sealed. In a plain archive the file is
readable for its owner only, and for everybody who has the disk.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from letapis.archive.canonical import canonical
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files
from letapis.archive.proofs.note import ED25519, ML_DSA_44, SigningKey, VerifierKey

NAME = "proofs/log-keys.json"
NOTE = "Whoever reads this file can sign for this log. In a plain archive nothing but the rights of the file hides it."


@dataclass(frozen=True, slots=True)
class LogKeys:
    """Both keys; their name is the origin of the log, which says nothing of whose it is."""

    first: SigningKey
    second: SigningKey

    @property
    def origin(self) -> str:
        """The name under which checkpoints go out."""
        return self.first.name

    def signing(self) -> tuple[SigningKey, SigningKey]:
        """The keys that sign each checkpoint."""
        return self.first, self.second

    def public(self) -> tuple[VerifierKey, VerifierKey]:
        """What outsiders need to check them."""
        return self.first.public(), self.second.public()


def read_keys(files: Files) -> LogKeys | None:
    """The keys of the log; None where there are none yet. Raises ArchiveError."""
    try:
        kept = json.loads(files.read(NAME))
        origin, first, second = kept["origin"], bytes.fromhex(kept["ed25519"]), bytes.fromhex(kept["ml-dsa-44"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        way_out = "Put it back from a backup; without it a new key begins with the next checkpoint"
        raise ArchiveError(NAME, "the keys of the log cannot be read", way_out) from error
    return LogKeys(SigningKey(origin, ED25519, first), SigningKey(origin, ML_DSA_44, second))


def make_keys(files: Files) -> LogKeys:
    """New keys, kept among the files."""
    made = LogKeys(
        SigningKey.new(origin := f"log.invalid/{secrets.token_hex(8)}", ED25519), SigningKey.new(origin, ML_DSA_44)
    )
    kept = {"origin": origin, "ed25519": made.first.seed.hex(), "ml-dsa-44": made.second.seed.hex()}
    with _for_the_owner_only():
        files.write(NAME, canonical(kept if files.sealed else {**kept, "note": NOTE}) + b"\n")
    return made


@contextmanager
def _for_the_owner_only() -> Iterator[None]:
    """Files made meanwhile are readable for nobody else from their first byte on."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
