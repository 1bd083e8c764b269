"""A server that holds the rows of an encrypted archive cannot read them: a dump has no word and no name in it."""

import base64
import os
import zlib
from contextlib import suppress
from datetime import date
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.claim import Claim, Count, DateInterval, Reason
from letapis.registry.judgement import Judgement
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.store.opening import StoreError, open_store
from letapis.store.sealing import SealError, Sealing

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
SEALING = Sealing(KEY)
WHOLE = 2**63


@given(st.integers(-WHOLE, WHOLE - 1), st.integers(-WHOLE, WHOLE - 1))
def test_a_sealed_number_is_another_one_and_comes_back(one, other):
    sealed = [SEALING.seal_number("t.c", number) for number in (one, other)]
    assert [SEALING.open_number("t.c", number) for number in sealed] == [one, other]
    assert (sealed[0] == sealed[1]) == (one == other)
    assert all(-WHOLE <= number < WHOLE for number in sealed)


@given(st.text(st.characters(exclude_categories=())))
def test_texts_come_back_half_pairs_and_all(text):
    for way in ("text", "token"):
        sealed = getattr(SEALING, f"seal_{way}")("t.c", text)
        assert sealed.isascii()
        assert bool(sealed) == bool(text)
        assert getattr(SEALING, f"open_{way}")("t.c", sealed) == text


def test_what_rows_are_found_by_is_alike_in_one_column_and_nowhere_else():
    told = [SEALING.seal_token(place, "bokun a") for place in ("t.c", "t.c", "t.d", "u.c")]
    assert told[0] == told[1]
    assert len(set(told)) == 3
    assert len({SEALING.seal_text("t.c", "bokun a") for _ in range(9)}) == 9
    assert Sealing(OTHER).seal_token("t.c", "bokun a") not in told
    assert len({Sealing(key).seal_number(place, 7) for key in (KEY, OTHER) for place in ("t.c", "t.d")}) == 4


@pytest.mark.parametrize("way", ["text", "token", "bytes"])
def test_a_value_that_was_moved_changed_or_is_of_another_key_does_not_open(way):
    plain = b"told" if way == "bytes" else "told"
    sealed = getattr(SEALING, f"seal_{way}")("t.c", plain)
    opened = getattr(SEALING, f"open_{way}")
    assert opened("t.c", sealed) == plain
    flipped = sealed[:-1] + (b"\1" if way == "bytes" else "!")
    for place, value in (("t.d", sealed), ("t.c", sealed[:-4]), ("t.c", flipped), ("t.c", sealed[:3])):
        with pytest.raises(SealError, match=r"a value of t\.\w was changed or is under another key"):
            opened(place, value)
    with pytest.raises(SealError):
        getattr(Sealing(OTHER), f"open_{way}")("t.c", sealed)


# ---- the whole store

WORDS = {
    "title": "Kanaruta", "publisher": "Kanarpost", "author": "Kanarauthor", "url": "kanarhost.example",
    "origin": "Kanarnews", "file": "kanarfile", "note": "kanarnote", "quote": "kanarquote", "text": "kanartext",
    "whom": "Kanarovich", "who": "Kanarpolice", "said_by": "Kanarchuk", "place": "Kanarville",
    "defined": "kanardefined", "reason": "kanarreason", "by": "kanarhandle", "value": "Kanartown",
    "why": "kanarwhy", "known place": "Salihorsk",
}  # fmt: skip


def world():
    text = (
        f"On 11 October in Salihorsk police detained Zinaida {WORDS['whom']}, 23 {WORDS['quote']} people in all. "
        f"{WORDS['text']} was seen by many. Every week they march in {WORDS['place']} with flags, said Ivan Kanarchuk."
    )
    first = text.index("police")
    quote = text[first : text.index(" was seen")]
    when = DateInterval(date(2020, 10, 11), date(2020, 10, 11))
    said = {
        "who": (WORDS["who"],), "whom": (f"Zinaida {WORDS['whom']}",), "said_by": f"Ivan {WORDS['said_by']}",
        "reasons": (Reason("rule", WORDS["why"]),),
    }  # fmt: skip
    documents, claims = [], []
    for number in range(3):
        documents.append(Document(
            f"r{number}", text, "en", f"{WORDS['title']} {number}", f"{WORDS['publisher']} {number % 2}",
            f"Olga {WORDS['author']}", published=Moment(date(2020, 10, 12 + number)), original=f"{number}" * 64,
            url=f"https://{WORDS['url']}/{number}", origin=WORDS["origin"], name=f"{WORDS['file']}.txt",
            extra={"note": WORDS["note"]},
        ))  # fmt: skip
        claims.append(Claim(
            f"r{number}", "detention", quote, first, first + len(quote), when, ("Salihorsk", WORDS["place"]),
            Count(23, 23), definition=WORDS["defined"], **said,
        ))  # fmt: skip
        total = text[: text.index(" people")]
        claims.append(Claim(f"r{number}", "detention", total, 0, len(total), when, ("Salihorsk",), Count(2300, 2300),
                            scope="total", **said))  # fmt: skip
        named = text.index("Zinaida")
        told = text[named : text.index(",", named)]
        claims.append(Claim(f"r{number}", "release", told, named, named + len(told), when, ("Salihorsk",), **said))
        denied = text[text.index("Every week") : text.index(" with flags")]
        start = text.index(denied)
        claims.append(Claim(f"r{number}", "demonstration", denied, start, start + len(denied), when,
                            (WORDS["place"],), status="denied", **said))  # fmt: skip
    return documents, claims


def fill(store):
    """Everything that the store can do with reports: rows, judgements, the register, the index of words."""
    from letapis.store.entry_update import update as update_entries
    from letapis.store.growing import add, judge
    from letapis.store.search_updating import update

    documents, claims = world()
    add(store, documents, claims)
    log = [
        Judgement("j1", "accept", (claims[0].id,), WORDS["by"], "2020-11-01", WORDS["reason"]),
        Judgement("j2", "edit", (claims[1].id,), WORDS["by"], "2020-11-01", WORDS["reason"], "place", WORDS["value"]),
        Judgement("j3", "same_origin", ("r0", "r1"), WORDS["by"], "2020-11-01", WORDS["reason"]),
    ]
    judge(store, log)
    update_entries(store, log, "rules")
    update(store)


def dumped(place):
    """Every value of every table, in all the forms that a person would try."""
    psycopg = import_module("psycopg")
    found = []
    with psycopg.connect(place) as connection:
        schema = connection.execute("SELECT current_schema()").fetchone()[0]
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            values = [value for row in rows for value in row if value is not None]
            found += [(table, form) for value in values for form in forms(value)]
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as copy:
                found.append((table, b"".join(map(bytes, copy))))
    return found


def forms(value):
    data = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode("utf-8", "surrogatepass")
    yield data
    for read in (zlib.decompress, lambda held: base64.b64decode(held, validate=True), lambda held: held[::-1]):
        with suppress(Exception):
            yield read(data)


def spellings(word):
    """A word as it could stand in a dump; the search cuts words, so their beginnings count too."""
    for text in {word, word.lower(), word.upper(), word.lower()[:8]}:
        yield from (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode().hex().encode())
        padded = [base64.b64encode(b"\0" * skip + text.encode())[4 if skip else 0 : -4] for skip in range(3)]
        yield from (one for one in padded if len(one) > 5)


def seen(place):
    values = dumped(place)
    assert len(values) > 100
    return {
        name for name, word in WORDS.items() for spelled in spellings(word)
        if any(spelled in value for _, value in values)
    }  # fmt: skip


@pytest.fixture
def stores(database_place, tmp_path):
    opened = []

    def store(key):
        place = database_place("postgresql")
        index = (tmp_path / f"index-{len(opened)}.sqlite3", key) if key else None
        opened.append(open_store(place, "one", key, index))
        return opened[-1], place

    yield store
    for one in opened:
        one.close()


@pytest.mark.postgres
def test_a_dump_of_a_sealed_store_has_no_word_in_it_and_one_of_a_plain_store_has_all(stores):
    (sealed, place), (plain, other) = stores(KEY), stores(None)
    fill(plain)
    assert WORDS.keys() - seen(other) == set()
    fill(sealed)
    assert seen(place) == set()


@pytest.mark.postgres
def test_the_record_the_register_and_the_answers_are_those_of_a_plain_store(stores):
    from letapis.registry.search.query import Query
    from letapis.store.entries import StoredEntries
    from letapis.store.event_pages import Asked, page
    from letapis.store.reading import record
    from letapis.workflow.searching import search_store

    (sealed, _), (plain, _) = stores(KEY), stores(None)
    for store in (sealed, plain):
        fill(store)
    assert record(sealed) == record(plain)
    assert len(record(plain).events) > 1
    for asked in (Query(WORDS["text"]), Query(WORDS["whom"]), Query("", place="Belarus"), Query("kanar*")):
        answers = [search_store(store, asked, facets=True) for store in (sealed, plain)]
        assert answers[0] == answers[1]
        assert answers[0].total
    pages = [page(store, Asked(place="Belarus", first="2020-10-01"), 10) for store in (sealed, plain)]
    assert pages[0] == pages[1] != []
    entries = [StoredEntries(store) for store in (sealed, plain)]
    assert entries[0].subjects() == entries[1].subjects() != {}
    subject = next(iter(entries[1].subjects()))
    assert entries[0].about([subject]) == entries[1].about([subject]) != []


@pytest.mark.postgres
def test_a_value_that_somebody_changed_on_the_server_is_told(stores):
    from letapis.store.faults import telling
    from letapis.store.reading import record

    store, _ = stores(KEY)
    fill(store)
    store.base.run("UPDATE letapis_claim SET body = (SELECT body FROM letapis_event LIMIT 1) WHERE number = 1")
    with pytest.raises(StoreError, match=r"a value of letapis_claim\.body was changed"), telling(store.where):
        record(store)


@pytest.mark.postgres
def test_without_a_file_for_the_index_of_words_a_server_is_not_opened(database_place):
    with pytest.raises(ValueError, match="needs a file for the index of words"):
        open_store(database_place("postgresql"), "one", KEY)


@pytest.mark.postgres
def test_an_index_that_was_lost_is_made_anew(stores, tmp_path):
    from letapis.registry.search.query import Query
    from letapis.store.search_updating import update
    from letapis.workflow.searching import search_store

    store, place = stores(KEY)
    fill(store)
    before = search_store(store, Query(WORDS["text"]))
    store.close()
    for path in tmp_path.glob("index-0.sqlite3*"):
        path.unlink()
    again = open_store(place, "one", KEY, (tmp_path / "another.sqlite3", KEY))
    assert update(again) > 0
    assert search_store(again, Query(WORDS["text"])) == before
    again.close()
    held = b"".join(path.read_bytes() for path in tmp_path.glob("another*"))
    assert not any(word.encode() in held for word in WORDS.values())


@pytest.mark.postgres
@pytest.mark.parametrize("key", [OTHER, None])
def test_a_server_that_holds_the_archive_under_another_key_is_left_alone(stores, tmp_path, key):
    store, place = stores(KEY)
    fill(store)
    with pytest.raises(StoreError, match="holds this archive already, sealed with another key or not at all"):
        open_store(place, "one", key, (tmp_path / f"index-{os.getpid()}.sqlite3", key) if key else None)
