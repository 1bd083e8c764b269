"""`letapis inside`, `deadlines` and `episodes`, over an archive and over loose reports; and that their page is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letapis.registry.custody.limits import limits
from letapis.vocabulary.resources import table

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "custody.md"


@pytest.fixture
def told(tmp_path):
    """Two reports of our own on one invented person: taken on a Sunday, 15 days, and out again."""
    folder = tmp_path / "told"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Published: 2020-10-12\n\nOn 11 October 2020 police detained Kastus Vierbin in Minsk.\n"
        "On 12 October 2020 a court in Minsk sentenced Kastus Vierbin to 15 days of arrest.\n"
    )
    (folder / "b.txt").write_text("Published: 2020-10-27\n\nOn 26 October 2020 Kastus Vierbin was released in Minsk.\n")
    return folder


def test_inside_of_loose_reports(letapis, told):
    value = letapis("inside", "--on", "2020-10-20", told, "--json").json
    assert value["counts"] == {"surely": 1, "whereabouts_unknown": 0, "perhaps": 0}
    (held,) = value["held"]
    assert (held["person"], held["since"], held["proposed"]) == ("Kastus Vierbin", "2020-10-11", True)
    assert letapis("inside", "--on", "2020-10-26", told, "--json").json["persons"] == 0
    assert "Kastus Vierbin" in letapis("inside", "--on", "2020-10-20", told).out


def test_as_known_before_the_release_came_out(letapis, told):
    """Asked for 26 October: in the knowledge of the 15th the term ends on that day and no release is known."""
    value = letapis("inside", "--on", "2020-10-26", "--known", "2020-10-15", told, "--json").json
    assert value["counts"]["perhaps"] == 1
    assert letapis("inside", "--on", "2020-10-26", told, "--json").json["persons"] == 0


def test_episodes_and_deadlines_open_to_their_sentences(letapis, told):
    (line,) = letapis("episodes", "Кастусь Вербін", told, "--on", "2021-01-01", "--json").json["lines"]
    (episode,) = line["episodes"]
    assert episode["days"] == {"low": 15, "high": 15, "rivals": [15], "running": False}
    assert any("15 days" in one["quote"] for one in episode["sentences"])
    found = letapis("deadlines", "--on", "2020-10-20", told, "--json").json["deadlines"]
    assert found == []  # the release is known
    assert letapis("episodes", "Nobody Atall", told).code == 1


def test_an_archive_with_judgements(letapis, told, tmp_path):
    letapis("init", "--plain")
    letapis("add", told)
    assert letapis("inside", "--on", "2020-10-20", "--json").json["persons"] == 1
    letapis("judge", "state", "episode", "person=Ala Zima", "began=2020-10-19", "code_name=K-1", "--by", "anna")
    value = letapis("inside", "--on", "2020-10-20", "--json").json
    assert sorted(one["person"] for one in value["held"]) == ["Ala Zima", "Kastus Vierbin"]
    assert letapis("inside", "--on", "2020-10-20", "--confirmed", "--json").json["persons"] == 1
    sealed_today = letapis("inside", "--on", "2020-10-20", "--known", "2020-10-21", "--json").json
    assert sealed_today["persons"] == 0
    file = tmp_path / "x.ics"
    found = letapis("deadlines", "--on", "2020-10-20", "--ics", file, "--json").json["deadlines"]
    assert {(one["person"], one["code"]) for one in found} == {("Ala Zima", "hours_72"), ("Ala Zima", "charge_10")}
    assert "SUMMARY:K-1: check 1" in file.read_text()
    letapis("judge", "state", "recognition", "person=Ala Zima", "body=Viasna", "decided_on=2020-10-01", "--by", "anna")
    value = letapis("inside", "--on", "2020-10-20", "--recognised", "--json").json
    assert value["recognised"] == {"Viasna": {"recognised": 1, "inside": 1}}
    letapis("judge", "undo", "j1", "--by", "anna")
    assert letapis("inside", "--on", "2020-10-20", "--json").json["persons"] == 1


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("inside",), "Missing option '--on'"),
        (("inside", "--on", "2020-13-01"), "is no day"),
        (("inside", "--on", "2020-10-20", "--kind", "castle"), "'castle' is no kind of place"),
        (("inside", "--on", "2020-10-20", "--place", "Nowhereville"), "is not in the gazetteer"),
    ],
)
def test_a_wrong_call_says_what_is_right(letapis, call, says):
    found = letapis(*call)
    assert found.code == 2
    assert says in found.err


def test_the_page_names_every_code():
    page = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_0-9]+)`", page))
    data = table("custody_words.toml")
    assert {limit.name for limit in limits()} <= named
    assert set(data["deadlines"]) <= named
    assert set(data["notes"]) <= named
    assert set(data["states"]) <= named


def test_the_page_names_every_key_of_a_snapshot(letapis, told):
    value = letapis("inside", "--on", "2020-10-20", told, "--json").json
    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))
    assert set(value) <= named
    assert set(value["held"][0]) <= named
