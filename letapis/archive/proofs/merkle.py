"""The Merkle tree of RFC 6962 over the lines of a log: root, inclusion and consistency proofs, and their checks.

It knows hashes only. Subtrees are those of draft-ietf-plants-merkle-tree-certs, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from letapis.archive.proofs.errors import ProofError

SIZE = 32  # bytes of a hash
EMPTY = sha256(b"").digest()  # the root of the tree without leaves


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf: SHA-256 of 0x00 and the bytes."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 of 0x01 and both hashes below it."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """All complete nodes of a tree in one array that only grows: each leaf, then every node that it completes.

    So the array can be kept as a file to which new leaves append, and any node is found by arithmetic.
    """

    def __init__(self, nodes: bytes = b"") -> None:
        """Take the array `nodes` up again. Raises ProofError where it ends inside a hash or a step."""
        self.nodes = bytearray(nodes)
        self.size = _leaves(len(self.nodes))

    def append(self, leaf: bytes) -> None:
        """Add the hash of a leaf (`leaf_hash` of its bytes)."""
        nodes = self.nodes
        nodes += leaf
        index, span = self.size, 1  # `span`: how many nodes back the left neighbour ends
        while index & 1:
            leaf = sha256(b"\x01" + nodes[-(span + 1) * SIZE : -span * SIZE] + leaf).digest()
            nodes += leaf
            index, span = index >> 1, span * 2 + 1
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add the hashes of many leaves."""
        for leaf in leaves:
            self.append(leaf)

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves; of all where it is not given."""
        size = self._checked(size)
        return self.hash_of(0, size) if size else EMPTY

    def hash_of(self, start: int, end: int) -> bytes:
        """The hash of the leaves `start` to `end` (exclusive), where they are a subtree or a right border of one."""
        parts = []
        while start < end:
            level = (end - start).bit_length() - 1
            parts.append(self._node(level, start >> level))
            start += 1 << level
        found = parts.pop()
        while parts:
            found = node_hash(parts.pop(), found)
        return found

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that leaf `index` (from 0) is in the tree of `size` leaves, from the leaf's sibling upwards."""
        size = self._checked(size)
        if not 0 <= index < size:
            raise ProofError(f"there is no leaf {index} in a tree of {size}")
        return self.subtree_consistency(index, index + 1, size)

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The proof that the tree of `size` leaves continues the tree of the first `old` ones."""
        size = self._checked(size)
        if not 0 < old <= size:
            raise ProofError(f"a tree of {size} leaves cannot continue one of {old}")
        return self.subtree_consistency(0, old, size)

    def subtree_consistency(self, start: int, end: int, size: int | None = None) -> list[bytes]:
        """The proof that the subtree of leaves `start` to `end` (exclusive) stands in the tree of `size` leaves."""
        size = self._checked(size)
        _check_subtree(start, end, size)
        low, high, known, proof = 0, size, True, []
        while (start, end) != (low, high):
            middle = low + (1 << (high - low - 1).bit_length() - 1)
            if end <= middle:
                proof.append(self.hash_of(middle, high))
                high = middle
            else:
                proof.append(self.hash_of(low, middle))
                known = known and start >= middle
                low, start = middle, max(start, middle)
        return ([] if known else [self.hash_of(low, high)]) + proof[::-1]

    def _node(self, level: int, index: int) -> bytes:
        before = ((index + 1) << level) - 1  # the leaves before the one that completed the node
        at = (2 * before - before.bit_count() + level) * SIZE
        return bytes(self.nodes[at : at + SIZE])

    def _checked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ProofError(f"the tree has {self.size} leaves, not {size}")
        return size


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise ProofError unless `proof` shows the leaf hash at `index` (from 0) under the `root` of `size` leaves."""
    check_subtree_inclusion(leaf, index, 0, size, proof, root)


def check_subtree_inclusion(  # noqa: PLR0913, PLR0917  the terms of the draft
    leaf: bytes, index: int, start: int, end: int, proof: Sequence[bytes], root: bytes
) -> None:
    """The same for a leaf in the subtree of leaves `start` to `end` (exclusive)."""
    if not 0 <= start <= index < end:
        raise ProofError(f"there is no leaf {index} among {start} to {end}")
    _check_subtree(start, end, end)
    _check_sizes([leaf, *proof])
    _climb(index - start, index - start, end - start - 1, leaf, leaf, proof, root)


def check_consistency(old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> None:
    """Raise ProofError unless the tree of `size` leaves continues the one of `old` leaves (at least one)."""
    if not old:
        raise ProofError("every tree continues the empty one: nothing is shown by that")
    check_subtree_consistency(0, old, size, proof, old_root, root)


def check_subtree_consistency(  # noqa: PLR0913, PLR0917  the terms of the draft
    start: int, end: int, size: int, proof: Sequence[bytes], subtree: bytes, root: bytes
) -> None:
    """Raise ProofError unless the subtree of leaves `start` to `end` (exclusive) stands in the tree of `size`."""
    if 0 <= start == end <= size and subtree == EMPTY and not proof:
        return  # the draft lets the empty subtree stand anywhere
    _check_subtree(start, end, size)
    _check_sizes([subtree, *proof] if proof else [])
    first, last, top = start, end - 1, size - 1
    while first != last and (last == top or last & 1):
        first, last, top = first >> 1, last >> 1, top >> 1
    if first == last:
        _climb(first, last, top, subtree, subtree, proof, root)
        return
    if not proof:
        raise ProofError("the proof is too short")
    _climb(first, last, top, proof[0], proof[0], proof[1:], root, subtree)


def _climb(  # noqa: PLR0913, PLR0917  the state of the algorithm in RFC 9162, 2.1.4.2
    first: int,
    last: int,
    top: int,
    inner: bytes,
    outer: bytes,
    proof: Sequence[bytes],
    root: bytes,
    subtree: bytes | None = None,
) -> None:
    """Go from a node up to the root; where `subtree` is given, its hash too has to come out on the way."""
    for sibling in proof:
        if not top:
            raise ProofError("the proof is too long")
        if last & 1 or last == top:
            if first < last:
                inner = node_hash(sibling, inner)
            outer = node_hash(sibling, outer)
            while last and not last & 1:
                first, last, top = first >> 1, last >> 1, top >> 1
        else:
            outer = node_hash(outer, sibling)
        first, last, top = first >> 1, last >> 1, top >> 1
    if top:
        raise ProofError("the proof is too short")
    if outer != root or (subtree is not None and inner != subtree):
        raise ProofError("the proof does not lead to the root")


def _check_subtree(start: int, end: int, size: int) -> None:
    if not 0 <= start < end <= size:
        raise ProofError(f"{start} to {end} are no leaves of a tree of {size}")
    if start % (1 << (end - start - 1).bit_length()):
        raise ProofError(f"{start} to {end} are no subtree")


def _check_sizes(hashes: Iterable[bytes]) -> None:
    if any(len(one) != SIZE for one in hashes):
        raise ProofError("a hash has not 32 bytes")


def _leaves(length: int) -> int:
    """How many leaves an array of so many bytes holds: n leaves make 2n - (ones of n in binary) nodes."""
    nodes, rest = divmod(length, SIZE)
    leaves = 0
    for level in reversed(range(nodes.bit_length())):
        perfect = (2 << level) - 1
        if nodes >= perfect:
            nodes, leaves = nodes - perfect, leaves + (1 << level)
    if rest or nodes:
        raise ProofError("the array of nodes is cut off")
    return leaves
