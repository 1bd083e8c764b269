"""Proofs for outsiders: checkpoints that go out, proofs of lines and sources, cosignatures of witnesses that come in.

Nothing is sent from here, and no proof says more than the lines that it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from letapis.archive.acts import Act, acts
from letapis.archive.archive import Archive
from letapis.archive.chain import Line
from letapis.archive.errors import ArchiveError
from letapis.archive.proofs.audit import audit
from letapis.archive.proofs.checkpoint import Checkpoint, Cosigned, check_cosignatures, verify_checkpoint
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.leaves import is_stub, leaf_of
from letapis.archive.proofs.ledger import Kept
from letapis.archive.proofs.log_keys import read_keys
from letapis.archive.proofs.note import Note, Signature, VerifierKey, parse_note, parse_signatures
from letapis.archive.proofs.proof import Proof, verify_leaf
from letapis.archive.proofs.witness import Request
from letapis.workflow.accounts import approved, raise_refusal

STEP = 256  # lines: what goes out on a schedule grows by so many at least, and always to a multiple
AGAIN = "See `letapis verify`"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a proof shows, once it holds: the line, its act, the checkpoint it is in, who cosigned that."""

    number: int
    line: bytes
    entry: dict[str, Any]
    act: Act | None
    origin: str
    size: int
    cosigned: tuple[Cosigned, ...]


def sign(archive: Archive) -> Kept:
    """A checkpoint of the log as it is now. Raises ArchiveError where the log does not fit its earlier ones."""
    _check(archive)
    with archive.locked():
        return archive.ledger.sign(archive.now(), published=True)


def publish(archive: Archive, step: int = STEP) -> Kept:
    """The checkpoint of the day for everybody: at most one a day, its size a multiple of `step`.

    The same one again where there is one of today. Lines that mean nothing fill it up, so that neither its size nor
    its coming tells how much was done, as long as that was less than a step. Raises ArchiveError.
    """
    _check(archive)
    with archive.locked():
        ledger, now = archive.ledger, archive.now()
        before = [one for one in ledger.all() if one.scheduled]
        if before and before[-1].at[:10] == now[:10]:
            return before[-1]
        lines = archive.custody.head()[0]
        target = max(lines + 1, (before[-1].checkpoint.size if before else 0) + step)
        archive.log([{"act": "padding"}] * (-(-target // step) * step - lines), "letapis")
        return ledger.sign(now, published=True, scheduled=True)


def compare(archive: Archive, note: str) -> int:
    """The size of a checkpoint that was kept elsewhere, where the log still continues it. Raises ArchiveError."""
    try:
        keys = {key for one in archive.ledger.all() for key in one.keys if key.algorithm == 1}
        parsed = parse_note(note)
        known = [key for key in keys if any(True for _ in parsed.by(key))]
        found = verify_checkpoint(note, known).checkpoint
    except ProofError as error:
        raise ArchiveError("the checkpoint", str(error), "Take one that this archive signed") from error
    tree = archive.ledger.computed()
    if tree.size < found.size:
        problem = f"the log was cut off: the checkpoint knows {found.size} lines, {tree.size} are there"
        raise ArchiveError(archive.custody.name, problem, AGAIN, f"line {tree.size + 1}")
    if tree.root(found.size) != found.root:
        raise ArchiveError(archive.custody.name, f"was rewritten before line {found.size + 1}", AGAIN)
    return found.size


def proofs_of(archive: Archive, numbers: Collection[int]) -> dict[int, str]:
    """The proof of each line, as text, all in one checkpoint: the newest cosigned one that covers them, else a new one.

    Raises ArchiveError for a line that is not there.
    """
    lines = {line.number: line for line in archive.custody.lines() if line.whole and line.number in numbers}
    missing = sorted(set(numbers) - lines.keys())
    if missing:
        raise ArchiveError(archive.custody.name, f"there is no line {missing[0]}", "Look with `letapis verify`")
    ledger = archive.ledger
    kept = _best(archive, max(numbers, default=1))
    tree, note = ledger.tree(kept.checkpoint.size), ledger.full_note(kept).full()
    if tree.root(kept.checkpoint.size) != kept.checkpoint.root:
        raise ArchiveError(archive.custody.name, "does not fit its checkpoint", AGAIN)
    size = kept.checkpoint.size
    return {
        number: Proof(number - 1, tuple(tree.inclusion(number - 1, size)), note, line.raw).text()
        for number, line in sorted(lines.items())
    }


def lines_of_source(archive: Archive, wanted: str) -> list[int]:
    """The lines that speak of a source, by its name or the beginning of its SHA-256. Raises ArchiveError."""
    found: dict[str, list[int]] = {}
    for line in archive.custody.lines():
        match line.entry:
            case {"object": {"sha256": str(sha256)}, **more}:
                if more.get("name") == wanted or (len(wanted) >= 6 and sha256.startswith(wanted)) or sha256 in found:
                    found.setdefault(sha256, []).append(line.number)
    if not found:
        raise ArchiveError(archive.custody.name, f"no line speaks of {wanted!r}", "Name it as `letapis show` does")
    if len(found) > 1:
        raise ArchiveError(archive.custody.name, f"{len(found)} sources fit {wanted!r}", "Name one by its SHA-256")
    return next(iter(found.values()))


def check_proof(
    text: str,
    log: Sequence[VerifierKey],
    witnesses: Sequence[VerifierKey] = (),
    line: bytes = b"",
    need: int = 0,
) -> Shown:
    """What a proof shows, with no archive at hand; `need` witnesses must have cosigned it. Raises ProofError."""
    import json

    proof = Proof.parse(text)
    shown = line or proof.extra
    if not shown or (line and proof.extra and line != proof.extra):
        raise ProofError("the proof is of another line" if shown else "the line itself is missing")
    found = verify_leaf(proof, leaf_of(shown), log, witnesses)
    try:
        entry = json.loads(shown)
    except ValueError as error:
        raise ProofError("the line is none of a custody log") from error
    if not isinstance(entry, dict) or entry.get("seq") != proof.index + 1:
        raise ProofError("the line says another number than its place")
    if len({one.witness for one in found.cosigned}) < need:
        raise ProofError(f"{len(found.cosigned)} of the known witnesses signed, not {need}")
    act = acts().get(str(entry.get("act")))
    head = found.checkpoint
    return Shown(proof.index + 1, shown, entry, act, head.origin, head.size, found.cosigned)


def keys_of_log(archive: Archive) -> tuple[VerifierKey, ...]:
    """The public keys of the log, for everybody who is to check its proofs. Raises ArchiveError where it has none."""
    keys = read_keys(archive.files)
    if keys is None:
        raise ArchiveError(str(archive.root), "the log has no key yet", "Make one with `letapis checkpoint`")
    return keys.public()


def request_for(archive: Archive, witness: str, old: int | None = None, note: str = "") -> Request:
    """What to ask a witness: to sign the checkpoint `note`, else the newest of the schedule, else a new one.

    `old` is what it signed last, where it knows better than we do. Raises ArchiveError.
    """
    _check(archive)
    size, text = _to_be_signed(archive, note)
    signed = [at for at, key, _ in archive.ledger.cosignatures() if key.name == witness and at <= size]
    before = max(signed, default=0) if old is None else old
    if before > size:
        raise ArchiveError(archive.custody.name, f"has {size} lines, the witness signed {before}", AGAIN)
    hashes = archive.ledger.computed().consistency(before, size) if before else []
    return Request(before, tuple(hashes), text)


def add_cosignature(archive: Archive, answer: str, witness: VerifierKey) -> Cosigned:
    """Keep what a witness answered: signature lines, or a whole cosigned checkpoint. Raises ArchiveError."""
    try:
        lines = parse_note(answer).signatures if "\n\n" in answer else parse_signatures(answer)
        own = tuple(one for one in lines if (one.name, one.key_id) == (witness.name, witness.key_id))
        kept, found = _cosigned_checkpoint(archive, own, witness)
    except ProofError as error:
        way_out = "Ask again with `letapis witness request`"
        raise ArchiveError("the answer of the witness", str(error), way_out) from error
    moment = datetime.fromtimestamp(found.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found.time else archive.now()
    told = {"kind": "witness", "host": witness.name, "size": kept.checkpoint.size, "moment": moment}
    with archive.locked():
        archive.ledger.cosign(kept.checkpoint.size, "".join(one.line() for one in own), witness, archive.now())
        archive.log([{"act": "anchored", **told}], "letapis")
    return found


def erase_lines(archive: Archive, numbers: Collection[int], by: str, reason: str) -> None:
    """Take away the words of lines for good; their hashes stay, and every proof goes on. Raises ArchiveError."""
    lines = {line.number: line for line in archive.custody.lines() if line.whole}
    for number in sorted(numbers):
        _check_erasable(archive, lines, number)
    raise_refusal(approved(archive, by, "erase", f"custody {','.join(map(str, sorted(numbers)))}"), "erase")
    with archive.locked():
        archive.log([{"act": "erased", "lines": sorted(numbers), "reason": reason}], by)
        archive.custody.erase(numbers)


def _check_erasable(archive: Archive, lines: dict[int, Line], number: int) -> None:
    entry = lines[number].entry if number in lines else None
    if entry is None or is_stub(entry):
        raise ArchiveError(archive.custody.name, "there are no words to erase", "Name another line", f"line {number}")
    match entry:
        case {"act": "created" | "erased" | "judged"}:
            problem = "others rest on this line"
        case {"object": {"sha256": str(sha256)}} if archive.originals.has(sha256):
            problem = "it names an original that is still there"
        case _:
            return
    raise ArchiveError(archive.custody.name, problem, "Name another line", f"line {number}")


def _check(archive: Archive) -> None:
    faults = audit(archive.ledger).faults
    if faults:
        one = faults[0]
        raise ArchiveError(one.file, one.problem, AGAIN, one.place)


def _to_be_signed(archive: Archive, note: str) -> tuple[int, str]:
    if note:
        return Checkpoint.parse(parse_note(note).text).size, note
    out = [one for one in archive.ledger.all() if one.scheduled]
    kept = out[-1] if out else sign(archive)
    return kept.checkpoint.size, kept.note


def _best(archive: Archive, number: int) -> Kept:
    """The newest checkpoint that witnesses cosigned and that covers a line, else the newest of all, else a new one."""
    ledger = archive.ledger
    cosigned = {size for size, _, _ in ledger.cosignatures()}
    fit = [one for one in ledger.all() if one.checkpoint.size >= number]
    if not fit:
        return sign(archive)
    return next((one for one in reversed(fit) if one.checkpoint.size in cosigned), fit[-1])


def _cosigned_checkpoint(archive: Archive, lines: tuple[Signature, ...], witness: VerifierKey) -> tuple[Kept, Cosigned]:
    if not lines:
        raise ProofError(f"there is no signature of {witness.name} in it")
    for kept in reversed(list(archive.ledger.all())):
        try:
            found = check_cosignatures(Note(parse_note(kept.note).text, lines), witness)
        except ProofError:
            continue
        return kept, found[0]
    raise ProofError(f"the signature of {witness.name} is of no checkpoint of this archive")
