"""What a witness is asked and what it answers (c2sp.org/tlog-witness): it signs a checkpoint of a log that it knows,
if the log only grew since the last one that it signed. It sees sizes and roots, never a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letapis.archive.proofs.checkpoint import Checkpoint, cosigned, number, verify_checkpoint
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.merkle import EMPTY, SIZE, check_consistency
from letapis.archive.proofs.note import Signature, SigningKey, VerifierKey, decoded, encoded, parse_note

LONGEST = 63  # hashes of a proof


class RefusedError(ProofError):
    """A witness does not sign; `status` is the answer in the protocol, `size` what it signed last."""

    def __init__(self, status: int, problem: str, size: int = 0) -> None:
        super().__init__(problem)
        self.status = status
        self.size = size


@dataclass(frozen=True, slots=True)
class Request:
    """The size that the witness signed last, the proof that the log grew from there, and the new checkpoint."""

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: str  # the signed note

    def text(self) -> str:
        """As it is sent."""
        return f"old {self.old}\n" + "".join(f"{encoded(one)}\n" for one in self.hashes) + f"\n{self.checkpoint}"

    @classmethod
    def parse(cls, text: str) -> Request:
        """Read one. Raises ProofError."""
        above, _, checkpoint = text.partition("\n\n")
        first, *rest = above.split("\n")
        if not first.startswith("old ") or not checkpoint:
            raise ProofError("this is no request to a witness")
        hashes = tuple(decoded(one) for one in rest)
        if len(hashes) > LONGEST or any(len(one) != SIZE for one in hashes):
            raise ProofError("this is no request to a witness: what should be hashes are none")
        return cls(number(first.removeprefix("old ")), hashes, checkpoint)

    @property
    def origin(self) -> str:
        """Of which log it says it is. Raises ProofError."""
        return Checkpoint.parse(parse_note(self.checkpoint).text).origin


def answer(
    request: Request, log: Sequence[VerifierKey], last: Checkpoint | None, key: SigningKey, time: int
) -> Signature:
    """The cosignature, for a log with the keys `log` of which `last` was signed before; the caller keeps the new one.

    Raises RefusedError.
    """
    new = _signed_by_the_log(request, log)
    known = last.size if last else 0
    if request.old > new.size:
        raise RefusedError(400, f"the log has {new.size} lines, fewer than the {request.old} of the request", known)
    if request.old != known:
        raise RefusedError(409, f"the witness signed {known} lines last, not {request.old}", known)
    try:
        _check_growth(request, last, new)
    except ProofError as error:
        raise RefusedError(
            422, f"the log was rewritten since the witness signed {known} lines: {error}", known
        ) from error
    return cosigned(new, key, time)


def _signed_by_the_log(request: Request, log: Sequence[VerifierKey]) -> Checkpoint:
    known = [key for key in log if key.name == request.origin]
    if not known:
        raise RefusedError(404, f"the witness does not know the log {request.origin}")
    try:
        return verify_checkpoint(request.checkpoint, known).checkpoint
    except ProofError as error:
        raise RefusedError(403, f"the checkpoint is not signed by the log: {error}") from error


def _check_growth(request: Request, last: Checkpoint | None, new: Checkpoint) -> None:
    if last is None or not last.size:
        if request.hashes:
            raise ProofError("nothing was signed before, and yet there is a proof")
        if not new.size and new.root != EMPTY:
            raise ProofError("an empty log has another root")
        return
    check_consistency(last.size, new.size, request.hashes, last.root, new.root)
