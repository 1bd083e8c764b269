import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.merkle import (
    EMPTY,
    Tree,
    check_consistency,
    check_inclusion,
    check_subtree_consistency,
    leaf_hash,
    node_hash,
)


def leaves(count):
    return [leaf_hash(b"leaf %d" % number) for number in range(count)]


def tree_of(count):
    tree = Tree()
    tree.extend(leaves(count))
    return tree


def test_the_roots_of_small_trees_worked_out_by_hand():
    a, b, c, d, e = leaves(5)
    assert Tree().root() == EMPTY
    assert tree_of(1).root() == a
    assert tree_of(3).root() == node_hash(node_hash(a, b), c)
    assert tree_of(5).root() == node_hash(node_hash(node_hash(a, b), node_hash(c, d)), e)


def test_a_known_root():
    """The root of the three leaves "", 00 and 10 of the first log tests, as RFC 6962 implementations publish it."""
    tree = Tree()
    tree.extend(leaf_hash(bytes.fromhex(text)) for text in ("", "00", "10"))
    assert tree.root().hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"


@settings(deadline=None)
@given(st.integers(1, 200), st.data())
def test_every_proof_made_is_accepted_and_any_changed_bit_refused(size, data):
    tree, all_leaves = tree_of(size), leaves(size)
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion(index)
    check_inclusion(all_leaves[index], index, size, proof, tree.root())
    for at in range(len(proof)):
        bit = data.draw(st.integers(0, 255))
        changed = bytearray(proof[at])
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ProofError):
            check_inclusion(
                all_leaves[index], index, size, [*proof[:at], bytes(changed), *proof[at + 1 :]], tree.root()
            )


@settings(deadline=None)
@given(st.integers(1, 200), st.data())
def test_a_log_that_grew_is_consistent_and_a_rewritten_one_is_not(size, data):
    tree = tree_of(size)
    old = data.draw(st.integers(1, size))
    proof = tree.consistency(old)
    check_consistency(old, size, proof, tree.root(old), tree.root())
    rewritten = Tree()
    changed = data.draw(st.integers(0, old - 1))
    rewritten.extend(leaf_hash(b"x") if at == changed else leaf for at, leaf in enumerate(leaves(size)))
    with pytest.raises(ProofError):
        check_consistency(old, size, rewritten.consistency(old), tree.root(old), rewritten.root())


@settings(deadline=None)
@given(st.integers(1, 100), st.integers(0, 6), st.data())
def test_subtrees_stand_in_their_tree(size, level, data):
    start = data.draw(st.integers(0, (size - 1) >> level)) << level
    end = data.draw(st.integers(start + 1, min(start + (1 << level), size)))
    tree = tree_of(size)
    proof = tree.subtree_consistency(start, end)
    check_subtree_consistency(start, end, size, proof, tree.hash_of(start, end), tree.root())


@settings(deadline=None)
@given(st.integers(0, 300))
def test_the_array_of_nodes_is_all_that_a_tree_is(size):
    tree = tree_of(size)
    again = Tree(bytes(tree.nodes))
    assert (again.size, again.root()) == (size, tree.root())
    again.append(leaf_hash(b"more"))
    assert again.root(size) == tree.root()


@pytest.mark.parametrize("length", [31, 33, 64, 5 * 32])
def test_an_array_that_was_cut_off_is_refused(length):
    with pytest.raises(ProofError, match="cut off"):
        Tree(bytes(length))


def test_what_is_not_in_the_tree_has_no_proof():
    tree = tree_of(3)
    for ask in (lambda: tree.inclusion(3), lambda: tree.inclusion(-1), lambda: tree.consistency(0)):
        with pytest.raises(ProofError):
            ask()
    with pytest.raises(ProofError):
        tree.root(4)
