"""Vague words read by another table: derived numbers change, words, quotes, events and origins never."""

from dataclasses import replace

import pytest

from letapis.registry.figures.anew import Behind
from letapis.registry.figures.vague_words import figures_by, record_by, reread, vague_interval
from letapis.vocabulary.vague import tables


@pytest.mark.parametrize(
    ("words", "language", "schema", "ccc", "acled"),
    [
        ("dozens", "en", (24, 99), (24, None), (12, 12)),
        ("hundreds", "en", (200, 999), (200, None), (100, 100)),
        ("сотни", "ru", (200, 999), (200, None), (100, 100)),
        ("сотні", "be", (200, 999), (200, None), (100, 100)),
        ("некалькі дзясяткаў", "be", (20, 99), (20, 99), (10, 10)),
        ("several hundred", "en", (200, 999), (300, None), (200, 999)),  # acled does not list it
        ("a dozen", "en", (12, 12), (12, 12), (12, 12)),
        ("tens of thousands", "en", (20000, 99999), (20000, None), (20000, 99999)),
    ],
)
def test_a_word_by_each_table(words, language, schema, ccc, acled):
    read = {table: vague_interval(words, language, table) for table in tables()}
    exact = {name: found or (12, 12) for name, found in read.items()}  # "a dozen" is no vague word
    assert exact == {"schema": schema, "ccc": ccc, "acled": acled}


@pytest.mark.parametrize("words", ["700", "more than 700", "over a thousand", "", "600-700", "two"])
def test_a_number_is_read_by_no_table(words):
    assert vague_interval(words, "en", "ccc") is None


@pytest.fixture
def dozens(told):
    told.report("paper", "2020-10-12", publisher="A paper", language="en")
    told.report("agency", "2020-10-12", publisher="An agency", language="ru")
    told.claim("paper", "detention", "2020-10-11", "Minsk", count=(24, 99), words="dozens", basis="vague",
               quote="dozens were taken")  # fmt: skip
    told.claim("agency", "detention", "2020-10-11", "Minsk", count=(200, 999), words="сотни", basis="vague",
               quote="взяли сотни человек")  # fmt: skip
    told.claim("paper", "detention", "2020-10-11", "Minsk", count=(24, 99), words="dozens", basis="vague",
               whom=("journalists",), quote="dozens of journalists")  # fmt: skip
    return told


def both(told, table):
    record = told.record()
    behind = Behind({one.id: one for one in record.claims}, {one.id: one for one in told.documents})
    return record, record_by(table, record, behind)


def whole(record):
    return next(one for one in record.figures if not one.population)


def test_by_the_first_table_the_two_words_conflict_and_by_another_they_do_not(dozens):
    before, after = both(dozens, "ccc")
    assert [one.kind for one in whole(before).relations] == ["conflict"]
    assert [one.kind for one in whole(after).relations] == ["compatible"]
    assert (whole(before).published.low, whole(before).published.high) == (24, 999)
    assert (whole(after).published.low, whole(after).published.high) == (24, None)


@pytest.mark.parametrize("table", ["ccc", "acled"])
def test_words_quotes_events_and_origins_stay(dozens, table):
    before, after = both(dozens, table)
    assert [replace(one, count=None) for one in after.claims] == [replace(one, count=None) for one in before.claims]
    assert [one.count.words for one in after.claims] == [one.count.words for one in before.claims]
    assert (after.events, after.origins) == (before.events, before.origins)
    assert [one.id for one in after.figures] == [one.id for one in before.figures]


def test_a_part_stays_a_part_of_its_whole(dozens):
    _, after = both(dozens, "ccc")
    part = next(one for one in after.figures if one.population == "journalists")
    held = {reading.id: figure.id for figure in after.figures for reading in figure.readings}
    (relation,) = [one for one in part.relations if one.kind == "subset"]
    assert (held[relation.left], held[relation.right]) == (part.id, whole(after).id)
    assert part.subset_of == whole(after).id


def test_the_first_table_again_gives_the_first_record(dozens):
    before, after = both(dozens, "ccc")
    behind = Behind({one.id: one for one in after.claims}, {one.id: one for one in dozens.documents})
    assert record_by("schema", after, behind) == before


def test_a_claim_without_vague_words_is_the_very_same(told):
    told.report("paper", "2020-10-12")
    claim = told.claim("paper", "detention", "2020-10-11", "Minsk", count=(700, None), words="more than 700")
    assert reread(claim, "en", "acled") is claim


def test_a_table_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="no table of vague words 'mine': choose one of schema, ccc, acled"):
        figures_by("mine", (), Behind({}, {}))
