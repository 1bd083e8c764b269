"""Checkpoints of a log (c2sp.org/tlog-checkpoint) and what witnesses sign of them (c2sp.org/tlog-cosignature).

A checkpoint says: the log of this origin had so many leaves, and this root. It says nothing of what the leaves mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.note import (
    COSIGNATURE,
    ED25519,
    ML_DSA_44,
    Note,
    Signature,
    SigningKey,
    VerifierKey,
    check_signature,
    decoded,
    encoded,
    parse_note,
    signed,
    verify_note,
)

NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: whose, how many leaves, their root."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The text that is signed."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, encoded(self.root), *self.extensions))

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text of a note as a checkpoint. Raises ProofError."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or not all(lines) or not text.endswith("\n"):
            raise ProofError("this is no checkpoint: it has not its three lines")
        root = decoded(lines[2])
        if len(root) != 32:
            raise ProofError("this is no checkpoint: its root has not 32 bytes")
        return cls(lines[0], number(lines[1]), root, tuple(lines[3:]))


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness that cosigned, and when (seconds since 1970; 0 where it told no time)."""

    witness: VerifierKey
    time: int


@dataclass(frozen=True, slots=True)
class Verified:
    """A checkpoint that its log signed, and the witnesses that cosigned it, of those that were asked for."""

    checkpoint: Checkpoint
    cosigned: tuple[Cosigned, ...]


def signed_checkpoint(checkpoint: Checkpoint, *keys: SigningKey) -> Note:
    """The checkpoint signed by the log's own keys: type 0x01, and a second line of type 0x06 where it has one."""
    text = checkpoint.text()
    lines = (signed(text, key) if key.algorithm == ED25519 else cosigned(checkpoint, key, 0) for key in keys)
    return Note(text, tuple(lines))


def cosigned(checkpoint: Checkpoint, key: SigningKey, time: int) -> Signature:
    """A cosignature (type 0x04 or 0x06) made at `time`. Who calls it has checked the log's own signature."""
    data = key.sign(_message(checkpoint, key.public(), time))
    return Signature(key.name, key.public().key_id, time.to_bytes(8, "big") + data)


def verify_checkpoint(note: str, log: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = ()) -> Verified:
    """Read a checkpoint that every one of the log's keys `log` signed, and see which witnesses cosigned it.

    Raises ProofError where a signature of the log is missing, and where one of the log or of a known witness is wrong.
    """
    parsed = parse_note(note)
    checkpoint = Checkpoint.parse(parsed.text)
    if not log:
        raise ProofError("no key of the log is known")
    for key in log:
        if key.name != checkpoint.origin:
            raise ProofError(f"the checkpoint is of another log: {checkpoint.origin}")
        if key.algorithm == ED25519:
            verify_note(parsed, [key])
        elif not list(check_cosignatures(parsed, key)):
            raise ProofError(f"{key.name} did not sign it with its second key")
    found = [one for witness in witnesses for one in check_cosignatures(parsed, witness)]
    return Verified(checkpoint, tuple(found))


def check_cosignatures(note: Note, key: VerifierKey) -> list[Cosigned]:
    """The cosignatures of one witness on a checkpoint. Raises ProofError where one names its key and is wrong."""
    if key.algorithm not in {COSIGNATURE, ML_DSA_44}:
        raise ProofError(f"{key.name} is no key of a witness")
    checkpoint, found = Checkpoint.parse(note.text), []
    for one in note.by(key):
        time = int.from_bytes(one.data[:8], "big")
        if time >= 1 << 63:
            raise ProofError(f"the signature of {key.name} has no time")
        check_signature(key, one.data[8:], _message(checkpoint, key, time))
        found.append(Cosigned(key, time))
    return found


def number(text: str) -> int:
    """A whole number without leading zeros. Raises ProofError."""
    if not NUMBER.fullmatch(text):
        raise ProofError(f"{text[:20]!r} is no number as a log writes it")
    return int(text)


def _message(checkpoint: Checkpoint, key: VerifierKey, time: int) -> bytes:
    if key.algorithm == COSIGNATURE:
        return f"cosignature/v1\ntime {time}\n{checkpoint.text()}".encode()
    if key.algorithm != ML_DSA_44:
        raise ProofError("a key of this type does not cosign")
    name, origin = key.name.encode(), checkpoint.origin.encode()
    if len(name) > 255 or len(origin) > 255:
        raise ProofError("the name of the log or of the witness is too long")
    parts = [
        b"subtree/v1\n\0",
        bytes([len(name)]) + name,
        time.to_bytes(8, "big"),
        bytes([len(origin)]) + origin,
        (0).to_bytes(8, "big"),
        checkpoint.size.to_bytes(8, "big"),
        checkpoint.root,
    ]
    return b"".join(parts)
