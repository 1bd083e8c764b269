"""What holds whatever people decide."""

from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.registry.people.decisions import decisions
from letapis.registry.people.exchange import judgement_from_json, judgement_to_json, people_lines
from letapis.registry.people.judgement import PersonJudgement, Shown, pair
from letapis.registry.people.persons import persons
from letapis.registry.people.records import PersonRecord

LETTERS = "abcdefghij"
RECORDS = [PersonRecord(letter, "list", number, "Nobody") for number, letter in enumerate(LETTERS, start=1)]

pairs = st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda both: both[0] != both[1])
shown = pairs.map(lambda both: Shown(*pair(*both)))
words = st.one_of(
    st.tuples(st.sampled_from(("same", "same", "same", "not_same", "unsure")), shown.map(lambda one: (one,))),
    st.tuples(st.just("same"), st.lists(shown, min_size=2, max_size=5).map(tuple)),
    st.tuples(st.just("split"), st.permutations(LETTERS).map(lambda of: (tuple(of[:2]), tuple(of[2:4])))),
    st.tuples(st.just("undo"), st.integers(1, 12)),
    st.tuples(st.just("confirm"), st.integers(1, 12)),
)
handles = st.sampled_from(("anna", "vera", "unnamed"))
logs = st.lists(st.tuples(words, handles), max_size=14).map(
    lambda said: [judgement(number, *one, by) for number, (one, by) in enumerate(said, start=1)]
)


def judgement(number, kind, what, by="anna"):
    slots = {"split": "groups", "undo": "targets", "confirm": "targets"}
    value = (f"pj{what}",) if kind in {"undo", "confirm"} else what
    return PersonJudgement(f"pj{number}", kind, by, "2020-11-09T08:00:00Z", "", **{slots.get(kind, "pairs"): value})


def undone(log):
    """Ids of judgements that an undo in force takes back, found by trying from the end."""
    gone = set()
    for number in range(len(log) - 1, -1, -1):
        one = log[number]
        if one.kind == "undo" and one.id not in gone:
            gone |= {target for target in one.targets if int(target[2:]) <= number}
    return gone


@given(logs, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_of_no_account(log, four_eyes, chance):
    shuffled, rows = list(log), list(RECORDS)
    chance.shuffle(shuffled)
    chance.shuffle(rows)
    one, other = persons(RECORDS, log, four_eyes=four_eyes), persons(rows, shuffled, four_eyes=four_eyes)
    assert people_lines(one) == people_lines(other)


@given(logs)
def test_what_is_held_apart_is_never_one_person(log):
    people = persons(RECORDS, log)
    for link in people.apart:
        assert people.side(link.left) != people.side(link.right)


@given(logs)
def test_every_yes_is_a_person_or_a_conflict(log):
    people = persons(RECORDS, log)
    waits = {conflict.waits for conflict in people.conflicts}
    for link in decisions(log).same:
        assert (people.side(link.left) == people.side(link.right)) != (link in waits)


@given(logs)
def test_no_two_records_are_one_person_without_a_chain_of_yes(log):
    people = persons(RECORDS, log)
    said = {link.pair for link in decisions(log).same}
    for person in people.persons:
        reached, todo = {person.records[0]}, [person.records[0]]
        while todo:
            here = todo.pop()
            beside = {other for both in said if here in both for other in both} & set(person.records)
            todo += beside - reached
            reached |= beside
        assert reached == set(person.records)


@given(logs)
def test_the_chain_of_a_conflict_leads_from_end_to_end(log):
    for conflict in persons(RECORDS, log).conflicts:
        here = conflict.apart.left
        for link in conflict.chain:
            assert here in link.pair
            here = link.right if here == link.left else link.left
        assert here == conflict.apart.right
        assert conflict.waits in conflict.chain


@given(logs, words, st.booleans())
def test_a_judgement_undone_leaves_no_trace(log, what, four_eyes):
    before = people_lines(persons(RECORDS, log, four_eyes=four_eyes))
    count = len(log) + 1
    if what[0] in {"undo", "confirm"} and what[1] >= count:
        return
    more = [*log, judgement(count, *what), judgement(count + 1, "undo", count)]
    assert people_lines(persons(RECORDS, more, four_eyes=four_eyes)) == before


@given(logs)
def test_what_is_undone_might_never_have_been_said(log):
    gone = undone(log)
    kept = [one for one in log if one.kind != "undo" and one.id not in gone]
    without = persons(RECORDS, kept)
    everything = persons(RECORDS, log)
    assert (without.persons, without.conflicts, without.apart) == (
        everything.persons,
        everything.conflicts,
        everything.apart,
    )


@given(logs)
def test_the_log_comes_back_from_json(log):
    assert [judgement_from_json(judgement_to_json(one)) for one in log] == log


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 3), min_size=len(LETTERS), max_size=len(LETTERS)),
    st.lists(pairs, max_size=25),
    st.randoms(use_true_random=False),
)
def test_people_who_are_right_agree_in_whatever_order_they_decide(truth, asked, chance):
    """Where all decisions are those of one true partition, nothing conflicts and their order decides nothing."""
    of = dict(zip(LETTERS, truth, strict=True))
    said = [("same" if of[one] == of[two] else "not_same", (Shown(*pair(one, two)),)) for one, two in asked]
    first = persons(RECORDS, [judgement(number, *one) for number, one in enumerate(said, start=1)])
    chance.shuffle(said)
    second = persons(RECORDS, [judgement(number, *one) for number, one in enumerate(said, start=1)])
    assert {person.records for person in first.persons} == {person.records for person in second.persons}
    assert first.conflicts == second.conflicts == ()
