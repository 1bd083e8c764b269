"""`letapis search`: answers for people and as JSON, exit codes, one line for what cannot be answered."""

import pytest


def test_an_answer_for_people_marks_the_words(letapis, archive):
    found = letapis("search", "арыштаваны", "--archive", archive)
    assert found.code in (0, 1)
    found = letapis("search", "arrest", "--archive", archive, "--in", "claims")
    assert found.code == 0
    assert "[arrested]" in found.out


def test_the_offsets_of_the_json_are_those_of_the_report(letapis, archive):
    found = letapis("search", "Мінск", "--archive", archive, "--facets", "--json")
    assert found.code == 0
    assert found.json["total"] == len(found.json["hits"])
    assert sum(found.json["facets"]["kind"].values()) == found.json["total"]
    for hit in found.json["hits"]:
        text = letapis("show", hit["document"], "--archive", archive, "--json").json["text"]
        snippet = hit["snippet"]
        assert text[snippet["start"] : snippet["end"]] == snippet["text"]
        for mark in snippet["marks"]:
            assert text[mark["start"] : mark["end"]].startswith("Minsk")


def test_pages_are_told(letapis, archive):
    found = letapis("search", "Minsk", "--archive", archive, "--limit", "1")
    assert found.out.count("\n") < 5
    assert "1 to 1 of" in found.err


def test_nothing_found_ends_with_1(letapis, archive):
    found = letapis("search", "nosuchword", "--archive", archive)
    assert (found.code, found.out) == (1, "")
    assert "Nothing was found" in found.err


WRONG = [
    ([], "no word to look for"),
    (["-Minsk"], "no word to look for"),
    (["a" * 10_000], "10,000 characters"),
    (["mi*"], "3 letters"),
    (["Minsk", "--type", "dance"], "no claim type"),
    (["Minsk", "--from", "2021-01-02", "--to", "2021-01-01"], "ends before it begins"),
    (["Minsk", "--from", "yesterday"], "no day"),
]


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[told for _, told in WRONG])
def test_what_cannot_be_answered_is_one_line_and_2(letapis, archive, words, told):
    found = letapis("search", "--archive", archive, "--", *words[:1]) if len(words) == 1 else letapis(
        "search", *words, "--archive", archive
    )
    assert found.code == 2
    assert told in found.err
    assert found.out == ""
