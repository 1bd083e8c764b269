"""Whether a log still is what its signed checkpoints say, and at which line it is not. It only reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from letapis.archive.chain import Chain
from letapis.archive.errors import ArchiveError
from letapis.archive.proofs.checkpoint import check_cosignatures, verify_checkpoint
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.leaves import is_stub, leaf_of
from letapis.archive.proofs.ledger import CHECKPOINTS, COSIGNATURES, TREE, Kept, Ledger, kept
from letapis.archive.proofs.log_keys import NAME, LogKeys, read_keys
from letapis.archive.proofs.merkle import Tree
from letapis.archive.proofs.note import Note, parse_note


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: the file, the place in it, and what."""

    file: str
    place: str
    problem: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What the checkpoints say of the log."""

    faults: tuple[Fault, ...]
    notices: tuple[str, ...]


def audit(ledger: Ledger) -> Audit:
    """Compute the tree anew from every line, and hold each checkpoint and each signature of a witness against it."""
    try:
        return _audited(ledger)
    except ArchiveError as error:  # a sealed file that cannot be opened any more
        return Audit((Fault(error.file, error.place, error.problem),), ())


def _audited(ledger: Ledger) -> Audit:
    tree, faults = _read(ledger.custody)
    checkpoints = []
    for entry in ledger.chain.entries():
        try:
            checkpoints.append(kept(entry))
        except ArchiveError as error:
            faults.append(Fault(error.file, error.place, error.problem))
    for chain in (ledger.chain, ledger.cosigned):
        faults += (Fault(chain.name, f"line {one.line}", one.problem) for one in chain.breaks())
    faults += _unsigned(checkpoints)
    faults += _rewritten(ledger, checkpoints, tree)
    faults += _other_keys(ledger, checkpoints)
    faults += _wrong_cosignatures(ledger, checkpoints)
    if not checkpoints and ledger.files.has(NAME):
        faults.append(Fault(CHECKPOINTS, "", "the checkpoints are gone, and the keys that signed them are there"))
    return Audit(tuple(faults), tuple(_notices(ledger, checkpoints, tree)))


def _read(custody: Chain) -> tuple[Tree, list[Fault]]:
    """The tree of the lines as they stand, and lines without words where no act says who took them away."""
    tree, told, stubs = Tree(), set[object](), []
    for line in custody.lines():
        if not line.whole:
            break
        tree.append(leaf_of(line.raw))
        match line.entry:
            case {"act": "erased", "lines": list(numbers)}:
                told.update(one for one in numbers if isinstance(one, int))
            case entry if is_stub(entry):
                stubs.append(line.number)
    problem = "the words of the line were taken away, and no act says so"
    return tree, [Fault(custody.name, f"line {one}", problem) for one in stubs if one not in told]


def _unsigned(checkpoints: Sequence[Kept]) -> Iterator[Fault]:
    for one in checkpoints:
        try:
            verify_checkpoint(one.note, one.keys)
        except ProofError as error:
            yield Fault(CHECKPOINTS, f"line {one.number}", str(error))


def _rewritten(ledger: Ledger, checkpoints: Sequence[Kept], tree: Tree) -> Iterator[Fault]:
    """The first checkpoint that the log does not fit any more."""
    good = 0
    for one in checkpoints:
        size = one.checkpoint.size
        if size > tree.size:
            problem = f"the log was cut off: its checkpoint of {one.at} knows {size} lines, {tree.size} are there"
            yield Fault(ledger.custody.name, f"line {tree.size + 1}", problem)
            return
        if tree.root(size) != one.checkpoint.root:
            problem = f"the log was rewritten: it does not give the root of its checkpoint of {one.at}"
            yield Fault(ledger.custody.name, _where(ledger, one, tree, good), problem)
            return
        good = max(good, size)


def _where(ledger: Ledger, one: Kept, tree: Tree, good: int) -> str:
    """The line that was changed, by the leaves that were kept; else between which checkpoints it stands."""
    size = one.checkpoint.size
    before = ledger.kept_tree()
    if before is not None and before.size >= size and before.root(size) == one.checkpoint.root:
        for number in range(size):
            if before.hash_of(number, number + 1) != tree.hash_of(number, number + 1):
                return f"line {number + 1}"
    return f"line {size}" if good + 1 == size else f"lines {good + 1} to {size}"


def _other_keys(ledger: Ledger, checkpoints: Sequence[Kept]) -> Iterator[Fault]:
    """Keys that cannot be read, or that say to be those of the log and signed none of its checkpoints."""
    known = {(key.name, key.algorithm): key.text() for one in checkpoints for key in one.keys}
    try:
        keys = read_keys(ledger.files)
        told = [key for key in keys.public() if (key.name, key.algorithm) in known] if keys and known else []
    except (ArchiveError, ProofError, ValueError) as error:
        yield Fault(NAME, "", str(getattr(error, "problem", error)))
        return
    if any(known[key.name, key.algorithm] != key.text() for key in told):
        yield Fault(NAME, "", "the keys were changed: they are not those that signed the checkpoints")


def _wrong_cosignatures(ledger: Ledger, checkpoints: Sequence[Kept]) -> Iterator[Fault]:
    by_size = {one.checkpoint.size: one for one in checkpoints}
    for number, entry in enumerate(ledger.cosigned.entries(), start=1):
        place = f"line {number}"
        try:
            size, witness, lines = ledger.cosignature_of(entry)
            if size not in by_size:
                yield Fault(COSIGNATURES, place, f"{witness.name} signed a checkpoint of line {size}, which is gone")
            elif not check_cosignatures(Note(parse_note(by_size[size].note).text, lines), witness):
                yield Fault(COSIGNATURES, place, f"{witness.name} did not sign that")
        except (KeyError, TypeError, ValueError) as error:
            yield Fault(COSIGNATURES, place, f"no signature of a witness ({error})")


def _notices(ledger: Ledger, checkpoints: Sequence[Kept], tree: Tree) -> Iterator[str]:
    if not checkpoints:
        yield f"{CHECKPOINTS}: the log has no checkpoint yet; the next command that writes makes one"
        return
    for before, after in pairwise(checkpoints):
        if before.checkpoint.origin != after.checkpoint.origin:
            yield f"{CHECKPOINTS}, line {after.number}: the log goes on under another key ({after.checkpoint.origin})"
    keys = _readable(ledger)
    if keys and keys.origin != checkpoints[-1].checkpoint.origin:
        yield f"{CHECKPOINTS}: the last checkpoint was signed under another key than the one that is kept"
    after_last = tree.size - checkpoints[-1].checkpoint.size
    if after_last > 0:
        yield f"{CHECKPOINTS}: {after_last} line(s) of custody are not signed yet; the next command that writes does it"
    nodes = ledger.kept_tree()
    if ledger.files.has(TREE) and nodes is None:
        yield f"{TREE}: the kept tree is cut off; the next command that writes computes it again"
    if nodes is not None and nodes.nodes != tree.nodes[: len(nodes.nodes)]:
        yield f"{TREE}: the kept tree is not that of the lines; delete it, the next command that writes makes it anew"


def _readable(ledger: Ledger) -> LogKeys | None:
    """The keys, where they can be read; that they cannot is among the faults."""
    try:
        return read_keys(ledger.files)
    except (ArchiveError, ProofError, ValueError):
        return None
