"""Whatever people decide: undo takes back, a cut shows its day, and later knowledge changes no earlier day."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from letapis.registry.exchange import judgement_from_json, judgement_to_json
from letapis.registry.judgement import Given, Judgement
from letapis.registry.judging import effects, in_force
from letapis.registry.model.folding import fold, joins
from letapis.registry.model.stating import statements_of

PERSONS, ACTS = ("person:a", "person:b", "person:c"), ("act:x", "act:y")
FILLED = st.tuples(st.sampled_from(["type", "place", "began"]), st.integers(0, 2)).map(
    lambda one: Given(one[0], {"type": ("threat", "beating", ""), "place": ("Minsk", "Brest", ""),
                               "began": ("2020-10-11", "2020-10", "soon")}[one[0]][one[1]])
)  # fmt: skip
NAMED = st.sampled_from(["A", "B"]).map(lambda name: Given("name", name))


def about(*names: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from(names).map(lambda name: (name,))


NOTHING = st.just(())
VICTIM = st.sampled_from(PERSONS).map(lambda name: (Given("victim", name),))
PAIR = st.permutations(PERSONS).map(lambda names: tuple(names[:2]))
EARLIER = st.integers(1, 12).map(lambda number: (f"j{number}",))
DECISION = st.one_of(
    st.tuples(st.sampled_from(["state", "correct", "supersede"]), about(*ACTS), st.tuples(FILLED)),
    st.tuples(st.just("state"), about(*PERSONS), st.tuples(NAMED)),
    st.tuples(st.just("state"), about(*ACTS), VICTIM),
    st.tuples(st.sampled_from(["join", "keep_apart"]), PAIR, NOTHING),
    st.tuples(st.just("split"), about(*PERSONS), st.tuples(NAMED, NAMED)),
    st.tuples(st.sampled_from(["accept", "reject"]), about(*ACTS, *PERSONS), NOTHING),
    st.tuples(st.just("undo"), EARLIER, NOTHING),
)


def log_of(decisions) -> list[Judgement]:
    return [
        Judgement(f"j{number}", kind, targets, f"p{number % 3}", f"2020-11-{number:02}T10:00:00Z", given=given)
        for number, (kind, targets, given) in enumerate(decisions, 1)
    ]


LOGS = st.lists(DECISION, max_size=12).map(log_of)


@given(LOGS, DECISION)
def test_a_judgement_undone_is_as_if_it_never_was(log, decision):
    before = fold(statements_of(log))
    made = log_of([("state", ("act:x",), (Given("type", "threat"),))] * len(log) + [decision])[-1]
    undo = Judgement("u", "undo", (made.id,), "p", "2020-12-01T10:00:00Z")
    if made.kind != "undo":
        after = fold(statements_of([*log, made, undo]))
        assert after == before


@given(LOGS, st.integers(0, 13))
def test_any_cut_of_the_log_gives_what_was_known_then_and_never_changes(log, day):
    known = f"2020-11-{day + 1:02}"
    assert fold(statements_of(log, known)) == fold(statements_of(log[: day + 1]))


@given(LOGS, st.randoms())
def test_the_order_in_which_statements_come_is_of_no_account(log, dice: random.Random):
    statements = list(statements_of(log))
    mixed = dice.sample(statements, len(statements))
    assert fold(mixed) == fold(statements)


@given(LOGS)
def test_nothing_that_is_in_force_is_lost(log):
    statements = statements_of(log)
    names = joins(statements)
    held = {one.id for entry in fold(statements).values() for filled in entry.slots.values() for one in filled.history}
    assert held == {one.id for one in statements}
    assert all(holder not in names for holder in names.values()), "a holder is joined to nothing"
    assert {one.id.partition(".")[0] for one in statements} <= {one.id for one in in_force(log)}


@given(LOGS, st.sampled_from(PERSONS), st.sampled_from(PERSONS))
def test_joined_then_held_apart_is_as_before(log, one, other):
    """Where nobody has placed these two before; what was placed with others stays."""
    log = [judgement for judgement in log if judgement.kind not in {"join", "keep_apart", "undo"}]
    if one == other:
        return
    join = Judgement("j20", "join", (one, other), "p", "2020-11-20T10:00:00Z")
    apart = replace(join, id="j21", kind="keep_apart")
    assert placed(statements_of([*log, join, apart])) == placed(statements_of(log))


def placed(statements):
    """Everything but that two are told to be different."""
    return fold(one for one in statements if one.slot != "not_same_as")


@given(LOGS)
def test_a_log_survives_the_way_through_json_and_no_log_breaks_the_record(log):
    assert [judgement_from_json(judgement_to_json(one)) for one in log] == log
    assert all(isinstance(one, str) for one in effects(log).remarks)
