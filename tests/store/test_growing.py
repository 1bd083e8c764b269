"""The store gives the same record as a rebuild, on all engines, whatever comes when and is judged when."""

import gc
import itertools
import sys
import weakref
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.judgement import Judgement
from letapis.registry.reconcile import reconcile
from letapis.sources.document import Document

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "registry"))
from test_properties import REPORTS, TEXT, worlds

sys.path.pop(0)

ENGINES = ["sqlite", *(pytest.param(one, marks=pytest.mark.postgres) for one in ("postgresql", "sealed"))]
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture
def archives(open_at, place_for):
    """Makes archives, each empty, all of them in one database for an engine."""
    places, count = {}, itertools.count()

    def archive(engine):
        place = places.setdefault(engine, place_for(engine))
        return open_at(engine, f"archive {next(count)}", place)

    return archive


@st.composite
def courses(draw):
    """A world, and its reports, claims and judgements in some order, cut into batches."""
    reports, known, log = draw(worlds())
    steps = draw(st.permutations([([one], []) for one in reports] + [([], [one]) for one in known]))
    batches, rest = [], list(steps)
    while rest:
        size = draw(st.integers(1, 5))
        some, rest = rest[:size], rest[size:]
        documents = [one for ones, _ in some for one in ones]
        batches.append((documents, [one for _, ones in some for one in ones], None))
    cut = draw(st.integers(0, len(log)))
    first = draw(st.integers(0, len(batches)))
    batches.insert(first, ([], [], log[:cut]))
    batches.insert(draw(st.integers(first + 1, len(batches))), ([], [], log[cut:]))
    return reports, known, log, batches


def run(store, batches):
    from letapis.store.growing import add, judge

    for documents, claims, decided in batches:
        if decided is None:
            add(store, documents, claims)
        else:
            judge(store, decided)


@pytest.mark.parametrize(
    ("engine", "examples"),
    [
        ("sqlite", 60),
        ("sqlcipher", 12),
        pytest.param("postgresql", 12, marks=pytest.mark.postgres),
        pytest.param("sealed", 8, marks=pytest.mark.postgres),
    ],
)
def test_a_store_that_grows_holds_the_record_of_a_rebuild(archives, engine, examples):
    @given(courses())
    @settings(max_examples=examples, **QUIET)
    def holds(course):
        from letapis.store.reading import record

        reports, known, log, batches = course
        store = archives(engine)
        run(store, batches)
        assert record(store) == reconcile(reports, known, log)

    holds()


def claim(document, start, **more):
    return Claim(document, "detention", "they were taken", start, start + 9, **more)


WORLD = [Document("d1", TEXT, publisher="Tram Post"), Document("d2", TEXT + "taken over", origin="No Tram News")]
TOLD = [claim("d1", 0, count=Count(700, None)), claim("d2", 0, count=Count(713, 713), said_by="Viasna")]


@pytest.mark.parametrize("engine", ["sqlcipher", *ENGINES])
def test_another_archive_in_the_same_database_is_never_seen(archives, engine):
    from letapis.store import growing, judgements, neighbourhood, reading

    mine, others = archives(engine), archives(engine)
    growing.add(others, WORLD, TOLD)
    growing.judge(others, [Judgement("j1", "accept", (TOLD[0].id,), "A", "2020-11-01")])
    held = reading.record(others)
    assert held.events
    assert reading.record(mine) == reconcile([], [])
    for ident in (held.events[0].id, held.figures[0].id, TOLD[0].id):
        assert neighbourhood.neighbourhood(others, ident) is not None
        assert neighbourhood.neighbourhood(mine, ident) is None
        assert neighbourhood.beginning(mine, ident[:4]) == ()
    assert reading.event(mine, held.events[0].id) is None
    assert reading.figure(mine, held.figures[0].id) is None
    assert reading.document(mine, "d1") is None
    assert reading.claims_of(mine, held.events[0].id) == []
    assert reading.figures_of(mine, "detained", "1000-01-01", "3000-01-01") == []
    assert list(reading.documents(mine)) == reading.origins(mine) == []
    assert judgements.judgements(mine) == judgements.about(mine, TOLD[0].id) == ()
    growing.add(mine, WORLD, TOLD)
    assert reading.record(others) == held, "the same ids in another archive change nothing here"
    assert not reading.record(mine).events[0].confirmed


@pytest.mark.parametrize("engine", ENGINES)
def test_one_thing_is_read_with_what_it_rests_on(archives, engine):
    from letapis.store import growing, reading
    from letapis.store.neighbourhood import neighbourhood

    store = archives(engine)
    growing.add(store, WORLD, TOLD, known="2020-10-12T08:00:00Z and {}".format)
    held = reading.record(store)
    (event,), (figure,) = held.events, held.figures
    assert reading.event(store, event.id) == event
    assert reading.figure(store, figure.id) == figure
    assert reading.document(store, "d2") == WORLD[1]
    assert reading.claims_of(store, event.id) == TOLD
    assert reading.figures_of(store, figure.measure, "", "9999") == []  # it has no day
    found = neighbourhood(store, figure.id)
    assert found.record == replace(held, remarks=())
    assert found.documents == {one.id: replace(one, text="") for one in WORLD}


@pytest.mark.parametrize("engine", ENGINES[:2])
def test_figures_of_days_and_of_a_place_with_its_parts(archives, engine):
    from letapis.store import growing, reading

    days = DateInterval(date(2020, 10, 11), date(2020, 10, 12))
    store = archives(engine)
    told = [claim("d1", 0, date=days, place=("Hrodna",), count=Count(40, 40)), claim("d1", 20, count=Count(3, 3))]
    growing.add(store, WORLD[:1], told)
    for first, last, place, found in [
        ("2020-10-12", "2020-10-30", "", 1), ("2020-10-12", "2020-10-12", "Belarus", 1),
        ("2020-10-01", "2020-10-11", "Hrodna", 1), ("2020-10-12", "2020-10-30", "Minsk", 0),
        ("2020-10-13", "2020-10-30", "", 0), ("2020-10-01", "2020-10-10", "", 0),
    ]:  # fmt: skip
        assert len(reading.figures_of(store, "detained", first, last, place)) == found


@pytest.mark.parametrize("engine", ENGINES)
def test_a_judgement_is_appended_and_the_database_refuses_to_change_it(archives, engine):
    from django.db import DatabaseError

    from letapis.store import growing, judgements
    from letapis.store.models import Judgement as Row
    from letapis.store.models import JudgementTarget

    store = archives(engine)
    growing.add(store, WORLD, TOLD)
    decided = Judgement("j1", "reject", (TOLD[0].id, TOLD[1].id), "A", "2020-11-01", "told twice")
    growing.judge(store, [decided])
    assert judgements.judgements(store) == (decided,) == judgements.about(store, TOLD[1].id)
    assert reconcile(WORLD, TOLD, [decided]).events == ()
    for rows in (store.rows(Row), store.rows(JudgementTarget)):
        with pytest.raises(DatabaseError, match="only grows"):
            rows.delete()
        with pytest.raises(DatabaseError, match="only grows"):
            rows.update(archive=store.archive)
    growing.judge(store, [Judgement("j2", "undo", ("j1",), "A", "2020-11-02")])
    assert judgements.judgements(store)[0] == decided


ODD = [
    replace(WORLD[0], text="\x00 and \ud83d " * 9, publisher="no\x00body", author="half \udc00", url="x"),
    replace(WORLD[0], text="", title="", extra={"note": "\x00"}),
    replace(WORLD[0], text="🙂 ў ё і " * 400, title="'; DROP TABLE letapis_claim; --"),
]


@pytest.mark.parametrize("engine", ENGINES[:2])
@pytest.mark.parametrize("odd", ODD, ids=["NUL", "empty", "quotes"])
def test_whatever_a_report_holds_comes_back(archives, engine, odd):
    from letapis.store import growing, reading

    store = archives(engine)
    large = claim("d1", 3, count=Count(10**30, None), place=("Nowhere\x00",), whom=("Ян \ud83d",))
    growing.add(store, [odd], [large])
    assert list(reading.documents(store)) == [odd]
    assert reading.record(store) == reconcile([odd], [large])


@pytest.mark.parametrize("engine", ENGINES)
def test_what_fails_leaves_nothing_behind(archives, engine, monkeypatch):
    from letapis.store import growing, reading

    store = archives(engine)
    growing.add(store, WORLD[:1], TOLD[:1])
    before = reading.record(store)

    def broken(*_):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(growing, "write_links", broken)
        with pytest.raises(OSError, match="full"):
            growing.add(store, WORLD, TOLD)
    assert reading.record(store) == before
    growing.add(store, WORLD, TOLD)
    assert reading.record(store) == reconcile(WORLD, TOLD)


def test_reports_that_came_already_change_nothing(archives):
    from letapis.store import growing, reading

    store = archives("sqlite")
    growing.add(store, WORLD, TOLD)
    rows = store.fetch("SELECT number, ident, anchor FROM letapis_claim WHERE archive_id = %s ORDER BY number")
    growing.add(store, WORLD, TOLD)
    assert rows == store.fetch("SELECT number, ident, anchor FROM letapis_claim WHERE archive_id = %s ORDER BY number")
    assert {one.id for one in reading.documents(store)} <= {*REPORTS}


def test_nothing_of_a_batch_is_held_when_it_is_written(archives, monkeypatch):
    from letapis.store import growing

    made = []

    class Watched(growing.Registry):
        def __init__(self, *given):
            super().__init__(*given)
            made.append(weakref.ref(self))

    store = archives("sqlite")
    monkeypatch.setattr(growing, "Registry", Watched)
    gc.disable()
    try:
        growing.add(store, WORLD, TOLD)
        assert [one() for one in made] == [None], "memory would grow from batch to batch"
    finally:
        gc.enable()
