"""What must hold of every set of claims: order is of no account, growing is rebuilding, undoing is as if never done."""

import json
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.exchange import record_from_json, record_to_json
from letapis.registry.figures.anew import Behind, made_anew
from letapis.registry.figures.moments import at, not_after
from letapis.registry.figures.periods import figures_in
from letapis.registry.index import Registry
from letapis.registry.judgement import Judgement
from letapis.registry.reconcile import reconcile
from letapis.sources.document import Document
from letapis.sources.moment import Moment

REPORTS = ("d0", "d1", "d2", "d3", "d4")
FIRST = date(2020, 10, 5)
TEXT = "the column of neighbours walked along the river while the vans stood at the bridge and nobody asked a name " * 3

documents = st.lists(
    st.builds(
        Document,
        id=st.sampled_from(REPORTS),
        text=st.sampled_from(["", TEXT, TEXT + "taken over", "a short note"]),
        publisher=st.sampled_from([None, "Tram Post", "Viasna", "Interior Ministry"]),
        origin=st.sampled_from([None, None, "No Tram News", "Tram Post"]),
        published=st.sampled_from([None, *(Moment(FIRST + timedelta(days=one)) for one in range(4))]),
        replaces=st.sampled_from([None, None, "d0"]),
    ),
    unique_by=lambda one: one.id,
    max_size=5,
)


@st.composite
def intervals(draw):
    first = FIRST + timedelta(days=draw(st.integers(0, 16)))
    return DateInterval(first, first + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 2, 10]))))


counts = st.sampled_from([None, None, *(Count(low, high) for low, high in [
    (700, None), (600, None), (713, 713), (4, 4), (24, 99), (None, 900), (10000, None), (30, 30),
])])  # fmt: skip

claims = st.lists(
    st.builds(
        Claim,
        document=st.sampled_from(REPORTS),
        type=st.sampled_from(["detention", "detention", "assault", "demonstration", "release", "charge"]),
        quote=st.sampled_from(["they were taken", "they walked on"]),
        start=st.integers(0, 30),
        end=st.just(99),
        date=st.none() | intervals(),
        place=st.sampled_from([(), ("Belarus",), ("Minsk",), ("Brest",), ("Minsk", "Belarus")]),
        count=counts,
        who=st.sampled_from([(), ("seniors",), ("Free Tram Union",)]),
        whom=st.sampled_from([(), (), ("journalists",), ("Ivan Tramau",), ("Ivan Tramau", "Hanna Bridge")]),
        status=st.sampled_from(["happened", "happened", "alleged", "planned", "denied"]),
        scope=st.sampled_from(["event", "event", "event", "total"]),
        said_by=st.sampled_from([None, None, "Viasna", "Hanna Tramova"]),
        definition=st.sampled_from(["", "", "punished"]),
        basis=st.sampled_from(["", "named_list", "estimate"]),
        as_of=st.sampled_from([None, Moment.parse("2020-10-12T12:30"), Moment.parse("2020-10-12")]),
    ),
    unique_by=lambda one: one.id,
    max_size=14,
)


@st.composite
def judgement_logs(draw, known):
    kinds = ("join", "keep_apart", "reject", "accept", "edit", "same_origin", "other_origin", "undo")
    log = []
    for number in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(kinds))
        pool = [*REPORTS, "d9"] if kind.endswith("_origin") else [*(one.id for one in known), "d9:0-1:detention"]
        if kind == "undo":
            pool = [one.id for one in log] or ["j?"]
        targets = tuple(draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3)))
        edits = [("count", "650.."), ("place", "Brest"), ("date", "2020-10-06"), ("date", "6")]
        slot, value = draw(st.sampled_from(edits))
        log.append(Judgement(f"j{number}", kind, targets, "A", "2020-11-01", slot=slot, value=value))
    return log


@st.composite
def worlds(draw):
    known = draw(claims)
    return draw(documents), known, draw(judgement_logs(known))


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_arrival_is_of_no_account(world, chance):
    reports, known, log = world
    expected = reconcile(reports, known, log)
    reports, known = list(reports), list(known)
    chance.shuffle(reports)
    chance.shuffle(known)
    assert reconcile(reports, known, log) == expected


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_a_registry_that_grows_is_a_registry_rebuilt(world, chance):
    reports, known, log = world
    steps = [([one], []) for one in reports] + [([], [one]) for one in known]
    chance.shuffle(steps)
    registry = Registry(log)
    for some_reports, some_claims in steps:
        registry.add(some_reports, some_claims)
    assert registry.record() == reconcile(reports, known, log)


@given(worlds(), st.data())
@settings(max_examples=300, deadline=None)
def test_another_log_gives_what_it_would_have_given_from_the_first(world, data):
    reports, known, before = world
    log = data.draw(judgement_logs(known))
    for after in (log, [*before, *(replace(one, id=f"k{one.id}") for one in log if one.kind != "undo")]):
        registry = Registry(before)
        registry.add(reports, known)
        registry.judge(after)
        assert registry.record() == reconcile(reports, known, after)


@given(worlds(), st.data())
@settings(max_examples=100, deadline=None)
def test_to_judge_and_undo_is_as_if_nothing_was_judged(world, data):
    reports, known, _ = world
    log = [one for one in data.draw(judgement_logs(known)) if one.kind != "undo"]
    undone = [*log, *(Judgement(f"u{number}", "undo", (one.id,), "A", "2020-11-02") for number, one in enumerate(log))]
    assert reconcile(reports, known, undone) == reconcile(reports, known)


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_every_claim_is_in_one_event_and_every_figure_rests_on_claims_of_its_event(world):
    reports, known, log = world
    record = reconcile(reports, known, log)
    held = [claim for event in record.events for claim in event.claims]
    assert sorted(held) == sorted(claim.id for claim in record.claims)
    events = {event.id: event for event in record.events}
    assert len(events) == len(record.events)
    figures = {figure.id: figure for figure in record.figures}
    assert len(figures) == len(record.figures)
    assert sorted(figures) == sorted(one for event in record.events for one in event.figures)
    for figure in record.figures:
        claims_of_event = set(events[figure.event].claims)
        assert all(claims_of_event.issuperset(reading.claims) for reading in figure.readings)
        assert figure.published is not None
    targets = {link.event for event in record.events for link in event.links}
    assert targets <= set(events)


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_a_published_value_lies_within_what_the_standing_readings_say(world):
    reports, known, log = world
    for figure in reconcile(reports, known, log).figures:
        standing = [reading for reading in figure.readings if reading.standing]
        lows = {reading.low for reading in standing}
        highs = {reading.high for reading in standing}
        assert figure.published.low in lows | {None}
        assert figure.published.high in highs | {None}
        assert figure.origins == len({reading.origin for reading in standing})


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_a_record_comes_back_from_json_as_it_was(world):
    reports, known, log = world
    record = reconcile(reports, known, log)
    told = json.dumps(record_to_json(record), ensure_ascii=False)
    assert record_from_json(json.loads(told)) == record


def behind(reports, record):
    return Behind({one.id: one for one in record.claims}, {one.id: one for one in reports})


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_figures_made_anew_of_all_their_claims_are_the_same(world):
    reports, known, log = world
    record = reconcile(reports, known, log)
    again = made_anew(record.figures, behind(reports, record), replace)  # equal entries, but others
    assert again == record.figures


@given(worlds(), st.sampled_from(["2020-10-12", "2020-10-12T12:30", "2020-10-05", "2020-12-31"]))
@settings(max_examples=150, deadline=None)
def test_a_figure_as_of_a_moment_holds_nothing_of_a_later_one(world, moment):
    reports, known, log = world
    record = reconcile(reports, known, log)
    until = Moment.parse(moment)
    found = at(until, record.figures, behind(reports, record))
    held = {reading.id for figure in found for reading in figure.readings}
    for figure in found:
        assert figure.published is not None
        assert all(reading.as_of and not_after(reading.as_of, until) for reading in figure.readings)
        assert all({one.left, one.right} <= held for one in figure.relations)
    assert at(until, found, behind(reports, record)) == found


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_a_sum_of_days_never_mixes_areas_and_counts_every_day_once(world):
    reports, known, log = world
    record = reconcile(reports, known, log)
    month = DateInterval(date(2020, 10, 1), date(2020, 10, 31))
    for total in figures_in(record, "detained", month, behind(reports, record)).sums:
        figures = {one.id: one for one in record.figures}
        assert len({one.day for one in total.days}) == len(total.days) == 31 - total.without
        assert all(figures[one.figure].place == total.place for one in total.days)
        assert total.low == sum(figures[one.figure].published.low for one in total.days)
