"""The signed checkpoints of an archive's custody log, the tree that they rest on, and who cosigned them.

It signs only what continues the last checkpoint. It changes no line of the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from letapis.archive.chain import Chain
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files
from letapis.archive.proofs.checkpoint import Checkpoint, signed_checkpoint
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.leaves import leaf_of
from letapis.archive.proofs.log_keys import LogKeys, make_keys, read_keys
from letapis.archive.proofs.merkle import Tree
from letapis.archive.proofs.note import Note, Signature, VerifierKey, parse_note, parse_signatures

CHECKPOINTS, COSIGNATURES, TREE = "proofs/checkpoints.jsonl", "proofs/cosignatures.jsonl", "proofs/tree"
PROOFS = (CHECKPOINTS, COSIGNATURES)  # what travels with an archive: the keys do not, the tree is computed again


@dataclass(frozen=True, slots=True)
class Kept:
    """One checkpoint as it is kept: the note as the log signed it, when, under which keys, and whether it went out."""

    number: int  # of its line
    checkpoint: Checkpoint
    note: str
    at: str
    keys: tuple[VerifierKey, ...]
    published: bool  # it was meant for others
    scheduled: bool = False  # it was the one of its day


class Ledger:
    """The checkpoints over `custody`. Whoever writes holds the lock of the archive."""

    def __init__(self, files: Files, custody: Chain) -> None:
        self.files = files
        self.custody = custody
        self.chain = Chain(files, CHECKPOINTS)
        self.cosigned = Chain(files, COSIGNATURES)

    def last(self) -> Kept | None:
        """The newest checkpoint; None where there is none. Raises ArchiveError where it cannot be read."""
        entry = self.chain.last()
        return kept(entry) if entry else None

    def all(self) -> Iterator[Kept]:
        """Every checkpoint in order. Raises ArchiveError for one that cannot be read."""
        return (kept(entry) for entry in self.chain.entries())

    def sign(self, at: str, published: bool = False, scheduled: bool = False) -> Kept:
        """Sign the log as it is now; the last checkpoint again where nothing was added since.

        One that is `published` has the second signature too; one that is `scheduled` is the one of its day.

        Raises ArchiveError where the log does not continue the last checkpoint: it was cut off or rewritten.
        """
        last = self.last()
        lines = self.custody.head()[0]
        if last and last.checkpoint.size == lines and (last.published or not published):
            return last
        tree = self._grown(last, lines)
        own = self._keys()
        # The second signature has 3 kB: it stands on what goes out, not on the checkpoint of every command.
        keys = own.signing() if published else own.signing()[:1]
        note = signed_checkpoint(Checkpoint(own.origin, tree.size, tree.root()), *keys)
        entry = {"at": at, "checkpoint": note.full(), "keys": [key.public().text() for key in keys]}
        self.chain.mend()
        marks = {"published": published, "scheduled": scheduled}
        self.chain.append([{**entry, **{name: True for name, wanted in marks.items() if wanted}}])
        found = self.last()
        assert found is not None
        return found

    def tree(self, size: int | None = None) -> Tree:
        """The tree over the lines that are there, checked against nothing; at least `size` lines of it."""
        found = self.kept_tree()
        if found is None or found.size < (self.custody.head()[0] if size is None else size):
            return self.computed()
        return found

    def computed(self) -> Tree:
        """The tree computed anew from every line."""
        tree = Tree()
        tree.extend(leaf_of(line.raw) for line in self.custody.lines() if line.whole)
        return tree

    def kept_tree(self) -> Tree | None:
        """The tree as it was kept; None where it was cut off or cannot be read: it can always be computed again."""
        try:
            return Tree(b"".join(self.files.log(TREE).blocks()))
        except (ProofError, ArchiveError):
            return None

    def cosign(self, size: int, lines: str, witness: VerifierKey, at: str) -> None:
        """Keep a signature line of a witness on the checkpoint of that size. Who calls it has verified it."""
        self.cosigned.mend()
        self.cosigned.append([{"at": at, "size": size, "cosignature": lines, "witness": witness.text()}])

    def cosignatures(self) -> Iterator[tuple[int, VerifierKey, tuple[Signature, ...]]]:
        """Size, witness and signatures of all that was cosigned."""
        return map(self.cosignature_of, self.cosigned.entries())

    @staticmethod
    def cosignature_of(entry: dict[str, Any]) -> tuple[int, VerifierKey, tuple[Signature, ...]]:
        """The same of one entry. Raises KeyError, TypeError or ProofError for what is none."""
        return int(entry["size"]), VerifierKey.parse(entry["witness"]), parse_signatures(entry["cosignature"])

    def full_note(self, one: Kept) -> Note:
        """A checkpoint with every cosignature on it."""
        note = parse_note(one.note)
        size = one.checkpoint.size
        more = [line for at, _, lines in self.cosignatures() if at == size for line in lines]
        return Note(note.text, (*note.signatures, *more))

    def _grown(self, last: Kept | None, lines: int) -> Tree:
        """The tree of all lines, kept. Raises ArchiveError where it does not continue the last checkpoint."""
        tree = self.kept_tree() or Tree()
        before = len(tree.nodes)
        size = last.checkpoint.size if last else 0
        if tree.size == size <= lines and _continues(tree, last):
            tree.extend(map(leaf_of, self.custody.ending(lines - size)))
        else:
            tree, before = self.computed(), 0
            self.files.remove(TREE)
        if not _continues(tree, last):
            problem = f"the log does not continue its checkpoint of line {size}: it was cut off or rewritten"
            raise ArchiveError(self.custody.name, problem, "See `letapis verify`, then put the log back from a backup")
        self.files.log(TREE).append(bytes(tree.nodes[before:]))
        return tree

    def _keys(self) -> LogKeys:
        return read_keys(self.files) or make_keys(self.files)


def kept(entry: dict[str, Any]) -> Kept:
    """Read one entry of the checkpoints. Raises ArchiveError that names its line."""
    try:
        note = str(entry["checkpoint"])
        keys = tuple(VerifierKey.parse(text) for text in entry["keys"])
        checkpoint = Checkpoint.parse(parse_note(note).text)
        marks = (entry.get(name) is True for name in ("published", "scheduled"))
        return Kept(entry["seq"], checkpoint, note, str(entry["at"]), keys, *marks)
    except (KeyError, TypeError, ProofError) as error:
        place = f"line {entry.get('seq')}"
        raise ArchiveError(CHECKPOINTS, f"no checkpoint ({error})", "Put it back from a backup", place) from error


def _continues(tree: Tree, last: Kept | None) -> bool:
    if last is None:
        return True
    size = last.checkpoint.size
    return tree.size >= size and tree.root(size) == last.checkpoint.root
