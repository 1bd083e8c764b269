"""Search on both engines: the same answers in the same order, whatever came first, and nothing of another archive."""

import contextlib
import os
import random
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.claims.claim import Claim, DateInterval
from letapis.registry.record import Event
from letapis.registry.search.query import Query, QueryError
from letapis.registry.search.withheld import COERCED
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.store.opening import open_store
from letapis.store.search_updating import due, update
from letapis.store.values import days, deflated, packed, plain, without_text
from letapis.workflow.searching import search_store

POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)
ENGINES = ["sqlite", POSTGRES]
ALL = ["sqlite", "sqlcipher", POSTGRES, pytest.param("sealed", marks=pytest.mark.postgres)]


@pytest.fixture
def empty(open_at):
    """An empty store of an engine, or of a place that one is at already."""
    return open_at


def report(name, text, day, *quotes, title=None):
    """A report with claims: (quote, type, place, whom, day or None)."""
    document = Document(name, text, "be", title, publisher="Веснік", published=Moment(day) if day else None)
    claims = []
    for quote, kind, place, whom, on in quotes:
        start = text.index(quote)
        when = DateInterval(on, on) if isinstance(on, date) else on
        claims.append(Claim(name, kind, quote, start, start + len(quote), when, place, whom=whom))
    return document, claims


def event(claims, identity, origins=1, **slots):
    first = claims[0]
    told = Event(identity, first.type, "", first.date, first.place, first.status, "event",
                 tuple(one.id for one in claims), (), ("o",) * origins)  # fmt: skip
    return replace(told, **slots)


def fill(store, reports, events):
    """Put reports and events into the tables, as whoever reconciles does; the index learns of it by itself."""
    archive, base = store.archive, store.driver
    start = 1 + max(base.rows(f"SELECT coalesce(max(number), 0) FROM letapis_{name}")[0][0]
                    for name in ("document", "event", "claim"))  # fmt: skip
    event_of = {claim: start + place for place, one in enumerate(events) for claim in one.claims}
    documents, claims = [], []
    for number, (document, held) in enumerate(reports, start):
        published = document.published.iso() if document.published else ""
        documents.append((archive, number, document.id, "", plain(document.title), plain(document.publisher),
                          document.language, published, "", "", packed(without_text(document)),
                          deflated(document.text)))  # fmt: skip
        for claim in held:
            claims.append((archive, start + len(claims), claim.id, number, event_of.get(claim.id), 0, claim.type,
                           claim.type, claim.status, *days(claim.date), claim.status, claim.scope,
                           " / ".join(claim.place), 0.5, "", packed(claim)))  # fmt: skip
    told = [
        (archive, start + place, one.id, one.type, one.family, *days(one.date), one.status, one.scope,
         len(one.origins), len(one.claims), one.confirmed, packed(one))
        for place, one in enumerate(events)
    ]  # fmt: skip
    with store.writing():
        base.load("letapis_document", ("archive_id", "number", "ident", "original", "title", "publisher", "language",
                                       "published", "known", "why", "body", "text"), documents)  # fmt: skip
        base.load("letapis_event", ("archive_id", "number", "ident", "type", "family", "first", "last", "status",
                                    "scope", "origins", "claims", "confirmed", "body"), told)  # fmt: skip
        base.load("letapis_claim", ("archive_id", "number", "ident", "document_id", "event_id", "cell", "type", "kin",
                                    "standing", "first", "last", "status", "scope", "place", "confidence", "speaker",
                                    "body"), claims)  # fmt: skip


def day(text):
    return date.fromisoformat(text)


MARCH = report(
    "march", "На маршы ў Менску 11 кастрычніка затрымалі Анатоля Бокуна. Пра гэта піша газэта.", day("2020-10-12"),
    ("На маршы ў Менску", "demonstration", ("Minsk",), (), day("2020-10-11")),
    ("затрымалі Анатоля Бокуна", "detention", ("Minsk",), ("Анатоля Бокуна",), day("2020-10-11")),
    title="Марш у сталіцы",
)  # fmt: skip
STRIKE = report(
    "strike", "Стачком в Солигорске объявил забастовку. Газеты молчат; Лукашенко приехал в Гродно.", day("2020-10-13"),
    ("Стачком в Солигорске объявил забастовку", "strike", ("Salihorsk",), (),
     DateInterval(day("2020-10-10"), day("2020-10-12"))),
    title="Забастовка",
)  # fmt: skip
COURT = report(
    "court", "Anatol Bokun was sentenced in Minsk. Nobody knows when the neighbours marched.", day("2020-11-02"),
    ("Anatol Bokun was sentenced in Minsk", "sentence", ("Minsk",), ("Anatol Bokun",), day("2020-11-01")),
    ("the neighbours marched", "demonstration", (), (), None),
)  # fmt: skip
CHANNEL = report(
    "channel", "A channel showed Pavel Zanemonets forced to say that he threw stones. Nobody believed it.",
    day("2020-12-05"),
    ("A channel showed Pavel Zanemonets forced to say that he threw stones", COERCED, ("Brest",),
     ("Pavel Zanemonets",), day("2020-12-04")),
    ("he threw stones", "violent_protest", ("Brest",), (), day("2020-12-04")),
)  # fmt: skip
REPORTS = [MARCH, STRIKE, COURT, CHANNEL]
EVENTS = [
    event(MARCH[1][:1], "e-march", origins=3),
    event(MARCH[1][1:], "e-detention", origins=1, confirmed=True),
    event(STRIKE[1], "e-strike", origins=2),
    event(COURT[1][:1], "e-sentence"),
    event(COURT[1][1:], "e-neighbours"),
    event(CHANNEL[1][:1], "e-coerced"),
    event(CHANNEL[1][1:], "e-stones"),
]


@pytest.fixture(params=ENGINES)
def filled(request, empty):
    """A store to change."""
    store = empty(request.param)
    fill(store, REPORTS, EVENTS)
    update(store)
    return store


@pytest.fixture(scope="module", params=ENGINES)
def kept(request, tmp_path_factory):
    """A store that is only read, in a schema of its own where there is a server."""
    folder = tmp_path_factory.mktemp("search")
    place = request.getfixturevalue("schema_place") if request.param == "postgresql" else folder / "store.sqlite3"
    store = open_store(place, "one")
    fill(store, REPORTS, EVENTS)
    update(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def schema_place():
    psycopg = pytest.importorskip("psycopg", reason="no PostgreSQL server answers")
    server = os.environ.get("LETAPIS_POSTGRES", "host=127.0.0.1 dbname=test user=postgres")
    schema = f"letapis_search_{os.getpid()}"
    try:
        with psycopg.connect(server, connect_timeout=5, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers")
    told = {"options": f"-csearch_path={schema}", **psycopg.conninfo.conninfo_to_dict(server)}
    yield f"postgresql:///?{urlencode(told)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


def found(store, text, **filters):
    """What is found, each as the beginning of its kind and its id."""
    hits = search_store(store, Query(text, **{"kinds": ("event", "claim", "source"), **filters})).hits
    return [f"{hit.kind[0]} {hit.id}" for hit in hits]


def sources(store, text):
    return [hit.id for hit in search_store(store, Query(text, kinds=("source",))).hits]


# Every spelling of a word, and the reports that have it in one or another.
SPELLED = [
    ("газета", ["strike", "march"]),  # Belarusian and Russian, both spellings, other cases: the newest first
    ("газэта", ["march", "strike"]),  # what stands as it was typed goes before
    ("ГАЗЭТАМІ", ["strike", "march"]),
    ("Минске", ["court", "march"]),
    ("Менск", ["court", "march"]),
    ("Minsk", ["court", "march"]),
    ("Бокун", ["court", "march"]),
    ("Bokun", ["court", "march"]),
    ("Вокun", ["court", "march"]),  # a Cyrillic letter before Latin ones
    ("стачкома", ["strike"]),
    ("стачк*", ["strike"]),
    ("стачк", ["strike"]),
    ("Лукашэнка", ["strike"]),
    ("Łukaszenka", ["strike"]),
    ("Горадня", ["strike"]),
    ("Салігорск", ["strike"]),
    ("маршы", ["march"]),
    ('"Anatol Bokun"', ["court"]),
    ('"Bokun Anatol"', []),
    ("Bokun Anatol", ["court", "march"]),
    ("бокун -газета", ["court"]),
    ("-марш бокун", ["court"]),
    ("Веснік", ["channel", "court", "strike", "march"]),  # who published it
    ("нідзе", []),
]


@pytest.mark.parametrize(("typed", "expected"), SPELLED, ids=[typed for typed, _ in SPELLED])
def test_a_report_is_found_in_every_spelling(kept, typed, expected):
    assert sources(kept, typed) == expected


FILTERED = [
    # an event of 10 to 12 October is found by 11 October
    ({"first": day("2020-10-11"), "last": day("2020-10-11"), "kinds": ("event",)},
     ["e-strike", "e-detention", "e-march"]),
    ({"first": day("2020-11-01"), "kinds": ("event",)}, ["e-coerced", "e-sentence"]),
    ({"last": day("2020-10-10"), "kinds": ("event",)}, ["e-strike"]),
    ({"place": "Minsk region", "kinds": ("event",)}, ["e-sentence", "e-strike", "e-detention", "e-march"]),
    ({"place": "Салігорск", "kinds": ("event",)}, ["e-strike"]),
    ({"place": "Poland", "kinds": ("event",)}, []),
    ({"type": "demonstration", "kinds": ("event",)}, ["e-march", "e-neighbours"]),
    ({"status": "confirmed"}, ["e-detention"]),
    ({"origins": 2}, ["e-strike", "e-march"]),
    ({"origins": 3}, ["e-march"]),
    ({"type": "strike", "kinds": ("claim",)}, [STRIKE[1][0].id]),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERED, ids=[str(sorted(f)) for f, _ in FILTERED])
def test_filters(kept, filters, expected):
    assert sorted(name.split(" ", 1)[1] for name in found(kept, "", **filters)) == sorted(expected)


def test_what_has_no_day_is_found_without_a_time_and_counted_with_one(kept):
    assert "c " + COURT[1][1].id in found(kept, "neighbours")
    asked = search_store(kept, Query("neighbours", first=day("2020-01-01"), last=day("2021-01-01")))
    assert asked.undated == 2  # the claim and its event
    assert [hit.kind for hit in asked.hits] == ["source"]


def test_a_coerced_statement_is_found_by_its_victim_and_shown_without_its_words(kept):
    assert found(kept, "stones") == []
    assert found(kept, "Zanemonets") == ["s channel", "e e-coerced", f"c {CHANNEL[1][0].id}"]
    hits = search_store(kept, Query("Zanemonets")).hits
    assert [hit.withheld for hit in hits] == [False, True, True]
    assert not any("stones" in hit.snippet.text or "forced" in hit.snippet.text for hit in hits)
    assert "stones" not in str(search_store(kept, Query("believed")).hits)


def test_a_snippet_stands_in_the_report(kept):
    texts = {document.id: document.text for document, _ in REPORTS}
    for typed in ("Бокун", "забастовка", "Minsk", "neighbours"):
        for hit in search_store(kept, Query(typed)).hits:
            text = texts[hit.document]
            assert text[hit.snippet.start : hit.snippet.end] == hit.snippet.text
            assert all(hit.snippet.start <= left < right <= hit.snippet.end for left, right in hit.snippet.marks)


def test_facets_count_the_answers(kept):
    facets = search_store(kept, Query("Бокун"), facets=True).facets
    assert facets.kinds == {"claim": 2, "event": 2, "source": 2}
    assert facets.types == {"detention": 2, "sentence": 2}
    assert facets.months == {"2020-10": 3, "2020-11": 3}
    assert facets.complete


def test_pages_make_up_the_whole(kept):
    whole = found(kept, "", place="Belarus")
    pages = [found(kept, "", place="Belarus", limit=2, offset=at) for at in range(0, len(whole) + 2, 2)]
    assert [one for page in pages for one in page] == whole
    assert len(whole) == len(set(whole)) == search_store(kept, Query("", place="Belarus")).total


def test_what_changes_is_found_as_it_is_now(filled):
    base = filled.driver
    with filled.writing():
        base.run("DELETE FROM letapis_event WHERE archive_id = %s AND ident = 'e-march'", [filled.archive])
        base.run("DELETE FROM letapis_claim WHERE archive_id = %s AND ident = %s", [filled.archive, MARCH[1][0].id])
        base.run("DELETE FROM letapis_document WHERE archive_id = %s AND ident = 'court'", [filled.archive])
    assert due(filled) == 3
    assert update(filled) > 0
    assert due(filled) == 0
    assert found(filled, "Бокун", kinds=("source",)) == ["s march"]
    assert found(filled, "", type="demonstration", kinds=("event", "claim"), place="Minsk") == []


def test_a_rejected_claim_is_not_found(filled):
    with filled.writing():
        filled.driver.run(
            "UPDATE letapis_claim SET event_id = NULL WHERE archive_id = %s AND ident = %s",
            [filled.archive, MARCH[1][1].id],
        )
    update(filled)
    assert found(filled, "Бокуна", kinds=("claim",)) == [f"c {COURT[1][0].id}"]


@pytest.mark.parametrize("engine", ALL)
def test_another_archive_in_the_same_database_is_never_seen(engine, empty, place_for):
    place = place_for(engine)
    one, other = empty(engine, "one", place), empty(engine, "other", place)
    fill(one, [MARCH], [event(MARCH[1], "e-one")])
    fill(other, [MARCH, STRIKE], [event(MARCH[1], "e-other"), event(STRIKE[1], "e-strike")])
    assert update(one) == 4
    assert due(other) == 4
    update(other)
    assert found(one, "Бокун") == ["s march", "e e-one", f"c {MARCH[1][1].id}"]
    assert found(one, "стачк*") == []
    assert search_store(one, Query("газета")).total == 1
    assert search_store(other, Query("газета")).total == 2


HOSTILE = [
    '"', '""', "''", '" OR "1"="1', "марш\0", "* * *", "марш*)", "NEAR(a b)", "k:claim", "p:minsk", "words:марш",
    "^марш", "a" * 900, "-" * 500, "%s %s", "{}", "\\", "\\' & !", "марш & !мір", "'; DROP TABLE letapis_claim; --",
    "::", ":", "🙂", "\ud800", "а" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_breaks_the_query(kept, typed):
    with contextlib.suppress(QueryError):
        assert search_store(kept, Query(typed)).total >= 0
    assert found(kept, "стачком") != []


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("абmin \"-*'\\:&|!()<>\0_%стачком"), max_size=40))
def test_no_mixture_of_signs_breaks_it(kept, typed):
    with contextlib.suppress(QueryError):
        assert search_store(kept, Query(typed)).total >= 0


# One world on both engines, filled in another order and in other pieces.

SYLLABLES = ["ма", "ра", "ста", "ко", "лі", "бе", "за", "то"]
PLACES = [("Minsk",), ("Hrodna",), ("Salihorsk",), ("Belarus",), ()]


def world(seed, count=30):
    """Reports of few words that come often, so that every query meets many of them on few days."""
    draw = random.Random(seed)
    reports, events = [], []
    for number in range(count):
        text = " ".join("".join(draw.choices(SYLLABLES, k=2)) + draw.choice(["", "а", "у"]) for _ in range(20)) + " ."
        on = day("2020-10-01") + timedelta(days=draw.randrange(4) * 20)
        when = draw.choice([on, on, None, DateInterval(on, on + timedelta(days=draw.randrange(60)))])
        quotes = [(text[start : start + 24], draw.choice(["strike", "detention"]), draw.choice(PLACES), (), when)
                  for start in draw.sample(range(60), 2)]  # fmt: skip
        reports.append(report(f"r{number}", text, on, *quotes))
        claims = {one.id: one for one in reports[-1][1]}
        events += [event([one], f"e{identity}", draw.randrange(1, 5)) for identity, one in claims.items()]
    return [(document, list({one.id: one for one in claims}.values())) for document, claims in reports], events


QUERIES = [
    Query("мара"), Query("рата*"), Query("мара ліко"), Query("бема -зато"), Query('"мара стаа"'), Query("Minsk"),
    Query("страйк"), Query("", place="Belarus"), Query("", type="strike", first=day("2020-10-15")),
    Query("зама", first=day("2020-10-20"), last=day("2020-11-25")), Query("ста*", origins=2, place="Minsk region"),
    Query("", kinds=("event",), first=day("2020-10-01"), last=day("2020-10-01"), limit=5, offset=3),
    Query("", place="Hrodna", limit=7, offset=7),
]  # fmt: skip


def answers(store):
    return [search_store(store, query, facets=True) for query in QUERIES]


def in_pieces(store, reports, events, seed):
    """Fill in another order, indexing now and then."""
    draw = random.Random(seed)
    order = draw.sample(range(len(reports)), len(reports))
    for start in range(0, len(order), 7):
        chosen = [reports[place] for place in order[start : start + 7]]
        names = {one.id for _, claims in chosen for one in claims}
        fill(store, chosen, draw.sample([one for one in events if set(one.claims) <= names], len(
            [one for one in events if set(one.claims) <= names])))  # fmt: skip
        if draw.random() < 0.6:
            update(store)
    update(store)


@pytest.mark.parametrize(
    ("engine", "seed"),
    [
        *(("sqlite", seed) for seed in range(3)),
        *(pytest.param("postgresql", seed, marks=pytest.mark.postgres) for seed in range(3)),
        ("sqlcipher", 0),
        pytest.param("sealed", 1, marks=pytest.mark.postgres),
    ],
)
def test_the_order_of_arrival_changes_no_answer(engine, seed, empty):
    reports, events = world(seed)
    whole, pieces = empty("sqlite"), empty(engine)
    fill(whole, reports, events)
    update(whole)
    in_pieces(pieces, reports, events, seed)
    assert answers(pieces) == answers(whole)
    assert sum(len(one.hits) for one in answers(whole)) > 50


@pytest.mark.parametrize("engine", ENGINES)
def test_many_answers_come_in_the_same_order_as_few(engine, empty, monkeypatch):
    """What is read day by day where there are many answers is what is read at once where there are few."""
    from letapis.store import search_finding

    reports, events = world(7)
    store = empty(engine)
    fill(store, reports, events)
    update(store)
    before = [one.hits for one in answers(store)]
    monkeypatch.setattr(search_finding, "COUNTED", 2)
    assert [one.hits for one in answers(store)] == before


@pytest.mark.parametrize("engine", ALL)
def test_an_index_of_other_rules_is_made_anew(engine, empty, monkeypatch):
    from letapis.store import search_updating

    store = empty(engine)
    fill(store, REPORTS, EVENTS)
    update(store)
    before = answers(store)
    monkeypatch.setattr(search_updating, "VERSION", 10**6)
    assert update(store) > 0
    assert update(store) == 0
    assert answers(store) == before
