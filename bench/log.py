"""The tree over the custody log: appending, proving, checking, and what a checkpoint costs a command, as it grows."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from measuring import Row, seconds, show

from letapis.archive.archive import Archive
from letapis.archive.proofs.ledger import TREE
from letapis.archive.proofs.merkle import Tree, check_consistency, check_inclusion, leaf_hash
from letapis.archive.proofs.note import ED25519, SigningKey
from letapis.archive.proofs.proof import Proof, verify_proof

SIZES = (1_000, 10_000, 100_000)
ASKED = 1_000
KEY = SigningKey("log.invalid/bench", ED25519, bytes(32))


def lines(count: int) -> list[bytes]:
    """Lines as long as those of a custody log."""
    return [b'{"act":"collected","nonce":"%032x","seq":%d}' % (number, number) + b" " * 240 for number in range(count)]


def grown(rows: list[bytes]) -> Tree:
    """The tree of these lines."""
    tree = Tree()
    tree.extend(map(leaf_hash, rows))
    return tree


def hashed(rows: list[bytes]) -> None:
    """The peer: nothing but the same hashes, each leaf and as many nodes."""
    for row in rows:
        sha256(b"\x00" + row).digest()
        sha256(row[:65]).digest()


def each(work: Callable[[int], object], size: int) -> float:
    """Milliseconds for one of many calls at places all over the tree: the median."""
    taken = []
    for number in range(0, size, max(1, size // ASKED)):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def pure(size: int) -> list[Row]:
    """Appending, proof and check of a tree of this size."""
    rows = lines(size)
    taken, bare = seconds(lambda: grown(rows), 3), seconds(lambda: hashed(rows), 3)
    tree = grown(rows)
    root = tree.root()
    proofs = [tree.inclusion(number) for number in range(size)]
    leaves = [leaf_hash(row) for row in rows]
    name = f"{size:,} leaves"
    return [
        Row(f"append {name}", taken, "s", 1.0 * size / 100_000, note=f"{taken / bare:.1f} times the bare hashes"),
        Row(f"proof of one of {name}", each(tree.inclusion, size), "ms", 1.0),
        Row(
            f"check of one of {name}",
            each(lambda at: check_inclusion(leaves[at], at, size, proofs[at], root), size),
            "ms",
            1.0,
        ),
        Row(
            f"consistency of {name}, made and checked",
            each(lambda at: consistent(tree, at + 1), size),
            "ms",
            1.0,
        ),
    ]


def consistent(tree: Tree, old: int) -> None:
    """One proof that the tree continues an earlier one."""
    check_consistency(old, tree.size, tree.consistency(old), tree.root(old), tree.root())


def kept(size: int, folder: Path) -> list[Row]:
    """A writing command in an archive with so many lines: with its checkpoint, and the proof file checked."""
    archive = Archive.create(folder / f"archive-{size}")
    with archive.locked():
        archive.log([{"act": "padding"}] * (size - 1), "bench")
    ledger = archive.ledger

    def one_more() -> None:
        with archive.locked():
            archive.log([{"act": "padding"}], "bench")

    last = ledger.last()
    assert last is not None
    tree, line = ledger.tree(), next(archive.custody.lines()).raw
    text = Proof(0, tuple(tree.inclusion(0, last.checkpoint.size)), last.note, line).text()
    check = seconds(lambda: verify_proof(Proof.parse(text), last.keys), 50) * 1000
    archive.files.remove(TREE)
    whole = seconds(ledger.computed) * 1000
    one_more()
    return [
        Row(f"a command that writes, {size:,} lines, with its checkpoint", seconds(one_more, 9) * 1000, "ms", 100.0),
        Row(f"a proof file of {size:,} lines read and checked, signature too", check, "ms", 1.0),
        Row(f"the whole tree of {size:,} lines computed anew", whole / size * 100_000 / 1000, "s/100,000", 2.0),
    ]


def main() -> int:
    """Print all figures; 1 where one misses its limit."""
    rows = [row for size in SIZES for row in pure(size)]
    with tempfile.TemporaryDirectory() as place:
        rows += [row for size in SIZES for row in kept(size, Path(place))]
    return show(rows)


if __name__ == "__main__":
    sys.exit(main())
