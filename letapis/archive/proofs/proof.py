"""One file that shows that a line stands in a log (c2sp.org/tlog-proof): the line, its place, the way to the root,
and the checkpoint with its signatures. It is checked offline, with nothing but the key of the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letapis.archive.proofs.checkpoint import Verified, number, verify_checkpoint
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.merkle import SIZE, check_inclusion, leaf_hash
from letapis.archive.proofs.note import VerifierKey, decoded, encoded

HEAD = "c2sp.org/tlog-proof@v1"
LONGEST = 63  # hashes: a tree cannot be higher


@dataclass(frozen=True, slots=True)
class Proof:
    """What the file says. `extra` is the line of the log, byte for byte; empty where it is handed over apart."""

    index: int  # from 0: one less than the number of the line
    hashes: tuple[bytes, ...]
    checkpoint: str  # the signed note, as it stands
    extra: bytes = b""

    def text(self) -> str:
        """The file `….tlog-proof`."""
        extra = f"extra {encoded(self.extra)}\n" if self.extra else ""
        hashes = "".join(f"{encoded(one)}\n" for one in self.hashes)
        return f"{HEAD}\n{extra}index {self.index}\n{hashes}\n{self.checkpoint}"

    @classmethod
    def parse(cls, text: str) -> Proof:
        """Read such a file. Raises ProofError; what it says is not verified by that."""
        above, _, checkpoint = text.partition("\n\n")
        head, *lines = above.split("\n")
        if head != HEAD or not checkpoint:
            raise ProofError(f"this is no proof: it does not begin with {HEAD}")
        extra = decoded(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else b""
        if not lines or not lines[0].startswith("index "):
            raise ProofError("this is no proof: it does not say which line")
        hashes = tuple(decoded(line) for line in lines[1:])
        if len(hashes) > LONGEST or any(len(one) != SIZE for one in hashes):
            raise ProofError("this is no proof: what should be hashes are none")
        return cls(number(lines[0].removeprefix("index ")), hashes, checkpoint, extra)


def verify_proof(
    proof: Proof, log: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = (), line: bytes = b""
) -> Verified:
    """See that the line (the one in the proof, or `line`) is in the log that every key of `log` signed for.

    Gives the checkpoint and the known witnesses that cosigned it. Raises ProofError.
    """
    if line and proof.extra and line != proof.extra:
        raise ProofError("the proof is of another line")
    if not (line or proof.extra):
        raise ProofError("the line itself is missing")
    return verify_leaf(proof, leaf_hash(line or proof.extra), log, witnesses)


def verify_leaf(
    proof: Proof, leaf: bytes, log: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = ()
) -> Verified:
    """The same for the hash of a line whose words were erased."""
    found = verify_checkpoint(proof.checkpoint, log, witnesses)
    check_inclusion(leaf, proof.index, found.checkpoint.size, proof.hashes, found.checkpoint.root)
    return found
