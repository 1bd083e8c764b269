"""A stated total beside its stated parts; and the words by which parts and statuses are known."""

import pytest

from letapis.registry.figures.additions import additions, part_of, words_in
from letapis.registry.figures.criteria import status_counted, status_in
from letapis.vocabulary.resources import table

YEAR = "2022-01-01/2022-12-31"


def closures(told, forced, own, whole):
    told.report("review", "2023-01-10", publisher="A review")
    for definition, count in [("", whole), ("forced closure", forced), ("self-liquidation", own)]:
        told.claim(
            "review", "closure", YEAR, "Belarus", count=count, unit="organisations", scope="total",
            definition=definition, basis="total",
        )  # fmt: skip
    return told.record().figures


def test_997_forced_and_604_own_closures_are_the_1601_that_are_stated(told):
    (check,) = additions(closures(told, 997, 604, 1601))
    assert (check.partition, check.told, check.added) == ("compulsion", (1601, 1601), (1601, 1601))
    assert (check.adds_up, check.difference) == (True, 0)
    assert len(check.parts) == 2


@pytest.mark.parametrize(
    ("forced", "own", "whole", "adds_up", "difference"),
    [
        (997, 604, 1600, False, -1),
        (997, 604, 1700, False, 99),
        ((997, None), 604, 1601, True, None),
        ((997, None), 604, 1500, False, None),
        (997, 604, (1500, None), True, None),
    ],
)
def test_the_difference_is_told_where_it_is_certain(told, forced, own, whole, adds_up, difference):
    (check,) = additions(closures(told, forced, own, whole))
    assert (check.adds_up, check.difference) == (adds_up, difference)


def test_without_one_of_the_parts_nothing_is_checked(told):
    figures = [one for one in closures(told, 997, 604, 1601) if one.definition != "self-liquidation"]
    assert additions(figures) == ()


def test_no_figure_is_changed_or_made_by_a_check(told):
    figures = closures(told, 997, 604, 1601)
    assert sorted(one.published.low for one in figures) == [604, 997, 1601]


@pytest.mark.parametrize("name", list(table("partitions.toml")))
def test_the_words_of_each_partition(name):
    entry = table("partitions.toml")[name]
    for words, part in entry["examples"].items():
        assert part_of(words) == (name, part), words
    for words in entry["counterexamples"]:
        assert part_of(words) == ("", ""), words


@pytest.mark.parametrize("code", list(table("statuses.toml")))
def test_the_words_of_each_status(code):
    entry = table("statuses.toml")[code]
    for words in entry["examples"]:
        assert status_in(words)[0] == code, words
    for words in entry["counterexamples"]:
        assert status_in(words)[0] == "", words


@pytest.mark.parametrize(
    ("slots", "status"),
    [
        ({"quote": "there were 599 political prisoners that day", "words": "599"}, "political_prisoner"),
        ({"whom": ("political prisoners",)}, "political_prisoner"),
        ({"definition": "палітвязні паводле крытэраў"}, "political_prisoner"),
        ({"quote": "14 people were taken after a letter to political prisoners was read", "words": "14"}, ""),
        ({"quote": "he asked for 3 political parties", "words": "3"}, ""),
    ],
)
def test_whose_status_a_claim_counts(told, slots, status):
    told.report("paper", "2021-08-04")
    assert status_counted(told.claim("paper", "detention", "2021-08-03", "Belarus", count=599, **slots))[0] == status


def test_parts_that_only_the_quotes_name_are_checked_though_they_are_events_of_their_own(told):
    told.report("review", "2023-01-10", publisher="A review")
    for count, quote in [
        (1601, "1,601 were closed in all"), (997, "997 were forcibly liquidated"), (604, "604 chose self-liquidation"),
    ]:  # fmt: skip
        told.claim(
            "review", "closure", YEAR, "Belarus", count=count, unit="organisations", scope="total", quote=quote
        )
    record = told.record()
    assert len({figure.event for figure in record.figures}) == 3
    assert additions(record.figures) == ()
    (check,) = additions(record.figures, words_in({one.id: one for one in record.claims}))
    assert (check.told, check.added, check.difference) == ((1601, 1601), (1601, 1601), 0)
