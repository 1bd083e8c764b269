"""Sealing to recipients and opening again in the age format, so that outsiders can use the `age` tool of their own.

Only what an X25519 identity opens is opened: a passphrase in the header would let a sender burn our time. The header is
read strictly here first, because the library takes three files that the format forbids.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from letapis.evidence.errors import EvidenceError

VERSION = b"age-encryption.org/v1\n"
LONGEST_HEADER = 1 << 20
ARGUMENT = re.compile(rb"[\x21-\x7e]+")
PASSPHRASES = frozenset({b"scrypt"})


def new_identity() -> tuple[str, str]:
    """A new pair: the identity, which stays secret, and the recipient to give away."""
    import pyrage  # type: ignore[import-untyped]

    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def recipients_of(texts: Iterable[str]) -> list[Any]:
    """Recipients as `age1…`. Raises EvidenceError for one that is none."""
    import pyrage

    found = []
    for text in texts:
        try:
            found.append(pyrage.x25519.Recipient.from_str(text.strip()))
        except (pyrage.RecipientError, ValueError) as error:
            problem = "is no recipient"
            raise EvidenceError(
                repr(text[:80]), problem, "Write it as age1…, as `letapis backup --keygen` tells it"
            ) from error
    return found


def identities_of(text: str, where: str) -> list[Any]:
    """The identities of a file, one a line beside lines that begin with `#`. Raises EvidenceError."""
    import pyrage

    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except (pyrage.IdentityError, ValueError) as error:
        raise EvidenceError(where, "holds no identity", "Name a file that `letapis backup --keygen` wrote") from error
    if not found:
        raise EvidenceError(where, "holds no identity", "Name a file that `letapis backup --keygen` wrote")
    return found


def sealed(data: bytes, recipients: Sequence[Any]) -> bytes:
    """The bytes sealed to recipients."""
    import pyrage

    return bytes(pyrage.encrypt(data, list(recipients)))


def seal_to(blocks: Iterator[bytes], target: IO[bytes], recipients: Sequence[Any]) -> None:
    """The same for a stream of any length."""
    import pyrage

    pyrage.encrypt_io(_Reader(blocks), target, list(recipients))


def open_sealed(data: bytes, identities: Sequence[Any], where: str) -> bytes:
    """What was sealed. Raises EvidenceError that names the file for everything that is not exactly so."""
    import pyrage

    check_header(data[:LONGEST_HEADER], where)
    try:
        return bytes(pyrage.decrypt(data, list(identities)))
    except (pyrage.DecryptError, ValueError) as error:
        way_out = "Name the identity that it was sealed to, or take another copy"
        raise EvidenceError(where, f"does not open ({str(error).strip().rstrip('.')})", way_out) from error


def check_header(data: bytes, where: str) -> list[bytes]:
    """The types of the recipients in the header of an age file. Raises EvidenceError for what the format forbids."""
    if not data.startswith(VERSION):
        raise EvidenceError(where, "is no age file", "Name what was sealed to you, without armour")
    try:
        found = list(_stanzas(data[len(VERSION) :].split(b"\n")))
    except (ValueError, IndexError) as error:
        raise EvidenceError(where, f"is no age file ({error})", "Take another copy") from error
    if not found or PASSPHRASES & set(found):
        problem = "is sealed with a passphrase" if found else "is sealed to nobody"
        raise EvidenceError(where, problem, "Ask for it sealed to your recipient")
    return found


def _stanzas(lines: list[bytes]) -> Iterator[bytes]:
    at = 0
    while not lines[at].startswith(b"---"):
        mark, *arguments = lines[at].split(b" ")
        if mark != b"->" or not arguments or not all(map(ARGUMENT.fullmatch, arguments)):
            raise ValueError("a recipient is malformed")
        at += 1
        while len(lines[at]) == 64:
            _decoded(lines[at])
            at += 1
        if len(lines[at]) > 64 or lines[at].startswith((b"->", b"---")):
            raise ValueError("a recipient has no end")
        _decoded(lines[at])
        at += 1
        yield arguments[0]
    word, _, code = lines[at].partition(b" ")
    if word != b"---" or len(_decoded(code)) != 32:
        raise ValueError("the header has no code at its end")


def _decoded(text: bytes) -> bytes:
    """Base64 without padding, in its one spelling."""
    try:
        value = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("it is no base64") from error
    if base64.b64encode(value).rstrip(b"=") != text:
        raise ValueError("it is base64 in another spelling")
    return value


class _Reader(io.RawIOBase):
    """Blocks as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._left = blocks, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; nothing only at the end."""
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._left = block
        taken, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return taken
