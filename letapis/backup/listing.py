"""The list of a backup: every file with the places of its pieces, every part with its hash; signed, padded, sealed.

The signature shows that the list was made where the archive lies: whoever has a recipient can seal to it, but not sign.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from letapis.archive.canonical import canonical
from letapis.archive.padding import padded
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.note import ED25519, SigningKey, VerifierKey, check_signature, decoded, encoded
from letapis.backup.errors import BackupError
from letapis.backup.part import Place
from letapis.evidence.age import open_sealed, sealed

FORMAT, VERSION = "letapis-backup", 1
SIGNER = "letapis-backup"  # the name of the key; it says nothing of whose it is
LEAST = 64 << 10
AGAIN = "Take the list from another copy of the backup, or an older one with --list"


@dataclass(frozen=True, slots=True)
class Held:
    """One file: its name below the archive, size, time, whether it may be written, and the places of its pieces."""

    name: str
    size: int
    mtime: int  # nanoseconds, so that constant times stay constant
    writable: bool
    places: tuple[Place, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A state of the archive at a moment."""

    backup: str
    number: int
    at: str
    parts: dict[int, str]  # number to SHA-256 of the sealed part
    files: tuple[Held, ...]


def list_name(number: int) -> str:
    """The file of a list."""
    return f"lists/{number:08}.age"


def sealed_list(listing: Listing, key: SigningKey, recipients: Sequence[Any]) -> bytes:
    """The bytes of the file of a list."""
    body = _body(listing)
    signature = canonical({"key": key.public().text(), "signature": encoded(key.sign(sha256(body).digest()))}) + b"\n"
    whole = body + signature
    return sealed(whole.ljust(max(LEAST, padded(len(whole)))), recipients)


def opened_list(data: bytes, number: int, identities: Sequence[Any]) -> tuple[Listing, VerifierKey]:
    """A list and the key that signed it. Raises BackupError for what is none, or is not signed as it stands."""
    name = list_name(number)
    plain = open_sealed(data, identities, name).rstrip(b" ")
    body, _, last = plain.rstrip(b"\n").rpartition(b"\n")
    body += b"\n"
    try:
        told = json.loads(last)
        key = VerifierKey.parse(told["key"])
        assert key.algorithm == ED25519, key.algorithm
        check_signature(key, decoded(told["signature"]), sha256(body).digest())
        listing = _read(body)
    except ProofError as error:
        raise BackupError(name, f"is not signed as it stands ({error})", AGAIN) from error
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise BackupError(name, f"is no list of a backup ({type(error).__name__})", AGAIN) from error
    if listing.number != number:
        raise BackupError(name, f"is list {listing.number}, put in its place", AGAIN)
    return listing, key


def fingerprint(key: VerifierKey) -> str:
    """What people compare."""
    return sha256(key.text().encode()).hexdigest()[:40]


def _body(listing: Listing) -> bytes:
    head = {"format": FORMAT, "version": VERSION, "backup": listing.backup, "list": listing.number, "at": listing.at}
    lines = [{**head, "parts": {str(number): found for number, found in listing.parts.items()}}]
    lines += [
        {"name": one.name, "size": one.size, "mtime": one.mtime, "writable": one.writable, "sha256": one.sha256,
         "places": [[place.part, place.start, place.length] for place in one.places]}
        for one in listing.files
    ]  # fmt: skip
    return b"".join(canonical(line) + b"\n" for line in lines)


def _read(body: bytes) -> Listing:
    head, *lines = map(json.loads, body.splitlines())
    if (head["format"], head["version"]) != (FORMAT, VERSION):
        raise ValueError("another format")
    files = tuple(
        Held(one["name"], one["size"], one["mtime"], one["writable"], tuple(Place(*place) for place in one["places"]),
             one["sha256"])
        for one in lines
    )  # fmt: skip
    return Listing(head["backup"], head["list"], head["at"], {int(n): h for n, h in head["parts"].items()}, files)
