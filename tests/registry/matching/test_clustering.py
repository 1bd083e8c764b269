from hypothesis import given
from hypothesis import strategies as st

from letapis.registry.matching.clustering import Grouping


def grouped(known, apart=(), unknown=-3.0):
    return Grouping(known, lambda *_: unknown, apart).groups()


def test_two_that_are_like_become_one():
    assert grouped({(0, 1): 2.0, (2, 3): -1.0}) == [(0, 1)]


def test_a_chain_does_not_join_its_ends():
    assert grouped({(0, 1): 2.0, (1, 2): 1.0}) == [(0, 1)]


def test_all_pairs_are_asked_and_not_only_those_that_were_found():
    assert grouped({(0, 1): 2.0, (1, 2): 1.0}, unknown=0.5) == [(0, 1, 2)]


def test_what_is_held_apart_never_meets():
    assert grouped({(0, 1): 5.0, (1, 2): 4.0, (0, 2): 4.0}, apart=[(2, 0)]) == [(0, 1)]


PAIR = st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1])
PAIRS = st.dictionaries(PAIR, st.floats(-4, 4), max_size=20)


@given(PAIRS)
def test_groups_never_overlap_and_each_member_was_known(known):
    members = [one for group in grouped(known) for one in group]
    assert len(members) == len(set(members))
    assert set(members) <= {one for pair in known for one in pair}


@given(PAIRS, st.randoms())
def test_the_order_of_the_pairs_is_of_no_account(known, rng):
    shuffled = list(known.items())
    rng.shuffle(shuffled)
    assert grouped(dict(shuffled)) == grouped(known)
