"""Time stamps through calendars of OpenTimestamps: many digests in one that leaves the machine, proofs that grow.

A proof is "pending" until a calendar gives the way to a block, and proves nothing until that way was compared with
the block's header (`blocks`). Only a blinded digest goes out: who holds a file cannot ask a calendar for it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opentimestamps.core import serialize  # type: ignore[import-untyped]
from opentimestamps.core.notary import (  # type: ignore[import-untyped]
    BitcoinBlockHeaderAttestation,
    PendingAttestation,
)
from opentimestamps.core.op import OpAppend, OpSHA256  # type: ignore[import-untyped]
from opentimestamps.core.timestamp import (  # type: ignore[import-untyped]
    DetachedTimestampFile,
    Timestamp,
    make_merkle_tree,
)

from letapis.archive.anchors.blocks import Header
from letapis.archive.proofs.errors import ProofError

LARGEST = 1 << 20  # bytes of a proof that are read
ANSWER = 10_000  # bytes of an answer of a calendar


@dataclass(frozen=True, slots=True)
class Claim:
    """A proof says: its digest went into the block of this number, whose Merkle root is this. Not verified."""

    block: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """A calendar promised to put this commitment into a block."""

    calendar: str
    commitment: bytes


@dataclass(frozen=True, slots=True)
class State:
    """What a proof holds: the digest it is of, claims on blocks, calendars that promised, and other attestations."""

    digest: bytes
    claims: tuple[Claim, ...]
    waiting: tuple[Waiting, ...]
    others: int  # attestations of kinds that nothing can be made of here

    @property
    def name(self) -> str:
        """`pending`, `claimed` (to be compared with a block) or `nothing`; never "verified"."""
        if self.claims:
            return "claimed"
        return "pending" if self.waiting else "nothing"


def begin(digests: Sequence[bytes]) -> tuple[list[bytes], bytes]:
    """Unfinished proofs of SHA-256 digests, and the one digest to send to calendars.

    A nonce goes in first, so that neither a calendar nor a neighbour in the tree can guess what was stamped.
    """
    stamps = [DetachedTimestampFile(OpSHA256(), Timestamp(digest)) for digest in digests]
    blinded = [one.timestamp.ops.add(OpAppend(secrets.token_bytes(16))).ops.add(OpSHA256()) for one in stamps]
    tip = make_merkle_tree(blinded)
    tip.attestations.add(PendingAttestation(""))  # a proof without any end cannot be written
    return [_written(one) for one in stamps], bytes(tip.msg)


def add_answer(proof: bytes, commitment: bytes, answer: bytes) -> bytes:
    """The proof with what a calendar answered for a commitment in it. Raises ProofError."""
    if len(answer) > ANSWER:
        raise ProofError("the answer of the calendar is too long")
    stamp = _read(proof)
    try:
        more = Timestamp.deserialize(serialize.BytesDeserializationContext(answer), commitment)
    except (serialize.DeserializationError, ValueError, RecursionError) as error:
        raise ProofError("the answer of the calendar cannot be read") from error
    at = [one for one in _nodes(stamp.timestamp) if one.msg == commitment]
    if not at:
        raise ProofError("the answer is to another proof")
    for one in at:
        one.merge(more)
        one.attestations.discard(PendingAttestation(""))
    return _written(stamp)


def state(proof: bytes) -> State:
    """Read a proof. Raises ProofError for what is none."""
    stamp = _read(proof)
    claims, waiting, others = set(), set(), 0
    for message, found in stamp.timestamp.all_attestations():
        if isinstance(found, BitcoinBlockHeaderAttestation) and len(message) == 32:
            claims.add((found.height, bytes(message)))
        elif isinstance(found, PendingAttestation):
            if found.uri:
                waiting.add((found.uri, bytes(message)))
        else:
            others += 1
    return State(
        bytes(stamp.file_digest),
        tuple(Claim(*one) for one in sorted(claims)),
        tuple(Waiting(*one) for one in sorted(waiting)),
        others,
    )


def check(proof: bytes, digest: bytes, headers: Sequence[Header]) -> Header:
    """The earliest block that the digest went into, of those whose headers are given.

    Raises ProofError where the proof is of another digest, where no header fits, and where one contradicts it.
    """
    found = state(proof)
    if found.digest != digest:
        raise ProofError("the proof is of other bytes")
    if not found.claims:
        raise ProofError("the proof is not in a block yet" if found.waiting else "the proof leads to no block")
    by_number = {one.number: one for one in headers}
    for claim in found.claims:
        header = by_number.get(claim.block)
        if header is not None and header.root == claim.root:
            return header
    numbers = ", ".join(str(claim.block) for claim in found.claims)
    if any(claim.block in by_number for claim in found.claims):
        raise ProofError(f"the proof is wrong: block {numbers} has another root")
    raise ProofError(f"the header of block {numbers} is missing")


def _read(proof: bytes) -> DetachedTimestampFile:
    if len(proof) > LARGEST:
        raise ProofError("the proof is too long")
    try:
        return DetachedTimestampFile.deserialize(serialize.BytesDeserializationContext(proof))
    except (serialize.DeserializationError, ValueError, TypeError, RecursionError) as error:
        raise ProofError(f"this is no proof of OpenTimestamps that can be read ({type(error).__name__})") from error


def _written(stamp: DetachedTimestampFile) -> bytes:
    context = serialize.BytesSerializationContext()
    stamp.serialize(context)
    return bytes(context.getbytes())


def _nodes(stamp: Timestamp) -> Iterator[Timestamp]:
    yield stamp
    for below in stamp.ops.values():
        yield from _nodes(below)
